#pragma once

#include "core/store/presence_book.h"

namespace lineament {

class SqliteStore;

/// Presence over SQLite, by the connections of the store it belongs to.
class SqlitePresenceBook final : public PresenceBook {
  public:
    explicit SqlitePresenceBook(SqliteStore& store) : store_(store) {}

    AccessBook& access() override;
    std::vector<Camera> cameras() const override;
    CameraId saveCamera(const Camera& camera) override;
    void removeCamera(CameraId id) override;
    int addSightings(std::span<const Sighting> sightings) override;
    std::vector<Sighting> sightings(UnixMs from, UnixMs to) const override;
    std::vector<std::byte> sightingCrop(SightingId id) const override;
    std::vector<Shift> shifts() const override;
    ShiftId saveShift(const Shift& shift) override;
    void removeShift(ShiftId id) override;
    std::vector<ShiftAssignment> assignments() const override;
    void assign(const ShiftAssignment& assignment) override;
    std::vector<DayOff> daysOff() const override;
    void saveDayOff(const DayOff& off) override;
    bool removeDayOff(Day day, std::optional<IdentityId> identity) override;
    CorrectionId correct(const Correction& correction) override;
    void revoke(CorrectionId id, const std::string& reason) override;
    std::vector<Correction> corrections(Day from, Day to) const override;

  private:
    SqliteStore& store_;
};

}  // namespace lineament
