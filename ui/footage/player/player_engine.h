#pragma once

#include <QImage>
#include <QObject>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/media/video_source.h"

namespace lineament::ui {

/// One frame ready to be painted.
struct PlayerFrame {
    QImage image;  ///< RGB32, upright
    double ms = 0;
    std::int64_t index = 0;
};

/// Plays a recording: decodes on threads of its own, paces the frames by the container's times, and hands
/// the GUI the newest one only. No call ever waits for the decoder; of seeks that come quicker than they can
/// be answered, the last one counts.
/// Thread: GUI.
class PlayerEngine : public QObject {
    Q_OBJECT
  public:
    explicit PlayerEngine(QObject* parent = nullptr);
    ~PlayerEngine() override;

    /// Opens SOURCE (see openVideoSource) at a time and shows that frame; answers by opened() or failed().
    void open(const QString& source, double atMs = 0);
    void close();
    bool isOpen() const { return info_.has_value(); }
    const std::optional<SourceInfo>& info() const { return info_; }

    /// Negative speeds play backwards.
    void play(double speed);
    void pause();
    bool playing() const { return playing_; }
    double speed() const { return speed_; }
    /// To the last frame with time <= ms.
    void seek(double ms);
    /// Frame by frame, forwards or backwards; pauses.
    void step(int frames);
    /// Plays this range (ms) over and over; empty: the whole recording once.
    void setLoop(std::optional<std::pair<double, double>> range);
    const std::optional<std::pair<double, double>>& loop() const { return loop_; }

    const PlayerFrame& frame() const { return shown_; }
    std::int64_t damagedPackets() const { return damaged_; }

  Q_SIGNALS:
    void opened();
    void closed();
    void frameShown();
    void playingChanged();
    /// Playing came to the end (or, backwards, to the start) and stopped there.
    void reachedEnd();
    void failed(const QString& sentence);

  private:
    struct Channel;  // what the GUI and one decoding thread share
    class Worker;
    void deliver(std::shared_ptr<Channel> channel);
    void retire();

    std::shared_ptr<Channel> channel_;
    std::jthread thread_;
    std::vector<std::pair<std::shared_ptr<Channel>, std::jthread>>
        retired_;  // asked to stop, joined once ended
    std::optional<SourceInfo> info_;
    PlayerFrame shown_;
    std::optional<std::pair<double, double>> loop_;
    double speed_ = 1;
    bool playing_ = false;
    std::int64_t damaged_ = 0;
};

}  // namespace lineament::ui
