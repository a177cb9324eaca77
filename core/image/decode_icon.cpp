#include <vector>

#include "core/image/decoders.h"

extern "C" {
#include <libavcodec/codec_id.h>
}

namespace lineament::image {
namespace {

// Layout of .ico and .cur. Source: Microsoft, "Icons" (1995).
constexpr std::size_t kIconHeader = 6, kIconEntry = 16, kFileHeader = 14;

std::uint32_t little(std::span<const std::byte> bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count && at + static_cast<std::size_t>(i) < bytes.size(); ++i)
        value |= static_cast<std::uint32_t>(bytes[at + static_cast<std::size_t>(i)]) << 8 * i;
    return value;
}

void put32(std::vector<std::byte>& bytes, std::size_t at, std::uint32_t value) {
    for (int i = 0; i < 4; ++i)
        bytes[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value >> 8 * i);
}

}  // namespace

Decoded decodeIcon(const Encoded& encoded) {
    const auto& bytes = encoded.bytes;
    std::span<const std::byte> largest;
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < little(bytes, 4, 2); ++i) {
        const std::size_t entry = kIconHeader + i * kIconEntry;
        if (entry + kIconEntry > bytes.size()) encoded.failCutOff();
        const auto side = little(bytes, entry, 1) == 0 ? 256 : little(bytes, entry, 1);
        const std::size_t length = little(bytes, entry + 8, 4), offset = little(bytes, entry + 12, 4);
        if (side <= most) continue;
        if (offset > bytes.size() || length > bytes.size() - offset) encoded.failCutOff();
        most = side;
        largest = bytes.subspan(offset, length);
    }
    if (largest.size() < 40) encoded.fail("it holds no picture");
    if (largest[0] == std::byte{0x89}) return decodePng({largest, encoded.name, encoded.maxPixels});
    // A bitmap without its file header whose height counts the picture and its mask.
    const auto header = little(largest, 0, 4), width = little(largest, 4, 4),
               height = little(largest, 8, 4) / 2;
    const auto bits = little(largest, 14, 2), colours = little(largest, 32, 4);
    if (header < 40 || header > 256) encoded.fail("its header makes no sense");
    encoded.checkSize(static_cast<std::int32_t>(width), static_cast<std::int32_t>(height));
    std::vector<std::byte> bitmap(kFileHeader);
    bitmap.insert(bitmap.end(), largest.begin(), largest.end());
    bitmap[0] = std::byte{'B'}, bitmap[1] = std::byte{'M'};
    put32(bitmap, 2, static_cast<std::uint32_t>(bitmap.size()));
    const std::uint32_t palette = bits <= 8 ? 4 * (colours ? colours : 1u << bits) : 0;
    put32(bitmap, 10, static_cast<std::uint32_t>(kFileHeader) + header + palette);
    put32(bitmap, kFileHeader + 8, height);
    put32(bitmap, kFileHeader + 20, 0);  // the size of the pixels, which counts the mask too
    return decodeByLibav({bitmap, encoded.name, encoded.maxPixels}, AV_CODEC_ID_BMP,
                         {static_cast<int>(width), static_cast<int>(height)});
}

}  // namespace lineament::image
