#include "core/pipelines/presence/live_watch.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

#include "core/base/check.h"
#include "core/base/log.h"
#include "core/media/camera_devices.h"
#include "core/media/video_source.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/pipelines/presence/alert_raiser.h"
#include "core/pipelines/presence/pauses.h"
#include "core/presence/camera_area.h"
#include "core/store/access_book.h"
#include "core/store/presence_book.h"

namespace lineament {
namespace {

using Steady = std::chrono::steady_clock;
using Ms = std::chrono::duration<double, std::milli>;

constexpr std::chrono::milliseconds kGalleryAge{2000};
constexpr std::size_t kLatencies = 512;
constexpr std::size_t kLongestCountedMs = 10'000;
constexpr float kSameFaceIou = 0.3f;
constexpr double kFaceForgottenMs = 1000;

/// A frame that waits to be looked at.
struct Waiting {
    cv::Mat bgr;
    double ms;
    Steady::time_point arrived;
    UnixMs at;
    double recordingMs = -1;  ///< in a recording; negative: it is live
};

/// A face that is followed from frame to frame, so that it is not embedded in each.
struct Followed {
    SeenFace face;
    double seenMs, lookedMs;
};

}  // namespace

void LiveWatchOptions::validate() const {
    rule.validate();
    LINEAMENT_REQUIRE(lookEveryMs >= 0 && lookEveryMs <= 60'000, "looks",
                      "one every 0 to 60 seconds can be asked for");
    LINEAMENT_REQUIRE(minQuality >= 0 && minQuality <= 100, "quality", "it lies between 0 and 100");
    LINEAMENT_REQUIRE(analysts >= 1 && analysts <= 64, "threads", "there are 1 to 64");
    LINEAMENT_REQUIRE(seconds >= 0, "seconds", "they cannot be negative");
}

struct LiveWatch::Impl {
    /// One camera. `mutex` guards what reader and analysts share; `faces` and the rules belong to the analyst
    /// who has set `busy`.
    struct Eye {
        Eye(Store& store, Camera given, std::shared_ptr<const FaceEngine> finder,
            const LookRuleOptions& options)
            : camera(std::move(given)), finder(std::move(finder)), rule(options), raiser(store, camera) {
            health.camera = camera.name;
        }
        Camera camera;
        std::shared_ptr<const FaceEngine> finder;  ///< whose detector looks; null: the workspace's
        std::mutex mutex;
        std::optional<Waiting> newest;
        bool busy = false, ended = false;
        CameraHealth health;
        std::vector<float> latencies;
        std::array<std::int64_t, kLongestCountedMs + 1> delays{};  ///< how many frames took so many ms
        std::optional<Steady::time_point> firstAnalysed;
        LookRule rule;
        AlertRaiser raiser;
        std::int64_t listsRead = 0;
        std::vector<Followed> faces;
    };

    Impl(Workspace& workspace, std::vector<Camera> cameras, LiveWatchOptions given, LiveListener listener)
        : workspace(workspace), options(given), listener(std::move(listener)) {
        options.validate();
        LINEAMENT_REQUIRE(!cameras.empty(), "cameras", "there is none to watch");
        for (auto& camera : cameras) {
            camera.rules.validate();
            auto finder = finderFor(camera.rules.detector);
            eyes.push_back(
                std::make_unique<Eye>(workspace.store(), std::move(camera), std::move(finder), options.rule));
        }
        begun = options.clock->now();
    }

    /// One for all cameras that name this detector.
    std::shared_ptr<const FaceEngine> finderFor(const std::string& detector) {
        auto wanted = workspace.engine().options();
        if (detector.empty() || detector == wanted.detector) return nullptr;
        for (const auto& eye : eyes)
            if (eye->finder && eye->finder->options().detector == detector) return eye->finder;
        wanted.detector = detector;
        return std::make_shared<const FaceEngine>(workspace.engine().sharedRegistry(), wanted);
    }

