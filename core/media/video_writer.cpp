#include "core/media/video_writer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/core.hpp>
#include <string>

#include "core/base/check.h"
#include "core/base/error.h"
#include "core/base/file_failure.h"
#include "core/image/quiet_libav.h"
#include "core/media/libav.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/opt.h>
}

namespace lineament {

using media::Owned;

void VideoWriterOptions::validate() const {
    LINEAMENT_REQUIRE(framesPerSecond > 0 && framesPerSecond <= 1000, "framesPerSecond",
                      "it must be above 0 and at most 1000");
    LINEAMENT_REQUIRE(quality >= 0 && quality <= 51, "quality", "it must be from 0 to 51");
    LINEAMENT_REQUIRE(keyFrameEvery >= 1, "keyFrameEvery", "it must be at least 1");
    LINEAMENT_REQUIRE(
        rotationDegrees == 0 || rotationDegrees == 90 || rotationDegrees == 180 || rotationDegrees == 270,
        "rotationDegrees", "it must be 0, 90, 180 or 270");
}

struct VideoWriter::Impl {
    std::filesystem::path path;
    std::filesystem::path partial;
    VideoWriterOptions options;
    SizePx size, even;
    Owned<AVFormatContext> container;
    Owned<AVCodecContext> encoder;
    Owned<SwsContext> converter;
    Owned<AVFrame> frame{av_frame_alloc()};
    Owned<AVPacket> packet{av_packet_alloc()};
    AVStream* stream = nullptr;
    double nextMs = 0;
    std::int64_t lastPts = -1;
    bool opened = false;

    ~Impl() {
        if (container && container->pb) avio_closep(&container->pb);
        std::error_code ignored;
        if (opened) std::filesystem::remove(partial, ignored);
    }

    void check(int error) const { media::checkWritten(error, path); }

