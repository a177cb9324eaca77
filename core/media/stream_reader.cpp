#include "core/media/stream_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <new>
#include <string_view>
#include <thread>

#include "core/base/error.h"
#include "core/base/job_context.h"
#include "core/image/image.h"
#include "core/image/quiet_libav.h"
#include "core/media/camera_devices.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/parseutils.h>
}

namespace lineament::media {
namespace {

// Two hide the time the converter takes; more would take the cores from the networks.
constexpr int kDecoderThreads = 2;
// A container whose every packet is broken ends there.
constexpr int kMostErrorsInARow = 1000;
// Cameras are asked so often: their driver's own waiting cannot be ended by a stop.
constexpr std::chrono::milliseconds kCameraNap{4};
// Text, pictures and subtitles that libav would gladly show as film.
constexpr std::array kNoRecordings = {"tty",    "bin",        "xbin", "adf",   "idf",
                                      "image2", "ffmetadata", "srt",  "lavfi", "concat"};

bool isRecording(const AVInputFormat& format) {
    const std::string_view name = format.name;
    return std::find(kNoRecordings.begin(), kNoRecordings.end(), name) == kNoRecordings.end() &&
           !name.ends_with("_pipe");
}

/// Matroska tells the length of a track in a tag, "00:00:09.175000000"; that of the file may be the sound's.
double taggedDurationMs(const AVStream& stream) {
    const auto* tag = av_dict_get(stream.metadata, "DURATION", nullptr, 0);
    int hours = 0, minutes = 0;
    double seconds = 0;
    if (!tag || std::sscanf(tag->value, "%9d:%9d:%lf", &hours, &minutes, &seconds) != 3) return 0;
    return ((hours * 60.0 + minutes) * 60.0 + seconds) * 1000;
}

/// "creation_time" of the file or its track. Clocks that were never set say 1904 or 1970: nothing, then.
std::optional<std::int64_t> takenAtOf(const AVFormatContext& format, const AVStream& stream) {
    constexpr std::int64_t kYear1990 = 631'152'000'000;
    for (const auto* entries : {format.metadata, stream.metadata}) {
        const auto* tag = av_dict_get(entries, "creation_time", nullptr, 0);
        std::int64_t us = 0;
        if (tag && av_parse_time(&us, tag->value, 0) >= 0 && us / 1000 >= kYear1990) return us / 1000;
    }
    return std::nullopt;
}

}  // namespace

std::string whyNotOpened(int error) {
    if (error == AVERROR(EBUSY)) return kCameraInUse;
    if (error == AVERROR(EACCES) || error == AVERROR(EPERM)) return kCameraForbidden;
    if (error == AVERROR_EXIT || error == AVERROR(ETIMEDOUT)) return kCameraSilent;
    return std::string(kCameraNotOpened) + " (" + reasonOf(error) + ")";
}

void Waiting::allow(std::chrono::milliseconds time) {
    using Clock = std::chrono::steady_clock;
    until_ = time.count() > 0 ? Clock::now() + time : Clock::time_point::max();
}

AVIOInterruptCB Waiting::callback() {
    return {[](void* self) -> int {
                const auto& waiting = *static_cast<const Waiting*>(self);
                return waiting.stopped() || waiting.late();
            },
            this};
}

StreamReader::StreamReader(const StreamOptions& options, Waiting& waiting)
    : waiting_(waiting), name_(options.name), timeout_(options.timeout), packet_(av_packet_alloc()) {
    quietLibav();
    if (!packet_) throw std::bad_alloc();
    openContainer(options);
    openDecoder();
}

void StreamReader::openContainer(const StreamOptions& options) {
    waiting_.allow(timeout_);
    AVFormatContext* context = avformat_alloc_context();
    if (!context) throw std::bad_alloc();
    context->interrupt_callback = waiting_.callback();
    if (options.format) context->flags |= AVFMT_FLAG_NONBLOCK;
    Dictionary more;
    more.set("protocol_whitelist", options.protocols);
    for (const auto& [key, value] : options.more)
        more.set(key.c_str(), value);
    int error =
        avformat_open_input(&context, options.url.c_str(), options.format, more.get());  // frees on failure
    if (error < 0) failToOpen(error);
    format_.reset(context);
    if (!isRecording(*format_->iformat))
        throw Error(ErrorCode::kUnsupported, name_, "this is not a recording that can be read");
    error = avformat_find_stream_info(context, nullptr);
    if (waiting_.stopped()) throw Cancelled{};
    const int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (best < 0 && error < 0) failToOpen(error);
    if (best < 0) throw Error(ErrorCode::kUnsupported, name_, "it has no picture track");
    stream_ = context->streams[best];
    isAvi_ = std::string_view(context->iformat->name) == "avi";
    // A cover picture beside sound is no film.
    if (stream_->disposition & AV_DISPOSITION_ATTACHED_PIC)
        throw Error(ErrorCode::kUnsupported, name_, "it has no picture track");
    for (unsigned i = 0; i < context->nb_streams; ++i)
        if (static_cast<int>(i) != best) context->streams[i]->discard = AVDISCARD_ALL;
    if (const auto* matrix = sideDataOf(*stream_, AV_PKT_DATA_DISPLAYMATRIX)) {
        std::int32_t aligned[9];
        std::memcpy(aligned, matrix, sizeof aligned);
        turn_ = turnOf(aligned);
    }
}

void StreamReader::openDecoder() {
    const auto* parameters = stream_->codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters->codec_id);
    if (!codec)
        throw Error(
            ErrorCode::kUnsupported, name_,
            std::string("no decoder for ") + avcodec_get_name(parameters->codec_id) + " is installed");
    decoder_.reset(avcodec_alloc_context3(codec));
    if (!decoder_) throw std::bad_alloc();
    int error = avcodec_parameters_to_context(decoder_.get(), parameters);
    decoder_->pkt_timebase = stream_->time_base;
    decoder_->thread_count = kDecoderThreads;
    decoder_->max_pixels = DecodeOptions{}.maxPixels;
    if (error >= 0) error = avcodec_open2(decoder_.get(), codec, nullptr);
    if (error < 0) failToOpen(error);
    if (parameters->width <= 0 || parameters->height <= 0)
        throw Error(ErrorCode::kUnreadable, name_, "the recording is damaged: it says no picture size");
}

