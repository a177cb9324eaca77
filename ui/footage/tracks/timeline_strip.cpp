#include "ui/footage/tracks/timeline_strip.h"

#include <QHelpEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "ui/footage/tracks/track_model.h"
#include "ui/footage/tracks/track_overlay.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kGutterPx = 132, kRulerPx = 20, kDensityPx = 26, kLanePx = 36, kStripLookPx = 24,
              kRibbonPx = 14, kDragPx = 4, kTopPx = kRulerPx + kDensityPx + 4;
constexpr int kRightPx = 12;
constexpr int kBarTopPx = 7, kBarPx = 8;  // of a lane; the ribbon stands below
constexpr int kRibbonAlpha = 120;
constexpr int kDensityBins = 2000;
constexpr double kShortestViewMs = 200;

double niceStep(double span, double widthPx) {
    static constexpr double kSteps[] = {10,     20,     50,        100,       200,      500,   1000,
                                        2000,   5000,   10000,     15000,     30000,    60000, 120000,
                                        300000, 600000, 1'800'000, 3'600'000, 7'200'000};
    const double least = span * 90 / std::max(widthPx, 1.0);
    for (const double step : kSteps)
        if (step >= least) return step;
    return kSteps[std::size(kSteps) - 1];
}

}  // namespace

TimelineStrip::TimelineStrip(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setMouseTracking(true);
    setMinimumHeight(kTopPx + kLanePx * 3);
    connect(&Theme::instance(), &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

QSize TimelineStrip::sizeHint() const {
    return {600, kTopPx + kLanePx * 6};
}

void TimelineStrip::setModel(TrackModel* model) {
    model_ = model;
    connect(model, &TrackModel::tracksChanged, this, &TimelineStrip::rebuild);
    connect(model, &TrackModel::similaritiesChanged, viewport(), qOverload<>(&QWidget::update));
    connect(model, &QAbstractItemModel::dataChanged, viewport(), qOverload<>(&QWidget::update));
    rebuild();
}

void TimelineStrip::rebuild() {
    lanes_ = model_ ? timelineLanes(*model_) : std::vector<TimelineLane>{};
    laneOf_.clear();
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane)
        for (const auto& segment : lanes_[lane].segments)
            laneOf_.insert(segment.track.value(), static_cast<int>(lane));
    density_ = model_ ? faceDensity(model_->tracks(), durationMs_, kDensityBins) : std::vector<int>{};
    updateScrollBars();
    if (preview_) preview_->hide();  // what it says may not hold any more
    viewport()->update();
}

void TimelineStrip::setDuration(double ms) {
    durationMs_ = ms;
    fromMs_ = 0;
    toMs_ = ms;
    rebuild();
}

void TimelineStrip::setPlace(double ms) {
    if (ms == placeMs_) return;
    const auto strip = [this](double at) {
        return QRect(static_cast<int>(xOf(at)) - 8, 0, 16, viewport()->height());
    };
    viewport()->update(strip(placeMs_));
    placeMs_ = ms;
    viewport()->update(strip(placeMs_));
}

void TimelineStrip::setSelected(TrackId current, const QList<TrackId>& all) {
    QSet<qint64> selected{current.value()};
    for (const TrackId track : all)
        selected.insert(track.value());
    if (current == current_ && selected == selected_) return;
    const bool moved = current != current_;
    current_ = current;
    selected_ = std::move(selected);
    if (const int lane = laneOf_.value(current.value(), -1);
        moved && lane >= 0) {  // only as far as needed: no jumping
        const int top = lane * kLanePx, page = viewport()->height() - kTopPx;
        auto* bar = verticalScrollBar();
        if (top < bar->value()) bar->setValue(top);
        if (top + kLanePx > bar->value() + page) bar->setValue(top + kLanePx - page);
    }
    viewport()->update();
}

void TimelineStrip::setRange(std::optional<std::pair<double, double>> range) {
    range_ = range;
    viewport()->update();
}

double TimelineStrip::xOf(double ms) const {
    const double width = viewport()->width() - kGutterPx - kRightPx;
    return toMs_ > fromMs_ ? kGutterPx + (ms - fromMs_) / (toMs_ - fromMs_) * width : kGutterPx;
}

double TimelineStrip::msAt(double x) const {
    const double width = std::max(1, viewport()->width() - kGutterPx - kRightPx);
    return std::clamp(fromMs_ + (x - kGutterPx) / width * (toMs_ - fromMs_), 0.0, durationMs_);
}

void TimelineStrip::setView(double fromMs, double toMs) {
    const double span = std::clamp(toMs - fromMs, std::min(kShortestViewMs, durationMs_), durationMs_);
    fromMs_ = std::clamp(fromMs, 0.0, durationMs_ - span);
    toMs_ = fromMs_ + span;
    viewport()->update();
}

void TimelineStrip::zoom(double factor, double aboutMs) {
    setView(aboutMs - (aboutMs - fromMs_) / factor, aboutMs + (toMs_ - aboutMs) / factor);
}

void TimelineStrip::showAll() {
    setView(0, durationMs_);
}

void TimelineStrip::pan(double pages) {
    const double by = (toMs_ - fromMs_) * pages;
    setView(fromMs_ + by, toMs_ + by);
}

void TimelineStrip::follow(double ms) {
    if (drag_ == Drag::None && (ms < fromMs_ || ms > toMs_)) setView(ms, ms + toMs_ - fromMs_);
}

void TimelineStrip::setMarked(QHash<qint64, Token> tracks) {
    if (tracks == marked_) return;
    marked_ = std::move(tracks);
    viewport()->update();
}

int TimelineStrip::yOf(int lane) const {
    return kTopPx + lane * kLanePx + kLanePx / 2 - verticalScrollBar()->value();
}

void TimelineStrip::updateScrollBars() {
    const int page = std::max(0, viewport()->height() - kTopPx),
              all = static_cast<int>(lanes_.size()) * kLanePx;
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(kLanePx);
    verticalScrollBar()->setRange(0, std::max(0, all - page));
}

void TimelineStrip::resizeEvent(QResizeEvent*) {
    updateScrollBars();
}

void TimelineStrip::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const auto& theme = Theme::instance();
    painter.fillRect(event->rect(), theme.color(Token::Raised));
    paintDensity(painter);
    paintLanes(painter);
    paintRuler(painter);
    paintRange(painter);
    const double x = std::round(xOf(placeMs_)) + 0.5;
    if (durationMs_ > 0 && x >= kGutterPx) {
        painter.setPen(QPen(theme.color(Token::Accent), 1));
        painter.drawLine(QPointF(x, 4), QPointF(x, viewport()->height()));
        painter.setBrush(theme.color(Token::Accent));
        painter.drawPolygon(QPolygonF({{x - 5, 0}, {x + 5, 0}, {x, 7}}));
    }
}

