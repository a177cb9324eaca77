#include <gtest/gtest.h>
#include <zlib.h>

#include <opencv2/imgproc.hpp>

#include "tests/core/image/test_pictures.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;

namespace {

/// A TIFF structure with the orientation tag alone.
std::string exifBlock(int orientation, bool littleEndian) {
    const auto number = [&](std::uint64_t value, int bytes) {
        return littleEndian ? little(value, bytes) : big(value, bytes);
    };
    const std::string value = number(static_cast<std::uint64_t>(orientation), 2) + std::string(2, '\0');
    return (littleEndian ? std::string("II") : std::string("MM")) + number(42, 2) + number(8, 4) +
           number(1, 2) + number(0x0112, 2) + number(3, 2) + number(1, 4) + value + number(0, 4);
}

/// What a camera stores so that the orientation makes it upright again: the inverse turn.
cv::Mat storedFor(const cv::Mat& upright, int orientation) {
    cv::Mat stored;
    switch (orientation) {
        case 2:
            cv::flip(upright, stored, 1);
            break;
        case 3:
            cv::rotate(upright, stored, cv::ROTATE_180);
            break;
        case 4:
            cv::flip(upright, stored, 0);
            break;
        case 5:
            cv::transpose(upright, stored);
            break;
        case 6:
            cv::rotate(upright, stored, cv::ROTATE_90_COUNTERCLOCKWISE);
            break;
        case 7:
            cv::transpose(upright, stored);
            cv::rotate(stored, stored, cv::ROTATE_180);
            break;
        case 8:
            cv::rotate(upright, stored, cv::ROTATE_90_CLOCKWISE);
            break;
        default:
            return upright;
    }
    return stored;
}

std::vector<std::byte> spliced(const std::vector<std::byte>& bytes, std::size_t at, const std::string& text) {
    auto result = bytes;
    const auto more = bytesOf(text);
    result.insert(result.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
    return result;
}

std::vector<std::byte> jpegWith(const cv::Mat& stored, const std::string& exif) {
    const auto block = std::string("Exif\0\0", 6) + exif;
    return spliced(encoded(".jpg", stored), 2, "\xff\xe1" + big(block.size() + 2, 2) + block);
}

std::vector<std::byte> pngWith(const cv::Mat& stored, const std::string& exif) {
    const auto chunk = "eXIf" + exif;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(chunk.data()), static_cast<uInt>(chunk.size()));
    return spliced(encoded(".png", stored), 33, big(exif.size(), 4) + chunk + big(sum, 4));
}

std::vector<std::byte> webpWith(const cv::Mat& stored, const std::string& exif) {
    const auto plain = encoded(".webp", stored, {cv::IMWRITE_WEBP_QUALITY, 100});
    const std::string body(reinterpret_cast<const char*>(plain.data()) + 12, plain.size() - 12);
    const auto extended = "VP8X" + little(10, 4) + std::string("\x08\0\0\0", 4) +
                          little(static_cast<std::uint64_t>(stored.cols - 1), 3) +
                          little(static_cast<std::uint64_t>(stored.rows - 1), 3);
    const auto padded = exif + std::string(exif.size() % 2, '\0');
    const auto whole = "WEBP" + extended + body + "EXIF" + little(exif.size(), 4) + padded;
    return bytesOf("RIFF" + little(whole.size(), 4) + whole);
}

}  // namespace

TEST(Exif, TurnsEveryOrientationUprightInEveryFormatThatHasOne) {
    const auto picture = corners();
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const auto stored = storedFor(picture, orientation);
        for (const bool littleEndian : {true, false}) {
            const auto exif = exifBlock(orientation, littleEndian);
            const std::pair<const char*, std::vector<std::byte>> files[] = {
                {"jpeg", jpegWith(stored, exif)},
                {"png", pngWith(stored, exif)},
                {"webp", webpWith(stored, exif)},
                {"tiff", tiff(stored, orientation)}};
            for (const auto& [format, bytes] : files) {
                const auto image = decodeImage(bytes, "test");
                EXPECT_LT(difference(image.bgr, picture), 4) << format << " " << orientation;
                EXPECT_EQ(image.orientation, orientation) << format;
                EXPECT_EQ(image.stored, (SizePx{stored.cols, stored.rows})) << format;
            }
        }
    }
}

TEST(Exif, TakesAnInvalidOrientationForUpright) {
    for (const int orientation : {0, 9, 99, 65535}) {
        EXPECT_LT(
            difference(decodeImage(jpegWith(corners(), exifBlock(orientation, true)), "test").bgr, corners()),
            3);
        EXPECT_LT(difference(decodeImage(tiff(corners(), orientation), "test").bgr, corners()), 1);
    }
}

TEST(Exif, SurvivesABlockThatIsCutOff) {
    const auto exif = exifBlock(6, true);
    for (std::size_t size = 0; size < exif.size(); ++size)
        EXPECT_NO_THROW(decodeImage(jpegWith(corners(), exif.substr(0, size)), "test")) << size;
    auto far = exif;
    far.replace(4, 4, "\xf0\xff\xff\xff");  // the directory lies beyond the end
    EXPECT_EQ(decodeImage(jpegWith(corners(), far), "test").orientation, 1);
}

TEST(Exif, MakesTheSamePortraitLookTheSame) {
    const auto folder = sharedFolder() / "data/images/exif";
    LINEAMENT_NEEDS(folder);
    const auto paths = imagesIn(folder);
    ASSERT_EQ(paths.size(), 10u);
    const auto first = loadImage(paths[1]).bgr;
    for (const auto& path : paths)
        EXPECT_LT(difference(loadImage(path).bgr, first), 2) << path;
}
