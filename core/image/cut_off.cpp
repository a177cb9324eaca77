#include <cstdint>

#include "core/image/decoders.h"

extern "C" {
#include <libavcodec/codec_id.h>
}

// Some of libavcodec's decoders fill up what is missing at the end. Whether a file is whole is told here from
// its structure instead.
namespace lineament::image {
namespace {

std::uint64_t little(const Encoded& encoded, std::size_t at, int count) {
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | encoded.data()[at + static_cast<std::size_t>(i)];
    return value;
}

std::uint64_t big32(const Encoded& encoded, std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | encoded.data()[at + i];
    return value;
}

/// True if every block up to the end of the first picture is there. Source: GIF89a specification, 1990.
bool firstGifPictureIsWhole(const Encoded& encoded) {
    const auto colourTable = [](std::uint8_t flags) -> std::size_t {
        return flags & 0x80 ? 3u << ((flags & 7) + 1) : 0;
    };
    const auto* bytes = encoded.data();
    const std::size_t size = encoded.size();
    if (size < 13) return false;
    std::size_t at = 13 + colourTable(bytes[10]);
    for (bool picture = false; !picture;) {
        if (at + 10 >= size) return false;
        if (bytes[at] == 0x21) {
            at += 2;
        } else if (bytes[at] == 0x2c) {
            picture = true;
            at += 10 + colourTable(bytes[at + 9]) + 1;
        } else {
            return true;  // not cut off but senseless: the decoder will say so
        }
        for (std::size_t length = 1; length != 0; at += length + 1) {
            if (at >= size) return false;
            length = bytes[at];
        }
    }
    return at <= size;
}

bool isWhole(const Encoded& encoded, int codecId) {
    const std::uint64_t size = encoded.size();
    switch (codecId) {
        case AV_CODEC_ID_GIF:
            return firstGifPictureIsWhole(encoded);
        case AV_CODEC_ID_QOI:  // ends with seven zeros and a one
            return size >= 22 && little(encoded, size - 8, 8) == std::uint64_t{1} << 56;
        case AV_CODEC_ID_BMP: {
            if (size < 54 || little(encoded, 14, 4) < 40) return true;
            const auto compression = little(encoded, 30, 4);
            const bool runLength = compression == 1 || compression == 2;
            return !runLength || little(encoded, 10, 4) + little(encoded, 34, 4) <= size;
        }
        case AV_CODEC_ID_SUNRAST:
            return size >= 32 && 32 + big32(encoded, 28) + big32(encoded, 16) <= size;
        default:
            return true;
    }
}

}  // namespace

void refuseCutOff(const Encoded& encoded, int codecId) {
    if (!isWhole(encoded, codecId)) encoded.failCutOff();
}

}  // namespace lineament::image
