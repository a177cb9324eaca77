#include "core/pipelines/analyse_footage.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <future>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/base/file_lock.h"
#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/footage/handover.h"
#include "core/footage/name_tracks.h"
#include "core/footage/track_looks.h"
#include "core/inference/device.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/pipelines/analysis_checkpoint.h"
#include "core/pipelines/detection_stages.h"
#include "core/store/case_book.h"
#include "core/store/look_book.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxLanes = 16;
constexpr double kLooksPerSecond = 15;
constexpr int kCandidates = 5;                // a track falls back on these where another has its identity
constexpr double kFrameBytesAhead = 64e6;     // decoded frames that wait, so that large ones stay few
constexpr double kLogEveryMs = 1000;          // so often a track is compared with whom it is said to be
constexpr std::size_t kMostLogged = 100'000;  // about 200 MB: a camera may run for days
constexpr double kEndToleranceMs = 500;       // containers round their durations

struct Stop {};

/// SHA-256 of the source's file, worked out beside the analysis; empty for folders and live sources.
class FileHash {
  public:
    FileHash(const std::string& source, bool live) {
        std::error_code ignored;
        if (live || !fs::is_regular_file(source, ignored)) return;
        value_ = std::async(std::launch::async, [source, stop = stop_.get_token()] {
            nameThisThread("hash recording");
            try {
                return sha256File(source, [&] {
                    if (stop.stop_requested()) throw Stop{};
                });
            } catch (const Stop&) {
            } catch (const Error& error) {
                log::warning(error.what());  // the analysis counts without it
            }
            return std::string();
        });
    }
    ~FileHash() { stop_.request_stop(); }

    /// Waits for it; throws Cancelled meanwhile.
    std::string get(const JobContext& context) {
        if (!value_.valid()) return {};
        while (value_.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready)
            context.checkpoint();
        return value_.get();
    }

  private:
    std::stop_source stop_;
    std::future<std::string> value_;
};

std::unique_ptr<VideoSource> open(const std::string& source, const JobContext& context) {
    try {
        auto opened = openVideoSource(source, context.stopToken());
        const SizePx size = opened->info().size;
        const double frameBytes = std::max(1.0, 3.0 * size.width * size.height);
        return decodeAhead(std::move(opened),
                           static_cast<int>(std::clamp(kFrameBytesAhead / frameBytes, 2.0, 8.0)));
    } catch (const Error&) {
        context.checkpoint();  // opening was given up since a stop was requested
        throw;
    }
}

DetectionPlan planOf(const AnalyseOptions& options, const SourceInfo& info, bool folder) {
    const int byRate = folder ? 1 : static_cast<int>(std::lround(info.framesPerSecond / kLooksPerSecond));
    const int everyNth = options.detectEveryNth > 0 ? options.detectEveryNth : std::clamp(byRate, 1, 10);
    const int lanes = options.detectorLanes > 0 ? options.detectorLanes : threads();
    return {everyNth, options.tileEveryNth, std::clamp(lanes, 1, kMaxLanes), options.maxMs};
}

/// Frames that progress counts towards; 0 if nobody knows.
std::int64_t framesExpected(const SourceInfo& info, double maxMs) {
    const double inTime = maxMs > 0 ? maxMs * info.framesPerSecond / 1000 : 0;
    if (info.live) return std::llround(inTime);
    const double stated =
        info.frames > 0 ? static_cast<double>(info.frames) : info.durationMs * info.framesPerSecond / 1000;
    return std::llround(inTime > 0 && stated > 0 ? std::min(inTime, stated) : std::max(inTime, stated));
}

/// Every look that was embedded, and of each track so many more that its similarity over time can be told.
class LookLog {
  public:
    explicit LookLog(bool kept) : kept_(kept) {}

