#include "ui/widgets/plot/plot_impl.h"

#include <array>
#include <cmath>

#include "ui/widgets/plot/plot_link.h"

namespace lineament::ui {

namespace {

constexpr double kMargin = 0.05, kMarkerGrabPx = 5;
constexpr std::array kRow = {Token::Accent, Token::Review,  Token::Match,
                             Token::Alert,  Token::Unknown, Token::Synthetic};
constexpr std::array kDashes = {Qt::SolidLine, Qt::DashLine,       Qt::DashDotLine,
                                Qt::DotLine,   Qt::DashDotDotLine, Qt::SolidLine};

QString inShort(double value, const QLocale& locale) {
    const double size = std::abs(value);
    if (size >= 1e9) return locale.toString(value / 1e9, 'g', 4) + QStringLiteral(" G");
    if (size >= 1e6) return locale.toString(value / 1e6, 'g', 4) + QStringLiteral(" M");
    if (size >= 1e3) return locale.toString(value / 1e3, 'g', 4) + QStringLiteral(" k");
    return locale.toString(value, 'g', 4);
}

class ShortTicker : public QCPAxisTicker {
  protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override {
        return inShort(tick, locale);
    }
};

/// 0.01, 1, 20, 10^5: plain numbers where they are short, else powers that the axis sets with a raised
/// exponent.
class PowerTicker : public QCPAxisTickerLog {
  protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
        if (tick >= 0.001 && tick < 1e4) return locale.toString(tick, 'g', 3);
        return QCPAxisTickerLog::getTickLabel(tick, QLocale::c(), format, precision);
    }
};

QString titled(const PlotAxis& axis) {
    if (axis.unit.isEmpty()) return axis.label;
    return axis.label.isEmpty() ? axis.unit
                                : axis.label + QStringLiteral(" [") + axis.unit + QLatin1Char(']');
}

std::pair<double, double> widened(double lower, double upper, bool log) {
    if (log) {
        lower = std::log10(lower);
        upper = std::log10(upper);
    }
    const double way = upper - lower;
    const double edge = way > 0 ? way * kMargin : std::max(std::abs(upper) * kMargin, log ? 0.5 : 1e-9);
    lower -= edge;
    upper += edge;
    if (!log) return {lower, upper};
    return {std::pow(10, lower), std::pow(10, upper)};
}

}  // namespace

Plot::Impl::Impl(Plot* owner) : plot(owner) {
    canvas = new QCustomPlot;
    legend = new PlotLegend;
    overlay = new PlotOverlay(canvas);
    canvas->setNotAntialiasedElements(QCP::aeAll);
    canvas->setAntialiasedElements(QCP::aePlottables | QCP::aeScatters | QCP::aeFills);
    canvas->setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    canvas->setNoAntialiasingOnDrag(true);
    canvas->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    canvas->axisRect()->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    canvas->axisRect()->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    canvas->axisRect()->setRangeZoomFactor(0.85);
    canvas->axisRect()->setMinimumMargins(QMargins(8, 6, 10, 6));
    canvas->setMouseTracking(true);
    canvas->setMinimumSize(80, 60);  // of no size it could not be painted
    canvas->setFocusPolicy(Qt::NoFocus);
    empty = new QCPItemText(canvas);
    empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    empty->position->setCoords(0.5, 0.5);
    QObject::connect(canvas, &QCustomPlot::beforeReplot, plot, [this] { fill(); });
    const auto userMoved = [this](QCPAxis* axis, bool& follow) {
        QObject::connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), plot,
                         [this, axis, &follow](const QCPRange& range) {
                             if (own) return;
                             follow = false;
                             overlay->clear();
                             if (axis == canvas->xAxis) Q_EMIT plot->xRangeChanged(range.lower, range.upper);
                         });
    };
    userMoved(canvas->xAxis, followX);
    userMoved(canvas->yAxis, followY);
    QObject::connect(canvas, &QCustomPlot::mousePress, plot, [this](QMouseEvent* event) { pressed(event); });
    QObject::connect(canvas, &QCustomPlot::mouseMove, plot, [this](QMouseEvent* event) { moved(event); });
    QObject::connect(canvas, &QCustomPlot::mouseRelease, plot,
                     [this](QMouseEvent* event) { released(event); });
    QObject::connect(canvas, &QCustomPlot::mouseDoubleClick, plot, [this] {
        plot->fit();
        Q_EMIT plot->fitRequested();
    });
    QObject::connect(legend, &PlotLegend::toggled, plot,
                     [this](const QString& id) { plot->setCurveVisible(id, !plot->curveVisible(id)); });
}

