// Signed reports of comparisons, people enrolled twice and deletions by schedule, through the real program.
#include <fstream>
#include <iterator>

#include "tests/e2e/program.h"

using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

std::string textOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST(Examination, AReportIsVerifiedRepeatedAndKnownToBeAltered) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const Program program;
    const auto report = program.folder() / "report.html";
    program.json({"compare", portrait(program, 0).string(), otherPortrait(program, 0).string(), "--report",
                  report.string(), "--examiner", "Ada"});
    const auto check = program.json({"verify-report", report.string(), "--repeat"});
    EXPECT_TRUE(check.at("signature_valid") && check.at("own_key"));
    EXPECT_TRUE(check.at("repetition").at("same"));
    EXPECT_LT(check.at("repetition").at("largest_difference"), 1e-6);

    auto text = textOf(report);
    text.replace(text.find("Ada"), 3, "Eve");
    std::ofstream(report, std::ios::binary) << text;
    const auto altered = program.json({"verify-report", report.string()}, 3);
    EXPECT_FALSE(altered.at("signature_valid"));
    EXPECT_EQ(program({"verify-report", portrait(program, 1).string()}).status, 3);
    EXPECT_EQ(program({"verify-report", (program.folder() / "nowhere.html").string()}).status, 3);
}

TEST(Examination, WhoLooksEnrolledIsReportedHeldOrStored) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const Program program;
    const auto photo = portrait(program, 0).string(), other = otherPortrait(program, 0).string();
    EXPECT_TRUE(program.json({"enrol", "--name", "Ada", photo}).at("possible_duplicates").empty());
    const auto held = program.json({"enrol", "--name", "Eve", "--duplicates", "hold", other}, 1);
    EXPECT_TRUE(held.at("identity_id").is_null());
    EXPECT_EQ(held.at("possible_duplicates").at(0).at("alike").at("name"), "Ada");
    EXPECT_EQ(program.json({"identities", "list"}).at("identities").size(), 1u);
    const auto stored = program.json({"enrol", "--name", "Eve", other});
    EXPECT_FALSE(stored.at("identity_id").is_null()) << "as it always was";
    EXPECT_EQ(stored.at("possible_duplicates").size(), 1u);
}

TEST(Examination, APurgeByScheduleWaitsUntilItIsTime) {
    const Program program;
    EXPECT_FALSE(program.json({"purge", "--scheduled"}).at("purged")) << "there is no schedule";
    program.json({"purge", "--every", "7"});
    EXPECT_TRUE(program.json({"purge", "--scheduled"}).at("purged"));
    EXPECT_FALSE(program.json({"purge", "--scheduled"}).at("purged"));
    EXPECT_TRUE(program.json({"audit", "verify"}).at("valid"));
}
