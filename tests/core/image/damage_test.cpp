#include <gtest/gtest.h>
#include <sys/resource.h>
#include <zlib.h>

#include <chrono>
#include <random>

#include "tests/core/image/test_pictures.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;

namespace {

std::vector<std::pair<std::string, std::vector<std::byte>>> oneOfEach() {
    std::vector<std::pair<std::string, std::vector<std::byte>>> files;
    cv::Mat picture = corners(80, 60);
    cv::randu(picture(cv::Rect(10, 10, 40, 40)), 0, 255);
    for (const auto* ending : {".jpg", ".png", ".webp", ".tif", ".bmp", ".ppm", ".jp2", ".ras", ".hdr"})
        files.emplace_back(ending, encoded(ending, picture));
    files.emplace_back("progressive", encoded(".jpg", picture, {cv::IMWRITE_JPEG_PROGRESSIVE, 1}));
    files.emplace_back("lossless webp", encoded(".webp", picture, {cv::IMWRITE_WEBP_QUALITY, 101}));
    files.emplace_back("gif", gif(60, 40, 1));
    return files;
}

std::string pngChunk(const std::string& kind, const std::string& content) {
    const auto text = kind + content;
    return big(content.size(), 4) + text +
           big(crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())), 4);
}

/// Small files that claim 100 000 x 100 000 pixels, or as many as their format can.
std::vector<std::pair<std::string, std::vector<std::byte>>> bombs() {
    constexpr std::uint64_t kSide = 100'000;
    const auto entry = [](int tag, int type, std::uint64_t value) {
        return little(static_cast<std::uint64_t>(tag), 2) + little(static_cast<std::uint64_t>(type), 2) +
               little(1, 4) + little(value, 4);
    };
    auto jpeg = encoded(".jpg", corners(), {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
    for (std::size_t i = 0; i + 9 < jpeg.size(); ++i)
        if (jpeg[i] == std::byte{0xff} && jpeg[i + 1] == std::byte{0xc2})
            std::fill_n(jpeg.begin() + static_cast<std::ptrdiff_t>(i) + 5, 4, std::byte{0xfd});
    return {
        {"png", bytesOf("\x89PNG\r\n\x1a\n" +
                        pngChunk("IHDR", big(kSide, 4) + big(kSide, 4) + std::string("\x08\x02\0\0\0", 5)) +
                        pngChunk("IDAT", std::string(100, 'x')) + pngChunk("IEND", ""))},
        {"jpeg", jpeg},
        {"gif", bytesOf("GIF89a" + little(65000, 2) + little(65000, 2) + std::string(500, '\0'))},
        {"bmp",
         bytesOf("BM" + little(600, 4) + little(0, 4) + little(54, 4) + little(40, 4) + little(kSide, 4) +
                 little(kSide, 4) + little(1, 2) + little(24, 2) + std::string(500, '\0'))},
        {"ppm", bytesOf("P6\n# a comment\n100000 100000\n255\n" + std::string(500, '\0'))},
        {"pam", bytesOf("P7\nWIDTH 100000\nHEIGHT 100000\nDEPTH 3\nMAXVAL 255\nTUPLTYPE RGB\nENDHDR\n" +
                        std::string(500, '\0'))},
        {"tiff", bytesOf(std::string("II*\0", 4) + little(8, 4) + little(9, 2) + entry(256, 4, kSide) +
                         entry(257, 4, kSide) + entry(258, 3, 8) + entry(259, 3, 1) + entry(262, 3, 1) +
                         entry(273, 4, 200) + entry(277, 3, 1) + entry(278, 4, kSide) + entry(279, 4, 500) +
                         little(0, 4) + std::string(600, '\0'))},
        {"hdr",
         bytesOf("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 100000 +X 100000\n" + std::string(500, '\1'))},
        {"tga", bytesOf(std::string("\0\0\x0a", 3) + std::string(9, '\0') + little(65000, 2) +
                        little(65000, 2) + std::string("\x18\0", 2) + std::string(500, '\0'))},
    };
}

long peakKiB() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

}  // namespace

TEST(ImageDamage, SaysThatAnEmptyFileIsEmpty) {
    const TempFolder folder;
    save(folder / "empty.jpg", {});
    try {
        loadImage(folder / "empty.jpg");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kUnreadable);
        EXPECT_EQ(error.detail(), "the file is empty");
        EXPECT_EQ(error.subject(), (folder / "empty.jpg").string());
    }
}