Plot::Impl::Curve* Plot::Impl::find(const QString& id) {
    for (const auto& curve : curves)
        if (curve->id == id) return curve.get();
    return nullptr;
}

Plot::Impl::Curve& Plot::Impl::get(const QString& id) {
    if (auto* curve = find(id)) return *curve;
    curves.push_back(std::make_unique<Curve>());
    auto& curve = *curves.back();
    curve.id = id;
    curve.look.name = id;
    curve.place = nextPlace++;
    curve.data.setPositiveOnly(yAxis.log);
    curve.smooth.setPositiveOnly(yAxis.log);
    return curve;
}

QPen Plot::Impl::penOf(const Curve& curve, bool dark) const {
    const auto at = static_cast<std::size_t>(curve.place) % kRow.size();
    QPen pen(Theme::color(curve.look.token.value_or(kRow[at]), dark), curve.look.width);
    pen.setStyle(curve.look.dash.value_or(curve.look.token ? Qt::SolidLine : kDashes[at]));
    pen.setJoinStyle(Qt::BevelJoin);
    return pen;
}

void Plot::Impl::dressAxis(QCPAxis* axis, const PlotAxis& look, bool dark) {
    const auto color = [&](Token token) { return Theme::color(token, dark); };
    QFont font = plot->font();
    font.setPixelSize(metrics::kSmallTextPx);
    axis->setTickLabelFont(font);
    axis->setLabelFont(font);
    axis->setLabel(titled(look));
    axis->setTickLabelColor(Theme::ink(Token::Muted, dark));
    axis->setLabelColor(color(Token::Text));
    for (const auto& set : {&QCPAxis::setBasePen, &QCPAxis::setTickPen, &QCPAxis::setSubTickPen})
        (axis->*set)(QPen(color(Token::Line), 1));
    axis->setTickLabelPadding(3);
    axis->setLabelPadding(3);
    axis->setTickLengthOut(3);
    axis->setTickLengthIn(0);
    axis->setSubTicks(look.log);
    axis->setSubTickLengthIn(0);
    axis->setSubTickLengthOut(2);
    axis->grid()->setPen(QPen(color(Token::Line), 1));
    QColor faint = color(Token::Line);
    faint.setAlpha(90);
    axis->grid()->setSubGridPen(QPen(faint, 1));
    axis->grid()->setSubGridVisible(look.log);
    axis->grid()->setZeroLinePen(QPen(color(Token::Muted), 1));
    own = true;  // another scale corrects the range: that is not the user's doing
    axis->setScaleType(look.log ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    own = false;
    if (look.log) {
        axis->setTicker(QSharedPointer<PowerTicker>::create());
        axis->setNumberFormat(QStringLiteral("eb"));
        axis->setNumberPrecision(0);
        return;
    }
    auto ticker = look.shortNumbers ? QSharedPointer<QCPAxisTicker>(new ShortTicker)
                                    : QSharedPointer<QCPAxisTicker>::create();
    ticker->setTickCount(axis->orientation() == Qt::Vertical ? 4 : 6);
    axis->setTicker(ticker);
    axis->setNumberFormat(QStringLiteral("gb"));
    axis->setNumberPrecision(6);
}

void Plot::Impl::dress(bool dark) {
    canvas->setLocale(QLocale());
    canvas->setBackground(QBrush(Theme::color(Token::Raised, dark)));
    dressAxis(canvas->xAxis, xAxis, dark);
    dressAxis(canvas->yAxis, yAxis, dark);
    empty->setColor(Theme::ink(Token::Muted, dark));
    empty->setFont(plot->font());
    for (const auto& curve : curves)
        dressCurve(*curve, dark);
    for (auto& [id, marker] : markers)
        dressMarker(marker, dark);
}

void Plot::Impl::dressCurve(Curve& curve, bool dark) {
    makeGraphs(curve);
    const QPen pen = penOf(curve, dark);
    if (curve.bars) {
        QColor inside = pen.color();
        inside.setAlpha(110);
        curve.bars->setWidth(curve.look.barWidth);
        curve.bars->setPen(QPen(pen.color(), 1));
        curve.bars->setBrush(inside);
    }
    if (curve.line) {
        curve.line->setPen(pen);
        curve.line->setLineStyle(curve.look.style == PlotStyle::Points  ? QCPGraph::lsNone
                                 : curve.look.style == PlotStyle::Steps ? QCPGraph::lsStepLeft
                                                                        : QCPGraph::lsLine);
        curve.line->setScatterStyle(
            curve.look.style == PlotStyle::Points
                ? QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(pen.color(), 1.2), QBrush(pen.color()), 6)
                : QCPScatterStyle());
        QColor inside = pen.color();
        inside.setAlpha(curve.look.hatched ? 170 : 60);
        const auto pattern = curve.look.hatched ? Qt::BDiagPattern : Qt::SolidPattern;
        curve.line->setBrush(curve.look.style == PlotStyle::Area ? QBrush(inside, pattern) : QBrush());
    }
    if (curve.pale) {
        QColor pale = pen.color();
        pale.setAlpha(70);
        curve.pale->setPen(QPen(pale, 1));
    }
    if (curve.low) {
        QColor inside = pen.color();
        inside.setAlpha(45);
        curve.low->setPen(Qt::NoPen);
        curve.high->setPen(Qt::NoPen);
        curve.high->setBrush(inside);
        curve.high->setChannelFillGraph(curve.low);
    }
}

