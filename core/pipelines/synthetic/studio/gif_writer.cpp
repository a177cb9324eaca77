#include "core/pipelines/synthetic/studio/gif_writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "core/base/atomic_file.h"
#include "core/base/check.h"

namespace lineament {

namespace {

constexpr std::size_t kColours = 256;
using Colour = std::array<std::uint8_t, 3>;  // BGR

void put16(std::string& bytes, int value) {
    bytes += static_cast<char>(value & 0xFF);
    bytes += static_cast<char>(value >> 8 & 0xFF);
}

/// At most 256 colours by halving the box with the longest side at its median.
/// Source: Heckbert 1982, Color Image Quantization for Frame Buffer Display, sec. 5.
std::vector<Colour> paletteOf(const cv::Mat& bgr) {
    std::vector<Colour> pixels;
    for (int y = 0; y < bgr.rows; ++y)
        for (int x = 0; x < bgr.cols; ++x) {
            const auto& p = bgr.at<cv::Vec3b>(y, x);
            pixels.push_back({p[0], p[1], p[2]});
        }
    struct Box {
        std::size_t first, last;
        int channel = 0, side = 0;
    };
    const auto measure = [&](Box& box) {
        box.side = 0;
        for (int c = 0; c < 3; ++c) {
            const auto [low, high] =
                std::minmax_element(pixels.begin() + static_cast<std::ptrdiff_t>(box.first),
                                    pixels.begin() + static_cast<std::ptrdiff_t>(box.last),
                                    [c](const auto& a, const auto& b) { return a[c] < b[c]; });
            if ((*high)[c] - (*low)[c] > box.side) {
                box.side = (*high)[c] - (*low)[c];
                box.channel = c;
            }
        }
    };
    std::vector<Box> boxes = {{0, pixels.size()}};
    measure(boxes[0]);
    while (boxes.size() < kColours) {
        auto widest = std::max_element(boxes.begin(), boxes.end(),
                                       [](const auto& a, const auto& b) { return a.side < b.side; });
        if (widest->side == 0) break;
        const auto middle = (widest->first + widest->last) / 2;
        const int c = widest->channel;
        std::nth_element(pixels.begin() + static_cast<std::ptrdiff_t>(widest->first),
                         pixels.begin() + static_cast<std::ptrdiff_t>(middle),
                         pixels.begin() + static_cast<std::ptrdiff_t>(widest->last),
                         [c](const auto& a, const auto& b) { return a[c] < b[c]; });
        Box upper{middle, widest->last};
        widest->last = middle;
        measure(*widest);
        measure(upper);
        boxes.push_back(upper);
    }
    std::vector<Colour> palette;
    for (const auto& box : boxes) {
        std::array<std::int64_t, 3> sum{};
        for (auto i = box.first; i < box.last; ++i)
            for (int c = 0; c < 3; ++c)
                sum[static_cast<std::size_t>(c)] += pixels[i][static_cast<std::size_t>(c)];
        const auto n = static_cast<std::int64_t>(std::max<std::size_t>(1, box.last - box.first));
        palette.push_back({static_cast<std::uint8_t>(sum[0] / n), static_cast<std::uint8_t>(sum[1] / n),
                           static_cast<std::uint8_t>(sum[2] / n)});
    }
    return palette;
}

std::vector<std::uint8_t> indicesOf(const cv::Mat& bgr, const std::vector<Colour>& palette) {
    std::unordered_map<std::uint32_t, std::uint8_t> known;
    std::vector<std::uint8_t> indices;
    for (int y = 0; y < bgr.rows; ++y)
        for (int x = 0; x < bgr.cols; ++x) {
            const auto& p = bgr.at<cv::Vec3b>(y, x);
            const std::uint32_t key = static_cast<std::uint32_t>(p[0] | p[1] << 8 | p[2] << 16);
            auto found = known.find(key);
            if (found == known.end()) {
                int best = 0, bestWay = 1 << 30;
                for (std::size_t i = 0; i < palette.size(); ++i) {
                    int way = 0;
                    for (int c = 0; c < 3; ++c)
                        way += (p[c] - palette[i][static_cast<std::size_t>(c)]) *
                               (p[c] - palette[i][static_cast<std::size_t>(c)]);
                    if (way < bestWay) {
                        bestWay = way;
                        best = static_cast<int>(i);
                    }
                }
                found = known.emplace(key, static_cast<std::uint8_t>(best)).first;
            }
            indices.push_back(found->second);
        }
    return indices;
}

/// Codes of growing width, lowest bit first, in blocks of at most 255 bytes.
class CodeStream {
  public:
    void put(int code, int width) {
        bits_ |= static_cast<std::uint32_t>(code) << count_;
        count_ += width;
        while (count_ >= 8) {
            block_ += static_cast<char>(bits_ & 0xFF);
            bits_ >>= 8;
            count_ -= 8;
            if (block_.size() == 255) flush();
        }
    }
    std::string finish() {
        if (count_ > 0) block_ += static_cast<char>(bits_ & 0xFF);
        flush();
        return out_ + '\0';
    }

