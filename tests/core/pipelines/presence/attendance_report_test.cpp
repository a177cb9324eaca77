#include "core/pipelines/presence/attendance_report.h"

#include <gmock/gmock.h>

#include <fstream>

#include "core/base/error.h"
#include "core/pipelines/presence/attendance_people.h"
#include "core/presence/calendar.h"
#include "core/store/presence_book.h"
#include "tests/support/places.h"

using namespace lineament;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

class AttendanceReportTest : public testing::Test {
  protected:
    AttendanceReportTest() : store(Store::open(folder / "store")) {}
    IdentityId enrol(const std::string& name, const std::string& externalId) {
        Store::NewSample sample;
        sample.sample.path = name;
        sample.sample.sha256 = externalId;
        sample.templates = {{"test@1", {1.0f}}};
        return store->enrol(name, externalId, {sample}).identity;
    }
    std::filesystem::path write(const std::string& text) {
        std::ofstream(folder / "roster.json") << text;
        return folder / "roster.json";
    }
    void seen(IdentityId who, UnixMs at) {
        Sighting sighting;
        sighting.key = std::to_string(at);
        sighting.identity = who;
        sighting.at = at;
        store->presence().addSightings({&sighting, 1});
    }

    test::TempFolder folder;
    std::shared_ptr<Store> store;
};

}  // namespace

