#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lineament::ui {

/// The points of one curve, x never descending, with the least and the greatest y of any stretch found in
/// logarithmic time. A y that is no number is a gap. Thread: one at a time.
class PlotData {
  public:
    struct Point {
        double x = 0, y = 0;
    };
    struct Extremes {
        std::size_t least = 0, greatest = 0;  ///< indices
    };

    /// Points in any order; those that descend throughout are turned round, others are sorted by x.
    void set(std::vector<double> x, std::vector<double> y);
    /// x must not be less than the last one; a point that is, is put in its place (slow).
    void append(double x, double y);
    /// Values of y that a logarithmic axis cannot show become gaps.
    void setPositiveOnly(bool positiveOnly);

    std::size_t size() const { return x_.size(); }
    const std::vector<double>& x() const { return x_; }
    const std::vector<double>& y() const { return y_; }
    /// Of the points with indices in [first, last); empty if all are gaps.
    std::optional<Extremes> extremes(std::size_t first, std::size_t last) const;
    /// Least and greatest finite y of the points with lower <= x <= upper.
    std::optional<std::pair<double, double>> yRange(double lower, double upper) const;
    /// The point nearest in x.
    std::optional<std::size_t> nearest(double x) const;
    /// What looks the same as all points when column i of a picture covers [edges[i], edges[i + 1]): for a
    /// crowded column its first, least, greatest and last point, else all. One point on either side is added.
    std::vector<Point> thinned(std::span<const double> edges) const;

  private:
    bool gap(std::size_t index) const;
    void build();
    void extend(std::size_t index);
    void fold(std::size_t index, std::optional<Extremes>& into) const;

    // levels_[k] holds the extremes of blocks of 8^(k + 1) points; kNone: all are gaps.
    struct Block {
        std::uint32_t least, greatest;
    };
    std::vector<double> x_, y_;
    std::vector<std::vector<Block>> levels_;
    bool positiveOnly_ = false;
};

}  // namespace lineament::ui
