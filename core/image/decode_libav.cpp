#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "core/image/decoders.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

namespace lineament::image {
namespace {

struct Deleter {
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(SwsContext* context) const { sws_freeContext(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

/// Silences libav for the length of a call: its log is one for the whole process, so it stays off once it is
/// off.
void silenceLibav() {
    static const bool once = [] {
        av_log_set_callback([](void*, int, const char*, va_list) {});
        return true;
    }();
    static_cast<void>(once);
}

std::string reason(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = "";
    av_strerror(error, text, sizeof text);
    return text;
}

/// The decoder asks for memory here, once it knows the size: the last chance to refuse.
int bufferWithinLimit(AVCodecContext* context, AVFrame* frame, int flags) {
    const auto& encoded = *static_cast<const Encoded*>(context->opaque);
    if (frame->width > 0 && frame->height > 0 && frame->width > encoded.maxPixels / frame->height)
        return AVERROR(ENOMEM);
    return avcodec_default_get_buffer2(context, frame, flags);
}

Owned<AVFrame> firstFrame(const Encoded& encoded, int codecId) {
    const AVCodec* codec = avcodec_find_decoder(static_cast<AVCodecID>(codecId));
    if (!codec)
        throw Error(ErrorCode::kUnsupported, encoded.name,
                    "no decoder for this kind of picture is installed");
    Owned<AVCodecContext> context(avcodec_alloc_context3(codec));
    Owned<AVPacket> packet(av_packet_alloc());
    Owned<AVFrame> frame(av_frame_alloc());
    if (!context || !packet || !frame) throw std::bad_alloc();
    context->thread_count = 1;
    context->err_recognition = AV_EF_EXPLODE | AV_EF_CRCCHECK;
    context->opaque = const_cast<Encoded*>(&encoded);
    context->get_buffer2 = bufferWithinLimit;
    if (encoded.size() >
        static_cast<std::size_t>(std::numeric_limits<int>::max()) - AV_INPUT_BUFFER_PADDING_SIZE)
        throw Error(ErrorCode::kTooLarge, encoded.name, "the file is too large");
    if (av_new_packet(packet.get(), static_cast<int>(encoded.size())) < 0)
        throw std::bad_alloc();  // with padding
    std::memcpy(packet->data, encoded.data(), encoded.size());
    int error = avcodec_open2(context.get(), codec, nullptr);
    if (error >= 0) error = avcodec_send_packet(context.get(), packet.get());
    if (error >= 0) error = avcodec_send_packet(context.get(), nullptr);
    if (error >= 0) error = avcodec_receive_frame(context.get(), frame.get());
    if (error == AVERROR(ENOMEM)) encoded.checkSize(context->width, context->height);
    if (error == AVERROR_PATCHWELCOME || error == AVERROR(ENOSYS))
        throw Error(ErrorCode::kUnsupported, encoded.name, "this variant of the format cannot be read");
    if (error == AVERROR_EOF) encoded.failCutOff();
    if (error < 0) encoded.fail(reason(error));
    if ((frame->flags & AV_FRAME_FLAG_CORRUPT) || frame->decode_error_flags)
        encoded.fail("its compressed data make no sense");
    return frame;
}

/// Planar 32-bit float (EXR, PFM): swscale would clip it and take it for gamma-coded.
cv::Mat interleavedFloat(const AVFrame& frame, const AVPixFmtDescriptor& format) {
    const int channels = format.nb_components == 1 ? 1 : 3;
    cv::Mat pixels(frame.height, frame.width, CV_32FC(channels));
    for (int c = 0; c < channels; ++c) {
        const auto& component = format.comp[channels == 1 ? 0 : 2 - c];  // components are R, G, B
        for (int y = 0; y < frame.height; ++y) {
            const auto* from = frame.data[component.plane] +
                               static_cast<std::ptrdiff_t>(y) * frame.linesize[component.plane] +
                               component.offset;
            auto* to = pixels.ptr<float>(y) + c;
            for (int x = 0; x < frame.width; ++x)
                std::memcpy(to + static_cast<std::ptrdiff_t>(x) * channels,
                            from + static_cast<std::ptrdiff_t>(x) * component.step, sizeof(float));
        }
    }
    return pixels;
}

bool hasAlpha(const AVFrame& frame, const AVPixFmtDescriptor& format) {
    if (frame.format != AV_PIX_FMT_PAL8) return format.flags & AV_PIX_FMT_FLAG_ALPHA;
    for (int i = 0; i < 256; ++i)
        if (frame.data[1][4 * i + 3] != 255) return true;
    return false;
}

cv::Mat converted(const AVFrame& frame, bool alpha, const Encoded& encoded) {
    cv::Mat pixels(frame.height, frame.width, alpha ? CV_8UC4 : CV_8UC3);
    const auto from = static_cast<AVPixelFormat>(frame.format);
    const auto to = alpha ? AV_PIX_FMT_BGRA : AV_PIX_FMT_BGR24;
    const Owned<SwsContext> context(sws_getContext(frame.width, frame.height, from, frame.width, frame.height,
                                                   to, SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
                                                   nullptr, nullptr, nullptr));
    if (!context) throw Error(ErrorCode::kUnsupported, encoded.name, "its pixel format cannot be converted");
    // Pictures use the full range of values; only footage has head and foot room.
    sws_setColorspaceDetails(context.get(), sws_getCoefficients(SWS_CS_ITU601), 1,
                             sws_getCoefficients(SWS_CS_ITU601), 1, 0, 1 << 16, 1 << 16);
    std::uint8_t* planes[] = {pixels.data, nullptr, nullptr, nullptr};
    const int steps[] = {static_cast<int>(pixels.step), 0, 0, 0};
    sws_scale(context.get(), frame.data, frame.linesize, 0, frame.height, planes, steps);
    return pixels;
}

}  // namespace

Decoded decodeByLibav(const Encoded& encoded, int codecId, SizePx size) {
    silenceLibav();
    if (size.width > 0 || size.height > 0) encoded.checkSize(size.width, size.height);
    const auto frame = firstFrame(encoded, codecId);
    const auto* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame->format));
    if (!format) encoded.fail("its pixel format is unknown");
    Decoded decoded;
    decoded.bitsPerChannel = frame->format == AV_PIX_FMT_PAL8 ? 8 : format->comp[0].depth;
    const bool isFloat = (format->flags & AV_PIX_FMT_FLAG_FLOAT) && format->comp[0].depth == 32;
    decoded.pixels =
        isFloat ? interleavedFloat(*frame, *format) : converted(*frame, hasAlpha(*frame, *format), encoded);
    return decoded;
}

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