    /// Cool-downs of sightings that an earlier run has told of, if it was cut short.
    void recall() {
        for (const auto& sighting :
             workspace.store().presence().sightings(begun - options.rule.coolDownMs, begun + 1))
            for (const auto& eye : eyes)
                if (eye->camera.id.valid() && eye->camera.id == sighting.camera)
                    eye->rule.remember(sighting.identity, sighting.at);
    }

    // Reading.

    void read(Eye& eye, std::stop_token stop) {
        nameThisThread("camera");
        auto wait = kFirstPause;
        while (!stop.stop_requested()) {
            try {
                const auto source = openVideoSource(eye.camera.source, stop);
                const std::stop_callback interrupt(stop, [&] { source->interrupt(); });
                source->whenBroken([&](const std::string& why) { setTrouble(eye, why, ErrorCode::kDevice); });
                setTrouble(eye, "");
                wait = kFirstPause;
                play(eye, *source, stop);
                if (!source->info().live || stop.stop_requested()) break;
                throw Error(ErrorCode::kDevice, eye.camera.name, kCameraOver);
            } catch (const Cancelled&) {
                break;
            } catch (const std::exception& error) {
                const auto* ours = dynamic_cast<const Error*>(&error);
                const auto why = ours ? ours->detail() : std::string(error.what());
                setTrouble(eye, why, ours ? ours->code() : ErrorCode::kInternal);
                log::warning("camera " + eye.camera.name + ": " + why + "; it is tried again");
                pause(wait, stop);
                wait = std::min(wait * 2, kLongestPause);
            }
        }
        std::lock_guard lock(eye.mutex);
        eye.ended = true;
        eye.health.open = false;
    }

    void setTrouble(Eye& eye, const std::string& trouble, ErrorCode code = ErrorCode::kInternal) {
        std::lock_guard lock(eye.mutex);
        eye.health.code = code;
        eye.health.trouble = trouble;
        eye.health.open = trouble.empty();
    }

    void play(Eye& eye, VideoSource& source, const std::stop_token& stop) {
        const bool live = source.info().live;
        auto start = Steady::now();
        double lastMs = 0;
        while (!stop.stop_requested()) {
            auto frame = source.read();
            if (!frame) {
                if (live || !options.loop || stop.stop_requested()) return;
                source.seek(0);
                start += std::chrono::duration_cast<Steady::duration>(Ms(lastMs + 40));
                continue;
            }
            lastMs = frame->ms;
            if (!live) {
                const auto due = start + std::chrono::duration_cast<Steady::duration>(Ms(frame->ms));
                pause(std::chrono::duration_cast<std::chrono::milliseconds>(due - Steady::now()), stop);
            }
            const auto now = Steady::now();
            {
                std::lock_guard lock(eye.mutex);
                ++eye.health.read;
                if (eye.newest) ++eye.health.dropped;
                eye.health.size = {frame->bgr.cols, frame->bgr.rows};
                eye.newest = Waiting{std::move(frame->bgr), Ms(now - started).count(), now,
                                     options.clock->now(), live ? -1 : frame->ms};
            }
            news.release();
        }
    }

    // Analysing.

    /// The camera whose turn it is among those with a frame; none if all wait.
    std::pair<Eye*, Waiting> next() {
        std::lock_guard turn(turning);
        for (std::size_t i = 0; i < eyes.size(); ++i) {
            auto& eye = *eyes[(turnOf + i) % eyes.size()];
            std::lock_guard lock(eye.mutex);
            if (eye.busy || !eye.newest) continue;
            eye.busy = true;
            turnOf = (turnOf + i + 1) % eyes.size();
            auto frame = std::move(*eye.newest);
            eye.newest.reset();
            return {&eye, std::move(frame)};
        }
        return {nullptr, {}};
    }

