#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/media/sound_copy.h"
#include "core/media/video_source.h"
#include "core/media/video_writer.h"
#include "core/pipelines/enhance/enhance_parts.h"
#include "core/pipelines/enhance/film_parts.h"
#include "core/pipelines/enhance/video_measures.h"
#include "core/pipelines/enhance/visible_mark.h"
#include "core/pipelines/evidence/evidence_guard.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr double kMeasureEveryMs = 500;  ///< faces are compared before and after this often
/// Frames of a part of the film: what is lost when a run is stopped. Each begins with a key frame.
constexpr std::int64_t kPartFrames = 50, kSlowPartFrames = 25;
constexpr double kSameMs = 1e-3;  ///< times of one frame, read twice

/// What a film is made from and how: parts that agree in it fit together.
std::string keyOf(const FaceEngine& engine, const EnhanceRequest& request) {
    std::error_code ignored;
    nlohmann::json key = {{"input", fs::absolute(request.input, ignored).string()},
                          {"bytes", fs::file_size(request.input, ignored)},
                          {"changed", fs::last_write_time(request.input, ignored).time_since_epoch().count()},
                          {"chain", enhance::toJson(request.chain)},
                          {"from", request.fromMs},
                          {"to", request.toMs},
                          {"detector", engine.options().detector},
                          {"recogniser", engine.recogniserKey()}};
    for (const auto& model : engine.registry().withRole("restorer"))
        if (!model->files.empty()) key["restorer"] = model->files.front().sha256;
    return key.dump();
}

class VideoRun {
  public:
    VideoRun(const FaceEngine& engine, const EnhanceRequest& request, const enhance::Enhancer& enhancer,
             JobContext& context)
        : engine_(engine),
          request_(request),
          enhancer_(enhancer),
          context_(context),
          generative_(enhance::generative(enhancer.chain())),
          parts_(request.output, keyOf(engine, request)) {}

    EnhanceResult run() {
        source_ = decodeAhead(openVideoSource(request_.input.string(), context_.stopToken()), 4);
        const auto info = source_->info();
        const double wantedMs = (request_.toMs > 0 ? request_.toMs : info.durationMs) - request_.fromMs;
        const auto expected =
            static_cast<std::int64_t>(std::llround(std::max(0.0, wantedMs) * info.framesPerSecond / 1000));
        try {
            if (!resume()) {
                parts_.begin();
                if (request_.fromMs > 0) source_->seek(request_.fromMs);
            }
            if (!finished_) writePictures(info, expected);
            if (result_.frames == 0)
                throw Error(ErrorCode::kUnreadable, request_.input.string(),
                            "it holds no frame that can be read");
            finish();
        } catch (...) {
            writer_.reset();
            if (!request_.resumable || parts_.parts().empty()) parts_.remove();
            throw;
        }
        parts_.remove();
        summarise();
        return std::move(result_);
    }

  private:
    bool resume() {
        if (!request_.resumable) return false;
        const auto bytes = parts_.load();
        if (!bytes) return false;
        StateReader state(*bytes);
        state.take(sourceMs_), state.take(firstMs_), state.take(lastMs_), state.take(nextMeasureMs_);
        state.take(corner_), state.take(damaged_), state.take(finished_);
        state.take(result_.frames), state.take(result_.size), state.take(result_.scale);
        load(state, memory_);
        steady_.load(state), before_.load(state), after_.load(state);
        load(state, measured_);
        result_.resumedFrom = result_.frames;
        if (!finished_) source_->seek(sourceMs_);
        return true;
    }

    void endPart(bool finished) {
        if (!writer_) return;
        writer_->finish();
        writer_.reset();
        StateWriter state;
        state.put(sourceMs_), state.put(firstMs_), state.put(lastMs_), state.put(nextMeasureMs_);
        state.put(corner_), state.put(damaged_ + source_->damagedPackets()), state.put(finished);
        state.put(result_.frames), state.put(result_.size), state.put(result_.scale);
        save(state, memory_);
        steady_.save(state), before_.save(state), after_.save(state);
        save(state, measured_);
        parts_.add(partMs_, result_.frames, state.bytes());
    }

