#include "core/pipelines/presence/door_watch.h"

#include <algorithm>
#include <condition_variable>
#include <thread>

#include "core/base/check.h"
#include "core/base/log.h"
#include "core/media/camera_devices.h"
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
        source = options.source.empty() ? door.door().source : options.source;
        LINEAMENT_REQUIRE(!source.empty(), "door " + door.door().name, "it has no camera");
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
            std::stop_source turn;  // ends when the door is given another camera, and with everything
            std::string from;
            {
                std::lock_guard lock(mutex);
                turning = turn;
                from = source;
            }
            const std::stop_callback everything(stop, [&] { turn.request_stop(); });
            const auto over = turn.get_token();
            try {
                if (from.empty()) throw Error(ErrorCode::kDevice, "camera", "the door has none any more");
                const auto video = openVideoSource(from, over);
                const std::stop_callback interrupt(over, [&] { video->interrupt(); });
                video->whenBroken([&](const std::string& why) {
                    if (!over.stop_requested()) setTrouble(why, ErrorCode::kDevice);
                });
                setTrouble("");
                wait = kFirstPause;
                play(*video, over);
                if (over.stop_requested()) continue;
                if (!video->info().live) break;
                throw Error(ErrorCode::kDevice, from, kCameraOver);
            } catch (const Cancelled&) {
                continue;  // the end, or another camera
            } catch (const std::exception& error) {
                if (over.stop_requested()) continue;
                const auto* ours = dynamic_cast<const Error*>(&error);
                setTrouble(ours ? ours->detail() : std::string(error.what()),
                           ours ? ours->code() : ErrorCode::kInternal);
                pause(wait, over);
                wait = over.stop_requested() ? kFirstPause : std::min(wait * 2, kLongestPause);
            }
        }
        std::lock_guard lock(mutex);
        ended = true;
        health.open = false;
        changed.notify_all();
    }

    /// The camera of the door is another one now, whoever has changed it: nobody passes by what the last one
    /// has seen.
    void followDoor() {
        if (!options.source.empty()) return;
        {
            std::lock_guard lock(mutex);
            if (source == door.door().source) return;
            source = door.door().source;
            newest.reset();
            news.clear();
            health.trouble.clear();
            health.open = false;
            turning.request_stop();
        }
        forgetLooks();
    }

    void setTrouble(const std::string& trouble, ErrorCode code = ErrorCode::kInternal) {
        std::lock_guard lock(mutex);
        // Once an outage: what is tried again in vain is no news.
        if (!trouble.empty() && health.trouble.empty()) {
            news = "the camera failed: " + trouble;
            newest.reset();
        }
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
            if (stop.stop_requested()) return;
            ++health.read;
            newest = Waiting{std::move(frame->bgr), Steady::now()};
            changed.notify_all();
        }
    }

    // Deciding.

    double msAt(Steady::time_point time) const { return Ms(time - started).count(); }

    /// A card that was shown. Each time is another one, were it the same card; 0: none.
    struct Shown {
        std::string card;
        std::uint64_t number = 0;
    };

    /// The one that was shown last, if it has not waited too long.
    Shown cardNow() {
        std::lock_guard lock(mutex);
        if (Ms(Steady::now() - cardShown).count() > static_cast<double>(options.cardMs)) shown = {};
        return shown;
    }

    /// Whoever stands there is looked at anew: nothing that was seen before is decided on.
    void forgetLooks() {
        presentation.restart();
        best.reset();
    }

    /// `used`: the card that it was decided with. One that was shown meanwhile is for the next decision.
    void tell(const AccessEvent& event, std::uint64_t used) {
        {
            std::lock_guard lock(mutex);
            ++health.decisions;
            if (shown.number == used) shown = {};
        }
        presentation.decided(
            event.outcome == AccessOutcome::kRefused || event.outcome == AccessOutcome::kFault,
            msAt(Steady::now()));
        best.reset();
        if (listener.decided) listener.decided(event);
        onStore([&] { door.keepUp(); });
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
        if (!best) return;
        const auto card = cardNow();
        // The card that was there when they were seen is there no more, or is another one.
        if (card.number != bestCard) return forgetLooks();
        tell(door.decide(*best, card.card, stop), card.number);
    }

    void keep(const Waiting& frame, const Face& face, double since, std::uint64_t card) {
        if (best && best->face.quality.overall >= face.quality.overall) return;
        const auto first = started + std::chrono::duration_cast<Steady::duration>(Ms(since));
        best = DoorLook{frame.bgr, face, first};
        bestCard = card;
    }

    void look(const Waiting& frame, const std::stop_token& stop) {
        const auto card = cardNow();
        // Another card or none any more: the looks that were gathered for it are dropped.
        if (std::exchange(seenCard, card.number) != card.number &&
            (card.number > 0 || presentation.pending()))
            forgetLooks();
        const bool waits = door.door().needsCard && card.number == 0;
        if (waits) forgetLooks();
        const auto glance = door.glance(frame.bgr);
        if (listener.frame) listener.frame({frame.bgr, glance, waits});
        if (waits) return onStore([&] { door.keepUp(); });
        const double ms = msAt(frame.arrived);
        const auto box = glance.face && glance.guidance != DoorGuidance::kOneAtATime
                             ? std::optional(glance.face->box)
                             : std::nullopt;
        switch (presentation.see(box, glance.good(), ms)) {
            case Presentation::Step::kGather:
                keep(frame, *glance.face, *presentation.firstGood(), card.number);
                if (presentation.due(msAt(Steady::now()))) decide(stop);
                break;
            case Presentation::Step::kDecide:
                decide(stop);
                break;
            case Presentation::Step::kGiveUp:
                tell(door.refuse(AccessReason::kTooPoor, card.card), card.number);
                break;
            case Presentation::Step::kRecheck:
                presentation.same(door.sameAsLast({frame.bgr, *glance.face, frame.arrived}), ms);
                break;
            case Presentation::Step::kWait:
                if (!presentation.pending()) onStore([&] { door.keepUp(); });
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
                forgetLooks();  // nobody passes by what was seen before it broke off
                const auto event = door.fault(trouble);
                if (listener.decided) listener.decided(event);
            }
            if (frame) {
                look(*frame, stop);
                std::lock_guard lock(mutex);
                ++health.analysed;
            } else if (presentation.due(msAt(Steady::now()))) {
                decide(stop);  // the camera has stalled
            } else if (!presentation.pending()) {
                onStore([&] { door.keepUp(); });
            }
            followDoor();
            if (options.seconds > 0 && Ms(Steady::now() - begun).count() >= options.seconds * 1000) break;
        }
        if (presentation.pending() && !stop.stop_requested()) decide(stop);
    }

    DoorWatchOptions options;
    DoorListener listener;
    AccessDoor door;
    Presentation presentation;
    std::optional<DoorLook> best;
    std::uint64_t bestCard = 0;  ///< that was there when it was gathered
    std::uint64_t seenCard = 0;  ///< that was there with the last frame
    const Steady::time_point started = Steady::now();

    mutable std::mutex mutex;  // of all below
    std::condition_variable_any changed;
    std::optional<Waiting> newest;
    bool ended = false;
    std::string news;
    std::string source;        ///< of the camera that is or should be open
    std::stop_source turning;  ///< of that which is open
    DoorHealth health;
    Shown shown;
    std::uint64_t cards = 0;  ///< so many were shown
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
    impl_->shown = {card, ++impl_->cards};
    impl_->cardShown = Steady::now();
}

DoorHealth DoorWatch::health() const {
    std::lock_guard lock(impl_->mutex);
    return impl_->health;
}

}  // namespace lineament
