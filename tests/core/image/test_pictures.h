#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/image/image.h"

namespace lineament::test {

/// A smooth picture in which no two corners look alike, so that a wrong turn shows.
inline cv::Mat corners(int width = 96, int height = 64) {
    cv::Mat picture(height, width, CV_8UC3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            picture.at<cv::Vec3b>(y, x) = {
                static_cast<std::uint8_t>(40 + 160 * x / width),
                static_cast<std::uint8_t>(40 + 160 * y / height),
                static_cast<std::uint8_t>(x < width / 2 && y < height / 2 ? 200 : 60)};
    return picture;
}

inline std::vector<std::byte> encoded(const std::string& ending, const cv::Mat& picture,
                                      const std::vector<int>& how = {}) {
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(ending, picture, bytes, how)) throw std::runtime_error("OpenCV writes no " + ending);
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    return {first, first + bytes.size()};
}

inline void save(const std::filesystem::path& path, const std::vector<std::byte>& bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

inline std::vector<std::byte> bytesOf(const std::string& text) {
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

inline std::string little(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text += static_cast<char>(value >> 8 * i);
    return text;
}

inline std::string big(std::uint64_t value, int bytes) {
    const auto text = little(value, bytes);
    return {text.rbegin(), text.rend()};
}

/// Mean absolute difference of two pictures, 0 to 255; 255 if their sizes differ.
inline double difference(const cv::Mat& a, const cv::Mat& b) {
    if (a.size() != b.size() || a.type() != b.type()) return 255;
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total()) / a.channels();
}

/// A GIF of two colours that clears its table before every pixel: big, but simple to write.
inline std::vector<std::byte> gif(int width, int height, int frames = 1) {
    std::string text = "GIF89a" + little(static_cast<std::uint64_t>(width), 2) +
                       little(static_cast<std::uint64_t>(height), 2) + std::string("\x80\0\0", 3) +
                       std::string("\x10\x20\x30\xf0\xe0\xd0", 6);
    for (int frame = 0; frame < frames; ++frame) {
        text += "," + little(0, 4) + little(static_cast<std::uint64_t>(width), 2) +
                little(static_cast<std::uint64_t>(height), 2) + '\0' + '\2';
        std::string data;
        std::uint32_t bits = 0;
        int count = 0;
        const auto put = [&](std::uint32_t code) {  // three bits each
            bits |= code << count;
            for (count += 3; count >= 8; count -= 8, bits >>= 8)
                data += static_cast<char>(bits);
        };
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                put(4), put(frame == 0 && x < width / 2 ? 0 : 1);
        put(5);
        if (count > 0) data += static_cast<char>(bits);
        for (std::size_t at = 0; at < data.size(); at += 255) {
            const auto block = data.substr(at, 255);
            text += little(block.size(), 1) + block;
        }
        text += '\0';
    }
    return bytesOf(text + ";");
}

/// Uncompressed RGB or RGBA (alpha as the TIFF kind says: 1 associated, 2 not), written by hand, as OpenCV
/// writes neither an orientation nor what alpha means.
inline std::vector<std::byte> tiff(const cv::Mat& stored, int orientation, int alphaKind = 0) {
    const int samples = stored.channels();
    std::string pixels;
    for (int y = 0; y < stored.rows; ++y)
        for (int x = 0; x < stored.cols; ++x) {
            const auto* bgr = stored.ptr(y) + x * samples;
            for (const int c : {2, 1, 0, 3})
                if (c < samples) pixels += static_cast<char>(bgr[c]);
        }
    int entries = 0;
    std::string directory;
    const auto put = [&](std::uint64_t tag, std::uint64_t type, std::uint64_t count, std::uint64_t value) {
        directory += little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4);
        ++entries;
    };
    const std::uint64_t bits = 8 + 2 + 12 * (samples == 4 ? 12 : 11) + 4, at = bits + 8;
    const auto rows = static_cast<std::uint64_t>(stored.rows), count = static_cast<std::uint64_t>(samples);
    put(256, 4, 1, static_cast<std::uint64_t>(stored.cols));
    put(257, 4, 1, rows);
    put(258, 3, count, bits);
    put(259, 3, 1, 1);
    put(262, 3, 1, 2);
    put(273, 4, 1, at);
    put(274, 3, 1, static_cast<std::uint64_t>(orientation));
    put(277, 3, 1, count);
    put(278, 4, 1, rows);
    put(279, 4, 1, pixels.size());
    put(284, 3, 1, 1);
    if (samples == 4) put(338, 3, 1, static_cast<std::uint64_t>(alphaKind));
    std::string text = std::string("II*\0", 4) + little(8, 4) +
                       little(static_cast<std::uint64_t>(entries), 2) + directory + little(0, 4);
    for (int i = 0; i < 4; ++i)
        text += little(8, 2);
    return bytesOf(text + pixels);
}

/// The error code that decoding ends with; empty name if it does not.
inline std::string refusalOf(const std::vector<std::byte>& bytes, const DecodeOptions& options = {}) {
    try {
        decodeImage(bytes, "test", options);
        return {};
    } catch (const Error& error) {
        return std::string(name(error.code())) + ": " + error.detail();
    }
}

}  // namespace lineament::test