void Plot::Impl::makeGraphs(Curve& curve) {
    if (curve.look.style == PlotStyle::Bars) {
        if (curve.line) dropGraphs(curve);
        if (!curve.bars) curve.bars = new QCPBars(canvas->xAxis, canvas->yAxis);
        return;
    }
    if (curve.bars) dropGraphs(curve);
    const auto graph = [&] {
        auto* made = canvas->addGraph();
        made->setAdaptiveSampling(false);
        return made;
    };
    const bool banded = curve.lower.size() > 0;
    if (banded && !curve.low) {
        curve.low = graph();
        curve.high = graph();
    }
    const bool smoothed = smoothing > 0 && curve.look.style == PlotStyle::Line;
    if (smoothed && !curve.pale) curve.pale = graph();
    if (!smoothed && curve.pale) canvas->removeGraph(curve.pale);
    if (!curve.line) curve.line = graph();
}

void Plot::Impl::dropGraphs(Curve& curve) {
    if (curve.bars) canvas->removePlottable(curve.bars);
    // The one that is filled up to another goes first.
    for (auto* graph : {curve.high.data(), curve.low.data(), curve.pale.data(), curve.line.data()})
        if (graph) canvas->removeGraph(graph);
}

void Plot::Impl::smoothCurve(Curve& curve) {
    if (smoothing <= 0) return curve.smooth.set({}, {});
    // Exponential mean that starts unbiased. Source: Kingma and Ba 2015, Adam, sec. 3.
    std::vector<double> mean(curve.data.size());
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < mean.size(); ++i) {
        const double y = curve.data.y()[i];
        if (std::isfinite(y)) {
            sum = smoothing * sum + (1 - smoothing) * y;
            weight = smoothing * weight + (1 - smoothing);
        }
        mean[i] = weight > 0 && std::isfinite(y) ? sum / weight : y;
    }
    curve.smooth.set(curve.data.x(), std::move(mean));
}

void Plot::Impl::setRange(QCPAxis* axis, double lower, double upper) {
    own = true;
    axis->setRange(lower, upper);
    own = false;
}

std::optional<std::pair<double, double>> Plot::Impl::extent() const {
    std::optional<std::pair<double, double>> all;
    for (const auto& curve : curves) {
        const auto& x = curve->data.x();
        if (!curve->visible || x.empty()) continue;
        const auto first = xAxis.log ? std::upper_bound(x.begin(), x.end(), 0.0) : x.begin();
        if (first == x.end()) continue;
        const double half = curve->look.style == PlotStyle::Bars ? curve->look.barWidth / 2 : 0;
        const double lower = *first - half, upper = x.back() + half;
        all = all ? std::pair(std::min(all->first, lower), std::max(all->second, upper))
                  : std::pair(lower, upper);
    }
    return all;
}

