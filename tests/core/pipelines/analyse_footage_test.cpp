#include "core/pipelines/analyse_footage.h"

#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/file_lock.h"
#include "core/base/hash.h"
#include "core/media/video_writer.h"
#include "core/pipelines/cases/similarity_over_time.h"
#include "core/store/look_book.h"
#include "tests/core/pipelines/synthetic_footage.h"
#include "tests/support/places.h"

using namespace lineament;
using test::SyntheticFootage;

namespace {

class AnalyseFootage : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        engine = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
        film = std::make_unique<SyntheticFootage>(*engine);
        place = std::make_unique<test::TempFolder>();
        film->write(*place / "film");
    }
    static void TearDownTestSuite() {
        place.reset();
        film.reset();
        engine.reset();
    }

    std::string source() const { return (*place / "film").string(); }
    AnalysisResult analyse(const AnalyseOptions& options = {}) {
        JobContext context;
        return analyseFootage(workspace, source(), options, context);
    }
    void enrolAnna() {
        Sample sample{.path = "anna.jpg", .sha256 = "anna"};
        sample.face = film->annasFace();
        store->enrol("Anna", {}, {{sample, {film->annasTemplate()}}});
    }

    static inline std::shared_ptr<FaceEngine> engine;
    static inline std::unique_ptr<SyntheticFootage> film;
    static inline std::unique_ptr<test::TempFolder> place;
    test::TempFolder folder;
    std::shared_ptr<Store> store = Store::open(folder / "store");
    Workspace workspace{engine, store};
};

int frameOf(double ms) {
    return static_cast<int>(std::lround(ms / SyntheticFootage::kFrameMs));
}

/// Share of the track's boxes that lie on a person.
template <class Truth>
double shareOn(const Track& track, Truth truth) {
    int on = 0;
    for (const TrackBox& box : track.boxes) {
        const std::optional<BoxPx> there = truth(frameOf(box.ms));
        on += there && iou(*there, box.box) > 0.6f;
    }
    return static_cast<double>(on) / static_cast<double>(track.boxes.size());
}

const Track* trackOn(const AnalysisResult& result, int frame, const BoxPx& truth) {
    for (const Track& track : result.tracks)
        for (const TrackBox& box : track.boxes)
            if (frameOf(box.ms) == frame && iou(box.box, truth) > 0.5f) return &track;
    return nullptr;
}

}  // namespace

TEST_F(AnalyseFootage, MakesOneTrackAPersonAndShotThroughTheOcclusionAndNotAcrossTheCut) {
    const auto result = analyse();
    EXPECT_EQ(result.frames, SyntheticFootage::kFrames);
    EXPECT_FALSE(result.endedEarly);
    ASSERT_EQ(result.tracks.size(), 3u);

    const Track* anna = trackOn(result, 5, film->anna(5));
    ASSERT_TRUE(anna);
    EXPECT_EQ(anna, trackOn(result, SyntheticFootage::kCut - 5, film->anna(SyntheticFootage::kCut - 5)));
    EXPECT_GT(shareOn(*anna, [](int frame) { return std::optional(film->anna(frame)); }), 0.95);
    EXPECT_TRUE(anna->boxes[30].interpolated) << "hidden by the board";
    EXPECT_EQ(frameOf(anna->lastMs), SyntheticFootage::kCut - 1);

    const Track* later = trackOn(result, SyntheticFootage::kCut + 5, film->anna(SyntheticFootage::kCut + 5));
    ASSERT_TRUE(later);
    EXPECT_NE(later, anna);
    EXPECT_EQ(frameOf(later->firstMs), SyntheticFootage::kCut);

    const Track* bea = trackOn(result, 5, *film->bea(5));
    ASSERT_TRUE(bea);
    EXPECT_EQ(bea->frames, SyntheticFootage::kCut);
    EXPECT_GT(shareOn(*bea, [](int frame) { return film->bea(frame); }), 0.95);
}

TEST_F(AnalyseFootage, KeepsBestShotsAndOneTemplateATrack) {
    const auto result = analyse();
    for (const Track& track : result.tracks) {
        ASSERT_FALSE(track.shots.empty());
        EXPECT_LE(track.shots.size(), 5u);
        for (std::size_t i = 1; i < track.shots.size(); ++i)
            EXPECT_LE(track.shots[i].quality, track.shots[i - 1].quality);
        EXPECT_FALSE(track.shots.front().crop.empty());
        ASSERT_TRUE(track.pooled);
        EXPECT_EQ(track.pooled->recogniser, engine->recogniserKey());
        EXPECT_NEAR(similarity(*track.pooled, *track.pooled), 1, 1e-4);
    }
}