    void analyse(std::stop_token stop) {
        nameThisThread("analyst");
        while (!stop.stop_requested()) {
            auto [eye, frame] = next();
            if (!eye) {
                (void)news.tryAcquireFor(std::chrono::milliseconds(50));
                continue;
            }
            try {
                look(*eye, frame);
            } catch (const std::exception&) {
                fail(std::current_exception());
            }
            finish(*eye, frame);
        }
    }

    void finish(Eye& eye, const Waiting& frame) {
        const auto now = Steady::now();
        std::lock_guard lock(eye.mutex);
        eye.busy = false;
        if (!eye.firstAnalysed) eye.firstAnalysed = now;
        const auto latency = static_cast<float>(Ms(now - frame.arrived).count());
        if (eye.latencies.size() < kLatencies)
            eye.latencies.push_back(latency);
        else
            eye.latencies[static_cast<std::size_t>(eye.health.analysed) % kLatencies] = latency;
        ++eye.delays[std::min(kLongestCountedMs, static_cast<std::size_t>(std::max(0.f, latency)))];
        ++eye.health.analysed;
        const double passed = Ms(now - *eye.firstAnalysed).count();
        if (passed > 0)
            eye.health.analysedPerSecond = static_cast<double>(eye.health.analysed - 1) * 1000 / passed;
        if (eye.newest) news.release();
    }

    /// Index of the face of the last frames that this is, or of a new one.
    static std::size_t follow(Eye& eye, const BoxPx& box, double ms) {
        std::size_t best = eye.faces.size();
        float most = kSameFaceIou;
        for (std::size_t i = 0; i < eye.faces.size(); ++i)
            if (const float overlap = iou(eye.faces[i].face.box, box);
                eye.faces[i].seenMs < ms && overlap >= most)
                most = overlap, best = i;
        if (best == eye.faces.size()) eye.faces.push_back({SeenFace{}, ms, -1e12});
        eye.faces[best].face.box = box;
        eye.faces[best].seenMs = ms;
        return best;
    }

    void look(Eye& eye, const Waiting& frame) {
        auto faces = (eye.finder ? *eye.finder : workspace.engine()).detectBoxes(frame.bgr, true);
        std::erase_if(faces, [&, size = SizePx{frame.bgr.cols, frame.bgr.rows}](const Face& face) {
            return face.box.width < eye.camera.rules.minFacePx ||
                   !inArea(eye.camera.rules.area, face.box, size);
        });
        std::erase_if(eye.faces,
                      [&](const Followed& known) { return frame.ms - known.seenMs > kFaceForgottenMs; });
        std::vector<Face> toLook;
        std::vector<std::size_t> whose;
        for (const auto& face : faces) {
            const auto known = follow(eye, face.box, frame.ms);
            if (frame.ms - eye.faces[known].lookedMs < options.lookEveryMs) continue;
            eye.faces[known].lookedMs = frame.ms;
            toLook.push_back(face);
            whose.push_back(known);
        }
        if (!toLook.empty()) {
            workspace.engine().describe(frame.bgr, toLook);
            std::vector<Face> good;
            std::vector<std::size_t> whoseGood;
            for (std::size_t i = 0; i < toLook.size(); ++i)
                if (toLook[i].quality.overall >= options.minQuality)
                    good.push_back(toLook[i]), whoseGood.push_back(whose[i]);
            if (!good.empty()) recognise(eye, frame, good, whoseGood);
        }
        if (!listener.frame) return;
        AnalysedFrame analysed{eye.camera, frame.bgr, {}};
        for (const auto& known : eye.faces)
            if (known.seenMs == frame.ms) analysed.faces.push_back(known.face);
        listener.frame(analysed);
    }

