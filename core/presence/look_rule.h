#pragma once

#include <deque>
#include <map>

#include "core/domain/presence.h"

namespace lineament {

struct LookRuleOptions {
    int looks = 3;               ///< that must agree, 1 to 100
    UnixMs windowMs = 3000;      ///< within, 100 to 600 000
    UnixMs coolDownMs = 60'000;  ///< then the same person is not told again for so long, 0 to 86 400 000
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
    bool operator==(const LookRuleOptions&) const = default;
};

/// When looks of one camera that agree on a person become an event: n of them within a window, then none for
/// a while. Times may jump: a clock that is set back begins anew. Thread: one.
class LookRule {
  public:
    explicit LookRule(LookRuleOptions options = {});
    /// A look that reached the threshold. True if it completes an event.
    bool take(IdentityId identity, UnixMs at);
    /// They were told of at this time, before this rule began.
    void remember(IdentityId identity, UnixMs at);
    /// People that are remembered; those not seen for long are forgotten.
    std::size_t remembered() const { return people_.size(); }

  private:
    struct Person {
        std::deque<UnixMs> looks;
        std::optional<UnixMs> told;
    };
    void forget(UnixMs at);

    LookRuleOptions options_;
    std::map<IdentityId, Person> people_;
    UnixMs latest_ = 0;
};

}  // namespace lineament