    void writePictures(const SourceInfo& info, std::int64_t expected) {
        VideoWriterOptions options;
        if (info.framesPerSecond > 0 && info.framesPerSecond <= 1000)
            options.framesPerSecond = info.framesPerSecond;
        options.reordered = false;
        const auto partFrames = generative_ ? kSlowPartFrames : kPartFrames;
        while (auto frame = source_->read()) {
            context_.checkpoint();
            if (frame->ms < request_.fromMs || frame->ms <= sourceMs_ + kSameMs) continue;
            if (request_.toMs > 0 && frame->ms > request_.toMs) break;
            if (firstMs_ < 0) firstMs_ = request_.fromMs > 0 ? frame->ms : 0;
            auto enhanced = enhance(*frame);
            const double ms = std::max(frame->ms - firstMs_, lastMs_ + 0.1);
            if (!writer_) {
                partMs_ = ms;
                writer_ = std::make_unique<VideoWriter>(
                    parts_.next(), SizePx{result_.size.width, result_.size.height}, options);
            }
            if (enhanced.cols != result_.size.width || enhanced.rows != result_.size.height) {
                cv::Mat fitted;  // a recording whose frames change their size
                cv::resize(enhanced, fitted, {result_.size.width, result_.size.height}, 0, 0, cv::INTER_AREA);
                enhanced = fitted;
            }
            writer_->write(enhanced, ms - partMs_);
            lastMs_ = ms;
            sourceMs_ = frame->ms;
            ++result_.frames;
            if (result_.frames % partFrames == 0) endPart(false);
            context_.report("frames", result_.frames, std::max(expected, result_.frames));
        }
        context_.checkpoint();
        endPart(true);
        damaged_ += source_->damagedPackets();
    }

    cv::Mat enhance(const VideoFrame& frame) {
        const bool measuring = frame.ms >= nextMeasureMs_;
        std::vector<Face> faces;
        if (enhancer_.wantsFaces() || measuring) {
            faces = engine_.detectBoxes(frame.bgr, !measuring);
            engine_.describe(frame.bgr, faces);
            if (enhancer_.wantsFaces()) faces = steady_.follow(std::move(faces));
        }
        auto enhanced = enhancer_.run(frame.bgr, faces, context_, &memory_);
        if (result_.frames == 0) {
            result_.size = {enhanced.bgr.cols, enhanced.bgr.rows};
            result_.scale = enhanced.scale;
            corner_ = emptiestCorner(result_.size, enhanced.faces);
        }
        cv::Mat still;
        before_.add(frame.bgr, still);
        after_.add(enhanced.bgr, still);
        if (measuring) {
            nextMeasureMs_ = frame.ms + kMeasureEveryMs;
            measure(frame, faces, enhanced);
        }
        if (generative_) markVisibly(enhanced.bgr, corner_);
        return enhanced.bgr;
    }

    void measure(const VideoFrame& frame, const std::vector<Face>& faces,
                 const enhance::EnhancedPicture& enhanced) {
        if (faces.empty()) return;
        const auto before = engine_.embed(frame.bgr, faces),
                   after = engine_.embed(enhanced.bgr, enhanced.faces);
        for (std::size_t i = 0; i < faces.size(); ++i) {
            MeasuredFace* known = nullptr;
            for (auto& other : measured_)
                if (iou(other.last, faces[i].box) > 0.2f && similarity(other.first, after[i]) > 0.3f)
                    known = &other;
            if (!known) {
                known = &measured_.emplace_back();
                known->face = {faces[i].box, 0, 0, frame.ms};
                known->first = after[i];
            }
            known->last = faces[i].box;
            known->sum += similarity(before[i], after[i]);
            if (known->face.frames++ > 0) known->toFirst.push_back(similarity(known->first, after[i]));
        }
        if (generative_ && !request_.storeFolder.empty())
            EvidenceGuard(engine_, request_.storeFolder)
                .remember(enhanced.bgr, enhanced.faces, SourceType::kEnhanced, &frame.bgr, faces);
    }