std::int64_t StreamReader::startPts() const {
    if (firstShown_) return *firstShown_;
    return stream_->start_time == AV_NOPTS_VALUE ? 0 : stream_->start_time;
}

/// By the container's index.
std::int64_t StreamReader::framesBefore(std::int64_t timestamp) const {
    std::int64_t count = 0;
    const int entries = avformat_index_get_entries_count(stream_);
    for (int i = 0; i < entries; ++i) {
        const auto* entry = avformat_index_get_entry(stream_, i);
        if (entry->timestamp >= timestamp) break;
        // Entries of no size repeat the frame before; discarded ones lie before the film's start.
        if (entry->size > 0 && !(entry->flags & AVINDEX_DISCARD_FRAME)) ++count;
    }
    return count;
}

bool StreamReader::canPosition() const {
    if (format_->iformat->flags & AVFMT_NOTIMESTAMPS) return false;
    if (!isAvi_) return true;
    // For AVI without an index libav makes one up in which every frame is a key frame.
    const auto* codec = avcodec_descriptor_get(stream_->codecpar->codec_id);
    if (codec && (codec->props & AV_CODEC_PROP_INTRA_ONLY)) return true;
    for (int i = 0; i < avformat_index_get_entries_count(stream_); ++i)
        if (!(avformat_index_get_entry(stream_, i)->flags & AVINDEX_KEYFRAME)) return true;
    return false;
}

void StreamReader::failToOpen(int error) const {
    if (waiting_.stopped()) throw Cancelled{};
    if (timeout_.count() > 0) throw Error(ErrorCode::kDevice, name_, whyNotOpened(error));
    if (error == AVERROR(ENOMEM))
        throw Error(ErrorCode::kTooLarge, name_, "the recording does not fit into memory");
    if (error == AVERROR_PROTOCOL_NOT_FOUND || error == AVERROR_DEMUXER_NOT_FOUND)
        throw Error(ErrorCode::kUnsupported, name_, "this is not a recording that can be read");
    throw Error(ErrorCode::kUnreadable, name_, std::string(kCannotBeRead) + " (" + reasonOf(error) + ")");
}

SourceInfo StreamReader::describe() const {
    SourceInfo info;
    info.name = name_;
    info.size = {stream_->codecpar->width, stream_->codecpar->height};
    if (turn_.degrees % 180 != 0) std::swap(info.size.width, info.size.height);
    info.rotationDegrees = turn_.degrees;
    const auto rate = stream_->avg_frame_rate.num > 0 ? stream_->avg_frame_rate : stream_->r_frame_rate;
    if (rate.num > 0 && rate.den > 0) info.framesPerSecond = av_q2d(rate);
    if (stream_->duration != AV_NOPTS_VALUE && stream_->duration > 0)
        info.durationMs = static_cast<double>(stream_->duration) * av_q2d(stream_->time_base) * 1000;
    else if (const auto ofTrack = taggedDurationMs(*stream_); ofTrack > 0)
        info.durationMs = ofTrack;
    else if (format_->duration != AV_NOPTS_VALUE && format_->duration > 0)
        info.durationMs = static_cast<double>(format_->duration) * 1000 / AV_TIME_BASE;
    info.frames = stream_->nb_frames > 0 ? stream_->nb_frames
                                         : std::llround(info.durationMs / 1000 * info.framesPerSecond);
    info.takenAt = takenAtOf(*format_, *stream_);
    info.codec = avcodec_get_name(stream_->codecpar->codec_id);
    return info;
}

double StreamReader::msOfPts(std::int64_t pts) const {
    return static_cast<double>(pts - startPts()) * av_q2d(stream_->time_base) * 1000;
}