void TimelineStrip::paintRuler(QPainter& painter) const {
    const auto& theme = Theme::instance();
    if (toMs_ <= fromMs_) return;
    QFont font = painter.font();
    font.setPixelSize(metrics::kTextPx - 2);
    painter.setFont(font);
    const double step = niceStep(toMs_ - fromMs_, viewport()->width() - kGutterPx - kRightPx);
    for (double ms = std::ceil(fromMs_ / step) * step; ms <= toMs_ + 0.5; ms += step) {
        const double x = std::round(xOf(ms)) + 0.5;
        painter.setPen(theme.color(Token::Line));
        painter.drawLine(QPointF(x, kRulerPx - 5), QPointF(x, kRulerPx));
        painter.setPen(theme.color(Token::Muted));
        const QString text = timeText(ms, step >= 1000 ? 0 : step >= 100 ? 1 : 2);
        const double width = painter.fontMetrics().horizontalAdvance(text);
        painter.drawText(QPointF(std::min(x + 3, viewport()->width() - width - 2.0), kRulerPx - 6), text);
    }
    painter.setPen(theme.color(Token::Line));
    painter.drawLine(QPointF(0, kTopPx - 1.5), QPointF(viewport()->width(), kTopPx - 1.5));
}

void TimelineStrip::paintDensity(QPainter& painter) const {
    const auto& theme = Theme::instance();
    QFont font = painter.font();
    font.setPixelSize(metrics::kTextPx - 2);
    painter.setFont(font);
    painter.setPen(theme.color(Token::Muted));
    painter.drawText(QRect(metrics::kSpace3, kRulerPx, kGutterPx - metrics::kSpace4, kDensityPx),
                     Qt::AlignVCenter | Qt::AlignLeft, tr("Faces"));
    const int most = density_.empty() ? 0 : *std::max_element(density_.begin(), density_.end());
    if (most > 0 && toMs_ > fromMs_) {
        const QColor colour = theme.color(Token::Muted);
        const double base = kRulerPx + kDensityPx;
        for (int x = kGutterPx; x < viewport()->width() - kRightPx; ++x) {
            const auto from = static_cast<std::size_t>(msAt(x) / durationMs_ * kDensityBins);
            const auto to = std::min(static_cast<std::size_t>(msAt(x + 1) / durationMs_ * kDensityBins) + 1,
                                     density_.size());
            int highest = 0;
            for (std::size_t i = from; i < to; ++i)
                highest = std::max(highest, density_[i]);
            const double height = (kDensityPx - 4.0) * highest / most;
            if (height > 0) painter.fillRect(QRectF(x, base - height, 1, height), colour);
        }
    }
}