TEST_F(AnalyseFootage, CarriesTheNameOfTheEnrolledAndNoOther) {
    enrolAnna();
    const auto result = analyse();
    ASSERT_EQ(result.tracks.size(), 3u);
    int named = 0;
    for (const Track& track : result.tracks) {
        const bool isAnna = shareOn(track, [](int frame) { return std::optional(film->anna(frame)); }) > 0.5;
        EXPECT_EQ(track.name, isAnna ? "Anna" : "");
        EXPECT_EQ(track.state, isAnna ? TrackState::kSuggested : TrackState::kUnknown);
        named += isAnna;
    }
    EXPECT_EQ(named, 2) << "before and after the cut";
}

TEST_F(AnalyseFootage, StoresTheRecordingWithItsTracks) {
    enrolAnna();
    const auto result = analyse();
    ASSERT_TRUE(result.recording.id.valid());
    const auto recordings = store->recordings();
    ASSERT_EQ(recordings.size(), 1u);
    EXPECT_EQ(recordings[0].frames, SyntheticFootage::kFrames);
    EXPECT_EQ(nlohmann::json::parse(recordings[0].settings).at("recogniser"), engine->recogniserKey());
    const auto tracks = store->tracks(result.recording.id);
    ASSERT_EQ(tracks.size(), result.tracks.size());
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        EXPECT_EQ(tracks[i].id, result.tracks[i].id);
        EXPECT_EQ(tracks[i].name, result.tracks[i].name);
        EXPECT_EQ(tracks[i].boxes.size(), result.tracks[i].boxes.size());
    }
}

TEST_F(AnalyseFootage, KeepsLooksThatTellTheSimilarityOverTimeToWhoeverATrackIsSaidToBe) {
    enrolAnna();
    const auto result = analyse();
    JobContext context;
    auto tracks = result.tracks;
    const auto similarities = similarityOverTime(workspace, result.recording.id, tracks, context);
    ASSERT_EQ(similarities.size(), tracks.size());
    std::size_t annas = 0;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        EXPECT_EQ(similarities[i].empty(), !tracks[i].identity) << "nobody to compare an unknown with";
        annas += similarities[i].size();
        for (std::size_t j = 0; j < similarities[i].size(); ++j) {
            const auto& look = similarities[i][j];
            EXPECT_GE(look.ms, tracks[i].firstMs);
            EXPECT_LE(look.ms, tracks[i].lastMs);
            EXPECT_GT(look.similarity, 0.3f) << "it is her";
            if (j > 0) EXPECT_GT(look.ms, similarities[i][j - 1].ms);
        }
    }
    EXPECT_GE(annas, 4u) << "her two tracks last four seconds";

    // Whoever else they are said to be they do not resemble.
    Sample sample{.path = "ben.jpg", .sha256 = "ben"};
    sample.face = film->annasFace();
    auto other = film->annasTemplate();
    for (float& value : other.values)
        value = -value;
    const auto ben = store->enrol("Ben", {}, {{sample, {other}}}).identity;
    for (auto& track : tracks)
        if (track.identity) track.identity = ben;
    for (const auto& looks : similarityOverTime(workspace, result.recording.id, tracks, context))
        for (const auto& look : looks)
            EXPECT_LT(look.similarity, 0);
    EXPECT_TRUE(lookBookOf(*store).looks(result.recording.id, "another@recogniser").empty());
}

TEST_F(AnalyseFootage, InterpolatesWhereItDidNotLook) {
    const auto result = analyse({.detectEveryNth = 4, .save = false});
    ASSERT_EQ(result.tracks.size(), 3u);
    const Track* bea = trackOn(result, 5, *film->bea(5));
    ASSERT_TRUE(bea);
    EXPECT_EQ(bea->frames, SyntheticFootage::kCut) << "up to the last frame before the cut";
    EXPECT_TRUE(bea->boxes[6].interpolated);
    EXPECT_GT(shareOn(*bea, [](int frame) { return film->bea(frame); }), 0.95);
    EXPECT_TRUE(store->recordings().empty()) << "save was off";
}

TEST_F(AnalyseFootage, AnswersTheSameOnAnyNumberOfLanes) {
    const auto one = analyse({.detectorLanes = 1, .save = false}),
               three = analyse({.detectorLanes = 3, .save = false});
    ASSERT_EQ(one.tracks.size(), three.tracks.size());
    for (std::size_t i = 0; i < one.tracks.size(); ++i) {
        EXPECT_EQ(one.tracks[i].frames, three.tracks[i].frames);
        EXPECT_EQ(one.tracks[i].boxes[3].box, three.tracks[i].boxes[3].box);
    }
}

