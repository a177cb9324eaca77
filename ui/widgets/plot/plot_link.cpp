#include "ui/widgets/plot/plot_link.h"

#include <algorithm>

#include "ui/widgets/plot/plot.h"
#include "ui/widgets/plot/plot_impl.h"

namespace lineament::ui {

void PlotLink::add(Plot* plot) {
    plots_ << plot;
    plot->d_->link = this;
    // What they share is moved; y follows what is in view.
    plot->d_->canvas->axisRect()->setRangeDrag(Qt::Horizontal);
    plot->d_->canvas->axisRect()->setRangeZoom(Qt::Horizontal);
    connect(plot, &Plot::xRangeChanged, this, [this, plot](double lower, double upper) {
        for (const auto& other : plots_)
            if (other && other != plot) other->setXRange(lower, upper);
    });
    connect(plot, &Plot::fitRequested, this, &PlotLink::fit);
    connect(plot, &Plot::cursorMoved, this, [this, plot](double x) {
        for (const auto& other : plots_)
            if (other && other != plot) other->showCursor(x);
    });
    connect(plot, &Plot::cursorLeft, this, [this, plot] {
        for (const auto& other : plots_)
            if (other && other != plot) other->showCursor(std::nullopt);
    });
}

void PlotLink::fit() {
    for (const auto& plot : plots_)
        if (plot) plot->fit();
}

std::optional<std::pair<double, double>> PlotLink::extent() const {
    std::optional<std::pair<double, double>> all;
    for (const auto& plot : plots_) {
        const auto own = plot ? plot->xExtent() : std::nullopt;
        if (!own) continue;
        all = all ? std::pair(std::min(all->first, own->first), std::max(all->second, own->second)) : *own;
    }
    return all;
}

}  // namespace lineament::ui
