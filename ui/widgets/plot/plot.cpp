#include "ui/widgets/plot/plot.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QVBoxLayout>
#include <cmath>

#include "ui/widgets/plot/plot_impl.h"

namespace lineament::ui {

Plot::Plot(QWidget* parent) : QWidget(parent), d_(std::make_unique<Impl>(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(d_->legend);
    column->addWidget(d_->canvas, 1);
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        d_->dress(Theme::instance().dark());
        d_->refreshLegend();
        d_->changed();
    });
    d_->dress(Theme::instance().dark());
}

Plot::~Plot() = default;

void Plot::setTitle(const QString& title) {
    d_->title = title;
    setAccessibleName(title);
    d_->refreshLegend();
}

void Plot::setEmptyText(const QString& text) {
    d_->empty->setText(text);
    d_->changed();
}

void Plot::setXAxis(const PlotAxis& axis) {
    d_->xAxis = axis;
    d_->dressAxis(d_->canvas->xAxis, axis, Theme::instance().dark());
    d_->changed();
}

void Plot::setYAxis(const PlotAxis& axis) {
    d_->yAxis = axis;
    for (const auto& curve : d_->curves)
        for (auto* data : {&curve->data, &curve->smooth, &curve->lower, &curve->upper})
            data->setPositiveOnly(axis.log);
    d_->dressAxis(d_->canvas->yAxis, axis, Theme::instance().dark());
    d_->changed();
}

const PlotAxis& Plot::xAxis() const {
    return d_->xAxis;
}
const PlotAxis& Plot::yAxis() const {
    return d_->yAxis;
}

void Plot::setCurve(const QString& id, const PlotCurve& look) {
    auto& curve = d_->get(id);
    curve.look = look;
    d_->dressCurve(curve, Theme::instance().dark());
    d_->refreshLegend();
    d_->changed();
}

void Plot::removeCurve(const QString& id) {
    const auto at =
        std::find_if(d_->curves.begin(), d_->curves.end(), [&](const auto& c) { return c->id == id; });
    if (at == d_->curves.end()) return;
    d_->dropGraphs(**at);
    d_->curves.erase(at);
    if (d_->curves.empty()) d_->nextPlace = 0;
    d_->overlay->clear();
    d_->refreshLegend();
    d_->changed();
}

void Plot::clearCurves() {
    for (const auto& id : curves())
        removeCurve(id);
}

QStringList Plot::curves() const {
    QStringList ids;
    for (const auto& curve : d_->curves)
        ids << curve->id;
    return ids;
}

void Plot::setCurveVisible(const QString& id, bool visible) {
    auto* curve = d_->find(id);
    if (!curve || curve->visible == visible) return;
    curve->visible = visible;
    d_->refreshLegend();
    d_->changed();
}

bool Plot::curveVisible(const QString& id) const {
    const auto* curve = d_->find(id);
    return curve && curve->visible;
}

void Plot::setData(const QString& id, std::vector<double> x, std::vector<double> y) {
    const bool isNew = !d_->find(id);
    auto& curve = d_->get(id);
    curve.data.set(std::move(x), std::move(y));
    d_->smoothCurve(curve);
    if (isNew) {
        d_->dressCurve(curve, Theme::instance().dark());
        d_->refreshLegend();
    }
    d_->changed();
}

void Plot::append(const QString& id, double x, double y) {
    if (!d_->find(id)) return setData(id, {x}, {y});
    auto& curve = d_->get(id);
    curve.data.append(x, y);
    d_->smoothCurve(curve);
    d_->changed();
}

void Plot::setBand(const QString& id, std::vector<double> x, std::vector<double> lower,
                   std::vector<double> upper) {
    auto& curve = d_->get(id);
    curve.lower.setPositiveOnly(d_->yAxis.log);
    curve.upper.setPositiveOnly(d_->yAxis.log);
    curve.lower.set(x, std::move(lower));
    curve.upper.set(std::move(x), std::move(upper));
    d_->dressCurve(curve, Theme::instance().dark());
    d_->refreshLegend();
    d_->changed();
}

std::size_t Plot::pointCount(const QString& id) const {
    const auto* curve = d_->find(id);
    return curve ? curve->data.size() : 0;
}

std::optional<double> Plot::valueAt(const QString& id, double x) const {
    const auto* curve = d_->find(id);
    const auto at = curve ? curve->data.nearest(x) : std::nullopt;
    return at ? std::optional(curve->data.y()[*at]) : std::nullopt;
}

void Plot::setSmoothing(double weight) {
    d_->smoothing = qBound(0.0, weight, 0.999);
    for (const auto& curve : d_->curves) {
        d_->smoothCurve(*curve);
        d_->dressCurve(*curve, Theme::instance().dark());
    }
    d_->changed();
}

double Plot::smoothing() const {
    return d_->smoothing;
}

