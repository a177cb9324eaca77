// A case from its first recording to the report, on a little film whose truth is known.
#include "core/pipelines/cases/case_report.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "core/image/provenance.h"
#include "core/pipelines/analyse_footage.h"
#include "core/pipelines/cases/case_settings.h"
#include "core/pipelines/cases/cluster_case.h"
#include "core/pipelines/cases/draw_box.h"
#include "core/pipelines/cases/name_person.h"
#include "core/pipelines/cases/search_face.h"
#include "core/pipelines/cases/split_track.h"
#include "tests/core/pipelines/synthetic_footage.h"
#include "tests/support/places.h"

using namespace lineament;
namespace fs = std::filesystem;
using test::SyntheticFootage;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class Cases : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        engine = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
        film = std::make_unique<SyntheticFootage>(*engine);
        place = std::make_unique<test::TempFolder>();
        film->write(*place / "film");
        // Analysed once; every test works on a store of its own with what was found.
        Workspace workspace(engine, Store::open(*place / "store"));
        JobContext context;
        found = analyseFootage(workspace, source(), {}, context);
    }
    static void TearDownTestSuite() {
        place.reset();
        film.reset();
        engine.reset();
    }
    static std::string source() { return (*place / "film").string(); }

    Cases() {
        tracks = found.tracks;
        recording = store->saveAnalysis(found.recording, tracks);
    }
    CaseBook& book() { return store->caseBook(); }
    std::vector<Track> now() { return store->tracks(recording); }
    Track trackOf(TrackId id) {
        for (auto& track : now())
            if (track.id == id) return track;
        return {};
    }
    /// The first track whose middle box lies on Anna, or else on Bea.
    std::vector<TrackId> tracksOfAnna() {
        std::vector<TrackId> hers;
        for (const auto& track : now()) {
            const auto& middle = track.boxes[track.boxes.size() / 2];
            const int frame = static_cast<int>(std::lround(middle.ms / SyntheticFootage::kFrameMs));
            if (iou(film->anna(frame), middle.box) > 0.5f) hers.push_back(track.id);
        }
        return hers;
    }
    TrackId trackOfBea() {
        const auto annas = tracksOfAnna();
        for (const auto& track : now())
            if (std::find(annas.begin(), annas.end(), track.id) == annas.end()) return track.id;
        return {};
    }
    NamePersonResult name(std::vector<TrackId> who, const std::string& called) {
        NamePersonRequest request;
        request.tracks = std::move(who);
        request.name = called;
        request.gate = QualityGate::kOff;
        return namePerson(workspace, request, context);
    }

    static inline std::shared_ptr<FaceEngine> engine;
    static inline std::unique_ptr<SyntheticFootage> film;
    static inline std::unique_ptr<test::TempFolder> place;
    static inline AnalysisResult found;
    test::TempFolder folder;
    std::shared_ptr<Store> store = Store::open(folder / "store");
    Workspace workspace{engine, store};
    JobContext context;
    std::vector<Track> tracks;
    RecordingId recording;
};

}  // namespace

TEST_F(Cases, TwoTracksOfOneUnknownPersonGetOneNumber) {
    const auto annas = tracksOfAnna();
    ASSERT_EQ(annas.size(), 2u) << "before and after the cut";
    const auto result = clusterCase(workspace, CaseBook::kUnsorted, {}, context);
    EXPECT_EQ(result.tracks, 3);
    EXPECT_EQ(result.people, 2);
    std::map<TrackId, int> numbers;
    for (const auto& unknown : book().unknowns(CaseBook::kUnsorted))
        numbers[unknown.track] = unknown.number;
    EXPECT_EQ(numbers[annas[0]], numbers[annas[1]]);
    EXPECT_NE(numbers[annas[0]], numbers[trackOfBea()]);
}

TEST_F(Cases, NamingGoesOnToLikeTracksAndIsTakenBackAsOne) {
    const auto annas = tracksOfAnna();
    const auto result = name({annas[0]}, "Anna");
    ASSERT_TRUE(result.person.identity.valid());
    EXPECT_TRUE(result.created);
    EXPECT_THAT(result.person.accepted, testing::Not(IsEmpty()));
    EXPECT_THAT(result.suggested, testing::ElementsAre(annas[1]));
    EXPECT_EQ(trackOf(annas[0]).state, TrackState::kConfirmed);
    EXPECT_EQ(trackOf(annas[1]).state, TrackState::kSuggested);
    EXPECT_EQ(trackOf(trackOfBea()).state, TrackState::kUnknown);
    store->undo();
    EXPECT_THAT(store->identities(), IsEmpty());
    EXPECT_EQ(trackOf(annas[1]).state, TrackState::kUnknown);
    store->redo();
    EXPECT_EQ(trackOf(annas[1]).name, "Anna");
}