void TimelineStrip::paintRange(QPainter& painter) const {
    if (!range_) return;
    QColor shade = Theme::instance().color(Token::Accent);
    shade.setAlpha(40);
    const double left = std::max<double>(xOf(range_->first), kGutterPx);
    painter.fillRect(QRectF(left, 0, xOf(range_->second) - left, viewport()->height()), shade);
}

void TimelineStrip::paintLanes(QPainter& painter) const {
    const auto& theme = Theme::instance();
    painter.save();
    painter.setClipRect(0, kTopPx, viewport()->width(), viewport()->height() - kTopPx);
    QFont font = painter.font();
    font.setPixelSize(metrics::kTextPx - 1);
    painter.setFont(font);
    const int scrolled = verticalScrollBar()->value();
    const int first = std::max(0, scrolled / kLanePx);
    QSet<int> selectedLanes;
    for (const qint64 track : selected_)
        if (const auto lane = laneOf_.constFind(track); lane != laneOf_.cend()) selectedLanes.insert(*lane);
    for (int i = first; i < static_cast<int>(lanes_.size()); ++i) {
        const int top = kTopPx + i * kLanePx - scrolled;
        if (top > viewport()->height()) break;
        const TimelineLane& lane = lanes_[static_cast<std::size_t>(i)];
        const bool selectedLane = selectedLanes.contains(i);
        if (selectedLane) {
            QColor shade = theme.color(Token::Accent);
            shade.setAlpha(28);
            painter.fillRect(0, top, viewport()->width(), kLanePx, shade);
        }
        painter.setPen(selectedLane ? theme.color(Token::Text) : theme.color(Token::Muted));
        painter.drawText(
            QRect(metrics::kSpace3, top, kGutterPx - metrics::kSpace4, kLanePx),
            Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(lane.name, Qt::ElideRight, kGutterPx - metrics::kSpace4));
        painter.save();
        painter.setClipRect(QRect(kGutterPx, top, viewport()->width() - kGutterPx, kLanePx),
                            Qt::IntersectClip);
        paintSegments(painter, lane, top);
        paintLooks(painter, lane, top);
        painter.restore();
    }
    painter.restore();
}

void TimelineStrip::paintSegments(QPainter& painter, const TimelineLane& lane, int top) const {
    const auto& theme = Theme::instance();
    const auto [first, last] = segmentsBetween(lane, fromMs_, toMs_);
    const double baseline = top + kLanePx - 3;
    double drawnTo = -1;  // of many bars on one pixel one is enough
    for (std::size_t i = first; i < last; ++i) {
        const auto& segment = lane.segments[i];
        if (segment.lastMs < fromMs_) continue;
        const bool isSelected = selected_.contains(segment.track.value());
        const double left = xOf(segment.firstMs), right = std::max(left + 3, xOf(segment.lastMs));
        if (right <= drawnTo && !isSelected) continue;
        drawnTo = std::max(drawnTo, right);
        const QRectF bar(left, top + kBarTopPx, right - left, kBarPx);
        QColor fill = colorOf(segment.state);
        fill.setAlpha(segment.state == TrackState::kConfirmed ? 200 : 60);
        painter.fillRect(bar, fill);
        const auto mark = marked_.constFind(segment.track.value());
        const bool isMarked = mark != marked_.cend();
        if (bar.width() > 4) {
            painter.setPen(isMarked ? penOf(Mark::Watchlist, 1.5, *mark) : penOf(markOf(segment.state), 1.5));
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));
        } else {
            painter.fillRect(bar, colorOf(segment.state));  // too small for a kind of line
        }
        if (isMarked) painter.fillRect(QRectF(left, bar.top() - 4, 2, bar.height() + 8), theme.color(*mark));
        if (hits_.contains(segment.track.value())) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(Token::Accent));
            painter.drawPolygon(
                QPolygonF({{left, bar.top() - 7}, {left + 8, bar.top() - 7}, {left + 4, bar.top()}}));
            painter.setBrush(Qt::NoBrush);
        }
        paintRibbon(painter, segment, left, right, baseline);
        if (isSelected) {
            painter.setPen(QPen(theme.color(Token::Accent), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(bar.adjusted(-2, -3, 2, 3));
        }
    }
}

