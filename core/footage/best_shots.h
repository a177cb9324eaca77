#pragma once

#include <optional>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// A measured and embedded look at a face.
struct Look {
    BestShot shot;
    Template value;
};

/// The few best looks at one person, spaced in time so that they differ.
class BestShots {
  public:
    BestShots(int capacity, double spacingMs) : capacity_(capacity), spacingMs_(spacingMs) {}

    /// Whether a look of this quality would be kept: ask before paying for its template and crop.
    bool wants(double ms, float quality) const;
    /// Keeps the look if wants(), in place of those it betters.
    void add(Look look);
    void merge(BestShots other);
    bool empty() const { return looks_.empty(); }
    /// Best first.
    const std::vector<Look>& looks() const { return looks_; }
    /// As looks() gave them.
    void restore(std::vector<Look> looks) { looks_ = std::move(looks); }

    /// Best first.
    std::vector<BestShot> shots() const;
    /// Mean of the kept templates weighted by quality, unit length; empty if there is none.
    std::optional<Template> pooled() const;

  private:
    int capacity_;
    double spacingMs_;
    std::vector<Look> looks_;  // best first
};

}  // namespace lineament