    bool due(int track, double ms) const {
        const auto last = lastMs_.find(track);
        return kept_ && looks_.size() < kMostLogged &&
               (last == lastMs_.end() || ms - last->second >= kLogEveryMs);
    }
    void add(int track, RecordedLook look) {
        if (!kept_ || looks_.size() >= kMostLogged) return;
        lastMs_[track] = look.ms;
        looks_.push_back(std::move(look));
    }
    void goOnAfter(std::vector<RecordedLook> looks) { written_ = (looks_ = std::move(looks)).size(); }
    /// Those since the last call.
    std::vector<RecordedLook> takeUnwritten() {
        const auto from =
            looks_.begin() + static_cast<std::ptrdiff_t>(std::exchange(written_, looks_.size()));
        return {from, looks_.end()};
    }
    /// Those at faces that the tracks follow; the rest were false alarms.
    std::vector<RecordedLook> along(const std::vector<Track>& tracks) const {
        const auto owners = ownersOf(tracks, looks_);
        std::vector<RecordedLook> some;
        for (std::size_t i = 0; i < looks_.size(); ++i)
            if (owners[i] >= 0) some.push_back(looks_[i]);
        return some;
    }

  private:
    bool kept_;
    std::vector<RecordedLook> looks_;
    std::size_t written_ = 0;
    std::unordered_map<int, double> lastMs_;  // by the tracker's number
};

/// Measures a face and, if the look is among the best of its track so far or it is time for one, embeds it.
void lookAt(const FaceEngine& engine, const VideoFrame& frame, Face face, int track, float minQuality,
            Tracker& tracker, LookLog& log) {
    engine.describe(frame.bgr, {&face, 1});
    const float quality = face.quality.overall;
    const bool best = tracker.offerLook(track, frame.ms, quality);
    if (quality < minQuality || (!best && !log.due(track, frame.ms))) return;
    auto templates = engine.embed(frame.bgr, {&face, 1});
    log.add(track, {frame.ms, face.box, quality, templates.front()});
    if (!best) return;
    tracker.addLook(
        track, {{frame.ms, face.box, quality, faceCrop(frame.bgr, face.box)}, std::move(templates.front())});
}

/// Writes down now and then how far it is.
class Bookmark {
  public:
    Bookmark(AnalysisCheckpoint* checkpoint, double everyMs) : checkpoint_(checkpoint), every_(everyMs) {}

    void pass(Tracker& tracker, LookLog& looks, double ms, std::int64_t frames, std::vector<Track>& ended) {
        auto fresh = tracker.takeEnded();
        unwritten_.insert(unwritten_.end(), fresh.begin(), fresh.end());
        ended.insert(ended.end(), std::make_move_iterator(fresh.begin()),
                     std::make_move_iterator(fresh.end()));
        if (!checkpoint_ || std::chrono::steady_clock::now() - written_ < every_) return;
        try {
            checkpoint_->save(ms, frames, unwritten_, looks.takeUnwritten(), tracker.state());
        } catch (const Error& error) {  // the analysis itself is well: it just could not go on after a crash
            log::warning(error.what());
            checkpoint_ = nullptr;
        }
        unwritten_.clear();
        written_ = std::chrono::steady_clock::now();
    }

  private:
    AnalysisCheckpoint* checkpoint_;
    std::chrono::duration<double, std::milli> every_;
    std::chrono::steady_clock::time_point written_ = std::chrono::steady_clock::now();
    std::vector<Track> unwritten_;
};

/// `before`: where an earlier run stood.
std::vector<Track> follow(const FaceEngine& engine, DetectionStages& stages, const AnalyseOptions& options,
                          const std::stop_token& stop, std::int64_t expected, AnalysisCheckpoint* checkpoint,
                          std::optional<AnalysisProgress>& before, LookLog& looks, JobContext& context) {
    Tracker tracker(options.tracker);
    std::int64_t done = 0;
    std::vector<Track> ended;
    if (before) {
        tracker.restore(before->trackerState);
        ended = std::move(before->ended);
        looks.goOnAfter(std::move(before->looks));
        done = before->frames;
    }
    Bookmark bookmark(checkpoint, options.checkpointMs);
    while (auto examined = stages.next(stop)) {
        const double ms = examined->frame.ms;
        for (const double passed : examined->passedMs)
            tracker.pass(passed);
        if (examined->cut) tracker.cut();
        std::vector<Observation> observations;
        for (const Face& face : examined->faces)
            observations.push_back({face, {}});
        const std::vector<int> numbers = tracker.update(ms, std::move(observations));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (!tracker.wantsLook(numbers[i], ms)) continue;
            if (stop.stop_requested()) break;
            lookAt(engine, examined->frame, examined->faces[i], numbers[i], options.minShotQuality, tracker,
                   looks);
        }
        done += 1 + static_cast<std::int64_t>(examined->passedMs.size());
        context.report("footage", done, expected > 0 ? std::max(expected, done) : 0);
        if (!stop.stop_requested()) bookmark.pass(tracker, looks, ms, done, ended);
    }
    if (stop.stop_requested()) context.checkpoint();
    context.report("footage", done, done);
    auto rest = tracker.finish();
    ended.insert(ended.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
    return joinHandovers(std::move(ended), options.tracker.shots);
}