    void openEncoder() {
        const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
        if (!codec) codec = avcodec_find_encoder(AV_CODEC_ID_MPEG4);
        if (!codec)
            throw Error(ErrorCode::kUnsupported, path.string(),
                        "libavcodec has no encoder for H.264 or MPEG-4");
        encoder.reset(avcodec_alloc_context3(codec));
        encoder->width = even.width;
        encoder->height = even.height;
        encoder->pix_fmt = AV_PIX_FMT_YUV420P;
        encoder->color_range = AVCOL_RANGE_MPEG;
        encoder->colorspace = even.height >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
        encoder->framerate = av_d2q(options.framesPerSecond, 100'000);
        // AVI counts frames; the others take the clock of MPEG.
        const bool counts = std::string(container->oformat->name) == "avi" || codec->id == AV_CODEC_ID_MPEG4;
        encoder->time_base = counts ? av_inv_q(encoder->framerate) : AVRational{1, 90'000};
        encoder->gop_size = options.keyFrameEvery;
        if (!options.reordered) encoder->max_b_frames = 0;
        encoder->thread_count = 2;
        if (container->oformat->flags & AVFMT_GLOBALHEADER) encoder->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        media::Dictionary more;
        if (codec->id == AV_CODEC_ID_H264) {
            more.set("preset", "veryfast");
            more.set("crf", std::to_string(options.quality));
        } else {
            encoder->flags |= AV_CODEC_FLAG_QSCALE;
            encoder->global_quality = FF_QP2LAMBDA * std::clamp(options.quality / 4, 1, 31);
        }
        check(avcodec_open2(encoder.get(), codec, more.get()));
    }

    void open() {
        quietLibav();
        const AVOutputFormat* format = av_guess_format(nullptr, path.string().c_str(), nullptr);
        if (!format || format->video_codec == AV_CODEC_ID_NONE || (format->flags & AVFMT_NOFILE))
            throw Error(ErrorCode::kUnsupported, path.string(),
                        "recordings are written as mp4, mov, mkv, avi or ts");
        AVFormatContext* context = nullptr;
        check(avformat_alloc_output_context2(&context, format, nullptr, nullptr));
        container.reset(context);
        openEncoder();
        stream = avformat_new_stream(context, nullptr);
        if (!stream) throw std::bad_alloc();
        check(avcodec_parameters_from_context(stream->codecpar, encoder.get()));
        stream->time_base = encoder->time_base;
        stream->avg_frame_rate = encoder->framerate;
        if (options.rotationDegrees != 0) {
            auto* matrix = media::addSideData(*stream, AV_PKT_DATA_DISPLAYMATRIX, sizeof(std::int32_t) * 9);
            if (!matrix) throw std::bad_alloc();
            av_display_rotation_set(reinterpret_cast<std::int32_t*>(matrix), options.rotationDegrees);
        }
        check(avio_open(&context->pb, ("file:" + partial.string()).c_str(), AVIO_FLAG_WRITE));
        opened = true;
        check(avformat_write_header(context, nullptr));
        frame->format = encoder->pix_fmt;
        frame->width = even.width;
        frame->height = even.height;
        check(av_frame_get_buffer(frame.get(), 0));
        converter.reset(sws_getContext(even.width, even.height, AV_PIX_FMT_BGR24, even.width, even.height,
                                       encoder->pix_fmt, SWS_BILINEAR, nullptr, nullptr, nullptr));
        const int* coefficients = sws_getCoefficients(even.height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601);
        sws_setColorspaceDetails(converter.get(), coefficients, 1, coefficients, 0, 0, 1 << 16, 1 << 16);
    }

    void encode(const AVFrame* given) {
        check(avcodec_send_frame(encoder.get(), given));
        for (;;) {
            const int error = avcodec_receive_packet(encoder.get(), packet.get());
            if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return;
            check(error);
            av_packet_rescale_ts(packet.get(), encoder->time_base, stream->time_base);
            packet->stream_index = stream->index;
            check(av_interleaved_write_frame(container.get(), packet.get()));
        }
    }
};

VideoWriter::VideoWriter(const std::filesystem::path& path, SizePx size, const VideoWriterOptions& options)
    : impl_(std::make_unique<Impl>()) {
    options.validate();
    LINEAMENT_REQUIRE(size.width > 0 && size.height > 0, path.string(),
                      "a recording needs frames with an area");
    impl_->path = path;
    impl_->partial = path.string() + ".part";
    impl_->options = options;
    impl_->size = size;
    impl_->even = {size.width + size.width % 2, size.height + size.height % 2};
    impl_->open();
}

VideoWriter::~VideoWriter() = default;

void VideoWriter::write(const cv::Mat& bgr) {
    write(bgr, impl_->nextMs);
}

void VideoWriter::write(const cv::Mat& bgr, double ms) {
    auto& impl = *impl_;
    LINEAMENT_REQUIRE(impl.container != nullptr, impl.path.string(), "the recording is finished already");
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && bgr.cols == impl.size.width && bgr.rows == impl.size.height,
                      impl.path.string(), "every frame must be 8-bit BGR of the recording's size");
    const auto pts = std::llround(ms / 1000 / av_q2d(impl.encoder->time_base));
    LINEAMENT_REQUIRE(pts > impl.lastPts, impl.path.string(),
                      "every frame must be later than the one before");
    cv::Mat even = bgr;
    if (impl.even != impl.size)
        cv::copyMakeBorder(bgr, even, 0, impl.even.height - impl.size.height, 0,
                           impl.even.width - impl.size.width, cv::BORDER_REPLICATE);
    impl.check(av_frame_make_writable(impl.frame.get()));
    const std::uint8_t* planes[] = {even.data, nullptr, nullptr, nullptr};
    const int steps[] = {static_cast<int>(even.step), 0, 0, 0};
    sws_scale(impl.converter.get(), planes, steps, 0, even.rows, impl.frame->data, impl.frame->linesize);
    impl.frame->pts = impl.lastPts = pts;
    impl.nextMs = ms + 1000 / impl.options.framesPerSecond;
    impl.encode(impl.frame.get());
}

void VideoWriter::finish() {
    auto& impl = *impl_;
    LINEAMENT_REQUIRE(impl.container != nullptr, impl.path.string(), "the recording is finished already");
    impl.encode(nullptr);
    impl.check(av_write_trailer(impl.container.get()));
    impl.check(avio_closep(&impl.container->pb));
    std::error_code error;
    std::filesystem::rename(impl.partial, impl.path, error);
    if (error) throw writeFailure(impl.path, error.value());
    impl.opened = false;
    impl.container.reset();
}

}  // namespace lineament
