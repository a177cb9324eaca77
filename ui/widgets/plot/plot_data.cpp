#include "ui/widgets/plot/plot_data.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lineament::ui {

namespace {

constexpr std::size_t kFan = 8;
constexpr std::size_t kCrowd = 4;  // points of a column up to which all are drawn
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

void sortByX(std::vector<double>& x, std::vector<double>& y) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return x[a] < x[b]; });
    std::vector<double> sortedX(x.size()), sortedY(x.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        sortedX[i] = x[order[i]];
        sortedY[i] = y[order[i]];
    }
    x = std::move(sortedX);
    y = std::move(sortedY);
}

}  // namespace

void PlotData::set(std::vector<double> x, std::vector<double> y) {
    const std::size_t n = std::min(x.size(), y.size());
    x.resize(n);
    y.resize(n);
    if (!std::is_sorted(x.begin(), x.end())) {
        if (std::is_sorted(x.rbegin(), x.rend())) {
            std::reverse(x.begin(), x.end());
            std::reverse(y.begin(), y.end());
        } else {
            sortByX(x, y);
        }
    }
    x_ = std::move(x);
    y_ = std::move(y);
    build();
}

void PlotData::append(double x, double y) {
    if (!x_.empty() && x < x_.back()) {
        const auto at = std::upper_bound(x_.begin(), x_.end(), x) - x_.begin();
        x_.insert(x_.begin() + at, x);
        y_.insert(y_.begin() + at, y);
        build();
        return;
    }
    x_.push_back(x);
    y_.push_back(y);
    extend(x_.size() - 1);
}

void PlotData::setPositiveOnly(bool positiveOnly) {
    if (positiveOnly == positiveOnly_) return;
    positiveOnly_ = positiveOnly;
    build();
}

bool PlotData::gap(std::size_t index) const {
    return !std::isfinite(y_[index]) || (positiveOnly_ && y_[index] <= 0);
}

void PlotData::build() {
    levels_.clear();
    for (std::size_t i = 0; i < x_.size(); ++i)
        extend(i);
}

void PlotData::extend(std::size_t index) {
    std::size_t block = index;
    for (std::size_t level = 0;; ++level) {
        block /= kFan;
        if (level == levels_.size()) {
            // A level is needed once there are two blocks of the one below.
            if (level > 0 && levels_[level - 1].size() < 2) return;
            levels_.emplace_back();
            if (level > 0) levels_[level].push_back(levels_[level - 1].front());
        }
        auto& blocks = levels_[level];
        if (block == blocks.size()) blocks.push_back({kNone, kNone});
        auto& extremes = blocks[block];
        if (gap(index)) continue;
        const auto i = static_cast<std::uint32_t>(index);
        if (extremes.least == kNone || y_[i] < y_[extremes.least]) extremes.least = i;
        if (extremes.greatest == kNone || y_[i] > y_[extremes.greatest]) extremes.greatest = i;
    }
}

void PlotData::fold(std::size_t index, std::optional<Extremes>& into) const {
    if (gap(index)) return;
    if (!into) {
        into = Extremes{index, index};
        return;
    }
    if (y_[index] < y_[into->least]) into->least = index;
    if (y_[index] > y_[into->greatest]) into->greatest = index;
}

std::optional<PlotData::Extremes> PlotData::extremes(std::size_t first, std::size_t last) const {
    std::optional<Extremes> found;
    last = std::min(last, x_.size());
    for (std::size_t i = first; i < last;) {
        // The largest block that begins here and ends within.
        std::size_t width = 1, level = 0;
        while (level < levels_.size() && i % (width * kFan) == 0 && i + width * kFan <= last) {
            width *= kFan;
            ++level;
        }
        if (level == 0) {
            fold(i, found);
        } else if (const auto& block = levels_[level - 1][i / width]; block.least != kNone) {
            fold(block.least, found);
            fold(block.greatest, found);
        }
        i += width;
    }
    return found;
}

std::optional<std::pair<double, double>> PlotData::yRange(double lower, double upper) const {
    const auto first = std::lower_bound(x_.begin(), x_.end(), lower) - x_.begin();
    const auto last = std::upper_bound(x_.begin(), x_.end(), upper) - x_.begin();
    const auto found = extremes(static_cast<std::size_t>(first), static_cast<std::size_t>(last));
    if (!found) return std::nullopt;
    return std::pair(y_[found->least], y_[found->greatest]);
}

std::optional<std::size_t> PlotData::nearest(double x) const {
    if (x_.empty()) return std::nullopt;
    const auto after = std::lower_bound(x_.begin(), x_.end(), x);
    if (after == x_.begin()) return 0;
    const auto index = static_cast<std::size_t>(after - x_.begin());
    if (after == x_.end()) return x_.size() - 1;
    return *after - x < x - x_[index - 1] ? index : index - 1;
}

std::vector<PlotData::Point> PlotData::thinned(std::span<const double> edges) const {
    std::vector<Point> points;
    if (x_.empty() || edges.size() < 2) return points;
    const double hole = std::numeric_limits<double>::quiet_NaN();
    const auto add = [&](std::size_t i) { points.push_back({x_[i], gap(i) ? hole : y_[i]}); };
    const auto indexOf = [&](double x, std::size_t from) {
        return static_cast<std::size_t>(
            std::lower_bound(x_.begin() + static_cast<std::ptrdiff_t>(from), x_.end(), x) - x_.begin());
    };
    std::size_t first = indexOf(edges.front(), 0);
    if (first > 0) add(first - 1);
    for (std::size_t column = 0; column + 1 < edges.size() && first < x_.size(); ++column) {
        if (x_[first] >= edges[column + 1]) continue;
        const std::size_t last = indexOf(edges[column + 1], first);
        if (last - first <= kCrowd) {
            for (std::size_t i = first; i < last; ++i)
                add(i);
        } else {
            add(first);
            if (const auto found = extremes(first, last)) {
                for (const auto i :
                     {std::min(found->least, found->greatest), std::max(found->least, found->greatest)})
                    if (i != first && i != last - 1) add(i);
            }
            add(last - 1);
        }
        first = last;
    }
    if (first < x_.size()) add(first);
    return points;
}

}  // namespace lineament::ui
