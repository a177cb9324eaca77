#include "core/enhance/restore/training/face_crops.h"

#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::enhance;
namespace fs = std::filesystem;

namespace {

FaceCropCounts imported(const FaceCropSources& sources, const fs::path& file) {
    static const FaceEngine engine(
        std::make_shared<const ModelRegistry>(ModelRegistry::locate(test::modelsFolder())));
    JobContext context;
    return writeFaceCrops(engine, sources, file, context);
}

/// Ann and Bob with a photo each, Bob also with a broken one, Cid with a picture of nothing.
fs::path people(const test::TempFolder& folder) {
    const auto root = folder / "people";
    for (const char* name : {"Ann", "Bob", "Cid"})
        fs::create_directories(root / name);
    fs::copy(test::samplePhoto(1), root / "Ann" / "1.jpg");
    fs::copy(test::samplePhoto(2), root / "Bob" / "1.jpg");
    std::ofstream(root / "Bob" / "2.jpg") << "no picture";
    cv::imwrite((root / "Cid" / "1.png").string(), cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(128)));
    return root;
}

}  // namespace

TEST(WriteFaceCrops, TakesAFaceOfEveryPhotoAndCountsTheRest) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    const auto counts = imported({{people(folder)}, {}}, folder / "all.crops");
    EXPECT_EQ(counts.written, 2);
    EXPECT_EQ(counts.unreadable, 1);
    EXPECT_EQ(counts.withoutFace, 1);
    const FaceCrops crops(folder / "all.crops");
    ASSERT_EQ(crops.size(), 2);
    for (int i = 0; i < 2; ++i) {
        EXPECT_GT(crops.faceWidth(i), 40) << "a face fills its frame";
        EXPECT_LT(crops.faceWidth(i), kCropSide);
    }
    EXPECT_GT(cv::norm(crops.crop(0), crops.crop(1), cv::NORM_INF), 0);
}

TEST(WriteFaceCrops, LeavesOutPeopleWhoAreToJudge) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    const auto root = people(folder);
    std::ofstream(folder / "pairs.csv") << "path_a,path_b,same,fold\nAnn/1.jpg,Ann/1.jpg,1,0\n"
                                           "Bob/1.jpg,Bob/1.jpg,1,1\n";
    EXPECT_EQ(peopleOfPairs(folder / "pairs.csv", {}), (std::set<std::string>{"Ann", "Bob"}));
    const auto judges = peopleOfPairs(folder / "pairs.csv", {"1"});
    EXPECT_EQ(judges, std::set<std::string>{"Bob"});
    const auto counts = imported({{root}, judges}, folder / "some.crops");
    EXPECT_EQ(counts.written, 1);
    EXPECT_EQ(counts.leftOut, 2);
    EXPECT_THROW(peopleOfPairs(folder / "pairs.csv", {"7"}), Error) << "nobody is of that fold";
}

TEST(WriteFaceCrops, CountsASourceAsOftenAsItIsNamed) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    const auto root = people(folder);
    imported({{root / "Ann", root / "Bob", root / "Bob"}, {}}, folder / "weighted.crops");
    const FaceCrops crops(folder / "weighted.crops");
    ASSERT_EQ(crops.size(), 3);
    EXPECT_EQ(cv::norm(crops.crop(1), crops.crop(2), cv::NORM_INF), 0);
}

TEST(WriteFaceCrops, LeavesNoFileWhereThereIsNothingToTake) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    const auto root = people(folder);
    EXPECT_THROW(imported({{root / "Cid"}, {}}, folder / "none.crops"), Error);
    EXPECT_THROW(imported({{root / "Dan"}, {}}, folder / "none.crops"), Error);
    EXPECT_FALSE(fs::exists(folder / "none.crops"));
}

TEST(FaceCrops, RefusesFilesThatAreCutOffOrOfAnotherKind) {
    const test::TempFolder folder;
    EXPECT_THROW(FaceCrops(folder / "missing.crops"), Error);
    std::ofstream(folder / "other.crops") << "something else altogether";
    EXPECT_THROW(FaceCrops(folder / "other.crops"), Error);
    std::ofstream(folder / "short.crops") << "LNCROPS1" << std::string(1000, 'x');
    EXPECT_THROW(FaceCrops(folder / "short.crops"), Error);
}
