#include "core/media/sound_copy.h"

#include <cmath>
#include <map>
#include <memory>

#include "core/base/check.h"
#include "core/base/error.h"
#include "core/image/quiet_libav.h"
#include "core/media/libav.h"

namespace lineament {

namespace fs = std::filesystem;
using media::Owned;

namespace {

class Input {
  public:
    explicit Input(const fs::path& file) : file_(file) {
        AVFormatContext* context = nullptr;
        int error = avformat_open_input(&context, ("file:" + file.string()).c_str(), nullptr, nullptr);
        if (error >= 0) {
            format_.reset(context);
            error = avformat_find_stream_info(context, nullptr);
        }
        if (error < 0)
            throw Error(ErrorCode::kUnreadable, file.string(),
                        "the recording cannot be read (" + media::reasonOf(error) + ")");
    }
    AVFormatContext& format() { return *format_; }

    /// Copies the parameters of a track to a new one of the output. Packets of others are skipped.
    void take(AVStream& stream, AVFormatContext& output) {
        auto* added = avformat_new_stream(&output, nullptr);
        if (!added) throw std::bad_alloc();
        media::copyParameters(stream, *added);
        added->codecpar->codec_tag = 0;
        added->time_base = stream.time_base;
        added->avg_frame_rate = stream.avg_frame_rate;
        av_dict_copy(&added->metadata, stream.metadata, 0);
        outputOf_[stream.index] = added;
    }
    /// Packets of a track become ones of a track that the output has already.
    void give(const AVStream& stream, AVStream* to) { outputOf_[stream.index] = to; }
    AVStream* outputOf(const AVStream& stream) const { return outputOf_.at(stream.index); }
    /// Everything comes so much later, s.
    void delay(double seconds) { delay_ = seconds; }

    /// The next packet of a track that was taken; null at the end.
    AVPacket* peek() {
        while (!ended_ && !held_) {
            const int error = av_read_frame(format_.get(), packet_.get());
            if (error < 0) {
                ended_ = true;  // what a damaged end holds cannot be copied
                break;
            }
            if (outputOf_.count(packet_->stream_index))
                held_ = true;
            else
                av_packet_unref(packet_.get());
        }
        return held_ ? packet_.get() : nullptr;
    }
    /// Time of the packet held in the output, s.
    double seconds() const {
        const auto* stream = format_->streams[packet_->stream_index];
        const auto time = packet_->dts != AV_NOPTS_VALUE ? packet_->dts : packet_->pts;
        if (time == AV_NOPTS_VALUE) return last_;
        const double start = format_->start_time == AV_NOPTS_VALUE
                                 ? 0
                                 : format_->start_time / static_cast<double>(AV_TIME_BASE);
        return static_cast<double>(time) * av_q2d(stream->time_base) - start + delay_;
    }
    /// Leaves the packet held out.
    void drop() {
        av_packet_unref(packet_.get());
        held_ = false;
    }
    /// Makes the packet held one of the output, from time 0 of this recording on.
    AVPacket* release() {
        last_ = seconds();
        const auto* from = format_->streams[packet_->stream_index];
        auto* to = outputOf_.at(packet_->stream_index);
        if (format_->start_time != AV_NOPTS_VALUE) {
            const auto start =
                av_rescale_q(format_->start_time, AVRational{1, AV_TIME_BASE}, from->time_base);
            if (packet_->pts != AV_NOPTS_VALUE) packet_->pts -= start;
            if (packet_->dts != AV_NOPTS_VALUE) packet_->dts -= start;
        }
        av_packet_rescale_ts(packet_.get(), from->time_base, to->time_base);
        const auto later = std::llround(delay_ / av_q2d(to->time_base));
        if (packet_->pts != AV_NOPTS_VALUE) packet_->pts += later;
        if (packet_->dts != AV_NOPTS_VALUE) packet_->dts += later;
        packet_->stream_index = to->index;
        packet_->pos = -1;
        held_ = false;
        return packet_.get();
    }

  private:
    fs::path file_;
    Owned<AVFormatContext> format_;
    Owned<AVPacket> packet_{av_packet_alloc()};
    std::map<int, AVStream*> outputOf_;
    bool held_ = false, ended_ = false;
    double last_ = 0, delay_ = 0;
};

class Output {
  public:
    explicit Output(const fs::path& file) : file_(file), partial_(file.string() + ".part") {
        AVFormatContext* context = nullptr;
        avformat_alloc_output_context2(&context, av_guess_format(nullptr, file.string().c_str(), nullptr),
                                       nullptr, nullptr);
        if (!context)
            throw Error(ErrorCode::kUnsupported, file.string(),
                        "recordings are written as mp4, mov, mkv, avi or ts");
        format_.reset(context);
    }
    ~Output() {
        if (format_ && format_->pb) avio_closep(&format_->pb);
        std::error_code ignored;
        if (!done_) fs::remove(partial_, ignored);
    }
    AVFormatContext& format() { return *format_; }

