#include "core/pipelines/workspace.h"

#include "core/base/check.h"

namespace lineament {

Workspace::Workspace(std::shared_ptr<FaceEngine> engine, std::shared_ptr<Store> store, OperatingPoint point)
    : engine_(std::move(engine)), store_(std::move(store)), point_(point) {
    LINEAMENT_CHECK(engine_ && store_);
    LINEAMENT_REQUIRE(point_.fmr > 0 && point_.fmr <= 1, "fmr",
                      "a false match rate lies above 0 and at most at 1");
    LINEAMENT_REQUIRE(point_.fpir > 0 && point_.fpir <= 1, "fpir",
                      "a rate of false alarms lies above 0 and at most at 1");
}

std::shared_ptr<const Gallery> Workspace::gallery() const {
    std::lock_guard lock(mutex_);
    // Read before the templates: a change that comes in between makes the next call build again.
    const std::int64_t counter = store_->changeCounter();
    if (!gallery_ || counter != galleryCounter_) {
        gallery_ = std::make_shared<const Gallery>(engine_->recogniserKey(), engine_->dimension(),
                                                   store_->templates(engine_->recogniserKey()),
                                                   store_->identities());
        galleryCounter_ = counter;
    }
    return gallery_;
}

std::pair<float, double> Workspace::verificationThreshold() const {
    return {static_cast<float>(engine_->calibration().thresholdAt(point_.fmr)), point_.fmr};
}

std::pair<float, double> Workspace::searchThreshold() const {
    // Every template of everybody is a chance of a false alarm, not every person.
    const double fmr = Gallery::fmrForSearch(point_.fmr, point_.fpir, gallery()->templates());
    return {static_cast<float>(engine_->calibration().thresholdAt(fmr)), fmr};
}

}  // namespace lineament