std::optional<std::pair<double, double>> Plot::Impl::yExtent() const {
    std::optional<std::pair<double, double>> all;
    const auto shown = canvas->xAxis->range();
    const auto take = [&](const PlotData& data) {
        const auto found = data.yRange(shown.lower, shown.upper);
        if (!found) return;
        all = all ? std::pair(std::min(all->first, found->first), std::max(all->second, found->second))
                  : *found;
    };
    bool fromZero = false;
    for (const auto& curve : curves) {
        if (!curve->visible) continue;
        take(curve->data);
        take(curve->lower);
        take(curve->upper);
        fromZero |= curve->look.style == PlotStyle::Bars || curve->look.style == PlotStyle::Area;
    }
    if (all && fromZero && !yAxis.log) all->first = std::min(all->first, 0.0);
    return all;
}

void Plot::Impl::followData() {
    const auto show = [&](QCPAxis* axis, const PlotAxis& look, std::optional<std::pair<double, double>> data,
                          bool margin) {
        if (look.range) return setRange(axis, look.range->first, look.range->second);
        if (!data) return setRange(axis, look.log ? 1e-3 : 0, 1);
        const auto range =
            margin || data->first >= data->second ? widened(data->first, data->second, look.log) : *data;
        setRange(axis, range.first, range.second);
    };
    if (followX) show(canvas->xAxis, xAxis, link ? link->extent() : extent(), false);
    if (followY) show(canvas->yAxis, yAxis, yExtent(), true);
}

void Plot::Impl::fill() {
    followData();
    // Where the columns are is known only once labels of these ranges have been given their room.
    for (const auto phase :
         {QCPLayoutElement::upPreparation, QCPLayoutElement::upMargins, QCPLayoutElement::upLayout})
        canvas->plotLayout()->update(phase);
    bool any = false;
    const auto* axis = canvas->xAxis;
    const QRect frame = canvas->axisRect()->rect();
    std::vector<double> edges(static_cast<std::size_t>(std::max(1, frame.width())) + 1);
    for (std::size_t i = 0; i < edges.size(); ++i)
        edges[i] = axis->pixelToCoord(frame.left() + static_cast<double>(i));
    for (const auto& curve : curves) {
        any |= curve->data.size() > 0;
        if (curve->bars) {
            curve->bars->setVisible(curve->visible);
            QVector<QCPBarsData> bars;
            for (std::size_t i = 0; i < curve->data.size(); ++i)
                bars << QCPBarsData(curve->data.x()[i], curve->data.y()[i]);
            curve->bars->data()->set(bars, true);
            continue;
        }
        if (!curve->line) continue;
        for (auto* graph : {curve->line.data(), curve->pale.data(), curve->low.data(), curve->high.data()})
            if (graph) graph->setVisible(curve->visible);
        if (!curve->visible) continue;
        fillLine(curve->line, curve->pale ? curve->smooth : curve->data, edges);
        if (curve->pale) fillLine(curve->pale, curve->data, edges);
        if (curve->low) {
            fillLine(curve->low, curve->lower, edges);
            fillLine(curve->high, curve->upper, edges);
        }
        // A crowded line is drawn thin, solid and unsmoothed: broad dashes would hide what it says, and take
        // long.
        const bool crowded = curve->line->data()->size() > 2 * frame.width();
        if (curve->look.style == PlotStyle::Line) {
            QPen pen = curve->line->pen();
            pen.setWidthF(crowded ? 1 : curve->look.width);
            if (crowded) pen.setStyle(Qt::SolidLine);
            curve->line->setPen(pen);
            curve->line->setAntialiased(!crowded);
        }
    }
    empty->setVisible(!any);
}

void Plot::Impl::fillLine(QCPGraph* graph, const PlotData& data, const std::vector<double>& edges) {
    const auto points = data.thinned(edges);
    QVector<QCPGraphData> shown;
    shown.reserve(static_cast<qsizetype>(points.size()));
    for (const auto& point : points)
        if (isPositiveX(point.x)) shown << QCPGraphData(point.x, point.y);
    graph->data()->set(shown, true);
}

void Plot::Impl::changed() {
    canvas->replot(QCustomPlot::rpQueuedReplot);
}

void Plot::Impl::refreshLegend() {
    QList<PlotLegend::Entry> entries;
    for (const auto& curve : curves)
        if (!curve->look.name.isEmpty())
            entries << PlotLegend::Entry{curve->id, curve->look.name, penOf(*curve, Theme::instance().dark()),
                                         curve->visible};
    legend->setTitle(title);
    legend->setEntries(entries);
}