std::optional<double> StreamReader::msOf(const AVFrame& frame) const {
    if (frame.best_effort_timestamp == AV_NOPTS_VALUE) return std::nullopt;
    return msOfPts(frame.best_effort_timestamp);
}

Owned<AVFrame> StreamReader::next() {
    Owned<AVFrame> frame(av_frame_alloc());
    if (!frame) throw std::bad_alloc();
    while (!waiting_.stopped()) {
        const int error = avcodec_receive_frame(decoder_.get(), frame.get());
        if (error == AVERROR_EOF) return nullptr;
        if (error >= 0) {
            if (isAvi_ && !firstShown_ && frame->best_effort_timestamp != AV_NOPTS_VALUE)
                firstShown_ = frame->best_effort_timestamp;
            // Concealed errors smear faces: such a frame is worth less than none.
            if (!frame->decode_error_flags && !(frame->flags & AV_FRAME_FLAG_CORRUPT)) return frame;
            ++damaged_;
            av_frame_unref(frame.get());
        } else if (error != AVERROR(EAGAIN)) {
            ++damaged_;
            if (drained_) return nullptr;
        } else if (drained_ || !sendNextPacket()) {
            return nullptr;
        }
    }
    return nullptr;
}

/// Hands one packet of the picture track to the decoder, or the end of them. False if that was said before.
bool StreamReader::sendNextPacket() {
    waiting_.allow(timeout_);
    for (int errors = 0; errors < kMostErrorsInARow;) {
        if (waiting_.stopped()) return false;
        const auto errorsBefore = containerErrorsOfThread();
        const int error = av_read_frame(format_.get(), packet_.get());
        const bool brokenOff = format_->pb && format_->pb->error < 0;
        if (error == AVERROR(EAGAIN)) {  // a camera that has no picture yet
            if (waiting_.late()) break;
            std::this_thread::sleep_for(kCameraNap);
            continue;
        }
        if (error == AVERROR_EOF || error == AVERROR_EXIT || brokenOff) break;
        if (error < 0) {
            ++errors;
            ++damaged_;
            if (format_->pb && avio_feof(format_->pb)) break;
            continue;
        }
        if (containerErrorsOfThread() > errorsBefore) ++damaged_;  // it passed over something, silently
        if (packet_->stream_index != stream_->index) {
            av_packet_unref(packet_.get());
            continue;
        }
        if (packet_->flags & AV_PKT_FLAG_CORRUPT)
            ++damaged_;  // part of it was lost; what is left may still do
        if (counting_) countPacket();
        const bool early = packet_->pts != AV_NOPTS_VALUE && msOfPts(packet_->pts) < skipBeforeMs_;
        decoder_->skip_frame = early ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
        const int sent = avcodec_send_packet(decoder_.get(), packet_.get());
        av_packet_unref(packet_.get());
        if (sent >= 0 || sent == AVERROR(EAGAIN)) return true;
        ++damaged_;
        ++errors;
    }
    drained_ = true;
    return avcodec_send_packet(decoder_.get(), nullptr) >= 0;
}

void StreamReader::countPacket() {
    if (packetPts_.empty()) {
        const int entry =
            av_index_search_timestamp(stream_, packet_->dts, AVSEEK_FLAG_ANY | AVSEEK_FLAG_BACKWARD);
        const auto* found = entry < 0 ? nullptr : avformat_index_get_entry(stream_, entry);
        const bool full =
            stream_->nb_frames > 0 && avformat_index_get_entries_count(stream_) >= stream_->nb_frames;
        if (full && found && found->timestamp == packet_->dts) firstPacket_ = framesBefore(packet_->dts);
    }
    if (!(packet_->flags & AV_PKT_FLAG_DISCARD)) packetPts_.push_back(packet_->pts);
}

void StreamReader::settle() {
    counting_ = false;
    packetPts_.clear();
    firstPacket_.reset();
}

bool StreamReader::position(double ms) {
    waiting_.allow(timeout_);
    const double ticks = ms / 1000 / av_q2d(stream_->time_base);
    const auto pts = startPts() + static_cast<std::int64_t>(std::min(std::floor(ticks + 1e-6), 9e17));
    if (avformat_seek_file(format_.get(), stream_->index, std::numeric_limits<std::int64_t>::min(), pts, pts,
                           0) < 0)
        return false;
    avcodec_flush_buffers(decoder_.get());
    drained_ = false;
    settle();
    counting_ = true;
    return true;
}

std::optional<std::int64_t> StreamReader::indexOf(const AVFrame& frame) const {
    if (frame.best_effort_timestamp == AV_NOPTS_VALUE) return std::nullopt;
    if (isAvi_ && firstShown_) return framesBefore(frame.best_effort_timestamp) - framesBefore(*firstShown_);
    if (!firstPacket_) return std::nullopt;
    return *firstPacket_ + std::count_if(packetPts_.begin(), packetPts_.end(), [&](std::int64_t pts) {
        return pts != AV_NOPTS_VALUE && pts < frame.best_effort_timestamp;
    });
}

}  // namespace lineament::media
