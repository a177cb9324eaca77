// The main job on real footage with known truth; needs the shared data.
#include "tests/e2e/program.h"

using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

/// Share of the times of [fromMs, toMs) at which a track of that name has a box, in steps of 100 ms.
double coverage(const Json& analysis, const std::string& name, double fromMs, double toMs) {
    int covered = 0, steps = 0;
    for (double ms = fromMs; ms < toMs; ms += 100, ++steps)
        for (const auto& track : analysis.at("tracks"))
            if (track.at("name") == name && track.at("first_ms") <= ms && track.at("last_ms") >= ms) {
                ++covered;
                break;
            }
    return static_cast<double>(covered) / steps;
}

}  // namespace

TEST(KnownPeople, BothArtistsAreNamedOnStageAndNobodyInTheAudience) {
    const auto folder = sharedFolder() / "data/video/hamilton";
    LINEAMENT_NEEDS(folder);
    Program program;
    program.json({"enrol", "--name", "lin", (folder / "lin-manuel-miranda.png").string()});
    program.json({"enrol", "--name", "alex", (folder / "alex-lacamoire.png").string()});
    const auto analysis = program.json({"analyse", (folder / "short_hamilton_clip.mp4").string()});
    EXPECT_EQ(analysis.at("frames"), 275);
    const double frameMs = analysis.at("duration_ms").get<double>() / 275;
    // The truth by eye: alex in 20 to 82 (in and out of the picture), lin in 82 to 211, the audience after.
    EXPECT_GE(coverage(analysis, "alex", 22 * frameMs, 45 * frameMs), 0.8);
    EXPECT_GE(coverage(analysis, "lin", 84 * frameMs, 209 * frameMs), 0.9);
    for (const auto& track : analysis.at("tracks"))
        if (!track.at("name").is_null()) {
            EXPECT_LT(track.at("first_ms").get<double>(), 211 * frameMs) << track.at("name");
            EXPECT_LE(track.at("last_ms").get<double>(), 212 * frameMs) << track.at("name");
        }
    EXPECT_GE(analysis.at("throughput_fps").get<double>(), 25) << "faster than the footage plays";
}
