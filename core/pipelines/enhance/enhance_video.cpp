#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/bounded_queue.h"
#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/media/sound_copy.h"
#include "core/media/video_source.h"
#include "core/media/video_writer.h"
#include "core/pipelines/enhance/enhance_parts.h"
#include "core/pipelines/enhance/visible_mark.h"
#include "core/pipelines/evidence/evidence_guard.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr double kMeasureEveryMs = 500;  ///< faces are compared before and after this often
constexpr double kSmoothing = 0.6;       ///< weight of earlier landmarks: a jittering frame flickers
constexpr float kSameFace = 0.4f;        ///< overlap of a face with itself in the next frame

/// Faces from frame to frame with landmarks that move smoothly.
class SteadyFaces {
  public:
    std::vector<Face> follow(std::vector<Face> found) {
        for (auto& face : found) {
            const Face* before = nullptr;
            float best = kSameFace;
            for (const auto& known : last_)
                if (const float overlap = iou(known.box, face.box); overlap > best)
                    best = overlap, before = &known;
            if (!before) continue;
            // Smoothed only where it stands still: a moving face must not lag behind.
            float moved = 0;
            for (std::size_t i = 0; i < face.landmarks5.size(); ++i)
                moved += std::hypot(face.landmarks5[i].x - before->landmarks5[i].x,
                                    face.landmarks5[i].y - before->landmarks5[i].y) /
                         5;
            const float keep =
                static_cast<float>(kSmoothing) * std::clamp(1 - moved / (0.08f * face.box.width), 0.0f, 1.0f);
            for (std::size_t i = 0; i < face.landmarks5.size(); ++i) {
                face.landmarks5[i].x += keep * (before->landmarks5[i].x - face.landmarks5[i].x);
                face.landmarks5[i].y += keep * (before->landmarks5[i].y - face.landmarks5[i].y);
            }
        }
        last_ = found;
        return found;
    }

  private:
    std::vector<Face> last_;
};

/// How much places where nothing moves change from frame to frame.
class Flicker {
  public:
    /// still: mask of what stood still in the original; empty: worked out from this frame.
    void add(const cv::Mat& bgr, cv::Mat& still) {
        cv::Mat grey, small;
        cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
        cv::resize(grey, small, {160, 90}, 0, 0, cv::INTER_AREA);
        if (!last_.empty()) {
            cv::Mat change;
            cv::absdiff(small, last_, change);
            if (still.empty()) still = change < 6;
            if (cv::countNonZero(still) > 0) sum_ += cv::mean(change, still)[0], ++count_;
        }
        last_ = small;
    }
    double mean() const { return count_ ? sum_ / count_ : 0; }

  private:
    cv::Mat last_;
    double sum_ = 0;
    int count_ = 0;
};

/// A face that is measured every now and then.
struct Measured {
    EnhancedFace face;
    BoxPx last;
    Template first;  ///< after enhancement, to see whether the person drifts
    std::vector<double> toFirst;
    double sum = 0;
};

class VideoRun {
  public:
    VideoRun(const FaceEngine& engine, const EnhanceRequest& request, const enhance::Enhancer& enhancer,
             JobContext& context)
        : engine_(engine),
          request_(request),
          enhancer_(enhancer),
          context_(context),
          generative_(enhance::generative(enhancer.chain())) {}

    EnhanceResult run() {
        source_ = decodeAhead(openVideoSource(request_.input.string(), context_.stopToken()), 4);
        const auto info = source_->info();
        if (request_.fromMs > 0) source_->seek(request_.fromMs);
        const double wantedMs = (request_.toMs > 0 ? request_.toMs : info.durationMs) - request_.fromMs;
        const auto expected =
            static_cast<std::int64_t>(std::llround(std::max(0.0, wantedMs) * info.framesPerSecond / 1000));
        // Written beside the final name, joined with the sound at the end.
        const fs::path pictures =
            request_.output.parent_path() /
            ("." + request_.output.stem().string() + ".pictures" + request_.output.extension().string());
        struct Removed {
            fs::path file;
            ~Removed() {
                std::error_code ignored;
                std::filesystem::remove(file, ignored);
            }
        } const removed{pictures};
        writePictures(pictures, info, expected);
        if (result_.frames == 0)
            throw Error(ErrorCode::kUnreadable, request_.input.string(),
                        "it holds no frame that can be read");
        finish(pictures);
        summarise();
        return std::move(result_);
    }

