#include "core/pipelines/people/roster.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/store/gallery_book.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;

namespace {

class RosterTest : public testing::Test {
  protected:
    RosterTest() {
        for (const char* name : {"a.jpg", "b.jpg"})
            std::ofstream(folder / name) << "bytes";
    }
    Roster read(const std::string& text) {
        std::ofstream(folder / "roster.csv", std::ios::binary) << text;
        return readRoster(folder / "roster.csv");
    }
    /// The only problem.
    RosterProblem problemOf(const std::string& row) {
        const auto roster = read("name,external id,photos,group,valid from,valid to\n" + row + "\n");
        EXPECT_EQ(roster.problems.size(), 1u) << row;
        return roster.problems.empty() ? RosterProblem() : roster.problems.front();
    }
    TempFolder folder;
};

}  // namespace

TEST_F(RosterTest, ReadsPeopleWithQuotesSeveralPhotosGroupsAndDates) {
    const auto roster = read(
        "\xEF\xBB\xBFName,External ID,Photos,Group,Valid from,Valid to\r\n"
        "\"Lee, Anna\",A-1,a.jpg | b.jpg,staff|lab,2026-01-01,2026-12-31\r\n"
        "王伟,,b.jpg\r\n");
    EXPECT_TRUE(roster.problems.empty());
    ASSERT_EQ(roster.people.size(), 2u);
    const auto& anna = roster.people[0];
    EXPECT_EQ(anna.name, "Lee, Anna");
    EXPECT_EQ(anna.externalId, "A-1");
    EXPECT_EQ(anna.photos.size(), 2u);
    EXPECT_EQ(anna.groups, (std::vector<std::string>{"staff", "lab"}));
    EXPECT_EQ(anna.validFrom, 1767225600000);
    EXPECT_EQ(anna.validTo - anna.validFrom, 365LL * 24 * 3600 * 1000);
    EXPECT_EQ(roster.people[1].name, "王伟");
    EXPECT_EQ(roster.people[1].line, 3);
}

TEST_F(RosterTest, SemicolonsSeparateWhereTheHeaderHasThem) {
    const auto roster = read("name;photos\nAnna;a.jpg\n");
    ASSERT_EQ(roster.people.size(), 1u);
    EXPECT_EQ(roster.people[0].name, "Anna");
}

TEST_F(RosterTest, EveryMistakeOfARowIsASentenceAndTheOthersGoOn) {
    EXPECT_EQ(problemOf(",,a.jpg,,,").column, "name");
    EXPECT_NE(problemOf("=HYPERLINK(1),,a.jpg,,,").reason.find("formula"), std::string::npos);
    EXPECT_EQ(problemOf("Anna,@id,a.jpg,,,").column, "external id");
    EXPECT_EQ(problemOf("Anna,,a.jpg,+group,,").column, "group");
    EXPECT_EQ(problemOf("Anna,,a.jpg,,31.12.2026,").column, "valid from");
    EXPECT_EQ(problemOf("Anna,,a.jpg,,2026-02-30,").column, "valid from");
    EXPECT_EQ(problemOf("Anna,,a.jpg,,2026-02-03,2026-02-01").column, "valid to");
    EXPECT_NE(problemOf("M\xFCller,,a.jpg,,,").reason.find("UTF-8"), std::string::npos);
    EXPECT_EQ(problemOf("Anna,,,,,").reason, "at least one photo is needed");
    const auto roster = read("name,external id,photos\nAnna,1,a.jpg\nBen,1,b.jpg\nCarl,2,b.jpg|gone.jpg\n");
    ASSERT_EQ(roster.people.size(), 2u);
    ASSERT_EQ(roster.problems.size(), 2u);
    EXPECT_EQ(roster.problems[0].line, 3);
    EXPECT_NE(roster.problems[0].reason.find("line 2"), std::string::npos);
    EXPECT_FALSE(roster.problems[1].wholeRow);
    EXPECT_EQ(roster.people[1].photos.size(), 1u);
}

TEST_F(RosterTest, FilesThatAreNoRosterAreRefusedAsAWhole) {
    EXPECT_THROW(readRoster(folder / "nowhere.csv"), Error);
    EXPECT_THROW(read(""), Error);
    EXPECT_THROW(read("first,second\n1,2\n"), Error);
    EXPECT_THROW(read(std::string("\xFF\xFEn\0a\0", 6)), Error);
}

TEST(EnrolRoster, EnrolsWithGroupsAndGoesOnAfterAStop) {
    LINEAMENT_NEEDS(samplePhoto(1));
    TempFolder folder;
    std::ofstream(folder / "roster.csv") << "name,external id,photos,group,valid to\nAnna,A-1,"
                                         << samplePhoto(1).string() << ",staff,2030-01-01\n";
    Workspace workspace(std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder())),
                        Store::open(folder / "store"));
    const auto roster = readRoster(folder / "roster.csv");
    ASSERT_EQ(roster.people.size(), 1u);
    JobContext context;
    EnrolOptions options;
    options.gate = QualityGate::kOff;
    options.severalFaces = SeveralFaces::kLargest;
    const auto first = enrolRoster(workspace, roster, options, context);
    ASSERT_TRUE(first.at(0).identity.valid());
    const auto record = workspace.store().galleryBook().record(first[0].identity);
    EXPECT_EQ(record.groups, std::vector<std::string>{"staff"});
    EXPECT_GT(record.validTo, 0);
    const auto decisions = workspace.store().decisions(0).size();
    const auto again = enrolRoster(workspace, roster, options, context);
    EXPECT_TRUE(again.at(0).accepted.at(0).already);
    EXPECT_EQ(workspace.store().decisions(0).size(), decisions);
}