TEST_F(AttendanceReportTest, GoesFromARosterFileToTableCsvAndWorkbook) {
    const auto ada = enrol("=cmd|' /C calc'!A0", "17");
    enrol("Ben, \"B\"", "18");
    const auto outcome = importRoster(
        *store, write(
                    R"({"shifts":[{"name":"Day","time_zone":"Europe/Berlin","from":"08:00","to":"16:00"}],
            "assignments":[{"person":"17","shift":"Day","from":"2026-03-01"},{"person":18,"shift":"Day","from":"2026-03-01"}],
            "days_off":[{"day":"2026-03-13","name":"Holiday"}]})"));
    EXPECT_EQ(outcome.assignments, 2);
    seen(ada, 1'773'298'800'000);  // 2026-03-12T07:00Z, 08:00 in Berlin
    seen(ada, 1'773'327'600'000);  // 15:00Z
    const auto report = attendanceReport(*store, *dayFromIso("2026-03-12"), *dayFromIso("2026-03-13"), "UTC",
                                         1'800'000'000'000);
    ASSERT_EQ(report.days.size(), 4u);
    EXPECT_EQ(report.days[0].status, AttendanceStatus::kPresent);
    EXPECT_EQ(report.days[1].status, AttendanceStatus::kAbsent);
    EXPECT_EQ(report.days[2].status, AttendanceStatus::kDayOff);

    const auto csv = attendanceCsv(report);
    EXPECT_THAT(csv, StartsWith("\xEF\xBB\xBF"
                                "date,identity_id,name"));
    EXPECT_THAT(csv, HasSubstr("2026-03-12,1,'=cmd|' /C calc'!A0,Day,"));
    EXPECT_THAT(csv, HasSubstr(",\"Ben, \"\"B\"\"\",Day,"));
    EXPECT_THAT(csv, HasSubstr("2026-03-12T08:00:00.000+01:00"));

    writeAttendanceXlsx(report, folder / "march.xlsx");
    std::ifstream file(folder / "march.xlsx", std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    EXPECT_THAT(bytes, StartsWith("PK"));
    EXPECT_GT(bytes.size(), 4000u);
    EXPECT_THROW(writeAttendanceXlsx(report, folder / "no/such/folder.xlsx"), Error);
}

TEST_F(AttendanceReportTest, FieldsOfACsvFileAreNeverFormulas) {
    for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"})
        EXPECT_EQ(csvField(text).find_first_not_of('"'), csvField(text).find('\'')) << text;
    EXPECT_EQ(csvField("Ada"), "Ada");
    EXPECT_EQ(csvField("a\nb"), "\"a\nb\"");
}

TEST_F(AttendanceReportTest, ACorruptRosterChangesNothing) {
    enrol("Ada", "17");
    enrol("Twin", "1");
    enrol("Twin", "2");
    for (
        const char* text :
        {"{",
         R"({"shifts":[{"name":"Day","from":"08:00","to":"16:00"}],"assignments":[{"person":"nobody","shift":"Day","from":"2026-03-01"}]})",
         R"({"shifts":[{"name":"Day","from":"08:00","to":"16:00"}],"assignments":[{"person":"17","shift":"Night","from":"2026-03-01"}]})",
         R"({"shifts":[{"name":"Day","from":"08:00","to":"16:00"}],"assignments":[{"person":"Twin","shift":"Day","from":"2026-03-01"}]})"})
        EXPECT_THROW(importRoster(*store, write(text)), Error) << text;
    EXPECT_TRUE(store->presence().shifts().empty());
    EXPECT_THROW(importRoster(*store, folder / "missing.json"), Error);
}

TEST_F(AttendanceReportTest, GivesEachPersonARowWithTheirSums) {
    const auto ben = enrol("Ben", "18"), ada = enrol("Ada", "17");
    enrol("Cleo", "19");
    importRoster(
        *store,
        write(R"({"shifts":[{"name":"Day","time_zone":"UTC","from":"08:00","to":"16:00"}],
            "assignments":[{"person":"17","shift":"Day","from":"2026-03-12"},{"person":"18","shift":"Day","from":"2026-03-12"}],
            "days_off":[]})"));
    constexpr UnixMs kMidnight = 1'773'273'600'000, kHour = 3'600'000;  // 2026-03-12, a Thursday
    seen(ada, kMidnight + 9 * kHour);
    seen(ada, kMidnight + 17 * kHour + 60'000);
    seen(ben, kMidnight + 24 * kHour + 8 * kHour);
    seen(ben, kMidnight + 24 * kHour + 16 * kHour + 1);
    const auto report = attendanceReport(*store, *dayFromIso("2026-03-11"), *dayFromIso("2026-03-13"), "UTC",
                                         1'800'000'000'000);
    const auto people = attendanceByPerson(report);
    ASSERT_EQ(people.size(), 2u) << "nothing is known of Cleo";
    EXPECT_EQ(people[0].name, "Ada");
    EXPECT_EQ(people[0].identity, ada);
    ASSERT_EQ(people[0].days.size(), 3u);
    EXPECT_EQ(people[0].days[0], -1) << "the shift begins the day after";
    EXPECT_EQ(report.days[static_cast<std::size_t>(people[0].days[1])].identity, ada);
    EXPECT_EQ(people[0].daysWorked, 1);
    EXPECT_EQ(people[0].daysLate, 1);
    EXPECT_EQ(people[0].daysAbsent, 1);
    EXPECT_EQ(people[0].workedMinutes, 8 * 60 + 1);
    EXPECT_EQ(people[0].lateMinutes, 60);
    EXPECT_EQ(people[0].overtimeMinutes, 61);
    EXPECT_EQ(people[1].name, "Ben");
    EXPECT_EQ(people[1].daysLate, 0);
}

TEST_F(AttendanceReportTest, ThePersonSheetHoldsWhatTheDaysWereWorkedOutFrom) {
    const auto ada = enrol("Ada", "17"), ben = enrol("Ben", "18");
    constexpr UnixMs kMidnight = 1'773'273'600'000, kHour = 3'600'000;
    const auto day = *dayFromIso("2026-03-12");
    seen(ada, kMidnight + 9 * kHour);
    seen(ada, kMidnight + 15 * kHour);
    seen(ben, kMidnight + 10 * kHour);
    store->presence().correct({{}, ada, day, Correction::Kind::kEntry, kMidnight + 8 * kHour, {}, "badge forgotten"});
    const auto wrong =
        store->presence().correct({{}, ada, day, Correction::Kind::kExit, kMidnight + 20 * kHour, {}, "a slip"});
    store->presence().revoke(wrong, "a slip");
    const auto sheet = personSheet(*store, ada, day, day, "UTC", 1'800'000'000'000);
    ASSERT_EQ(sheet.report.days.size(), 1u);
    EXPECT_EQ(sheet.report.names[0], "Ada");
    EXPECT_EQ(sheet.report.days[0].arrival, kMidnight + 8 * kHour);
    EXPECT_EQ(sheet.report.days[0].departure, kMidnight + 15 * kHour);
    EXPECT_EQ(sheet.report.days[0].firstSeen, kMidnight + 9 * kHour);
    ASSERT_EQ(sheet.sightings.size(), 2u);
    ASSERT_EQ(sheet.corrections.size(), 2u);
    EXPECT_FALSE(sheet.corrections[0].revoked);
    EXPECT_TRUE(sheet.corrections[1].revoked);
    EXPECT_THROW(personSheet(*store, IdentityId(99), day, day, "UTC", 0), Error);
}
