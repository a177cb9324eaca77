#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/access.h"

namespace lineament {

/// The part of the store about access: doors, schedules, and the log of what was decided at them.
/// Thread, errors and audit as Store.
class AccessBook {
  public:
    virtual ~AccessBook() = default;

    /// By id.
    virtual std::vector<AccessSchedule> schedules() const = 0;
    /// Adds it, or changes the one of its id; the caller has validated it. Throws Error(kInvalidArgument: no
    /// name, one that is taken; kNotFound).
    virtual ScheduleId saveSchedule(const AccessSchedule& schedule) = 0;
    /// Throws Error(kInvalidArgument: a door goes by it; kNotFound).
    virtual void removeSchedule(ScheduleId id) = 0;

    /// By id, with their grants.
    virtual std::vector<Door> doors() const = 0;
    virtual std::optional<Door> door(DoorId id) const = 0;
    /// Adds it, or changes the one of its id, grants included. Throws Error(kInvalidArgument: no name, one
    /// that is taken, a value out of range; kNotFound: the door or a schedule).
    virtual DoorId saveDoor(const Door& door) = 0;
    /// Its log stays. Throws Error(kNotFound).
    virtual void removeDoor(DoorId id) = 0;

    /// The person of an external id, also of one merged into them; empty: nobody's.
    virtual std::optional<IdentityId> holderOf(const std::string& card) const = 0;
    /// Who this person is now: themselves, or whom they were merged into, however many times; empty: nobody
    /// any more.
    virtual std::optional<IdentityId> survivor(IdentityId id) const = 0;
    /// Their templates under a recogniser key, for a comparison with them alone.
    virtual std::vector<Template> references(IdentityId id, const std::string& recogniser) const = 0;

    /// Decides and writes down in one transaction, so that of two doors that ask for one person at once the
    /// second knows of the first: `judge` is told what was before and may throw, then nothing is written.
    /// Stored for good before this returns. `lookBackMs`: how far the judge sees the door's own events.
    /// Returns: the event with id, outcome, reason, companion, actor. Throws Error(kNotFound: the door).
    virtual AccessEvent decide(AccessEvent event, UnixMs lookBackMs, const AccessJudge& judge) = 0;
    /// What the actuator answered. Throws Error(kNotFound; kInvalidArgument: nothing was granted, or it has
    /// answered already).
    virtual void settle(AccessId id, bool opened, const std::string& trouble = {}) = 0;
    /// What a decision of this door and this person would be told now.
    virtual AccessHistory history(DoorId door, IdentityId identity, UnixMs from) const = 0;
    /// By hand, with a reason: the anti-passback of a person begins anew in the zone of this door, or (no
    /// person) a lock-out of the door ends. Throws Error(kInvalidArgument: no reason; kNotFound).
    virtual AccessId forgive(DoorId door, IdentityId identity, const std::string& reason) = 0;
    virtual AccessId unlock(DoorId door, const std::string& reason) = 0;

    struct LogQuery {
        DoorId door{};          ///< valid: of this one alone
        IdentityId identity{};  ///< valid: of this person alone, also as companion
        std::optional<AccessOutcome> outcome{};
        UnixMs from = 0;
        UnixMs to = 0;      ///< before; 0: no end
        AccessId before{};  ///< valid: only older ones
        int newest = 200;   ///< at most so many; 0: all
    };
    /// Newest first, without crops; merged people under their survivor.
    virtual std::vector<AccessEvent> log(const LogQuery& query) const = 0;
    virtual std::vector<std::byte> logCrop(AccessId id) const = 0;
    /// The first entry that differs from what the audit trail says of it, or is gone; empty if all fit. The
    /// trail itself is checked by Store::auditBrokenAt().
    virtual std::optional<AccessId> brokenAt() const = 0;
};

}  // namespace lineament
