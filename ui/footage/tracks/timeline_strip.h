#pragma once

#include <QAbstractScrollArea>
#include <QPointer>
#include <optional>
#include <utility>
#include <vector>

#include "core/domain/track.h"

class QLabel;

namespace lineament::ui {

class TrackModel;

/// One line of the timeline: every look at one person, or one unknown.
struct TimelineLane {
    struct Segment {
        double firstMs = 0, lastMs = 0;
        TrackId track;
        TrackState state = TrackState::kUnknown;
    };
    QString name;
    TrackState state = TrackState::kUnknown;
    std::vector<Segment> segments;  ///< by first time
};

/// Tracks grouped by person, in the order they first appear; each unknown keeps a lane of its own.
std::vector<TimelineLane> timelineLanes(const TrackModel& tracks);
/// How many faces are seen in each of `bins` equal stretches of the recording.
std::vector<int> faceDensity(const std::vector<Track>& tracks, double durationMs, int bins);

/// The recording at a glance: density of faces above, a lane a person below, the place as a line through all.
/// Click: go there (and select the look that was hit). Drag: scrub. Shift+drag: range. Wheel: scroll the
/// lanes; Ctrl+wheel: zoom in time; double-click the ruler: the whole recording.
/// Paints only what is visible: cost is by lanes on screen. Thread: GUI.
class TimelineStrip : public QAbstractScrollArea {
    Q_OBJECT
  public:
    explicit TimelineStrip(QWidget* parent = nullptr);

    void setModel(TrackModel* model);
    void setDuration(double ms);
    void setPlace(double ms);
    void setSelected(TrackId track);
    void setRange(std::optional<std::pair<double, double>> range);
    /// Stretch of the recording that is visible, ms.
    std::pair<double, double> visibleRange() const { return {fromMs_, toMs_}; }
    void zoom(double factor, double aboutMs);
    void showAll();
    const std::vector<TimelineLane>& lanes() const { return lanes_; }
    /// Where a time lies, px of the viewport.
    double xOf(double ms) const;
    QSize sizeHint() const override;

  Q_SIGNALS:
    void seekRequested(double ms);
    void trackClicked(qint64 track);
    void rangeChosen(double fromMs, double toMs);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

  private:
    void rebuild();
    void updateScrollBars();
    void setView(double fromMs, double toMs);
    double msAt(double x) const;
    const TimelineLane::Segment* segmentAt(const QPoint& position) const;
    void preview(const QPoint& position);
    void paintRuler(QPainter& painter) const;
    void paintDensity(QPainter& painter) const;
    void paintLanes(QPainter& painter) const;

    QPointer<TrackModel> model_;
    std::vector<TimelineLane> lanes_;
    std::vector<int> density_;
    double durationMs_ = 0, fromMs_ = 0, toMs_ = 0, placeMs_ = 0;
    TrackId selected_;
    std::optional<std::pair<double, double>> range_;
    enum class Drag { None, Scrub, Range } drag_ = Drag::None;
    double dragFromMs_ = 0;
    QLabel* preview_ = nullptr;
};

}  // namespace lineament::ui