  private:
    void flush() {
        if (block_.empty()) return;
        out_ += static_cast<char>(block_.size());
        out_ += block_;
        block_.clear();
    }
    std::uint32_t bits_ = 0;
    int count_ = 0;
    std::string block_, out_;
};

std::string compressed(const std::vector<std::uint8_t>& indices) {
    constexpr int kClear = 256, kEnd = 257, kMost = 4096;
    CodeStream stream;
    std::unordered_map<std::uint32_t, int> table;
    int next = kEnd + 1, width = 9;
    stream.put(kClear, width);
    int prefix = indices[0];
    for (std::size_t i = 1; i < indices.size(); ++i) {
        const std::uint32_t key = static_cast<std::uint32_t>(prefix) << 8 | indices[i];
        if (const auto found = table.find(key); found != table.end()) {
            prefix = found->second;
            continue;
        }
        stream.put(prefix, width);
        if (next < kMost) {
            table.emplace(key, next);
            if (next == 1 << width && width < 12) ++width;
            ++next;
        } else {
            stream.put(kClear, width);
            table.clear();
            next = kEnd + 1;
            width = 9;
        }
        prefix = indices[i];
    }
    stream.put(prefix, width);
    stream.put(kEnd, width);
    return stream.finish();
}

}  // namespace

GifWriter::GifWriter(std::filesystem::path file, int width, int height, double framesPerSecond)
    : file_(std::move(file)), width_(width), height_(height), framesPerSecond_(framesPerSecond) {
    LINEAMENT_REQUIRE(width > 0 && height > 0 && width <= 4096 && height <= 4096, "size",
                      "it is outside 1 to 4096 px");
    LINEAMENT_REQUIRE(framesPerSecond >= 0.1 && framesPerSecond <= 100, "frames per second",
                      "they are outside 0.1 to 100");
    bytes_ = "GIF89a";
    put16(bytes_, width);
    put16(bytes_, height);
    bytes_ += std::string("\x70\0\0", 3);  // no palette of the whole file
    bytes_ += std::string("\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", 19);
}

void GifWriter::write(const cv::Mat& bgr) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && bgr.cols == width_ && bgr.rows == height_, "frame",
                      "it is of another size");
    const auto palette = paletteOf(bgr);
    // Times are hundredths of a second: what is rounded off is given to later frames.
    const double exact = 100 / framesPerSecond_ + owed_;
    const int hundredths = std::max(1, static_cast<int>(std::lround(exact)));
    owed_ = exact - hundredths;
    bytes_ += std::string("\x21\xF9\x04\x04", 4);
    put16(bytes_, hundredths);
    bytes_ += std::string("\0\0", 2);
    bytes_ += ',';
    put16(bytes_, 0);
    put16(bytes_, 0);
    put16(bytes_, width_);
    put16(bytes_, height_);
    bytes_ += '\x87';  // 256 colours of this picture's own
    for (std::size_t i = 0; i < kColours; ++i) {
        const Colour colour = i < palette.size() ? palette[i] : Colour{};
        for (const int c : {2, 1, 0})
            bytes_ += static_cast<char>(colour[static_cast<std::size_t>(c)]);
    }
    bytes_ += '\x08';
    bytes_ += compressed(indicesOf(bgr, palette));
}

void GifWriter::finish() {
    bytes_ += ';';
    writeAtomically(file_, [&](std::ostream& out) {
        out.write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    });
}

}  // namespace lineament
