#include "core/image/format.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <string_view>

extern "C" {
#include <libavcodec/codec_id.h>
}

namespace lineament::image {
namespace {

/// The file's bytes with bounds-checked access: beyond the end is 0.
class Bytes {
  public:
    explicit Bytes(std::span<const std::byte> bytes) : bytes_(bytes) {}
    std::size_t size() const { return bytes_.size(); }
    std::uint32_t at(std::size_t i) const {
        return i < bytes_.size() ? static_cast<std::uint8_t>(bytes_[i]) : 0;
    }
    std::uint32_t little16(std::size_t i) const { return at(i) | at(i + 1) << 8; }
    std::uint32_t little32(std::size_t i) const { return little16(i) | little16(i + 2) << 16; }
    std::uint32_t big16(std::size_t i) const { return at(i) << 8 | at(i + 1); }
    std::uint32_t big32(std::size_t i) const { return big16(i) << 16 | big16(i + 2); }
    bool has(std::string_view text, std::size_t at = 0) const {
        return bytes_.size() >= at + text.size() &&
               std::memcmp(bytes_.data() + at, text.data(), text.size()) == 0;
    }
    std::string_view text(std::size_t most) const {
        return {reinterpret_cast<const char*>(bytes_.data()), std::min(most, bytes_.size())};
    }

