#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/domain/access.h"
#include "core/domain/person_record.h"

namespace lineament {

/// Who stands before a door, as far as face and card say.
struct AccessRequest {
    IdentityId identity;                 ///< not valid if `failed`
    std::optional<AccessReason> failed;  ///< why nobody was recognised
    UnixMs at = 0;
};

/// What the rules of a door are about.
struct AccessBasis {
    Door door;
    std::vector<AccessSchedule> schedules;
    std::optional<PersonRecord> record;  ///< of the person; empty: nothing is kept about them
};

/// Grants or refuses, in this order: the door is on, not locked out, the person was recognised, is valid, is
/// in a group that may pass, now; has not passed already; has not come alone where two are needed. Whatever
/// is not known refuses. Throws Error(kNotFound) for the time zone of a schedule.
AccessVerdict decideAccess(const AccessBasis& basis, const AccessRequest& request,
                           const AccessHistory& history);

/// Until when the door is locked after repeated failures; empty if it is not. `atDoor` by time. Failures in a
/// row count: whoever may pass ends them, and so does unlocking by hand.
std::optional<UnixMs> lockedUntil(const Door& door, std::span<const AccessEvent> atDoor, UnixMs now);

/// Who waits for a second person, and has not waited too long; empty if nobody.
std::optional<IdentityId> waitingFor(const Door& door, std::span<const AccessEvent> atDoor, UnixMs now);

/// So far back the rules of a door look at its events, ms.
UnixMs lookBack(const Door& door);

}  // namespace lineament