// As high as the similarity: of each look where they are known, else of the track as a whole.
void TimelineStrip::paintRibbon(QPainter& painter, const TimelineLane::Segment& segment, double left,
                                double right, double baseline) const {
    QColor colour = Theme::instance().color(Token::Muted);
    colour.setAlpha(kRibbonAlpha);
    const auto heightOf = [](float similarity) {
        return kRibbonPx * std::clamp(static_cast<double>(similarity), 0.0, 1.0);
    };
    const auto* looks = model_ ? model_->similarities(segment.track) : nullptr;
    if (!looks) {
        if (segment.similarity <= 0) return;
        const double height = heightOf(segment.similarity);
        return painter.fillRect(QRectF(left, baseline - height, right - left, height), colour);
    }
    // What is visible, with one look more at each side so that the edge goes on beyond.
    auto at = std::lower_bound(looks->begin(), looks->end(), fromMs_,
                               [](const SimilarityAt& look, double ms) { return look.ms < ms; });
    if (at != looks->begin()) --at;
    QPolygonF ribbon;
    ribbon << QPointF(left, baseline);
    double height = heightOf(at->similarity);
    ribbon << QPointF(left, baseline - height);
    for (double drawnTo = left; at != looks->end(); ++at) {
        const double x = std::clamp(xOf(at->ms), left, right);
        height = heightOf(at->similarity);
        if (x - drawnTo < 1) continue;  // of several on one pixel the first
        drawnTo = x;
        ribbon << QPointF(x, baseline - height);
        if (at->ms > toMs_) break;
    }
    ribbon << QPointF(right, baseline - height) << QPointF(right, baseline);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(ribbon);
    painter.setBrush(Qt::NoBrush);
    if (const float threshold = model_->similarityThreshold(); threshold > 0) {
        const double y = baseline - heightOf(threshold);
        painter.setPen(QPen(Theme::instance().color(Token::Text), 1, Qt::DotLine));
        painter.drawLine(QPointF(left, y), QPointF(right, y));
    }
}

// Best looks stand where they were taken, as many as have room beside each other.
void TimelineStrip::paintLooks(QPainter& painter, const TimelineLane& lane, int top) const {
    if (!model_) return;
    const auto [first, last] = segmentsBetween(lane, fromMs_, toMs_);
    double freeFrom = kGutterPx;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (std::size_t i = first; i < last; ++i) {
        const auto& segment = lane.segments[i];
        if (segment.shotMs < 0 || segment.shotMs < fromMs_ || segment.shotMs > toMs_) continue;
        const double x = std::max<double>(xOf(segment.shotMs) - kStripLookPx / 2.0, kGutterPx + 1);
        if (x < freeFrom) continue;
        const Track* track = model_->track(segment.track);
        if (!track) continue;
        freeFrom = x + kStripLookPx + 4;
        const QImage look = model_->look(*track, 0);
        const QRectF frame(std::round(x), top + 2, kStripLookPx, kStripLookPx);
        if (!look.isNull()) {
            const int side = std::min(look.width(), look.height());
            painter.drawImage(frame, look,
                              QRectF((look.width() - side) / 2, (look.height() - side) / 2, side, side));
            painter.setPen(QPen(colorOf(segment.state), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5));
        }
    }
}

const TimelineLane::Segment* TimelineStrip::segmentAt(const QPoint& position) const {
    if (position.y() < kTopPx || position.x() < kGutterPx) return nullptr;
    const int lane = (position.y() - kTopPx + verticalScrollBar()->value()) / kLanePx;
    if (lane < 0 || lane >= static_cast<int>(lanes_.size())) return nullptr;
    const auto& line = lanes_[static_cast<std::size_t>(lane)];
    const double slackMs = 3 * (toMs_ - fromMs_) / std::max(1, viewport()->width() - kGutterPx - kRightPx);
    const double ms = msAt(position.x());
    const auto [first, last] = segmentsBetween(line, ms - slackMs, ms + slackMs);
    for (std::size_t i = last; i > first; --i)
        if (const auto& segment = line.segments[i - 1]; segment.lastMs >= ms - slackMs) return &segment;
    return nullptr;
}