  private:
    void writePictures(const fs::path& pictures, const SourceInfo& info, std::int64_t expected) {
        VideoWriterOptions options;
        if (info.framesPerSecond > 0 && info.framesPerSecond <= 1000)
            options.framesPerSecond = info.framesPerSecond;
        double firstMs = -1;
        while (auto frame = source_->read()) {
            context_.checkpoint();
            if (frame->ms < request_.fromMs) continue;
            if (request_.toMs > 0 && frame->ms > request_.toMs) break;
            if (firstMs < 0) firstMs = request_.fromMs > 0 ? frame->ms : 0;
            auto enhanced = enhance(*frame);
            if (!writer_)
                writer_ =
                    std::make_unique<VideoWriter>(pictures, SizePx{enhanced.cols, enhanced.rows}, options);
            if (enhanced.cols != result_.size.width || enhanced.rows != result_.size.height) {
                cv::Mat fitted;  // a recording whose frames change their size
                cv::resize(enhanced, fitted, {result_.size.width, result_.size.height}, 0, 0, cv::INTER_AREA);
                enhanced = fitted;
            }
            writer_->write(enhanced, std::max(frame->ms - firstMs, lastMs_ + 0.1));
            lastMs_ = std::max(frame->ms - firstMs, lastMs_ + 0.1);
            ++result_.frames;
            context_.report("frames", result_.frames, std::max(expected, result_.frames));
        }
        context_.checkpoint();
        if (writer_) writer_->finish();
        if (source_->damagedPackets() > 0)
            result_.notes.push_back({EnhanceNote::Kind::kDamaged, std::to_string(source_->damagedPackets()) +
                                                                      " damaged packets were passed over"});
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
            Measured* known = nullptr;
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

    void finish(const fs::path& pictures) {
        context_.report("sound", 0, 0);
        if (request_.fromMs > 0 || request_.toMs > 0) {
            result_.notes.push_back(
                {EnhanceNote::Kind::kPartWithoutSound, "a part of a recording is written without sound"});
            commitFile(pictures, request_.output);
        } else {
            try {
                const auto copied = joinSound(pictures, request_.input, request_.output, context_);
                result_.soundKept = copied.tracks > 0;
                if (!copied.problem.empty())
                    result_.notes.push_back({EnhanceNote::Kind::kSoundNotCopied, copied.problem});
            } catch (const Error& error) {
                if (error.code() == ErrorCode::kDiskFull) throw;
                result_.notes.push_back(
                    {EnhanceNote::Kind::kSoundNotCopied, "the sound could not be copied: " + error.detail()});
                commitFile(pictures, request_.output);
            }
        }
        const auto provenance = provenanceFor(engine_, request_, enhancer_,
                                              sha256File(request_.output, [&] { context_.checkpoint(); }));
        saveProvenanceBeside(request_.output, provenance);
        result_.marked = isGenerative(provenance.type);
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
    std::unique_ptr<VideoWriter> writer_;
    enhance::FrameMemory memory_;
    SteadyFaces steady_;
    Flicker before_, after_;
    std::vector<Measured> measured_;
    Corner corner_ = Corner::kBottomLeft;
    double nextMeasureMs_ = 0, lastMs_ = -1;
    EnhanceResult result_;
};

}  // namespace

EnhanceResult enhanceVideo(const FaceEngine& engine, const EnhanceRequest& request,
                           const enhance::Enhancer& enhancer, JobContext& context) {
    return VideoRun(engine, request, enhancer, context).run();
}

}  // namespace lineament
