#include "core/presence/roster_file.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/presence/calendar.h"

using namespace lineament;

namespace {

std::string whyRefused(const std::string& json) {
    try {
        readRoster(json, "roster.json");
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kUnreadable);
        return error.detail();
    }
    return "";
}

}  // namespace

TEST(RosterFile, ReadsShiftsAssignmentsAndDaysOff) {
    const auto roster = readRoster(
        R"({"shifts":[{"name":"Night","time_zone":"Europe/Berlin","from":"22:00","to":"06:00","weekdays":["fri","sat"],
            "breaks":[{"from":"23:30","to":"00:15"}],"grace_late":10}],
            "assignments":[{"person":17,"shift":"Night","from":"2026-03-01","to":"2026-03-31"}],
            "days_off":[{"day":"2026-03-06","name":"Holiday"}]})",
        "roster.json");
    ASSERT_EQ(roster.shifts.size(), 1u);
    EXPECT_EQ(roster.shifts[0].fromMinute, 22 * 60);
    EXPECT_EQ(roster.shifts[0].toMinute, 30 * 60);
    EXPECT_EQ(roster.shifts[0].weekdays, 0b0110000u);
    EXPECT_EQ(roster.shifts[0].breaks, (std::vector<Break>{{23 * 60 + 30, 24 * 60 + 15}}));
    EXPECT_EQ(roster.shifts[0].graceLateMinutes, 10);
    EXPECT_EQ(roster.assignments.at(0).person, "17");
    EXPECT_EQ(roster.daysOff.at(0).name, "Holiday");
}

TEST(RosterFile, SaysWhereItIsCorrupt) {
    EXPECT_EQ(whyRefused("{\"shifts\": ["), "it is not JSON");
    EXPECT_EQ(whyRefused("[1]"), "roster: it is not an object");
    EXPECT_EQ(whyRefused("{}"), "roster: there are no shifts, assignments or days off in it");
    EXPECT_EQ(whyRefused(R"({"shift":[]})"),
              "roster: it has \"shift\" besides \"shifts\", \"assignments\" and \"days_off\"");
    EXPECT_EQ(
        whyRefused(
            R"({"shifts":[{"name":"A","from":"08:00","to":"16:00"},{"name":"A","from":"09:00","to":"17:00"}]})"),
        "shifts entry 2: there is a shift called A above it");
    EXPECT_EQ(whyRefused(R"({"shifts":[{"name":"A","from":"8:00","to":"16:00"}]})"),
              "shifts entry 1: \"from\" must be a time as 08:30");
    EXPECT_NE(
        whyRefused(R"({"shifts":[{"name":"A","from":"08:00","to":"16:00","time_zone":"Nowhere/At_All"}]})"),
        "");
    EXPECT_NE(whyRefused(R"({"shifts":[{"name":"A","from":"08:00","to":"16:00","weekdays":["someday"]}]})"),
              "");
    EXPECT_NE(
        whyRefused(
            R"({"shifts":[{"name":"A","from":"08:00","to":"16:00","breaks":[{"from":"17:00","to":"18:00"}]}]})"),
        "");
    EXPECT_EQ(whyRefused(R"({"assignments":[{"person":"a","shift":"b","from":"2026-02-30"}]})"),
              "assignments entry 1: \"from\" must be a day as 2026-11-12");
    EXPECT_NE(whyRefused(R"({"assignments":[{"person":{},"shift":"b","from":"2026-02-03"}]})"), "");
}
