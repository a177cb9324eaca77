#pragma once

#include <QAbstractScrollArea>
#include <QHash>
#include <QPointer>
#include <QSet>
#include <optional>
#include <utility>
#include <vector>

#include "ui/footage/tracks/timeline_lanes.h"
#include "ui/theme/theme.h"

class QLabel;

namespace lineament::ui {

class TrackModel;

/// The recording at a glance: density of faces above, below a lane a person with bars, best looks and a
/// ribbon as high as the similarity at each look, with the threshold; the place is a line through all. Click:
/// go there (and select the look that was hit). Drag in the lanes: select a stretch and the tracks in it;
/// drag above them: scrub; Shift+drag: a stretch alone; middle button: pan. Wheel: scroll the lanes;
/// Ctrl+wheel: zoom in time, from hours to single frames; double-click the ruler: the whole recording. Paints
/// only what is visible, and bars that fall on one pixel once. Thread: GUI.
class TimelineStrip : public QAbstractScrollArea {
    Q_OBJECT
  public:
    explicit TimelineStrip(QWidget* parent = nullptr);

    void setModel(TrackModel* model);
    void setDuration(double ms);
    void setPlace(double ms);
    /// The lane of the current one is shown.
    void setSelected(TrackId current, const QList<TrackId>& all = {});
    void setRange(std::optional<std::pair<double, double>> range);
    /// Stretch of the recording that is visible, ms.
    std::pair<double, double> visibleRange() const { return {fromMs_, toMs_}; }
    void zoom(double factor, double aboutMs);
    void showAll();
    /// Shows a stretch, as far as the recording goes.
    void showRange(double fromMs, double toMs) { setView(fromMs, toMs); }
    /// Moves what is visible by a share of itself, 1 on to the next page.
    void pan(double pages);
    /// Keeps the place visible while it plays.
    void follow(double ms);
    /// Tracks wearing the watchlist's mark, and its colour.
    void setMarked(QHash<qint64, Token> tracks);
    /// Tracks that a search by face has found: they wear a pointer above.
    void setHits(QSet<qint64> tracks);
    const std::vector<TimelineLane>& lanes() const { return lanes_; }
    /// Where a time lies, px of the viewport.
    double xOf(double ms) const;
    /// Where the middle of a lane lies, px of the viewport.
    int yOf(int lane) const;
    QSize sizeHint() const override;

  Q_SIGNALS:
    void seekRequested(double ms);
    void trackClicked(qint64 track);
    void rangeChosen(double fromMs, double toMs);
    /// Dragged over in the lanes.
    void tracksChosen(const QList<qint64>& tracks);

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
    void paintSegments(QPainter& painter, const TimelineLane& lane, int top) const;
    void paintRibbon(QPainter& painter, const TimelineLane::Segment& segment, double left, double right,
                     double baseline) const;
    void paintLooks(QPainter& painter, const TimelineLane& lane, int top) const;
    void paintRange(QPainter& painter) const;
    QList<qint64> tracksIn(const QRectF& area) const;

    QPointer<TrackModel> model_;
    std::vector<TimelineLane> lanes_;
    QHash<qint64, int> laneOf_;
    QHash<qint64, Token> marked_;
    std::vector<int> density_;
    double durationMs_ = 0, fromMs_ = 0, toMs_ = 0, placeMs_ = 0;
    TrackId current_;
    QSet<qint64> selected_, hits_;
    std::optional<std::pair<double, double>> range_;
    enum class Drag { None, Scrub, Range, Select, Pan } drag_ = Drag::None;
    double dragFromMs_ = 0;
    QPoint pressed_;
    bool moved_ = false;
    QLabel* preview_ = nullptr;
};

}  // namespace lineament::ui
