#include "core/presence/access_rule.h"

#include <algorithm>
#include <deque>

#include "core/presence/access_schedule.h"

namespace lineament {
namespace {

AccessVerdict refused(AccessReason reason) {
    return {AccessOutcome::kRefused, reason, {}};
}

bool inGroup(const AccessBasis& basis, const std::string& group) {
    if (group.empty()) return true;
    if (!basis.record) return false;
    const auto& groups = basis.record->groups;
    return std::find(groups.begin(), groups.end(), group) != groups.end();
}

/// Empty if some grant lets them pass now.
std::optional<AccessReason> refusedByGrants(const AccessBasis& basis, UnixMs at) {
    bool known = false;
    for (const auto& grant : basis.door.grants) {
        if (!inGroup(basis, grant.group)) continue;
        known = true;
        if (!grant.schedule.valid()) return std::nullopt;
        for (const auto& schedule : basis.schedules)
            if (schedule.id == grant.schedule && opensAt(schedule, at)) return std::nullopt;
    }
    return known ? AccessReason::kOutOfSchedule : AccessReason::kNoGroup;
}

/// Empty if they may pass in this direction.
std::optional<AccessReason> refusedByPassback(const Door& door, const std::optional<AccessEvent>& last,
                                              UnixMs at) {
    if (!door.antiPassback || !last || last->outcome == AccessOutcome::kForgiven || !last->passed())
        return std::nullopt;
    if (at - last->at >= door.forgetMs || last->passage != door.passage) return std::nullopt;
    return door.passage == Passage::kExit ? AccessReason::kAlreadyOutside : AccessReason::kAlreadyInside;
}

}  // namespace

UnixMs lookBack(const Door& door) {
    return std::max(door.failuresMs + door.lockMs, door.twoPeopleMs);
}

std::optional<UnixMs> lockedUntil(const Door& door, std::span<const AccessEvent> atDoor, UnixMs now) {
    if (door.failures <= 0) return std::nullopt;
    std::deque<UnixMs> failures;
    UnixMs until = 0;
    for (const auto& event : atDoor) {
        if (event.at > now) continue;  // a clock that was set back
        if (event.outcome == AccessOutcome::kGranted) failures.clear();
        if (event.outcome == AccessOutcome::kUnlocked) failures.clear(), until = 0;
        if (event.outcome != AccessOutcome::kRefused || !failsToAuthenticate(event.reason)) continue;
        failures.push_back(event.at);
        while (event.at - failures.front() > door.failuresMs)
            failures.pop_front();
        if (static_cast<int>(failures.size()) < door.failures) continue;
        until = event.at + door.lockMs;
        failures.clear();
    }
    if (now >= until) return std::nullopt;
    return until;
}

std::optional<IdentityId> waitingFor(const Door& door, std::span<const AccessEvent> atDoor, UnixMs now) {
    std::optional<IdentityId> waits;
    for (const auto& event : atDoor) {
        if (event.outcome == AccessOutcome::kGranted) waits.reset();
        if (event.outcome != AccessOutcome::kWaiting || !event.identity.valid()) continue;
        if (event.at <= now && now - event.at <= door.twoPeopleMs) waits = event.identity;
    }
    return waits;
}

AccessVerdict decideAccess(const AccessBasis& basis, const AccessRequest& request,
                           const AccessHistory& history) {
    const auto& door = basis.door;
    if (!door.enabled) return refused(AccessReason::kDoorOff);
    if (lockedUntil(door, history.atDoor, request.at)) return refused(AccessReason::kLockedOut);
    if (request.failed) return refused(*request.failed);
    if (!request.identity.valid()) return refused(AccessReason::kUnknownPerson);
    if (basis.record && (!basis.record->validAt(request.at) || basis.record->dueAt(request.at)))
        return refused(AccessReason::kNotValid);
    if (const auto reason = refusedByGrants(basis, request.at)) return refused(*reason);
    if (const auto reason = refusedByPassback(door, history.lastPassage, request.at)) return refused(*reason);
    if (!door.twoPeople) return {AccessOutcome::kGranted, AccessReason::kAllowed, {}};
    const auto first = waitingFor(door, history.atDoor, request.at);
    if (!first || *first == request.identity)
        return {AccessOutcome::kWaiting, AccessReason::kSecondPersonNeeded, {}};
    return {AccessOutcome::kGranted, AccessReason::kAllowed, *first};
}

}  // namespace lineament