    void open() {
        check(avio_open(&format_->pb, ("file:" + partial_.string()).c_str(), AVIO_FLAG_WRITE));
        check(avformat_write_header(format_.get(), nullptr));
    }
    void write(AVPacket* packet) { check(av_interleaved_write_frame(format_.get(), packet)); }
    void finish() {
        check(av_write_trailer(format_.get()));
        check(avio_closep(&format_->pb));
        std::error_code error;
        fs::rename(partial_, file_, error);
        if (error)
            throw Error(ErrorCode::kUnreadable, file_.string(),
                        "it cannot be given its name (" + error.message() + ")");
        done_ = true;
    }

  private:
    void check(int error) const { media::checkWritten(error, file_); }

    fs::path file_, partial_;
    Owned<AVFormatContext> format_;
    bool done_ = false;
};

/// Whether a container can hold a kind of sound.
bool holds(const AVOutputFormat& container, AVCodecID codec) {
    return avformat_query_codec(&container, codec, FF_COMPLIANCE_NORMAL) == 1 ||
           (avformat_query_codec(&container, codec, FF_COMPLIANCE_NORMAL) < 0 &&
            container.audio_codec == codec);
}

/// Parts of a film one after another as if they were one file.
class Film {
  public:
    Film(std::span<const FilmPart> parts, AVFormatContext& output) : parts_(parts), output_(output) {
        LINEAMENT_REQUIRE(!parts.empty(), "film", "it has no part");
        open();
    }
    AVPacket* peek() {
        for (;;) {
            if (auto* packet = input_->peek()) return packet;
            if (next_ == parts_.size()) return nullptr;
            open();
        }
    }
    double seconds() const { return input_->seconds(); }
    AVPacket* release() {
        auto* packet = input_->release();
        // Every part of several begins its clock of decoding anew; in order, it is that of showing.
        if (parts_.size() > 1) packet->dts = packet->pts;
        return packet;
    }

  private:
    void open() {
        const auto& part = parts_[next_++];
        auto input = std::make_unique<Input>(part.file);
        const int best = av_find_best_stream(&input->format(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
        if (best < 0) throw Error(ErrorCode::kUnsupported, part.file.string(), "it has no picture track");
        auto& stream = *input->format().streams[best];
        if (track_) {
            input->give(stream, track_);
        } else {
            input->take(stream, output_);
            track_ = input->outputOf(stream);
        }
        input->delay(part.startMs / 1000);
        input_ = std::move(input);
    }

    std::span<const FilmPart> parts_;
    AVFormatContext& output_;
    std::size_t next_ = 0;
    std::unique_ptr<Input> input_;
    AVStream* track_ = nullptr;
};

SoundCopy join(std::span<const FilmPart> parts, const fs::path* sound, const SoundRange& heard,
               const fs::path& out, JobContext& context) {
    quietLibav();
    std::unique_ptr<Input> tracks;
    if (sound) tracks = std::make_unique<Input>(*sound);
    Output output(out);
    Film film(parts, output.format());
    SoundCopy copy;
    for (unsigned i = 0; tracks && i < tracks->format().nb_streams; ++i) {
        auto& stream = *tracks->format().streams[i];
        if (stream.codecpar->codec_type != AVMEDIA_TYPE_AUDIO) continue;
        if (!holds(*output.format().oformat, stream.codecpar->codec_id)) {
            copy.problem = std::string("sound of the kind ") + avcodec_get_name(stream.codecpar->codec_id) +
                           " cannot be copied into ." + output.format().oformat->name +
                           "; choose .mkv to keep it";
            continue;
        }
        tracks->take(stream, output.format());
        ++copy.tracks;
    }
    if (tracks) tracks->delay(-heard.fromMs / 1000);
    output.open();
    const double end = heard.toMs > 0 ? (heard.toMs - heard.fromMs) / 1000 : HUGE_VAL;
    for (std::int64_t packets = 0;; ++packets) {
        if (packets % 64 == 0) context.checkpoint();
        const bool picture = film.peek();
        bool sounds = tracks && tracks->peek();
        if (sounds && heard.fromMs > 0 && tracks->seconds() < 0) {
            tracks->drop();
            continue;
        }
        sounds = sounds && tracks->seconds() < end;
        if (!picture && !sounds) break;
        if (!sounds || (picture && film.seconds() <= tracks->seconds()))
            output.write(film.release());
        else
            output.write(tracks->release());
    }
    output.finish();
    return copy;
}

}  // namespace

SoundCopy joinFilm(std::span<const FilmPart> parts, const fs::path& sound, const SoundRange& heard,
                   const fs::path& out, JobContext& context) {
    return join(parts, &sound, heard, out, context);
}

void joinFilm(std::span<const FilmPart> parts, const fs::path& out, JobContext& context) {
    join(parts, nullptr, {}, out, context);
}

SoundCopy joinSound(const fs::path& pictures, const fs::path& sound, const fs::path& out,
                    JobContext& context) {
    const FilmPart whole{pictures, 0};
    return join({&whole, 1}, &sound, {}, out, context);
}

}  // namespace lineament