TEST_F(Cases, NobodyIsEnrolledFromARecordingThatSaysANetworkMadeIt) {
    const auto annas = tracksOfAnna();
    saveProvenanceBeside(source(), {SourceType::kGenerated, {{"kind", "walk"}}});
    const auto result = name({annas[0]}, "Anna");
    fs::remove(source() + ".xmp");
    EXPECT_FALSE(result.person.identity.valid());
    ASSERT_FALSE(result.person.rejected.empty());
    EXPECT_EQ(result.person.rejected[0].code, RejectionCode::kUnsupported);
    EXPECT_THAT(result.person.rejected[0].path, testing::HasSubstr("#t="));
    EXPECT_THAT(store->identities(), IsEmpty());
}

TEST_F(Cases, ARefusedPairIsNotSuggestedAgain) {
    const auto annas = tracksOfAnna();
    const auto anna = name({annas[0]}, "Anna").person.identity;
    ReviewDecision decision{.kind = "review.reject"};
    decision.namings = {{annas[1], std::nullopt, TrackState::kUnknown}};
    decision.refusals = {{annas[1], anna}};
    book().review(decision);
    EXPECT_EQ(clusterCase(workspace, CaseBook::kUnsorted, {}, context).suggestions, 0);
    NamePersonRequest again;
    again.tracks = {annas[0]};
    again.identity = anna;
    EXPECT_THAT(namePerson(workspace, again, context).suggested, IsEmpty());
}

TEST_F(Cases, SomebodyEnrolledSinceIsSuggested) {
    Sample sample{.path = "anna.jpg", .sha256 = "anna"};
    sample.face = film->annasFace();
    store->enrol("Anna", {}, {{sample, {film->annasTemplate()}}});
    EXPECT_EQ(clusterCase(workspace, CaseBook::kUnsorted, {}, context).suggestions, 2);
    for (const auto id : tracksOfAnna())
        EXPECT_EQ(trackOf(id).state, TrackState::kSuggested);
}

TEST_F(Cases, ASplitGivesEitherPartATemplate) {
    const auto anna = tracksOfAnna().front();
    const Track whole = trackOf(anna);
    const double middle = (whole.firstMs + whole.lastMs) / 2;
    const auto [before, after] = splitTrackAt(workspace, CaseBook::kUnsorted, anna, middle, context);
    EXPECT_LT(trackOf(before).lastMs, middle);
    EXPECT_GE(trackOf(after).firstMs, middle);
    EXPECT_TRUE(trackOf(before).pooled);
    EXPECT_TRUE(trackOf(after).pooled);
    EXPECT_THROW(splitTrackAt(workspace, CaseBook::kUnsorted, anna, middle, context), Error) << "it is gone";
    store->undo();
    EXPECT_EQ(now().size(), tracks.size());
}

TEST_F(Cases, ABoxDrawnByHandIsFollowedAndJoinsTheTrackItMeets) {
    // Bea's track is taken away; her face is drawn instead, in the middle of the shot.
    const auto bea = trackOfBea();
    ReviewDecision gone{.kind = "review.not_a_face"};
    gone.hidden = {{bea, TrackHidden::kNotAFace}};
    book().review(gone);
    constexpr int kDrawnAt = 30;
    const DrawBoxRequest request{CaseBook::kUnsorted, recording, source(),
                                 kDrawnAt * SyntheticFootage::kFrameMs, *film->bea(kDrawnAt)};
    const auto drawn = drawBox(workspace, request, context);
    EXPECT_FALSE(drawn.joined.valid());
    EXPECT_GT(drawn.frames, 20);
    const Track track = trackOf(drawn.track);
    EXPECT_TRUE(track.pooled);
    EXPECT_LT(track.lastMs, SyntheticFootage::kCut * SyntheticFootage::kFrameMs) << "never across a cut";
    for (const auto& box : track.boxes)
        EXPECT_GT(
            iou(*film->bea(static_cast<int>(std::lround(box.ms / SyntheticFootage::kFrameMs))), box.box),
            0.5f);
    // Drawn once more just beside: it runs into the first one at once.
    const auto again = drawBox(workspace, request, context);
    EXPECT_EQ(again.joined, drawn.track);
    DrawBoxRequest small = request;
    small.box.width = 3;
    EXPECT_THROW(drawBox(workspace, small, context), Error);
}

