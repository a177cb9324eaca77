#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <vector>

#include "core/image/decoders.h"
#include "core/image/quiet_libav.h"

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

std::string reason(int error) {
    char text[AV_ERROR_MAX_STRING_SIZE] = "";
    av_strerror(error, text, sizeof text);
    return text;
}

/// What the decoder's callbacks need to know and tell.
struct Watch {
    const Encoded& encoded;
    bool sliceFailed = false;
};

/// The decoder asks for memory here, once it knows the size: the last chance to refuse.
int bufferWithinLimit(AVCodecContext* context, AVFrame* frame, int flags) {
    const auto& encoded = static_cast<const Watch*>(context->opaque)->encoded;
    if (frame->width > 0 && frame->height > 0 && frame->width > encoded.maxPixels / frame->height)
        return AVERROR(ENOMEM);
    return avcodec_default_get_buffer2(context, frame, flags);
}

/// Runs the slices of a picture one by one. The EXR decoder forgets which of them failed; we do not.
int runSlices(AVCodecContext* context, int (*decodeSlice)(AVCodecContext*, void*, int, int), void* argument,
              int* results, int count) {
    for (int i = 0; i < count; ++i) {
        const int result = decodeSlice(context, argument, i, 0);
        if (result < 0) static_cast<Watch*>(context->opaque)->sliceFailed = true;
        if (results) results[i] = result;
    }
    return 0;
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
    Watch watch{encoded};
    context->opaque = &watch;
    context->get_buffer2 = bufferWithinLimit;
    if (encoded.size() >
        static_cast<std::size_t>(std::numeric_limits<int>::max()) - AV_INPUT_BUFFER_PADDING_SIZE)
        throw Error(ErrorCode::kTooLarge, encoded.name, "the file is too large");
    if (av_new_packet(packet.get(), static_cast<int>(encoded.size())) < 0)
        throw std::bad_alloc();  // with padding
    std::memcpy(packet->data, encoded.data(), encoded.size());
    int error = avcodec_open2(context.get(), codec, nullptr);
    context->execute2 = runSlices;  // avcodec_open2() sets it
    if (error >= 0) error = avcodec_send_packet(context.get(), packet.get());
    if (error >= 0) error = avcodec_send_packet(context.get(), nullptr);
    if (error >= 0) error = avcodec_receive_frame(context.get(), frame.get());
    if (error == AVERROR(ENOMEM)) encoded.checkSize(context->width, context->height);
    if (error == AVERROR_PATCHWELCOME || error == AVERROR(ENOSYS))
        throw Error(ErrorCode::kUnsupported, encoded.name, "this variant of the format cannot be read");
    if (error == AVERROR_EOF || watch.sliceFailed) encoded.failCutOff();
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
    quietLibav();
    refuseCutOff(encoded, codecId);
    if (size.width > 0 || size.height > 0) encoded.checkSize(size.width, size.height);
    const auto frame = firstFrame(encoded, codecId);
    const auto* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame->format));
    if (!format) encoded.fail("its pixel format is unknown");
    Decoded decoded;
    decoded.bitsPerChannel = frame->format == AV_PIX_FMT_PAL8 ? 8 : format->comp[0].depth;
    decoded.linearLight = codecId == AV_CODEC_ID_EXR;
    const bool isFloat = (format->flags & AV_PIX_FMT_FLAG_FLOAT) && format->comp[0].depth == 32;
    decoded.pixels =
        isFloat ? interleavedFloat(*frame, *format) : converted(*frame, hasAlpha(*frame, *format), encoded);
    return decoded;
}

}  // namespace lineament::image
