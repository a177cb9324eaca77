#pragma once

#include "core/store/access_book.h"

namespace SQLite {
class Database;
}

namespace lineament {

class SqliteStore;

/// Access over SQLite, by the connections of the store it belongs to.
class SqliteAccessBook final : public AccessBook {
  public:
    explicit SqliteAccessBook(SqliteStore& store) : store_(store) {}

    std::vector<AccessSchedule> schedules() const override;
    ScheduleId saveSchedule(const AccessSchedule& schedule) override;
    void removeSchedule(ScheduleId id) override;
    std::vector<Door> doors() const override;
    std::optional<Door> door(DoorId id) const override;
    DoorId saveDoor(const Door& door) override;
    void removeDoor(DoorId id) override;
    std::optional<IdentityId> holderOf(const std::string& card) const override;
    std::optional<IdentityId> survivor(IdentityId id) const override;
    std::vector<Template> references(IdentityId id, const std::string& recogniser) const override;
    AccessEvent decide(AccessEvent event, UnixMs lookBackMs, const AccessJudge& judge) override;
    void settle(AccessId id, bool opened, const std::string& trouble) override;
    AccessHistory history(DoorId door, IdentityId identity, UnixMs from) const override;
    AccessId forgive(DoorId door, IdentityId identity, const std::string& reason) override;
    AccessId unlock(DoorId door, const std::string& reason) override;
    std::vector<AccessEvent> log(const LogQuery& query) const override;
    std::vector<std::byte> logCrop(AccessId id) const override;
    std::optional<AccessId> brokenAt() const override;

  private:
    void write(SQLite::Database& database, AccessEvent& event);
    AccessId byHand(DoorId door, IdentityId identity, AccessOutcome outcome, const std::string& reason);

    SqliteStore& store_;
};

}  // namespace lineament