void Plot::fit() {
    d_->followX = d_->followY = true;
    d_->changed();
}

bool Plot::fitted() const {
    return d_->followX && d_->followY;
}

std::pair<double, double> Plot::xRange() const {
    const auto range = d_->canvas->xAxis->range();
    return {range.lower, range.upper};
}

std::pair<double, double> Plot::yRange() const {
    const auto range = d_->canvas->yAxis->range();
    return {range.lower, range.upper};
}

void Plot::setXRange(double lower, double upper) {
    d_->followX = false;
    d_->setRange(d_->canvas->xAxis, lower, upper);
    d_->changed();
}

void Plot::setYRange(double lower, double upper) {
    d_->followY = false;
    d_->setRange(d_->canvas->yAxis, lower, upper);
    d_->changed();
}

void Plot::replotNow() {
    d_->canvas->replot(QCustomPlot::rpImmediateRefresh);
}

QPointF Plot::widgetFromPlot(double x, double y) const {
    return QPointF(d_->canvas->xAxis->coordToPixel(x), d_->canvas->yAxis->coordToPixel(y)) +
           d_->canvas->pos();
}

std::optional<std::pair<double, double>> Plot::xExtent() const {
    return d_->extent();
}

void Plot::showCursor(std::optional<double> x) {
    if (!x) return d_->overlay->clear();
    const double pixel = d_->canvas->xAxis->coordToPixel(*x);
    if (pixel < d_->canvas->axisRect()->left() || pixel > d_->canvas->axisRect()->right())
        return d_->overlay->clear();
    d_->read(pixel, -1);
}

void Plot::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show everything"), this, [this] {
        fit();
        Q_EMIT fitRequested();
    });
    const auto logarithmic = [&](const QString& text, const PlotAxis& axis, auto set) {
        auto* action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(axis.log);
        connect(action, &QAction::toggled, this, [this, axis, set](bool on) {
            PlotAxis changed = axis;
            changed.log = on;
            (this->*set)(changed);
            fit();
        });
    };
    logarithmic(tr("Logarithmic x axis"), d_->xAxis, &Plot::setXAxis);
    logarithmic(tr("Logarithmic y axis"), d_->yAxis, &Plot::setYAxis);
    menu->addSeparator();
    menu->addAction(tr("Export chart…"), this, &Plot::chooseExport);
    menu->popup(event->globalPos());
}

void Plot::keyPressEvent(QKeyEvent* event) {
    auto* x = d_->canvas->xAxis;
    auto* y = d_->canvas->yAxis;
    const auto pan = [](QCPAxis* axis, double share) {
        if (axis->scaleType() == QCPAxis::stLinear)
            axis->moveRange(axis->range().size() * share);
        else
            axis->setRange(axis->range().lower * std::pow(axis->range().upper / axis->range().lower, share),
                           axis->range().upper * std::pow(axis->range().upper / axis->range().lower, share));
    };
    switch (event->key()) {
        case Qt::Key_Left:
            pan(x, -0.1);
            break;
        case Qt::Key_Right:
            pan(x, 0.1);
            break;
        case Qt::Key_Up:
            pan(y, 0.1);
            break;
        case Qt::Key_Down:
            pan(y, -0.1);
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            x->scaleRange(0.8);
            break;
        case Qt::Key_Minus:
            x->scaleRange(1.25);
            break;
        case Qt::Key_Home:
            fit();
            Q_EMIT fitRequested();
            break;
        default:
            return QWidget::keyPressEvent(event);
    }
    d_->changed();
}

void Plot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::FontChange) {
        d_->dress(Theme::instance().dark());
        d_->changed();
    }
    QWidget::changeEvent(event);
}

void Plot::Impl::clickPoint(const QPointF& point) {
    constexpr double kPointPx = 7;
    for (const auto& curve : curves) {
        if (curve->look.style != PlotStyle::Points || !curve->visible) continue;
        const auto& x = curve->data.x();
        const double lower = canvas->xAxis->pixelToCoord(point.x() - kPointPx);
        const double upper = canvas->xAxis->pixelToCoord(point.x() + kPointPx);
        std::optional<std::size_t> best;
        double bestWay = kPointPx;
        for (auto at = std::lower_bound(x.begin(), x.end(), lower); at != x.end() && *at <= upper; ++at) {
            const auto i = static_cast<std::size_t>(at - x.begin());
            const QPointF way =
                QPointF(canvas->xAxis->coordToPixel(x[i]), canvas->yAxis->coordToPixel(curve->data.y()[i])) -
                point;
            const double length = std::hypot(way.x(), way.y());
            if (length <= bestWay) {
                bestWay = length;
                best = i;
            }
        }
        if (best) {
            Q_EMIT plot->pointClicked(curve->id, static_cast<int>(*best));
            return;
        }
    }
}

}  // namespace lineament::ui
