#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/domain/presence.h"

namespace lineament {

class AccessBook;

/// The part of the store about presence: cameras, who was seen, working hours, corrections.
/// Thread, errors and audit as Store.
class PresenceBook {
  public:
    virtual ~PresenceBook() = default;

    /// Doors, schedules, and the log of what was decided at them: see access_book.h.
    virtual AccessBook& access() = 0;

    virtual std::vector<Camera> cameras() const = 0;
    /// Adds it, or changes the one of its id. Throws Error(kInvalidArgument: no name or source, a name that
    /// is taken; kNotFound).
    virtual CameraId saveCamera(const Camera& camera) = 0;
    /// What it saw stays. Throws Error(kNotFound).
    virtual void removeCamera(CameraId id) = 0;

    /// Stored before this returns, all or none. One whose key is there already is not stored again, nor is
    /// one of somebody who was removed meanwhile. Returns: how many were new.
    virtual int addSightings(std::span<const Sighting> sightings) = 0;
    /// From `from` to before `to`, by time, without crops; merged people under their survivor.
    virtual std::vector<Sighting> sightings(UnixMs from, UnixMs to) const = 0;
    virtual std::vector<std::byte> sightingCrop(SightingId id) const = 0;

    virtual std::vector<Shift> shifts() const = 0;
    /// Adds it, or changes the one of its name. The caller has validated it.
    virtual ShiftId saveShift(const Shift& shift) = 0;
    /// With its assignments. Throws Error(kNotFound).
    virtual void removeShift(ShiftId id) = 0;
    virtual std::vector<ShiftAssignment> assignments() const = 0;
    /// One that begins on the same day is replaced. Throws Error(kNotFound).
    virtual void assign(const ShiftAssignment& assignment) = 0;
    virtual std::vector<DayOff> daysOff() const = 0;
    virtual void saveDayOff(const DayOff& off) = 0;
    /// False if there was none.
    virtual bool removeDayOff(Day day, std::optional<IdentityId> identity) = 0;

    /// A decision that undo() takes back: then it holds no more, but stays to be seen.
    /// Throws Error(kInvalidArgument: no reason, no time or one days away; kNotFound: no such person or
    /// sighting of theirs).
    virtual CorrectionId correct(const Correction& correction) = 0;
    /// It holds no more, but stays to be seen; undo() lets it hold again. Throws Error(kNotFound).
    virtual void revoke(CorrectionId id, const std::string& reason) = 0;
    /// Of these days, also the revoked ones, by number.
    virtual std::vector<Correction> corrections(Day from, Day to) const = 0;
};

}  // namespace lineament
