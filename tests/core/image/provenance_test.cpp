#include "core/image/provenance.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/base/error.h"
#include "core/image/image.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

std::vector<std::byte> bytesOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    const auto* start = reinterpret_cast<const std::byte*>(text.data());
    return {start, start + text.size()};
}

class Endings : public testing::TestWithParam<const char*> {};

}  // namespace

TEST_P(Endings, APictureSaysOfItselfThatItIsGeneratedAndFromWhat) {
    test::TempFolder folder;
    const auto file = folder / (std::string("face") + GetParam());
    const cv::Mat picture(48, 32, CV_8UC3, cv::Scalar(20, 90, 200));
    saveMarkedPicture(file, picture, {SourceType::kGenerated, {{"seed", "7"}, {"model", "a b"}}});
    const auto read = provenanceOf(bytesOf(file));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->type, SourceType::kGenerated);
    EXPECT_EQ(read->lineage.at("seed"), "7");
    EXPECT_EQ(read->lineage.at("model"), "a b");
    EXPECT_EQ(loadImage(file).bgr.size(), picture.size());
}
INSTANTIATE_TEST_SUITE_P(All, Endings, testing::Values(".png", ".jpg"));

TEST(Provenance, TellsEnhancedFromGenerated) {
    test::TempFolder folder;
    saveMarkedPicture(folder / "x.png", cv::Mat::zeros(8, 8, CV_8UC3), {SourceType::kEnhanced, {}});
    const auto read = provenanceOf(bytesOf(folder / "x.png"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->type, SourceType::kEnhanced);
}

TEST(Provenance, IsEmptyForWhatSaysNothingOrIsNoPicture) {
    const auto plain = encodeJpeg(cv::Mat::zeros(16, 16, CV_8UC3));
    EXPECT_FALSE(provenanceOf(plain));
    EXPECT_FALSE(provenanceOf(std::span<const std::byte>{}));
    const std::vector<std::byte> noise(300, std::byte{0x5A});
    EXPECT_FALSE(provenanceOf(noise));
}

TEST(Provenance, ARecordingIsNeverThereWithoutIt) {
    test::TempFolder folder;
    const auto film = folder / "film.mp4";
    const auto finish = [&](const char* text, SourceType expected) {
        return [&film, text, expected] {
            ASSERT_TRUE(provenanceOf(film)) << "before the film is there";
            EXPECT_EQ(provenanceOf(film)->type, expected);
            std::ofstream(film) << text;
        };
    };
    const auto failing = [] { throw Error(ErrorCode::kDiskFull, "film.mp4", "there is no room"); };
    EXPECT_THROW(finishMarked(film, {SourceType::kGenerated, {}}, failing), Error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "no mark without a film";
    const auto sidecar =
        finishMarked(film, {SourceType::kEnhanced, {}}, finish("one", SourceType::kEnhanced));
    EXPECT_EQ(provenanceOf(film)->type, SourceType::kEnhanced);
    EXPECT_TRUE(std::filesystem::exists(sidecar));
    EXPECT_THROW(finishMarked(film, {SourceType::kGenerated, {}}, failing), Error);
    EXPECT_EQ(provenanceOf(film)->type, SourceType::kEnhanced) << "the film from before is still there";
    finishMarked(film, {SourceType::kGenerated, {}}, finish("two", SourceType::kGenerated));
    EXPECT_EQ(provenanceOf(film)->type, SourceType::kGenerated);
}

TEST(Provenance, RefusesAnEndingThatCannotCarryIt) {
    test::TempFolder folder;
    EXPECT_THROW(saveMarkedPicture(folder / "x.bmp", cv::Mat::zeros(8, 8, CV_8UC3), {}), Error);
}
