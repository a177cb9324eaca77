#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <vector>

#include "core/image/decoders.h"

// Source: G. Ward, "Real Pixels", Graphics Gems II (1991); run-length scheme of Radiance 2.
namespace lineament::image {
namespace {

class Reader {
  public:
    explicit Reader(const Encoded& encoded) : encoded_(encoded) {}

    std::string_view line() {
        const std::string_view rest(reinterpret_cast<const char*>(encoded_.data()) + at_,
                                    encoded_.size() - at_);
        const auto end = rest.find('\n');
        if (end == rest.npos) encoded_.failCutOff();
        at_ += end + 1;
        return rest.substr(0, end);
    }
    std::uint8_t byte() {
        if (at_ >= encoded_.size()) encoded_.failCutOff();
        return encoded_.data()[at_++];
    }
    bool startsPackedRow(int width) const {
        const auto* next = encoded_.data() + at_;
        return at_ + 4 <= encoded_.size() && width >= 8 && width < 0x8000 && next[0] == 2 && next[1] == 2 &&
               (next[2] << 8 | next[3]) == width;
    }

  private:
    const Encoded& encoded_;
    std::size_t at_ = 0;
};

using Row = std::vector<std::array<std::uint8_t, 4>>;

void readPackedRow(Reader& reader, Row& row, const Encoded& encoded) {
    for (int i = 0; i < 4; ++i)
        reader.byte();  // the row's mark and width
    for (std::size_t channel = 0; channel < 4; ++channel) {
        for (std::size_t x = 0; x < row.size();) {
            const std::size_t code = reader.byte();
            const bool run = code > 128;
            const std::size_t count = run ? code - 128 : code;
            if (count == 0 || count > row.size() - x) encoded.fail("a row is longer than its width");
            const auto first = reader.byte();
            for (std::size_t i = 0; i < count; ++i)
                row[x++][channel] = run || i == 0 ? first : reader.byte();
        }
    }
}

}  // namespace

Decoded decodeRadiance(const Encoded& encoded) {
    Reader reader(encoded);
    while (!reader.line().empty()) {
    }
    int width = 0, height = 0;
    if (std::sscanf(std::string(reader.line()).c_str(), "-Y %9d +X %9d", &height, &width) != 2)
        throw Error(ErrorCode::kUnsupported, encoded.name,
                    "Radiance pictures that are not stored from the top left cannot be read");
    encoded.checkSize(width, height);
    Decoded decoded;
    decoded.bitsPerChannel = 32;
    decoded.linearLight = true;
    decoded.pixels.create(height, width, CV_32FC3);
    Row row(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        if (reader.startsPackedRow(width)) {
            readPackedRow(reader, row, encoded);
        } else {
            for (auto& pixel : row)
                for (auto& value : pixel)
                    value = reader.byte();
        }
        for (int x = 0; x < width; ++x) {
            const auto& [red, green, blue, exponent] = row[static_cast<std::size_t>(x)];
            const float unit = exponent ? std::ldexp(1.0f, exponent - (128 + 8)) : 0;
            decoded.pixels.at<cv::Vec3f>(y, x) = {static_cast<float>(blue) * unit,
                                                  static_cast<float>(green) * unit,
                                                  static_cast<float>(red) * unit};
        }
    }
    return decoded;
}

}  // namespace lineament::image
