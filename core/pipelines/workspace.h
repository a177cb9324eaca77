#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "core/faces/face_engine.h"
#include "core/gallery/gallery.h"
#include "core/pipelines/evaluate/applied_threshold.h"
#include "core/store/store.h"

namespace lineament {

/// Operating point: what FMR decisions are made at.
struct OperatingPoint {
    double fmr = 1e-4;    ///< one comparison
    double fpir = 0.01;   ///< a whole search of the gallery
    bool chosen = false;  ///< for this very work: goes before a threshold that was applied to the store

    bool operator==(const OperatingPoint&) const = default;
};

/// An engine and a store that belong together: what every pipeline works on. Thread: any.
class Workspace {
  public:
    Workspace(std::shared_ptr<FaceEngine> engine, std::shared_ptr<Store> store, OperatingPoint point = {});

    FaceEngine& engine() const { return *engine_; }
    Store& store() const { return *store_; }
    const std::shared_ptr<Store>& storePointer() const { return store_; }
    const OperatingPoint& operatingPoint() const { return point_; }

    /// The gallery of the engine's recogniser as the store has it now; rebuilt only when people or templates
    /// may have changed, not for what doors and cameras write down.
    std::shared_ptr<const Gallery> gallery() const;
    /// Threshold and FMR of one comparison (1:1). One that was applied to the store goes before the
    /// calibration, a chosen operating point before both.
    std::pair<float, double> verificationThreshold() const;
    /// Threshold and FMR for a search of the present gallery; likewise.
    std::pair<float, double> searchThreshold() const;

    /// What was applied to the store for the engine's recogniser, if anything.
    std::optional<AppliedThreshold> appliedThreshold(AppliedThreshold::Use use) const;

  private:
    std::shared_ptr<FaceEngine> engine_;
    std::shared_ptr<Store> store_;
    OperatingPoint point_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const Gallery> gallery_;
    mutable std::int64_t galleryCounter_ = -1, galleryLine_ = 0;
    mutable std::optional<AppliedThreshold> applied_[2];
    mutable std::int64_t appliedCounter_ = -1;
};

}  // namespace lineament