/// Sets the source behind the last frame that was examined; false if that cannot be.
bool goOnAfter(VideoSource& source, double ms) {
    try {
        source.seek(ms);
        const auto frame = source.read();
        constexpr double kSameFrameMs = 0.5;
        if (frame && std::abs(frame->ms - ms) < kSameFrameMs) return true;
    } catch (const Error& error) {
        log::warning(error.what());
    }
    return false;
}

/// One search a track; threshold and FMR as the gallery is now.
std::pair<float, double> identify(const Workspace& workspace, std::vector<Track>& tracks) {
    const auto [threshold, fmr] = workspace.searchThreshold();
    std::vector<Template> probes;
    std::vector<std::size_t> owners;
    for (std::size_t i = 0; i < tracks.size(); ++i)
        if (tracks[i].pooled) probes.push_back(*tracks[i].pooled), owners.push_back(i);
    std::vector<std::vector<Candidate>> candidates(tracks.size());
    const auto answers = workspace.gallery()->identify(probes, threshold, fmr, kCandidates);
    for (std::size_t i = 0; i < owners.size(); ++i)
        candidates[owners[i]] = answers[i].candidates;
    nameTracks(tracks, candidates, threshold);
    return {threshold, fmr};
}

std::string settingsJson(const FaceEngine& engine, const AnalyseOptions& options, const DetectionPlan& plan,
                         std::pair<float, double> threshold) {
    return nlohmann::json{{"detector", engine.options().detector},
                          {"recogniser", engine.recogniserKey()},
                          {"min_face_px", engine.options().minFacePx},
                          {"detect_every_nth", plan.detectEveryNth},
                          {"tile_every_nth", plan.tileEveryNth},
                          {"max_gap_ms", options.tracker.maxGapMs},
                          {"min_detections", options.tracker.minDetections},
                          {"max_ms", options.maxMs},
                          {"threshold", threshold.first},
                          {"fmr", threshold.second}}
        .dump();
}

Recording recordingOf(const SourceInfo& info, const std::string& source, const DetectionStages& stages) {
    Recording recording;
    recording.source = info.name.empty() ? source : info.name;
    recording.size = info.size.width > 0 ? info.size : stages.size();
    recording.framesPerSecond = info.framesPerSecond;
    recording.frames = stages.frames();
    const double frameMs = info.framesPerSecond > 0 ? 1000 / info.framesPerSecond : 0;
    recording.durationMs = !info.live && info.durationMs > 0 ? info.durationMs : stages.lastMs() + frameMs;
    recording.analysedAt = Clock::system().now();
    return recording;
}

bool brokeOff(const SourceInfo& info, const DetectionStages& stages, double maxMs) {
    if (stages.brokeOff()) return true;
    if (info.live || info.durationMs <= 0) return false;
    const double end = maxMs > 0 ? std::min(maxMs, info.durationMs) : info.durationMs;
    const double frameMs = info.framesPerSecond > 0 ? 1000 / info.framesPerSecond : 0;
    return stages.lastMs() + 2 * frameMs + kEndToleranceMs < end;
}

}  // namespace

void AnalyseOptions::validate() const {
    LINEAMENT_REQUIRE(detectEveryNth >= 0 && detectEveryNth <= 1000, "detectEveryNth",
                      "it must lie within 0 and 1000");
    LINEAMENT_REQUIRE(tileEveryNth >= 0 && tileEveryNth <= 1000, "tileEveryNth",
                      "it must lie within 0 and 1000");
    LINEAMENT_REQUIRE(detectorLanes >= 0 && detectorLanes <= kMaxLanes, "detectorLanes",
                      "it must lie within 0 and 16");
    LINEAMENT_REQUIRE(minShotQuality >= 0 && minShotQuality <= 100, "minShotQuality",
                      "it must lie within 0 and 100");
    LINEAMENT_REQUIRE(checkpointMs >= 0 && std::isfinite(checkpointMs), "checkpointMs",
                      "it must be a time from 0 up");
    LINEAMENT_REQUIRE(maxMs >= 0 && std::isfinite(maxMs), "maxMs", "it must be a time from 0 up");
    tracker.validate();
}