TEST_F(Cases, SomebodyWhomTheDetectorDoesNotSeeIsEnrolledIfOneInsists) {
    // Nobody is there, so that nobody is found in the look either.
    const BoxPx box{4, 4, 30, 36};
    const auto drawn = drawBox(
        workspace, {CaseBook::kUnsorted, recording, source(), 30 * SyntheticFootage::kFrameMs, box}, context);
    NamePersonRequest request;
    request.tracks = {drawn.track};
    request.name = "Somebody";
    const auto refused = namePerson(workspace, request, context);
    EXPECT_FALSE(refused.person.identity.valid());
    ASSERT_THAT(refused.person.rejected, SizeIs(1));
    EXPECT_EQ(refused.person.rejected.front().code, RejectionCode::kNoFace);
    request.gate = QualityGate::kOff;
    const auto named = namePerson(workspace, request, context);
    ASSERT_THAT(named.person.accepted, SizeIs(1));
    EXPECT_EQ(trackOf(drawn.track).name, "Somebody");
    // The face is where the box was drawn: the crop has a margin of a quarter, less where the picture ends.
    const auto& face = named.person.accepted.front().face.box;
    EXPECT_NEAR(face.x, box.x, 1);
    EXPECT_NEAR(face.y, box.y, 1);
    EXPECT_NEAR(face.width, box.width, 1);
    EXPECT_NEAR(face.height, box.height, 1);
}

TEST_F(Cases, AFaceIsFoundInAllCases) {
    const auto lobby = book().createCase("Lobby");
    book().addSource(lobby, source(), "");
    const auto search = searchFace(workspace, film->annasTemplate(), 10, context);
    EXPECT_EQ(search.searched, 3u);
    ASSERT_THAT(search.hits, SizeIs(3));
    EXPECT_TRUE(search.hits[0].reaches && search.hits[1].reaches);
    EXPECT_FALSE(search.hits[2].reaches) << "Bea";
    EXPECT_EQ(search.hits[2].track.id, trackOfBea());
    EXPECT_THAT(search.hits[0].cases, testing::ElementsAre(lobby));
    EXPECT_EQ(search.hits[0].source, source());
}

TEST_F(Cases, SettingsOfACaseMakeAnEngineOfTheirOwn) {
    CaseSettings settings{.minFacePx = 24, .detectEveryNth = 3, .fmr = 1e-3};
    EXPECT_EQ(caseSettingsFrom(toJson(settings)), settings);
    EXPECT_EQ(caseSettingsFrom("{}"), CaseSettings{});
    EXPECT_THROW(caseSettingsFrom("[]"), Error);
    EXPECT_THROW(caseSettingsFrom(R"({"min_face_px":"wide"})"), Error);
    EXPECT_THROW(caseSettingsFrom(R"({"fmr":2})"), Error);
    const auto shared = std::make_shared<Workspace>(engine, store);
    EXPECT_EQ(workspaceFor(shared, {}), shared);
    const auto other = workspaceFor(shared, settings);
    EXPECT_EQ(other->engine().options().minFacePx, 24);
    EXPECT_EQ(other->operatingPoint().fmr, 1e-3);
    EXPECT_EQ(&other->store(), store.get());
}

TEST_F(Cases, TheReportSaysWhoWhenAndHowItIsKnown) {
    const auto annas = tracksOfAnna();
    name({annas[0]}, "Anna <b>");
    clusterCase(workspace, CaseBook::kUnsorted, {}, context);
    const auto report = readCaseReport(workspace, CaseBook::kUnsorted, {}, context);
    EXPECT_TRUE(report.auditWhole);
    EXPECT_THAT(report.decisions, SizeIs(1));
    EXPECT_THAT(report.models, SizeIs(2));
    const auto html = caseReportHtml(
        report, [](const char* text) { return std::string(text); }, "en");
    for (const char* said : {"Anna &lt;b&gt;", "Unknown-1", "lead, not an identification", "review.name",
                             "<td>named</td>", "data:image/jpeg", "Threshold", "fr_feature"})
        EXPECT_NE(html.find(said), std::string::npos) << said;
    EXPECT_EQ(html.find("Anna <b>"), std::string::npos);
    const auto csv = caseReportCsv(report);
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 4) << "a head and three tracks";
    const auto json = nlohmann::json::parse(caseReportJson(report));
    EXPECT_EQ(json["people"].size(), 3u) << "Anna, Anna as suggested, and Bea";
    EXPECT_EQ(json["audit_whole"], true);
    EXPECT_THROW(readCaseReport(workspace, CaseId(99), {}, context), Error);
}
