#include "app/cli/analysis_report.h"

#include <gmock/gmock.h>

#include <fstream>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using testing::HasSubstr;

namespace {

AnalysisResult oneTrack() {
    AnalysisResult result;
    result.recording.source = "clip.mp4";
    result.recording.durationMs = 4000;
    result.frames = 100;
    Track track;
    track.id = TrackId(1);
    track.firstMs = 1000;
    track.lastMs = 3000;
    track.identity = IdentityId(1);
    track.name = "<b>Ada</b> & \"Co\"";
    track.shots = {{1500, {1, 2, 3, 4}, 90, {std::byte{0xff}, std::byte{0xd8}}}};
    result.tracks = {track};
    return result;
}

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST(AnalysisReport, HoldsTheDocumentThePageAndThePictures) {
    const test::TempFolder folder;
    cli::writeAnalysisReport(oneTrack(), folder / "a");
    EXPECT_EQ(cli::Json::parse(contentOf(folder / "a/analysis.json")), cli::analysisJson(oneTrack()));
    EXPECT_EQ(contentOf(folder / "a/tracks/0001.jpg"), "\xff\xd8");
    const auto page = contentOf(folder / "a/report.html");
    EXPECT_THAT(page, HasSubstr("&lt;b&gt;Ada&lt;/b&gt; &amp; &quot;Co&quot;"))
        << "a name is text, not markup";
    EXPECT_THAT(page, HasSubstr("left:25.00%;width:50.00%"));
    EXPECT_THAT(page, HasSubstr("src=\"tracks/0001.jpg\""));
}

TEST(AnalysisReport, SaysWhenItsFolderCannotBeMade) {
    const test::TempFolder folder;
    std::ofstream(folder / "file") << "in the way";
    try {
        cli::writeAnalysisReport(oneTrack(), folder / "file");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kUnwritable);
    }
}
