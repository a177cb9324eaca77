#include "core/pipelines/presence/door_watch.h"

#include <algorithm>
#include <condition_variable>
#include <thread>

#include "core/base/check.h"
#include "core/base/log.h"
#include "core/media/video_source.h"
#include "core/pipelines/presence/pauses.h"

namespace lineament {
namespace {

using Steady = std::chrono::steady_clock;
using Ms = std::chrono::duration<double, std::milli>;

constexpr double kQuietFrameMs = 40;  ///< between two rounds of a recording

}  // namespace

void DoorWatchOptions::validate() const {
    steps.validate();
    LINEAMENT_REQUIRE(cardMs >= 1000 && cardMs <= 600'000, "card", "it waits for 1 to 600 seconds");
    LINEAMENT_REQUIRE(seconds >= 0, "seconds", "they cannot be negative");
}

struct DoorWatch::Impl {
    Impl(Workspace& workspace, DoorId id, DoorWatchOptions given, DoorListener told)
        : options(std::move(given)),
          listener(std::move(told)),
          door(workspace, id, *options.clock, options.make),
          presentation(options.steps) {
        options.validate();
        if (options.source.empty()) options.source = door.door().source;
        LINEAMENT_REQUIRE(!options.source.empty(), "door " + door.door().name, "it has no camera");
    }

    // Reading, on a thread of its own.

    struct Waiting {
        cv::Mat bgr;
        Steady::time_point arrived;
    };

    void read(std::stop_token stop) {
        nameThisThread("door camera");
        auto wait = kFirstPause;
        while (!stop.stop_requested()) {
            try {
                const auto source = openVideoSource(options.source, stop);
                const std::stop_callback interrupt(stop, [&] { source->interrupt(); });
                setTrouble("");
                wait = kFirstPause;
                play(*source, stop);
                if (!source->info().live) break;
            } catch (const Cancelled&) {
                break;
            } catch (const std::exception& error) {
                const auto* ours = dynamic_cast<const Error*>(&error);
                setTrouble(ours ? ours->detail() : std::string(error.what()),
                           ours ? ours->code() : ErrorCode::kInternal);
                pause(wait, stop);
                wait = std::min(wait * 2, kLongestPause);
            }
        }
        std::lock_guard lock(mutex);
        ended = true;
        health.open = false;
        changed.notify_all();
    }

    void setTrouble(const std::string& trouble, ErrorCode code = ErrorCode::kInternal) {
        std::lock_guard lock(mutex);
        // Once an outage: what is tried again in vain is no news.
        if (!trouble.empty() && health.trouble.empty()) news = "the camera failed: " + trouble;
        health.code = code;
        health.trouble = trouble;
        health.open = trouble.empty();
        changed.notify_all();
    }

    void play(VideoSource& source, const std::stop_token& stop) {
        const bool live = source.info().live;
        auto start = Steady::now();
        double lastMs = 0;
        while (!stop.stop_requested()) {
            auto frame = source.read();
            if (!frame) {
                if (live || !options.loop || stop.stop_requested()) return;
                source.seek(0);
                start += std::chrono::duration_cast<Steady::duration>(Ms(lastMs + kQuietFrameMs));
                continue;
            }
            lastMs = frame->ms;
            if (!live)
                pause(start + std::chrono::duration_cast<Steady::duration>(Ms(frame->ms)) - Steady::now(),
                      stop);
            std::lock_guard lock(mutex);
            ++health.read;
            newest = Waiting{std::move(frame->bgr), Steady::now()};
            changed.notify_all();
        }
    }

    // Deciding.

    double msAt(Steady::time_point time) const { return Ms(time - started).count(); }

    /// The card that was shown, if it has not waited too long.
    std::string cardNow() {
        std::lock_guard lock(mutex);
        if (!card.empty() && Ms(Steady::now() - cardShown).count() > static_cast<double>(options.cardMs))
            card.clear();
        return card;
    }

    void tell(const AccessEvent& event) {
        {
            std::lock_guard lock(mutex);
            ++health.decisions;
            card.clear();
        }
        presentation.decided(
            event.outcome == AccessOutcome::kRefused || event.outcome == AccessOutcome::kFault,
            msAt(Steady::now()));
        best.reset();
        if (listener.decided) listener.decided(event);
        onStore([&] { door.refresh(); });
    }

    /// A store that is busy or lost for a while keeps the door shut, but does not end it.
    template <class Work>
    void onStore(Work&& work) {
        try {
            work();
        } catch (const Error& error) {
            const auto code = error.code();
            if (code != ErrorCode::kStoreBusy && code != ErrorCode::kStoreUnusable &&
                code != ErrorCode::kDiskFull)
                throw;
            log::warning("door " + door.door().name + ": " + error.what());
        }
    }

    void decide(const std::stop_token& stop) {
        if (best) tell(door.decide(*best, cardNow(), stop));
    }

    void keep(const Waiting& frame, const Face& face, double since) {
        if (best && best->face.quality.overall >= face.quality.overall) return;
        const auto first = started + std::chrono::duration_cast<Steady::duration>(Ms(since));
        best = DoorLook{frame.bgr, face, first};
    }

    void look(const Waiting& frame, const std::stop_token& stop) {
        {
            std::lock_guard lock(mutex);
            if (std::exchange(cardIsNew, false)) presentation.restart();
        }
        const bool waits = door.door().needsCard && cardNow().empty();
        const auto glance = door.glance(frame.bgr);
        if (listener.frame) listener.frame({frame.bgr, glance, waits});
        if (waits) return onStore([&] { door.refreshGallery(); });
        const double ms = msAt(frame.arrived);
        const auto box = glance.face && glance.guidance != DoorGuidance::kOneAtATime
                             ? std::optional(glance.face->box)
                             : std::nullopt;
        switch (presentation.see(box, glance.good(), ms)) {
            case Presentation::Step::kGather:
                keep(frame, *glance.face, *presentation.firstGood());
                if (presentation.due(msAt(Steady::now()))) decide(stop);
                break;
            case Presentation::Step::kDecide:
                decide(stop);
                break;
            case Presentation::Step::kGiveUp:
                tell(door.refuse(AccessReason::kTooPoor, cardNow()));
                break;
            case Presentation::Step::kRecheck:
                presentation.same(door.sameAsLast({frame.bgr, *glance.face, frame.arrived}), ms);
                break;
            case Presentation::Step::kWait:
                if (!presentation.pending()) onStore([&] { door.refreshGallery(); });
                break;
        }
    }

    void run(const std::stop_token& stop) {
        const auto begun = Steady::now();
        while (!stop.stop_requested()) {
            std::optional<Waiting> frame;
            std::string trouble;
            {
                std::unique_lock lock(mutex);
                changed.wait_for(lock, stop, std::chrono::milliseconds(100),
                                 [&] { return newest || ended || !news.empty(); });
                frame = std::exchange(newest, std::nullopt);
                trouble = std::exchange(news, {});
                if (!frame && ended) break;
            }
            if (!trouble.empty()) {
                const auto event = door.fault(trouble);
                if (listener.decided) listener.decided(event);
            }
            if (frame) {
                look(*frame, stop);
                std::lock_guard lock(mutex);
                ++health.analysed;
            } else if (presentation.due(msAt(Steady::now()))) {
                decide(stop);  // the camera has stalled
            }
            if (options.seconds > 0 && Ms(Steady::now() - begun).count() >= options.seconds * 1000) break;
        }
        if (presentation.pending() && !stop.stop_requested()) decide(stop);
    }

    DoorWatchOptions options;
    DoorListener listener;
    AccessDoor door;
    Presentation presentation;
    std::optional<DoorLook> best;
    const Steady::time_point started = Steady::now();

    mutable std::mutex mutex;  // of all below
    std::condition_variable_any changed;
    std::optional<Waiting> newest;
    bool ended = false;
    std::string news;
    DoorHealth health;
    std::string card;
    bool cardIsNew = false;
    Steady::time_point cardShown;
};

DoorWatch::DoorWatch(Workspace& workspace, DoorId door, DoorWatchOptions options, DoorListener listener)
    : impl_(std::make_unique<Impl>(workspace, door, std::move(options), std::move(listener))) {}
DoorWatch::~DoorWatch() = default;

void DoorWatch::run(JobContext& context) {
    auto& impl = *impl_;
    impl.door.warmUp();
    std::jthread reader([&impl, stop = context.stopToken()](const std::stop_token& own) {
        std::stop_source both;
        const std::stop_callback outer(stop, [&] { both.request_stop(); });
        const std::stop_callback inner(own, [&] { both.request_stop(); });
        impl.read(both.get_token());
    });
    impl.run(context.stopToken());
}

void DoorWatch::showCard(const std::string& card) {
    std::lock_guard lock(impl_->mutex);
    impl_->card = card;
    impl_->cardIsNew = true;
    impl_->cardShown = Steady::now();
}

DoorHealth DoorWatch::health() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->health;
}

}  // namespace lineament