QString Plot::Impl::number(double value, const PlotAxis& axis) const {
    const QLocale locale;
    const bool whole = value == std::floor(value) && std::abs(value) < 1e9;
    QString text = axis.shortNumbers ? inShort(value, locale)
                   : whole           ? locale.toString(qint64(value))
                                     : locale.toString(value, 'g', 4);
    if (!axis.unit.isEmpty()) text += QLatin1Char(' ') + axis.unit;
    return text;
}

void Plot::Impl::read(double pixelX, double pixelY) {
    const double x = canvas->xAxis->pixelToCoord(pixelX);
    QList<PlotOverlay::Reading> readings;
    for (const auto& curve : curves) {
        if (!curve->visible) continue;
        const auto& data = curve->pale ? curve->smooth : curve->data;
        const auto at = data.nearest(x);
        if (!at || !std::isfinite(data.y()[*at])) continue;
        readings << PlotOverlay::Reading{
            curve->look.name, number(data.y()[*at], yAxis), penOf(*curve, Theme::instance().dark()).color(),
            plot->widgetFromPlot(data.x()[*at], data.y()[*at]) - QPointF(canvas->pos())};
    }
    const QString head =
        (xAxis.label.isEmpty() ? QString() : xAxis.label + QLatin1Char(' ')) + number(x, xAxis);
    overlay->setGeometry(canvas->rect());
    overlay->raise();
    overlay->show(canvas->axisRect()->rect(), QPointF(pixelX, pixelY), head, std::move(readings));
}

std::optional<QString> Plot::Impl::markerAt(const QPointF& point) const {
    for (const auto& [id, marker] : markers) {
        if (!marker.look.movable) continue;
        const bool upright = marker.look.orientation == Qt::Vertical;
        const double pixel = upright ? canvas->xAxis->coordToPixel(marker.look.value)
                                     : canvas->yAxis->coordToPixel(marker.look.value);
        if (std::abs((upright ? point.x() : point.y()) - pixel) <= kMarkerGrabPx) return id;
    }
    return std::nullopt;
}

void Plot::Impl::pressed(QMouseEvent* event) {
    pressedAt = event->position();
    plot->setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::LeftButton || !canvas->axisRect()->rect().contains(event->pos())) return;
    dragged = markerAt(event->position());
    canvas->setInteraction(QCP::iRangeDrag, !dragged);
}

void Plot::Impl::moved(QMouseEvent* event) {
    const QPointF at = event->position();
    if (dragged) {
        auto& marker = markers.at(*dragged);
        const bool upright = marker.look.orientation == Qt::Vertical;
        const auto* axis = upright ? canvas->xAxis : canvas->yAxis;
        const QRect frame = canvas->axisRect()->rect();
        marker.look.value = axis->pixelToCoord(upright ? qBound<double>(frame.left(), at.x(), frame.right())
                                                       : qBound<double>(frame.top(), at.y(), frame.bottom()));
        placeMarker(marker);
        changed();
        Q_EMIT plot->markerMoved(*dragged, marker.look.value);
        return;
    }
    const bool inside = canvas->axisRect()->rect().contains(at.toPoint());
    const auto marker = inside ? markerAt(at) : std::nullopt;
    canvas->setCursor(!marker                                                ? Qt::ArrowCursor
                      : markers.at(*marker).look.orientation == Qt::Vertical ? Qt::SplitHCursor
                                                                             : Qt::SplitVCursor);
    if (!inside || event->buttons() != Qt::NoButton) {
        if (overlay->reading()) Q_EMIT plot->cursorLeft();
        overlay->clear();
        return;
    }
    read(at.x(), at.y());
    Q_EMIT plot->cursorMoved(canvas->xAxis->pixelToCoord(at.x()));
}

void Plot::Impl::released(QMouseEvent* event) {
    canvas->setInteraction(QCP::iRangeDrag, true);
    if (dragged) {
        const QString id = *std::exchange(dragged, std::nullopt);
        Q_EMIT plot->markerReleased(id, markers.at(id).look.value);
        return;
    }
    if ((event->position() - pressedAt).manhattanLength() < 4) clickPoint(event->position());
}

}  // namespace lineament::ui