    /// Alerts of a look that belongs to a watchlist; what the frame shows of it.
    void watchFor(Eye& eye, const Waiting& frame, const Face& face, const Candidate& candidate,
                  SeenFace& seen) {
        AlertRaiser::Look look{candidate.identity,   candidate.name,       candidate.nearest,
                               candidate.similarity, face.quality.overall, frame.at};
        if (frame.recordingMs >= 0) look.recording = eye.camera.source, look.recordingMs = frame.recordingMs;
        const auto* list = eye.raiser.listOf(look);
        if (!list) return;
        seen.list = list->list.colour, seen.listName = list->list.name;
        seen.identity = candidate.identity, seen.name = candidate.name;
        for (const auto& alert : eye.raiser.take(look, [&] { return faceCrop(frame.bgr, face.box); })) {
            {
                std::lock_guard lock(eye.mutex);
                ++eye.health.alerts;
            }
            if (listener.alert) listener.alert(alert);
        }
    }

    void recognise(Eye& eye, const Waiting& frame, const std::vector<Face>& faces,
                   const std::vector<std::size_t>& whose) {
        const auto people = gallery();
        if (std::exchange(eye.listsRead, people.read) != people.read)
            eye.raiser.setLists(*people.lists, options.clock->now());
        const auto templates = workspace.engine().embed(frame.bgr, faces);
        const double own = eye.camera.rules.fmr;
        const auto found = people.gallery->identify(
            templates,
            own > 0 ? static_cast<float>(workspace.engine().calibration().thresholdAt(own))
                    : people.threshold,
            own > 0 ? own : people.fmr, 1);
        for (std::size_t i = 0; i < found.size(); ++i) {
            auto& seen = eye.faces[whose[i]].face;
            seen = SeenFace{.box = seen.box};
            if (found[i].candidates.empty()) continue;
            const auto& candidate = found[i].candidates.front();
            // Of today's store, as the gallery may be a moment old: whoever was removed is nobody.
            if (!workspace.store().presence().access().survivor(candidate.identity)) continue;
            seen.similarity = candidate.similarity;
            watchFor(eye, frame, faces[i], candidate, seen);
            if (!found[i].match) continue;
            seen.identity = candidate.identity, seen.name = candidate.name;
            if (!eye.rule.take(candidate.identity, frame.at)) continue;
            Sighting sighting;
            sighting.key = std::to_string(eye.camera.id.value()) + ":" + eye.camera.name + ":" +
                           std::to_string(begun) + ":" + std::to_string(++events);
            sighting.identity = candidate.identity;
            sighting.camera = eye.camera.id;
            sighting.zone = eye.camera.zone;
            sighting.passage = eye.camera.passage;
            sighting.at = frame.at;
            sighting.similarity = candidate.similarity;
            sighting.threshold = found[i].threshold;
            sighting.quality = faces[i].quality.overall;
            if (frame.recordingMs >= 0)
                sighting.recording = eye.camera.source, sighting.recordingMs = frame.recordingMs;
            sighting.crop = faceCrop(frame.bgr, faces[i].box);
            if (workspace.store().presence().addSightings({&sighting, 1}) == 0) continue;
            {
                std::lock_guard lock(eye.mutex);
                ++eye.health.sightings;
            }
            if (listener.sighting) listener.sighting(sighting, eye.camera.name);
        }
    }

    struct People {
        std::shared_ptr<const Gallery> gallery;
        float threshold;
        double fmr;
        std::shared_ptr<const std::vector<WatchedList>> lists;
        std::int64_t read;  ///< of which reading it is
    };
    /// Own sightings change the store all the time: it is asked for new people only now and then.
    People gallery() {
        std::lock_guard lock(knowing);
        if (!people || Steady::now() - peopleRead > kGalleryAge) {
            const auto [threshold, fmr] = workspace.searchThreshold();
            people = People{workspace.gallery(), threshold, fmr,
                            std::make_shared<const std::vector<WatchedList>>(watchedLists(workspace)),
                            people ? people->read + 1 : 1};
            peopleRead = Steady::now();
        }
        return *people;
    }