TEST(ImageDamage, TellsMissingFilesFoldersAndOtherThingsApart) {
    const TempFolder folder;
    const auto codeOf = [](const std::filesystem::path& path) {
        try {
            loadImage(path);
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::kInternal;
    };
    EXPECT_EQ(codeOf(folder / "none.jpg"), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf(folder.path()), ErrorCode::kUnsupported);
    EXPECT_EQ(codeOf("/dev/null"), ErrorCode::kUnsupported);
    save(folder / "text.jpg", bytesOf("This is a letter and no photo.\n"));
    EXPECT_EQ(codeOf(folder / "text.jpg"), ErrorCode::kUnsupported);
}

TEST(ImageDamage, RefusesEveryFormatCutOff) {
    for (const auto& [name, bytes] : oneOfEach())
        for (const int percent : {20, 50, 80, 95}) {
            const std::vector<std::byte> part(
                bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(
                                                   bytes.size() * static_cast<std::size_t>(percent) / 100));
            EXPECT_TRUE(refusalOf(part).starts_with("unreadable"))
                << name << " at " << percent << " %: " << refusalOf(part);
        }
}

TEST(ImageDamage, SaysThatAJpegIsCutOff) {
    auto bytes = encoded(".jpg", corners());
    bytes.resize(bytes.size() - 20);
    EXPECT_EQ(refusalOf(bytes), "unreadable: the picture is cut off");
}

TEST(ImageDamage, OpensAJpegWithoutItsEndMarkerAndWithBytesBehindIt) {
    auto bytes = encoded(".jpg", corners());
    bytes.resize(bytes.size() - 2);
    EXPECT_EQ(refusalOf(bytes), "");
    bytes = encoded(".jpg", corners());
    bytes.resize(bytes.size() + 1000, std::byte{0x55});
    EXPECT_EQ(refusalOf(bytes), "");
}

TEST(ImageDamage, RefusesBombsByTheirHeaderWithoutTakingMemory) {
    const long before = peakKiB();
    const auto start = std::chrono::steady_clock::now();
    for (const auto& [name, bytes] : bombs())
        EXPECT_TRUE(refusalOf(bytes).starts_with("too_large")) << name << ": " << refusalOf(bytes);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
    EXPECT_LT(peakKiB() - before, 50'000);
}

TEST(ImageDamage, HoldsTheLimitsOfTheCaller) {
    for (const auto& [name, bytes] : oneOfEach()) {
        EXPECT_TRUE(refusalOf(bytes, {.maxPixels = 1000}).starts_with("too_large")) << name;
        EXPECT_TRUE(refusalOf(bytes, {.maxFileBytes = 100}).starts_with("too_large")) << name;
    }
    const TempFolder folder;
    save(folder / "a.png", encoded(".png", corners()));
    EXPECT_THROW(loadImage(folder / "a.png", {.maxFileBytes = 100}), Error);
}

TEST(ImageDamage, NeverCrashesOnBytesThatWereChanged) {
    std::mt19937 random(7);
    for (const auto& [name, bytes] : oneOfEach())
        for (int round = 0; round < 150; ++round) {
            auto changed = bytes;
            const std::size_t reach = round % 2 ? std::min<std::size_t>(changed.size(), 200) : changed.size();
            for (int i = 0; i < 1 + round % 8; ++i)
                changed[random() % reach] = static_cast<std::byte>(random());
            if (round % 5 == 0) changed.resize(1 + random() % changed.size());
            try {
                // A small limit: what is looked for is a crash, not how long big pictures take.
                EXPECT_EQ(decodeImage(changed, "test", {.maxPixels = 100'000}).bgr.type(), CV_8UC3);
            } catch (const Error& error) {
                EXPECT_NE(error.code(), ErrorCode::kInternal) << name;
                EXPECT_FALSE(error.detail().empty());
            }
        }
}

TEST(ImageDamage, WritesNothingToStderr) {
    testing::internal::CaptureStderr();
    for (const auto& [name, bytes] : oneOfEach()) {
        auto half = bytes;
        half.resize(half.size() / 2);
        refusalOf(half);
        half = bytes;
        std::fill(half.begin() + static_cast<std::ptrdiff_t>(half.size() / 2), half.end(), std::byte{0xa5});
        refusalOf(half);
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}
