#include "core/pipelines/workspace.h"

#include "core/base/check.h"
#include "core/faces/sure_threshold.h"

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
    if (gallery_ && counter == galleryCounter_) return gallery_;
    std::int64_t line = galleryLine_;
    if (store_->peopleChangedAfter(line) || !gallery_) {
        gallery_ = std::make_shared<const Gallery>(engine_->recogniserKey(), engine_->dimension(),
                                                   store_->templates(engine_->recogniserKey()),
                                                   store_->identities());
    }
    galleryCounter_ = counter;
    galleryLine_ = line;
    return gallery_;
}

std::optional<AppliedThreshold> Workspace::appliedThreshold(AppliedThreshold::Use use) const {
    if (point_.chosen) return std::nullopt;
    std::lock_guard lock(mutex_);
    const std::int64_t counter = store_->changeCounter();
    if (counter != appliedCounter_) {
        for (const auto one : {AppliedThreshold::Use::kVerification, AppliedThreshold::Use::kSearch})
            applied_[static_cast<int>(one)] = findAppliedThreshold(*store_, engine_->recogniserKey(), one);
        appliedCounter_ = counter;
    }
    return applied_[static_cast<int>(use)];
}

std::pair<float, double> Workspace::verificationThreshold() const {
    if (const auto applied = appliedThreshold(AppliedThreshold::Use::kVerification))
        return {static_cast<float>(applied->threshold), applied->rate};
    return {static_cast<float>(engine_->calibration().thresholdAt(point_.fmr)), point_.fmr};
}

std::pair<float, double> Workspace::searchThreshold() const {
    if (const auto applied = appliedThreshold(AppliedThreshold::Use::kSearch))
        return {static_cast<float>(applied->threshold), engine_->calibration().fmrAt(applied->threshold)};
    // Every template of everybody is a chance of a false alarm, not every person.
    const double fmr = Gallery::fmrForSearch(point_.fmr, point_.fpir, gallery()->templates());
    // So many chances multiply what a calibration is wrong by: the rate has to hold surely, not on average.
    const auto& calibration = engine_->calibration();
    const auto threshold = static_cast<float>(fmr < point_.fmr ? sureThresholdAt(calibration, fmr)
                                                               : calibration.thresholdAt(fmr));
    // A search is never laxer than a comparison.
    if (const auto applied = appliedThreshold(AppliedThreshold::Use::kVerification);
        applied && applied->threshold > threshold)
        return {static_cast<float>(applied->threshold), applied->rate};
    return {threshold, fmr};
}

}  // namespace lineament