QList<qint64> TimelineStrip::tracksIn(const QRectF& area) const {
    QList<qint64> tracks;
    const double from = msAt(area.left()), to = msAt(area.right());
    const int scrolled = verticalScrollBar()->value();
    const int first = std::max(0, (static_cast<int>(area.top()) - kTopPx + scrolled) / kLanePx);
    const int last = std::min(static_cast<int>(lanes_.size()) - 1,
                              (static_cast<int>(area.bottom()) - kTopPx + scrolled) / kLanePx);
    for (int lane = first; lane <= last; ++lane) {
        const auto& line = lanes_[static_cast<std::size_t>(lane)];
        const auto [begin, end] = segmentsBetween(line, from, to);
        for (std::size_t i = begin; i < end; ++i)
            if (line.segments[i].lastMs >= from) tracks.append(line.segments[i].track.value());
    }
    return tracks;
}

void TimelineStrip::mousePressEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    if (durationMs_ <= 0) return;
    pressed_ = position;
    moved_ = false;
    if (event->button() == Qt::MiddleButton) {
        drag_ = Drag::Pan;
        return;
    }
    if (event->button() != Qt::LeftButton) return;
    if (position.x() < kGutterPx) {  // a name: its first look
        const int lane = (position.y() - kTopPx + verticalScrollBar()->value()) / kLanePx;
        if (position.y() >= kTopPx && lane < static_cast<int>(lanes_.size()))
            Q_EMIT trackClicked(lanes_[static_cast<std::size_t>(lane)].segments.front().track.value());
        return;
    }
    dragFromMs_ = msAt(position.x());
    if (event->modifiers() & Qt::ShiftModifier) {
        drag_ = Drag::Range;
        return;
    }
    drag_ = position.y() < kTopPx ? Drag::Scrub : Drag::Select;
    if (const auto* segment = segmentAt(position)) {
        const TrackId track = segment->track;
        Q_EMIT trackClicked(track.value());
    }
    Q_EMIT seekRequested(dragFromMs_);
}

void TimelineStrip::mouseMoveEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    const double ms = msAt(position.x());
    moved_ = moved_ || (position - pressed_).manhattanLength() > kDragPx;
    if (drag_ == Drag::Scrub) Q_EMIT seekRequested(ms);
    if (moved_ && (drag_ == Drag::Range || drag_ == Drag::Select)) setRange(std::minmax({dragFromMs_, ms}));
    if (drag_ == Drag::Pan) {
        pan(static_cast<double>(pressed_.x() - position.x()) /
            std::max(1, viewport()->width() - kGutterPx - kRightPx));
        verticalScrollBar()->setValue(verticalScrollBar()->value() + pressed_.y() - position.y());
        pressed_ = position;
    }
    preview(position);
}

void TimelineStrip::mouseReleaseEvent(QMouseEvent* event) {
    const Drag ended = std::exchange(drag_, Drag::None);
    const auto [from, to] = std::minmax({dragFromMs_, msAt(event->position().x())});
    if (ended == Drag::Range) Q_EMIT rangeChosen(from, to);
    if (ended == Drag::Select && moved_) {
        const auto tracks = tracksIn(QRectF(pressed_, event->position()).normalized());
        Q_EMIT rangeChosen(from, to);
        if (!tracks.isEmpty()) Q_EMIT tracksChosen(tracks);
    }
}

void TimelineStrip::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->position().y() < kTopPx) showAll();
}

void TimelineStrip::wheelEvent(QWheelEvent* event) {
    const double turns = event->angleDelta().y() / 120.0;
    if (event->modifiers() & Qt::ControlModifier) {
        zoom(std::pow(1.25, turns), msAt(event->position().x()));
        event->accept();
    } else if (event->modifiers() & Qt::ShiftModifier || event->angleDelta().x() != 0) {
        pan(-0.1 * (event->angleDelta().x() != 0 ? event->angleDelta().x() / 120.0 : turns));
        event->accept();
    } else {
        QAbstractScrollArea::wheelEvent(event);
    }
}

bool TimelineStrip::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && preview_) preview_->hide();
    return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace lineament::ui
