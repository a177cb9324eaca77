#pragma once

#include <optional>

#include "core/image/geometry.h"

namespace lineament {

struct PresentationOptions {
    double gatherMs = 250;     ///< so long good looks are gathered, 0 to 2 000: the best is decided on
    double patienceMs = 6000;  ///< then a face that gave no good look is given up, 500 to 60 000
    double goneMs = 800;       ///< without a face they have gone, 100 to 10 000
    double recheckMs = 600;    ///< how often it is looked whether somebody else has stepped up, 100 to 10 000
    double retryMs = 3000;     ///< whoever was refused and stays is decided on again, 500 to 60 000
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// When people who step up to a door are decided on: once each, from their best look, and again if they stay
/// after a refusal. Times in ms of any clock that does not go back. Thread: one.
class Presentation {
  public:
    explicit Presentation(PresentationOptions options = {});

    enum class Step {
        kWait,    ///< nothing to be done
        kGather,  ///< a good look of whom is to be decided on: keep it if it is the best
        kDecide,  ///< on the best look that was kept
        kGiveUp,  ///< no look was good enough
        kRecheck  ///< say by same() whether this good look is of whom was decided on last
    };
    /// A frame: where the face is, if there is one, and whether the look is good. A kDecide may come with a
    /// frame that is not good itself. After kGather a caller asks again by due().
    Step see(const std::optional<BoxPx>& face, bool good, double ms);
    /// After kGather: whether the time to gather is over.
    bool due(double ms) const;
    /// The source has ended: whether looks were gathered that are still to be decided on.
    bool pending() const { return state_ == State::kLooking && firstGood_; }
    /// It was decided. refused: they may try again if they stay.
    void decided(bool refused, double ms);
    /// Answer to kRecheck.
    void same(bool same, double ms);
    /// What was seen so far does not count: whoever is seen next is looked at anew, were it the same person.
    void restart();
    /// A good look of whom is decided on next was seen for the first time; empty: not yet.
    std::optional<double> firstGood() const { return firstGood_; }

  private:
    enum class State { kNobody, kLooking, kDecided };
    void begin(double ms);

    PresentationOptions options_;
    State state_ = State::kNobody;
    std::optional<BoxPx> box_;
    double seenMs_ = 0, begunMs_ = 0, decidedMs_ = 0, recheckedMs_ = 0;
    std::optional<double> firstGood_;
    bool refused_ = false;
};

}  // namespace lineament