    void fail(std::exception_ptr error) {
        std::lock_guard lock(knowing);
        if (!failure) failure = error;
        stopping.request_stop();
    }

    bool allEnded() {
        return std::all_of(eyes.begin(), eyes.end(), [](const auto& eye) {
            std::lock_guard lock(eye->mutex);
            return eye->ended && !eye->newest && !eye->busy;
        });
    }

    /// Wakes analysts; a counting semaphore without a ceiling.
    class News {
      public:
        void release() {
            {
                std::lock_guard lock(mutex_);
                fresh_ = true;
            }
            changed_.notify_one();
        }
        bool tryAcquireFor(std::chrono::milliseconds time) {
            std::unique_lock lock(mutex_);
            const bool some = changed_.wait_for(lock, time, [&] { return fresh_; });
            fresh_ = false;
            return some;
        }

      private:
        std::mutex mutex_;
        std::condition_variable changed_;
        bool fresh_ = false;
    };

    Workspace& workspace;
    LiveWatchOptions options;
    LiveListener listener;
    std::vector<std::unique_ptr<Eye>> eyes;
    News news;
    std::mutex turning, knowing;
    std::size_t turnOf = 0;
    std::optional<People> people;
    Steady::time_point peopleRead, started = Steady::now();
    std::exception_ptr failure;
    std::stop_source stopping;
    std::atomic<std::int64_t> events{0};
    UnixMs begun = 0;
};

LiveWatch::LiveWatch(Workspace& workspace, std::vector<Camera> cameras, LiveWatchOptions options,
                     LiveListener listener)
    : impl_(std::make_unique<Impl>(workspace, std::move(cameras), options, std::move(listener))) {}
LiveWatch::~LiveWatch() = default;

void LiveWatch::run(JobContext& context) {
    auto& impl = *impl_;
    requirePermitted(impl.workspace.store(), Permission::kWatch, "watch");
    impl.gallery();
    impl.recall();
    impl.workspace.engine().warmUp();
    for (const auto& eye : impl.eyes)
        if (eye->finder)
            (void)eye->finder->detectBoxes(cv::Mat(240, 320, CV_8UC3, cv::Scalar::all(127)), true);
    const std::stop_callback onStop(context.stopToken(), [&] { impl.stopping.request_stop(); });
    const auto stop = impl.stopping.get_token();
    const auto begun = Steady::now();
    {
        std::vector<std::jthread> threads;
        for (auto& eye : impl.eyes)
            threads.emplace_back([&impl, &eye, stop] { impl.read(*eye, stop); });
        for (int i = 0; i < impl.options.analysts; ++i)
            threads.emplace_back([&impl, stop] { impl.analyse(stop); });
        while (!stop.stop_requested() && !impl.allEnded() &&
               (impl.options.seconds <= 0 || Ms(Steady::now() - begun).count() < impl.options.seconds * 1000))
            pause(std::chrono::milliseconds(20), stop);
        impl.stopping.request_stop();
    }
    if (impl.failure) std::rethrow_exception(impl.failure);
}

std::vector<CameraHealth> LiveWatch::health() const {
    std::vector<CameraHealth> all;
    for (const auto& eye : impl_->eyes) {
        std::lock_guard lock(eye->mutex);
        all.push_back(eye->health);
        auto sorted = eye->latencies;
        std::sort(sorted.begin(), sorted.end());
        if (sorted.empty()) continue;
        all.back().latencyMs = sorted[sorted.size() / 2];
        all.back().latency95Ms = sorted[(sorted.size() - 1) * 95 / 100];
        std::int64_t below = (eye->health.analysed * 95 + 99) / 100;
        std::size_t ms = 0;
        while (ms < kLongestCountedMs && (below -= eye->delays[ms]) > 0)
            ++ms;
        all.back().wholeLatency95Ms = static_cast<double>(ms + 1);
    }
    return all;
}

}  // namespace lineament
