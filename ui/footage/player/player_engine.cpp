#include "ui/footage/player/player_engine.h"

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>

#include "core/base/clock.h"
#include "core/base/job_context.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/sentences.h"
#include "ui/footage/player/frame_cursor.h"

namespace lineament::ui {
namespace {

using WallClock = std::chrono::steady_clock;
// Later than this, frames are dropped to keep up; later than the second, the clock starts anew.
constexpr std::chrono::milliseconds kDropBehind{40}, kRestartBehind{400};
constexpr int kMostDropped = 12;

}  // namespace

struct PlayerEngine::Channel {
    std::mutex mutex;
    std::condition_variable_any changed;

    // From the GUI to the thread.
    std::optional<double> seekMs;
    int steps = 0;
    bool playing = false;
    double speed = 1;
    std::optional<std::pair<double, double>> loop;

    // From the thread to the GUI.
    std::optional<SourceInfo> info;
    std::optional<PlayerFrame> frame;
    std::optional<Error> error;
    bool ended = false;
    bool told = false;  // a delivery is on its way
    std::int64_t damaged = 0;
    bool finished = false;
};

/// The decoding thread of one open recording.
class PlayerEngine::Worker {
  public:
    Worker(PlayerEngine* engine, std::shared_ptr<Channel> channel, std::string source, std::stop_token stop)
        : engine_(engine), channel_(std::move(channel)), source_(std::move(source)), stop_(std::move(stop)) {}

    void run() {
        nameThisThread("player");
        try {
            cursor_.emplace(decodeAhead(openVideoSource(source_, stop_)));
            tell([&](Channel& c) { c.info = cursor_->info(); });
            if (cursor_->info().live) {
                std::lock_guard lock(channel_->mutex);
                channel_->playing = true;
            }
            while (!stop_.stop_requested())
                turn();
        } catch (const Cancelled&) {
        } catch (const Error& error) {
            fail(error);
        } catch (const std::exception& error) {
            fail(Error(ErrorCode::kInternal, source_, error.what()));
        }
        cursor_.reset();
        std::lock_guard lock(channel_->mutex);
        channel_->finished = true;
    }

  private:
    struct Command {
        std::optional<double> seekMs;
        int steps = 0;
        bool playing = false;
        double speed = 1;
        std::optional<std::pair<double, double>> loop;
    };

    void turn() {
        const Command command = nextCommand();
        if (stop_.stop_requested()) return;
        if (command.seekMs) {
            if (cursor_->seek(*command.seekMs)) show();
            restartClock();
        }
        for (int i = 0; i < std::abs(command.steps); ++i)
            if (!(command.steps > 0 ? cursor_->next() : cursor_->previous())) break;
        if (command.steps != 0) show();
        if (command.playing) advance(command);
    }

    // Waits while there is nothing to do.
    Command nextCommand() {
        std::unique_lock lock(channel_->mutex);
        channel_->changed.wait(lock, stop_,
                               [&] { return channel_->seekMs || channel_->steps != 0 || channel_->playing; });
        Command command{std::exchange(channel_->seekMs, std::nullopt), std::exchange(channel_->steps, 0),
                        channel_->playing, channel_->speed, channel_->loop};
        if (!command.playing) anchored_ = false;
        return command;
    }

    void advance(const Command& command) {
        if (!anchored_ || speed_ != command.speed) anchor(command.speed);
        const bool forwards = command.speed > 0;
        for (int dropped = 0;; ++dropped) {
            if (!(forwards ? cursor_->next() : cursor_->previous()) || leftLoop(command, forwards)) {
                atTheEdge(command, forwards);
                return;
            }
            const auto late = WallClock::now() - due();
            if (late > kRestartBehind) anchor(command.speed);
            if (late < kDropBehind || dropped >= kMostDropped || cursor_->info().live) break;
        }
        std::unique_lock lock(channel_->mutex);
        const bool interrupted =
            !cursor_->info().live && channel_->changed.wait_until(lock, stop_, due(), [&] {
                return channel_->seekMs || channel_->steps != 0 || !channel_->playing ||
                       channel_->speed != speed_;
            });
        const bool overtaken = interrupted && channel_->seekMs;
        lock.unlock();
        if (!overtaken) show();
    }

    bool leftLoop(const Command& command, bool forwards) const {
        if (!command.loop) return false;
        return forwards ? cursor_->current()->ms > command.loop->second
                        : cursor_->current()->ms < command.loop->first;
    }

    void atTheEdge(const Command& command, bool forwards) {
        anchored_ = false;
        if (command.loop) {
            if (cursor_->seek(forwards ? command.loop->first : command.loop->second)) show();
            return;
        }
        {
            std::lock_guard lock(channel_->mutex);
            channel_->playing = false;
        }
        tell([](Channel& c) { c.ended = true; });
    }

    void anchor(double speed) {
        anchored_ = true;
        speed_ = speed;
        wallAnchor_ = WallClock::now();
        mediaAnchor_ = cursor_->current() ? cursor_->current()->ms : 0;
    }
    void restartClock() { anchored_ = false; }
    WallClock::time_point due() const {
        return wallAnchor_ +
               std::chrono::duration_cast<WallClock::duration>(std::chrono::duration<double, std::milli>(
                   (cursor_->current()->ms - mediaAnchor_) / speed_));
    }