AnalysisResult analyseFootage(Workspace& workspace, const std::string& givenSource,
                              const AnalyseOptions& given, JobContext& context) {
    requirePermitted(workspace.store(), Permission::kReview, "analyse");
    given.validate();
    // Whoever opens the recording later stands in another folder.
    const std::string source = wholeSource(givenSource);
    context.checkpoint();
    workspace.searchThreshold();  // a recogniser that cannot decide says so before the work, not after
    const auto started = std::chrono::steady_clock::now();
    AnalyseOptions options = given;
    std::error_code ignored;
    const bool folder = fs::is_directory(source, ignored);
    if (folder) options.tracker.minDetections = 1;

    auto opened = open(source, context);
    const SourceInfo info = opened->info();
    DetectionPlan plan = planOf(options, info, folder);
    std::unique_ptr<AnalysisCheckpoint> checkpoint;
    std::optional<AnalysisProgress> before;
    std::optional<FileLock> lock;  // of two at once, the later would write over what the first has noted
    if (!info.live && options.save && options.checkpointMs > 0) {
        const fs::path notes = workspace.store().folder() / "analysis";
        lock = FileLock::tryTake(workspace.store().folder() / "locks" /
                                 (sha256(source).substr(0, 24) + ".lock"));
        if (!lock)
            throw Error(ErrorCode::kStoreBusy, source,
                        "another window or command analyses it at this moment");
        checkpoint = std::make_unique<AnalysisCheckpoint>(
            notes, source, settingsJson(workspace.engine(), options, plan, {0, 0}));
        before = checkpoint->load();
        if (before && !goOnAfter(*opened, before->lastMs)) {
            before.reset();
            opened = open(source, context);
        }
        if (!before) checkpoint->remove();
        plan.goesOn = before.has_value();
    }
    // A live source that was given a length ends early when asked to stop; anything else is cancelled.
    const bool finishOnStop = info.live && options.maxMs > 0;
    const std::stop_token never;
    FileHash hash(source, info.live);

    AnalysisResult result;
    LookLog looks(options.save);
    const std::int64_t framesBefore = before ? before->frames : 0;
    if (before) result.resumedMs = before->lastMs;
    {
        DetectionStages stages(workspace.engine(), std::move(opened), plan,
                               finishOnStop ? context.stopToken() : never);
        result.tracks =
            follow(workspace.engine(), stages, options, finishOnStop ? never : context.stopToken(),
                   framesExpected(info, options.maxMs), checkpoint.get(), before, looks, context);
        result.frames = framesBefore + stages.frames();
        if (result.frames == 0)
            throw Error(ErrorCode::kUnreadable, source, "no frame of it could be decoded");
        result.damagedPackets = stages.damagedPackets();
        result.endedEarly = stages.frames() > 0 && brokeOff(info, stages, options.maxMs);
        result.recording = recordingOf(info, source, stages);
        result.recording.frames = result.frames;
        if (stages.frames() == 0) {  // it had come to the very end
            result.recording.size = info.size;
            result.recording.durationMs = info.durationMs;
        }
    }
    result.recording.settings =
        settingsJson(workspace.engine(), options, plan, identify(workspace, result.tracks));
    if (!finishOnStop) context.checkpoint();
    result.recording.sha256 = hash.get(context);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
    result.throughputFps = static_cast<double>(result.frames) / std::max(seconds.count(), 1e-6);
    if (options.save) {
        result.recording.id =
            lookBookOf(workspace.store())
                .saveAnalysisWith(result.recording, result.tracks, looks.along(result.tracks));
        if (info.takenAt)
            workspace.store().caseBook().setRecorded(source, {info.takenAt, info.durationMs, {}, false});
    }
    if (checkpoint) checkpoint->remove();
    return result;
}

}  // namespace lineament
