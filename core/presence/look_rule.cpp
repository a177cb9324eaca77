#include "core/presence/look_rule.h"

#include <algorithm>

#include "core/base/check.h"

namespace lineament {
namespace {

constexpr std::size_t kRemembered = 512;

}  // namespace

void LookRuleOptions::validate() const {
    LINEAMENT_REQUIRE(looks >= 1 && looks <= 100, "looks", "1 to 100 of them can be asked for");
    LINEAMENT_REQUIRE(windowMs >= 100 && windowMs <= 600'000, "window",
                      "it lies between 0.1 and 600 seconds");
    LINEAMENT_REQUIRE(coolDownMs >= 0 && coolDownMs <= 86'400'000, "cool-down",
                      "it lies between 0 and 24 hours");
}

LookRule::LookRule(LookRuleOptions options) : options_(options) {
    options_.validate();
}

bool LookRule::take(IdentityId identity, UnixMs at) {
    if (at < latest_ - options_.windowMs) people_.clear();  // the clock was set back
    latest_ = at;
    if (people_.size() >= kRemembered) forget(at);
    auto& person = people_[identity];
    if (person.told && at - *person.told < options_.coolDownMs) return false;
    person.looks.push_back(at);
    while (at - person.looks.front() > options_.windowMs)
        person.looks.pop_front();
    if (static_cast<int>(person.looks.size()) < options_.looks) return false;
    person.looks.clear();
    person.told = at;
    return true;
}

void LookRule::remember(IdentityId identity, UnixMs at) {
    auto& told = people_[identity].told;
    told = std::max(told.value_or(at), at);
}

void LookRule::forget(UnixMs at) {
    std::erase_if(people_, [&](const auto& entry) {
        const auto& [identity, person] = entry;
        const bool told = person.told && at - *person.told < options_.coolDownMs;
        const bool looked = !person.looks.empty() && at - person.looks.back() <= options_.windowMs;
        return !told && !looked;
    });
}

}  // namespace lineament