  private:
    std::span<const std::byte> bytes_;
};

/// Sizes that do not fit an int are as good as infinite.
SizePx sizeOf(std::uint32_t width, std::uint32_t height) {
    constexpr std::uint32_t kMost = 0x7fffffff;
    return {static_cast<int>(std::min(width, kMost)), static_cast<int>(std::min(height, kMost))};
}

Signature byLibav(AVCodecID codec, SizePx size = {}) {
    return {Format::kByLibav, codec, size};
}

Signature bitmap(const Bytes& bytes) {
    const auto header = bytes.little32(14);
    if (header == 12) return byLibav(AV_CODEC_ID_BMP, sizeOf(bytes.little16(18), bytes.little16(20)));
    if (header < 16 || header > 256) return {};
    // A negative height says that the rows run from the top.
    const auto height = static_cast<std::int64_t>(static_cast<std::int32_t>(bytes.little32(22)));
    return byLibav(AV_CODEC_ID_BMP,
                   sizeOf(bytes.little32(18), static_cast<std::uint32_t>(height < 0 ? -height : height)));
}

/// Netpbm's text headers: numbers divided by blanks and comments; P7 has WIDTH and HEIGHT lines.
Signature netpbm(const Bytes& bytes) {
    const char kind = static_cast<char>(bytes.at(1));
    const auto blank = [&](std::size_t i) { return std::isspace(static_cast<int>(bytes.at(i))) != 0; };
    if (!blank(2)) return {};
    std::uint64_t numbers[2] = {0, 0};
    std::size_t i = 2;
    const auto readNumber = [&](std::uint64_t& number) {
        for (; i < bytes.size() && (blank(i) || bytes.at(i) == '#'); ++i)
            if (bytes.at(i) == '#')
                while (i < bytes.size() && bytes.at(i) != '\n')
                    ++i;
        for (; i < bytes.size() && std::isdigit(static_cast<int>(bytes.at(i))); ++i)
            number = std::min<std::uint64_t>(number * 10 + (bytes.at(i) - '0'), 0xffffffff);
    };
    if (kind == '7') {
        const auto header = bytes.text(1024);
        for (const auto& [word, number] :
             {std::pair{std::string_view("WIDTH "), &numbers[0]}, {"HEIGHT ", &numbers[1]}})
            if (const auto at = header.find(word); at != header.npos)
                i = at + word.size(), readNumber(*number);
    } else {
        for (auto& number : numbers)
            readNumber(number);
    }
    const AVCodecID codec = kind == '7'                  ? AV_CODEC_ID_PAM
                            : kind == '1' || kind == '4' ? AV_CODEC_ID_PBM
                            : kind == '2' || kind == '5' ? AV_CODEC_ID_PGM
                            : kind == '3' || kind == '6' ? AV_CODEC_ID_PPM
                                                         : AV_CODEC_ID_PFM;
    return byLibav(codec,
                   sizeOf(static_cast<std::uint32_t>(numbers[0]), static_cast<std::uint32_t>(numbers[1])));
}

/// The SIZ marker of the code stream holds the reference grid. Source: ISO/IEC 15444-1, A.5.1.
Signature jpeg2000(const Bytes& bytes) {
    const auto at = bytes.text(4096).find(std::string_view("\xff\x4f\xff\x51", 4));
    if (at == std::string_view::npos) return byLibav(AV_CODEC_ID_JPEG2000);
    return byLibav(AV_CODEC_ID_JPEG2000, sizeOf(bytes.big32(at + 8) - bytes.big32(at + 16),
                                                bytes.big32(at + 12) - bytes.big32(at + 20)));
}

bool isHeif(const Bytes& bytes) {
    if (!bytes.has("ftyp", 4)) return false;
    static constexpr std::string_view kBrands[] = {"heic", "heix", "heim", "heis", "hevc",
                                                   "hevx", "mif1", "msf1", "avif", "avis"};
    const std::size_t end = std::min<std::size_t>(bytes.big32(0), 256);
    for (std::size_t at = 8; at + 4 <= end; at += at == 8 ? 8 : 4)  // minor version stands after the first
        for (const auto brand : kBrands)
            if (bytes.has(brand, at)) return true;
    return false;
}

/// TGA has no signature: every field of its header must make sense, or its footer be there.
bool isTarga(const Bytes& bytes) {
    if (bytes.size() < 18 + 1) return false;
    const auto kind = bytes.at(2), depth = bytes.at(16), map = bytes.at(1);
    const bool known = kind == 1 || kind == 2 || kind == 3 || kind == 9 || kind == 10 || kind == 11;
    const bool mapped = kind == 1 || kind == 9;
    const bool sane = known && map <= 1 &&
                      (mapped ? map == 1 && depth == 8 : map == 0 || bytes.little16(5) > 0) &&
                      (depth == 8 || depth == 15 || depth == 16 || depth == 24 || depth == 32) &&
                      (bytes.at(17) & 0xc0) == 0 && bytes.little16(12) > 0 && bytes.little16(14) > 0;
    if (!sane) return false;
    if (bytes.has("TRUEVISION-XFILE", bytes.size() - 18)) return true;
    const bool packed = kind > 8;
    const std::uint64_t least =
        18 + bytes.at(0) +
        static_cast<std::uint64_t>(bytes.little16(12)) * bytes.little16(14) * ((depth + 7) / 8);
    return packed ? bytes.little16(3) == 0 && bytes.little16(8) == 0 && bytes.little16(10) == 0
                  : bytes.size() >= least;
}

Signature lessCommon(const Bytes& b) {
    if (b.has("\x76\x2f\x31\x01")) return byLibav(AV_CODEC_ID_EXR);
    if (b.has("8BPS")) return byLibav(AV_CODEC_ID_PSD, sizeOf(b.big32(18), b.big32(14)));
    if (b.has("qoif")) return byLibav(AV_CODEC_ID_QOI, sizeOf(b.big32(4), b.big32(8)));
    if (b.has("DDS \x7c")) return byLibav(AV_CODEC_ID_DDS, sizeOf(b.little32(16), b.little32(12)));
    if (b.has("\x59\xa6\x6a\x95")) return byLibav(AV_CODEC_ID_SUNRAST, sizeOf(b.big32(4), b.big32(8)));
    if (b.has("\x01\xda") && b.at(2) <= 1 && (b.at(3) == 1 || b.at(3) == 2))
        return byLibav(AV_CODEC_ID_SGI, sizeOf(b.big16(6), b.big16(8)));
    if (b.at(0) == 0x0a && b.at(1) <= 5 && b.at(2) == 1 &&
        (b.at(3) == 1 || b.at(3) == 2 || b.at(3) == 4 || b.at(3) == 8))
        return byLibav(AV_CODEC_ID_PCX,
                       sizeOf(b.little16(8) - b.little16(4) + 1, b.little16(10) - b.little16(6) + 1));
    if (b.has("/* XPM */")) return byLibav(AV_CODEC_ID_XPM);
    if (b.has("#define ") && b.text(256).find("_width ") != std::string_view::npos)
        return byLibav(AV_CODEC_ID_XBM);
    if (isTarga(b)) return byLibav(AV_CODEC_ID_TARGA, sizeOf(b.little16(12), b.little16(14)));
    return {};
}

}  // namespace

Signature signatureOf(std::span<const std::byte> given) {
    using namespace std::string_view_literals;
    const Bytes b(given);
    if (b.has("\xff\xd8\xff")) return {Format::kJpeg};
    if (b.has("\x89PNG\r\n\x1a\n"))
        return {Format::kPng, 0, b.has("IHDR", 12) ? sizeOf(b.big32(16), b.big32(20)) : SizePx{}};
    if (b.has("GIF87a") || b.has("GIF89a"))
        return byLibav(AV_CODEC_ID_GIF, sizeOf(b.little16(6), b.little16(8)));
    if (b.has("RIFF") && b.has("WEBP", 8)) return {Format::kWebp};
    if (b.has("II*\0"sv) || b.has("MM\0*"sv) || b.has("II+\0"sv) || b.has("MM\0+"sv)) return {Format::kTiff};
    if (isHeif(b)) return {Format::kHeif};
    if (b.has("\0\0\0\x0cjP  \r\n"sv) || b.has("\xff\x4f\xff\x51")) return jpeg2000(b);
    if (b.has("#?RADIANCE") || b.has("#?RGBE")) return {Format::kRadiance};
    if (b.has("\0\0\1\0"sv) || b.has("\0\0\2\0"sv))
        return {b.little16(4) > 0 ? Format::kIcon : Format::kUnknown};
    if (b.has("BM")) return bitmap(b);
    if (b.at(0) == 'P' && ((b.at(1) >= '1' && b.at(1) <= '7') || b.at(1) == 'F' || b.at(1) == 'f'))
        return netpbm(b);
    return lessCommon(b);
}

}  // namespace lineament::image