TEST_F(AnalyseFootage, StopsAtTheTimeAskedFor) {
    const auto result = analyse({.maxMs = 1000, .save = false});
    EXPECT_EQ(result.frames, 26);
    EXPECT_FALSE(result.endedEarly);
}

TEST_F(AnalyseFootage, GivesWhatThereIsOfARecordingThatBreaksOff) {
    {
        VideoWriter writer(folder / "whole.ts", {640, 360}, {.keyFrameEvery = 10});
        for (int i = 0; i < SyntheticFootage::kFrames; ++i)
            writer.write(film->frame(i));
        writer.finish();
    }
    const auto whole = std::filesystem::file_size(folder / "whole.ts");
    JobContext context;
    const auto complete = analyseFootage(workspace, folder / "whole.ts", {.save = false}, context);
    EXPECT_EQ(complete.frames, SyntheticFootage::kFrames);
    EXPECT_FALSE(complete.endedEarly);
    EXPECT_EQ(complete.tracks.size(), 3u);
    EXPECT_EQ(complete.recording.sha256.size(), 64u);

    // Scratches in the middle: what can be decoded is analysed, and that something was lost is told.
    std::filesystem::copy_file(folder / "whole.ts", folder / "scratched.ts");
    {
        std::fstream file(folder / "scratched.ts", std::ios::in | std::ios::out | std::ios::binary);
        for (auto at = whole / 3; at < 2 * whole / 3; at += 700) {
            file.seekp(static_cast<std::streamoff>(at));
            file << std::string(40, 'x');
        }
    }
    const auto damaged = analyseFootage(workspace, folder / "scratched.ts", {.save = false}, context);
    EXPECT_GE(damaged.frames, SyntheticFootage::kFrames / 2);
    EXPECT_GT(damaged.damagedPackets, 0);
    EXPECT_GE(damaged.tracks.size(), 3u);
}

TEST_F(AnalyseFootage, SaysThatARecordingEndsBeforeItsStatedEnd) {
    {
        VideoWriter writer(folder / "whole.mkv", {640, 360}, {.keyFrameEvery = 10});
        for (int i = 0; i < SyntheticFootage::kFrames; ++i)
            writer.write(film->frame(i));
        writer.finish();
    }
    std::filesystem::resize_file(folder / "whole.mkv", std::filesystem::file_size(folder / "whole.mkv") / 2);
    JobContext context;
    const auto result = analyseFootage(workspace, folder / "whole.mkv", {}, context);
    EXPECT_LT(result.frames, SyntheticFootage::kFrames);
    EXPECT_TRUE(result.endedEarly);
    EXPECT_FALSE(result.tracks.empty());
    EXPECT_EQ(store->recordings().size(), 1u);
}

TEST_F(AnalyseFootage, TellsProgressThatOnlyGrowsOnTheCallersThread) {
    std::vector<Progress> seen;
    const auto caller = std::this_thread::get_id();
    JobContext context({}, [&](const Progress& progress) {
        EXPECT_EQ(std::this_thread::get_id(), caller);
        seen.push_back(progress);
    });
    analyseFootage(workspace, source(), {.save = false}, context);
    ASSERT_GT(seen.size(), 10u);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        EXPECT_EQ(seen[i].stage, "footage");
        EXPECT_EQ(seen[i].total, SyntheticFootage::kFrames);
        if (i > 0) EXPECT_GE(seen[i].done, seen[i - 1].done);
    }
    EXPECT_EQ(seen.back().done, SyntheticFootage::kFrames);
}

TEST_F(AnalyseFootage, IsCancelledAtOnceAndStoresNothing) {
    using Clock = std::chrono::steady_clock;
    std::stop_source stop;
    Clock::time_point asked;
    JobContext context(stop.get_token(), [&](const Progress& progress) {
        if (progress.done < 20 || stop.stop_requested()) return;
        asked = Clock::now();
        stop.request_stop();
    });
    EXPECT_THROW(analyseFootage(workspace, source(), {}, context), Cancelled);
    // 100 ms is what it takes at most on a machine of its own; tests share theirs.
    EXPECT_LT(std::chrono::duration<double>(Clock::now() - asked).count(), 0.3);
    EXPECT_TRUE(store->recordings().empty());
}