    void finish() {
        context_.report("sound", 0, 0);
        if (damaged_ > 0)
            result_.notes.push_back({EnhanceNote::Kind::kDamaged,
                                     std::to_string(damaged_) + " damaged packets were passed over"});
        finishMarked(request_.output, {sourceTypeFor(request_, enhancer_), {}}, [&] { join(); });
        const auto provenance = provenanceFor(engine_, request_, enhancer_,
                                              sha256File(request_.output, [&] { context_.checkpoint(); }));
        saveProvenanceBeside(request_.output, provenance);
        result_.marked = isGenerative(provenance.type);
    }

    void join() {
        SoundRange heard;
        if (request_.fromMs > 0 || request_.toMs > 0) heard = {firstMs_, request_.toMs};
        try {
            const auto copied = joinFilm(parts_.parts(), request_.input, heard, request_.output, context_);
            result_.soundKept = copied.tracks > 0;
            if (!copied.problem.empty())
                result_.notes.push_back({EnhanceNote::Kind::kSoundNotCopied, copied.problem});
        } catch (const Error& error) {
            if (error.code() == ErrorCode::kDiskFull) throw;
            result_.notes.push_back(
                {EnhanceNote::Kind::kSoundNotCopied, "the sound could not be copied: " + error.detail()});
            joinFilm(parts_.parts(), request_.output, context_);
        }
    }

    void summarise() {
        double squares = 0;
        int count = 0;
        for (auto& one : measured_) {
            one.face.identitySimilarity = one.sum / std::max(1, one.face.frames);
            result_.faces.push_back(one.face);
            double mean = 0;
            for (const double value : one.toFirst)
                mean += value / static_cast<double>(one.toFirst.size());
            for (const double value : one.toFirst)
                squares += (value - mean) * (value - mean), ++count;
        }
        result_.identitySpread = count > 0 ? std::sqrt(squares / count) : 0;
        result_.flickerBefore = before_.mean();
        result_.flickerAfter = after_.mean();
        if (enhancer_.wantsFaces() && result_.faces.empty())
            result_.notes.push_back({EnhanceNote::Kind::kNoFace, "no face was found: nothing was restored"});
    }

    const FaceEngine& engine_;
    const EnhanceRequest& request_;
    const enhance::Enhancer& enhancer_;
    JobContext& context_;
    const bool generative_;
    std::unique_ptr<VideoSource> source_;
    FilmParts parts_;
    std::unique_ptr<VideoWriter> writer_;
    enhance::FrameMemory memory_;
    SteadyFaces steady_;
    Flicker before_, after_;
    std::vector<MeasuredFace> measured_;
    Corner corner_ = Corner::kBottomLeft;
    double nextMeasureMs_ = 0;
    double sourceMs_ = -1;             ///< of the frame read last
    double firstMs_ = -1;              ///< what time 0 of the film is in the recording
    double lastMs_ = -1, partMs_ = 0;  ///< in the film: of the frame written last, of the part's first
    std::int64_t damaged_ = 0;         ///< packets, up to where an earlier run came
    bool finished_ = false;            ///< all pictures are in the parts
    EnhanceResult result_;
};

}  // namespace

EnhanceResult enhanceVideo(const FaceEngine& engine, const EnhanceRequest& request,
                           const enhance::Enhancer& enhancer, JobContext& context) {
    return VideoRun(engine, request, enhancer, context).run();
}

std::int64_t framesDone(const FaceEngine& engine, const EnhanceRequest& request) {
    FilmParts parts(request.output, keyOf(engine, request));
    return parts.load() ? parts.frames() : 0;
}

void discardDone(const EnhanceRequest& request) {
    FilmParts(request.output, {}).remove();
}

}  // namespace lineament
