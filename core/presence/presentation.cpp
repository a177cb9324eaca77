#include "core/presence/presentation.h"

#include "core/base/check.h"

namespace lineament {
namespace {

constexpr float kSamePlaceIou = 0.1f;

}  // namespace

void PresentationOptions::validate() const {
    LINEAMENT_REQUIRE(gatherMs >= 0 && gatherMs <= 2000, "gathering", "it lasts 0 to 2 seconds");
    LINEAMENT_REQUIRE(patienceMs >= 500 && patienceMs <= 60'000, "patience", "it lasts 0.5 to 60 seconds");
    LINEAMENT_REQUIRE(goneMs >= 100 && goneMs <= 10'000, "gone", "it is after 0.1 to 10 seconds");
    LINEAMENT_REQUIRE(recheckMs >= 100 && recheckMs <= 10'000, "recheck", "it is every 0.1 to 10 seconds");
    LINEAMENT_REQUIRE(retryMs >= 500 && retryMs <= 60'000, "retry", "it is after 0.5 to 60 seconds");
}

Presentation::Presentation(PresentationOptions options) : options_(options) {
    options_.validate();
}

void Presentation::begin(double ms) {
    state_ = State::kLooking;
    begunMs_ = ms;
    firstGood_.reset();
}

void Presentation::restart() {
    state_ = State::kNobody;
    firstGood_.reset();
}

bool Presentation::due(double ms) const {
    return pending() && ms - *firstGood_ >= options_.gatherMs;
}

Presentation::Step Presentation::see(const std::optional<BoxPx>& face, bool good, double ms) {
    const bool moved = face && box_ && iou(*face, *box_) < kSamePlaceIou;
    const bool gone = ms - seenMs_ >= options_.goneMs;
    if (!face || moved || gone) {
        if (due(ms) || (pending() && (moved || gone))) return Step::kDecide;
        if (moved || gone) state_ = State::kNobody;
    }
    if (!face) return Step::kWait;
    box_ = face;
    seenMs_ = ms;
    if (state_ == State::kNobody) begin(ms);
    if (state_ == State::kDecided) {
        if (refused_ && ms - decidedMs_ >= options_.retryMs) {
            begin(ms);
        } else {
            if (!good || ms - recheckedMs_ < options_.recheckMs) return Step::kWait;
            recheckedMs_ = ms;
            return Step::kRecheck;
        }
    }
    if (good) {
        if (!firstGood_) firstGood_ = ms;
        return Step::kGather;
    }
    if (due(ms)) return Step::kDecide;
    return !firstGood_ && ms - begunMs_ >= options_.patienceMs ? Step::kGiveUp : Step::kWait;
}

void Presentation::decided(bool refused, double ms) {
    state_ = State::kDecided;
    refused_ = refused;
    decidedMs_ = recheckedMs_ = seenMs_ = ms;
    firstGood_.reset();
}

void Presentation::same(bool same, double ms) {
    if (state_ != State::kDecided || same) return;
    begin(ms);
}

}  // namespace lineament