    void show() {
        const VideoFrame* frame = cursor_->current();
        if (!frame) return;
        PlayerFrame ready{toQImage(frame->bgr), frame->ms, frame->index};
        tell([&](Channel& c) { c.frame = std::move(ready); });
    }

    void fail(const Error& error) {
        if (stop_.stop_requested()) return;
        tell([&](Channel& c) { c.error = error; });
    }

    template <class Change>
    void tell(Change change) {
        {
            std::lock_guard lock(channel_->mutex);
            change(*channel_);
            if (cursor_) channel_->damaged = cursor_->damagedPackets();
            if (channel_->told || stop_.stop_requested()) return;
            channel_->told = true;
        }
        // The engine outlives its threads: its destructor joins them.
        QMetaObject::invokeMethod(
            engine_, [engine = engine_, channel = channel_] { engine->deliver(channel); },
            Qt::QueuedConnection);
    }

    PlayerEngine* engine_;
    std::shared_ptr<Channel> channel_;
    std::string source_;
    std::stop_token stop_;
    std::optional<FrameCursor> cursor_;
    bool anchored_ = false;
    double speed_ = 1, mediaAnchor_ = 0;
    WallClock::time_point wallAnchor_;
};

PlayerEngine::PlayerEngine(QObject* parent) : QObject(parent) {}

PlayerEngine::~PlayerEngine() {
    retire();
}

void PlayerEngine::open(const QString& source, double atMs) {
    close();
    channel_ = std::make_shared<Channel>();
    channel_->seekMs = atMs;
    channel_->speed = 1;
    thread_ = std::jthread([this, channel = channel_, source = source.toStdString()](std::stop_token stop) {
        Worker(this, channel, source, std::move(stop)).run();
    });
}

void PlayerEngine::close() {
    const bool wasPlaying = std::exchange(playing_, false);
    retire();
    info_.reset();
    shown_ = {};
    loop_.reset();
    speed_ = 1;
    damaged_ = 0;
    if (wasPlaying) Q_EMIT playingChanged();
    Q_EMIT closed();
}

// A thread that hangs in a dead stream must not hold the window up: it is asked to stop and joined later.
void PlayerEngine::retire() {
    if (channel_) {
        thread_.request_stop();
        retired_.emplace_back(std::move(channel_), std::move(thread_));
        channel_.reset();
    }
    std::erase_if(retired_, [](auto& entry) {
        std::lock_guard lock(entry.first->mutex);
        return entry.first->finished;
    });
}

void PlayerEngine::play(double speed) {
    if (!channel_ || speed == 0) return;
    speed_ = speed;
    playing_ = true;
    {
        std::lock_guard lock(channel_->mutex);
        channel_->speed = speed;
        channel_->playing = true;
        channel_->ended = false;
    }
    channel_->changed.notify_all();
    Q_EMIT playingChanged();
}

void PlayerEngine::pause() {
    if (!channel_ || !playing_) return;
    playing_ = false;
    {
        std::lock_guard lock(channel_->mutex);
        channel_->playing = false;
    }
    channel_->changed.notify_all();
    Q_EMIT playingChanged();
}

void PlayerEngine::seek(double ms) {
    if (!channel_) return;
    {
        std::lock_guard lock(channel_->mutex);
        channel_->seekMs = ms;
        channel_->steps = 0;
    }
    channel_->changed.notify_all();
}

void PlayerEngine::step(int frames) {
    if (!channel_) return;
    pause();
    {
        std::lock_guard lock(channel_->mutex);
        channel_->steps += frames;
    }
    channel_->changed.notify_all();
}

void PlayerEngine::setLoop(std::optional<std::pair<double, double>> range) {
    loop_ = range;
    if (!channel_) return;
    std::lock_guard lock(channel_->mutex);
    channel_->loop = range;
}

void PlayerEngine::deliver(std::shared_ptr<Channel> channel) {
    std::optional<SourceInfo> info;
    std::optional<PlayerFrame> frame;
    std::optional<Error> error;
    bool ended = false;
    {
        std::lock_guard lock(channel->mutex);
        channel->told = false;
        if (channel != channel_) return;  // of a recording that was closed meanwhile
        info = std::exchange(channel->info, std::nullopt);
        frame = std::exchange(channel->frame, std::nullopt);
        error = std::exchange(channel->error, std::nullopt);
        ended = std::exchange(channel->ended, false);
        damaged_ = channel->damaged;
    }
    if (info) {
        info_ = std::move(info);
        if (info_->live) playing_ = true;
        Q_EMIT opened();
        if (channel != channel_) return;
        if (info_->live) Q_EMIT playingChanged();
    }
    if (frame) {
        shown_ = std::move(*frame);
        Q_EMIT frameShown();
    }
    if ((ended || error) && playing_) {
        playing_ = false;
        Q_EMIT playingChanged();
    }
    if (ended) Q_EMIT reachedEnd();
    if (error) Q_EMIT failed(sentenceFor(*error));
}

}  // namespace lineament::ui