TEST_F(AnalyseFootage, GoesOnWhereItWasStoppedToTheSameResult) {
    const AnalyseOptions options{.checkpointMs = 20};
    const auto whole = analyse({.save = false});
    std::stop_source stop;
    JobContext context(stop.get_token(), [&](const Progress& progress) {
        if (progress.done >= 50) stop.request_stop();
    });
    EXPECT_THROW(analyseFootage(workspace, source(), options, context), Cancelled);
    ASSERT_TRUE(std::filesystem::exists(folder / "store/analysis"));
    const auto rest = analyse(options);
    EXPECT_NEAR(rest.resumedMs, 49 * SyntheticFootage::kFrameMs, 8 * SyntheticFootage::kFrameMs);
    EXPECT_EQ(rest.frames, SyntheticFootage::kFrames);
    EXPECT_EQ(rest.recording.frames, SyntheticFootage::kFrames);
    const auto looks = lookBookOf(*store).looks(rest.recording.id, engine->recogniserKey());
    ASSERT_FALSE(looks.empty());
    EXPECT_LT(looks.front().ms, rest.resumedMs) << "those from before it was stopped are there, too";
    ASSERT_EQ(rest.tracks.size(), whole.tracks.size());
    for (std::size_t i = 0; i < whole.tracks.size(); ++i) {
        EXPECT_DOUBLE_EQ(rest.tracks[i].firstMs, whole.tracks[i].firstMs);
        EXPECT_DOUBLE_EQ(rest.tracks[i].lastMs, whole.tracks[i].lastMs);
        EXPECT_EQ(rest.tracks[i].frames, whole.tracks[i].frames);
        EXPECT_EQ(rest.tracks[i].pooled.has_value(), whole.tracks[i].pooled.has_value());
    }
    EXPECT_TRUE(std::filesystem::is_empty(folder / "store/analysis")) << "done: nothing to go on with";
    EXPECT_EQ(analyse(options).resumedMs, 0);
}

TEST_F(AnalyseFootage, IsNotDoneTwiceAtTheSameTime) {
    const auto lock = FileLock::tryTake(folder / ("store/locks/" + sha256(source()).substr(0, 24) + ".lock"));
    ASSERT_TRUE(lock);
    try {
        analyse();
        FAIL() << "two analyses write down how far they are in one place";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kStoreBusy);
        EXPECT_EQ(error.subject(), source());
    }
    EXPECT_TRUE(store->recordings().empty());
}

TEST_F(AnalyseFootage, BeginsAnewWhereTheStateDoesNotFit) {
    const AnalyseOptions options{.checkpointMs = 20};
    const auto stopHalfWay = [&] {
        std::stop_source stop;
        JobContext context(stop.get_token(), [&](const Progress& progress) {
            if (progress.done >= 50) stop.request_stop();
        });
        EXPECT_THROW(analyseFootage(workspace, source(), options, context), Cancelled);
    };
    stopHalfWay();
    EXPECT_EQ(analyse({.detectEveryNth = 5, .checkpointMs = 20}).resumedMs, 0) << "other settings";
    stopHalfWay();
    for (const auto& file : std::filesystem::directory_iterator(folder / "store/analysis"))
        if (file.path().extension() == ".state") std::filesystem::resize_file(file.path(), 40);
    EXPECT_EQ(analyse(options).resumedMs, 0) << "a damaged state";
}

TEST_F(AnalyseFootage, DoesNotStartOnceCancelled) {
    std::stop_source stop;
    stop.request_stop();
    JobContext context(stop.get_token());
    EXPECT_THROW(analyseFootage(workspace, source(), {}, context), Cancelled);
}

TEST_F(AnalyseFootage, SaysWhatIsWrongWithASource) {
    JobContext context;
    EXPECT_THROW(analyseFootage(workspace, folder / "nowhere.mp4", {}, context), Error);
    std::ofstream(folder / "empty.mp4").close();
    EXPECT_THROW(analyseFootage(workspace, folder / "empty.mp4", {}, context), Error);
    std::filesystem::create_directory(folder / "void");
    EXPECT_THROW(analyseFootage(workspace, folder / "void", {}, context), Error);
    EXPECT_TRUE(store->recordings().empty());
}

TEST_F(AnalyseFootage, RefusesSenselessOptions) {
    JobContext context;
    EXPECT_THROW(analyseFootage(workspace, source(), {.detectEveryNth = -1}, context), Error);
    EXPECT_THROW(analyseFootage(workspace, source(), {.detectorLanes = 17}, context), Error);
    EXPECT_THROW(analyseFootage(workspace, source(), {.maxMs = -1}, context), Error);
}
