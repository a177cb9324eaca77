#include <cstring>
#include <opencv2/core.hpp>

#include "core/image/decoders.h"

namespace lineament::image {

int exifOrientation(std::span<const std::byte> exif) {
    if (exif.size() > 6 && std::memcmp(exif.data(), "Exif\0\0", 6) == 0) exif = exif.subspan(6);
    if (exif.size() < 8) return 1;
    const bool little = std::memcmp(exif.data(), "II*\0", 4) == 0;
    if (!little && std::memcmp(exif.data(), "MM\0*", 4) != 0) return 1;
    const auto number = [&](std::size_t at, int count) -> std::uint32_t {
        std::uint32_t value = 0;
        if (at + static_cast<std::size_t>(count) > exif.size()) return 0;
        for (int i = 0; i < count; ++i)
            value |= static_cast<std::uint32_t>(exif[at + static_cast<std::size_t>(i)])
                     << 8 * (little ? i : count - 1 - i);
        return value;
    };
    constexpr std::uint32_t kOrientation = 0x0112, kShort = 3;
    const std::size_t directory = number(4, 4);
    const std::size_t entries = number(directory, 2);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (entry + 12 > exif.size()) break;
        if (number(entry, 2) != kOrientation || number(entry + 2, 2) != kShort) continue;
        const auto orientation = number(entry + 8, 2);
        return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
    }
    return 1;
}

cv::Mat upright(const cv::Mat& pixels, int orientation) {
    cv::Mat turned;
    switch (orientation) {
        case 2:
            cv::flip(pixels, turned, 1);
            return turned;
        case 3:
            cv::rotate(pixels, turned, cv::ROTATE_180);
            return turned;
        case 4:
            cv::flip(pixels, turned, 0);
            return turned;
        case 5:
            cv::transpose(pixels, turned);
            return turned;
        case 6:
            cv::rotate(pixels, turned, cv::ROTATE_90_CLOCKWISE);
            return turned;
        case 7: {
            cv::Mat transposed;
            cv::transpose(pixels, transposed);
            cv::rotate(transposed, turned, cv::ROTATE_180);
            return turned;
        }
        case 8:
            cv::rotate(pixels, turned, cv::ROTATE_90_COUNTERCLOCKWISE);
            return turned;
        default:
            return pixels;
    }
}

}  // namespace lineament::image
