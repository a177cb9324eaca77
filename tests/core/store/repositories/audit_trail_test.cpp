#include "core/store/repositories/audit_trail.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

class Audit : public StoreTest {
  protected:
    Audit() {
        for (int i = 0; i < 6; ++i)
            store->audit("door.open", "door:" + std::to_string(i), "granted");
    }
    /// As somebody would who edits the file behind the program's back.
    void tamper(const std::string& sql) {
        auto database = raw();
        database.exec(
            "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted; "
            "DROP TRIGGER audit_only_grows_at_its_end");
        database.exec(sql);
    }
};

}  // namespace

TEST_F(Audit, TellsWhoDidWhatInOrder) {
    const auto anna = enrol("Anna", 1);
    const auto entries = store->auditEntries();
    ASSERT_THAT(entries, SizeIs(8));
    for (std::size_t i = 0; i < entries.size(); ++i)
        EXPECT_EQ(entries[i].seq, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(entries[2].action, "door.open");
    EXPECT_EQ(entries[2].subject, "door:2");
    EXPECT_EQ(entries[2].detail, "granted");
    EXPECT_EQ(entries[2].actor, "tester");
    EXPECT_EQ(entries[2].at, clock.time);
    EXPECT_EQ(entries[7].action, "identity.enrol");
    EXPECT_EQ(entries[7].subject, "identity:" + std::to_string(anna.value()));
    const auto newest = store->auditEntries(3);
    ASSERT_THAT(newest, SizeIs(3));
    EXPECT_EQ(newest[0].seq, 6);
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(Audit, NeverNamesPeople) {
    const auto anna = store->enrol("Anna Q.", "S-1", {someSample(1)}, "Anna asked").identity;
    store->rename(anna, "Hannah Q.", "Anna asked");
    store->remove(anna, "Anna asked");
    for (const auto& entry : store->auditEntries())
        EXPECT_THAT(entry.subject + entry.detail, testing::Not(HasSubstr("nna")));
}

TEST_F(Audit, RefusesChangesFromAnyProgram) {
    auto database = raw();
    EXPECT_THROW(database.exec("UPDATE audit SET detail = 'refused' WHERE seq = 3"), SQLite::Exception);
    EXPECT_THROW(database.exec("DELETE FROM audit WHERE seq = 3"), SQLite::Exception);
    EXPECT_THROW(database.exec("INSERT OR REPLACE INTO audit VALUES (3, 0, '', '', '', '', '')"),
                 SQLite::Exception);
    EXPECT_THROW(database.exec("INSERT INTO audit VALUES (9, 0, '', '', '', '', '')"), SQLite::Exception);
    EXPECT_THAT(store->auditEntries(), SizeIs(6));
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(Audit, ShowsAChangedLine) {
    tamper("UPDATE audit SET detail = 'refused' WHERE seq = 3");
    EXPECT_EQ(store->auditBrokenAt(), 3);
}

TEST_F(Audit, ShowsAFieldThatWasMovedIntoItsNeighbour) {
    tamper("UPDATE audit SET action = 'door.', subject = 'open' || subject WHERE seq = 2");
    EXPECT_EQ(store->auditBrokenAt(), 2);
}

TEST_F(Audit, ShowsAMissingLine) {
    tamper("DELETE FROM audit WHERE seq = 4");
    EXPECT_EQ(store->auditBrokenAt(), 4);
}

TEST_F(Audit, ShowsAMissingEnd) {
    tamper("DELETE FROM audit WHERE seq >= 5");
    EXPECT_EQ(store->auditBrokenAt(), 5);
}

TEST_F(Audit, ShowsALineWhoseHashWasMadeToFit) {
    tamper("UPDATE audit SET hash = (SELECT hash FROM audit WHERE seq = 5) WHERE seq = 6");
    EXPECT_EQ(store->auditBrokenAt(), 6);
}
