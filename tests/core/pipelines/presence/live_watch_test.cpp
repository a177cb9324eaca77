#include "core/pipelines/presence/live_watch.h"

#include <gmock/gmock.h>

#include <map>
#include <mutex>
#include <thread>

#include "core/base/error.h"
#include "core/store/alert_book.h"
#include "core/store/presence_book.h"
#include "tests/core/pipelines/synthetic_footage.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

class LiveWatchTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(test::samplePhoto(1));
        engine = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
        footage = std::make_unique<test::SyntheticFootage>(*engine);
        footage->write(folder / "film");
        workspace = std::make_unique<Workspace>(engine, Store::open(folder / "store"));
        Store::NewSample sample;
        sample.sample.path = "anna.jpg";
        sample.sample.sha256 = "a";
        sample.sample.face = footage->annasFace();
        sample.templates = {footage->annasTemplate()};
        anna = workspace->store().enrol("Anna", "", {sample}).identity;
    }
    Camera camera(const std::string& name, const std::string& source, Passage passage = Passage::kSeen) {
        Camera made;
        made.name = name, made.source = source, made.zone = "Lobby", made.passage = passage;
        made.id = workspace->store().presence().saveCamera(made);
        return made;
    }
    std::vector<Sighting> stored() { return workspace->store().presence().sightings(0, 1LL << 60); }

    test::TempFolder folder;
    std::shared_ptr<FaceEngine> engine;
    std::unique_ptr<test::SyntheticFootage> footage;
    std::unique_ptr<Workspace> workspace;
    IdentityId anna;
};

}  // namespace

TEST_F(LiveWatchTest, ARecordingPlaysAsACameraAtItsOwnSpeedAndItsPeopleAreStoredOnce) {
    std::mutex mutex;
    std::vector<Sighting> told;
    LiveWatch watch(*workspace, {camera("Door", (folder / "film").string(), Passage::kEntry)},
                    {.rule = {.looks = 2, .windowMs = 3000, .coolDownMs = 60'000}, .minQuality = 0},
                    {.sighting = [&](const Sighting& sighting, const std::string& name) {
                        std::lock_guard lock(mutex);
                        EXPECT_EQ(name, "Door");
                        EXPECT_THAT(stored(), testing::SizeIs(told.size() + 1)) << "stored before it is told";
                        told.push_back(sighting);
                    }});
    JobContext context;
    const auto begun = std::chrono::steady_clock::now();
    watch.run(context);
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    EXPECT_GT(took, 3.8) << "100 frames of 40 ms";
    ASSERT_THAT(told, testing::SizeIs(1)) << "Anna, once within the cool-down; Bea is not enrolled";
    EXPECT_EQ(told[0].identity, anna);
    const auto all = stored();
    ASSERT_THAT(all, testing::SizeIs(1));
    EXPECT_EQ(all[0].passage, Passage::kEntry);
    EXPECT_EQ(all[0].zone, "Lobby");
    EXPECT_GE(all[0].similarity, all[0].threshold);
    EXPECT_FALSE(workspace->store().presence().sightingCrop(all[0].id).empty());
    const auto health = watch.health().at(0);
    EXPECT_EQ(health.read, 100);
    EXPECT_EQ(health.analysed + health.dropped, 100) << "each frame is analysed or overtaken";
    EXPECT_GT(health.analysed, 5);
    EXPECT_GT(health.latency95Ms, 0);
    EXPECT_EQ(health.size, (SizePx{640, 360}));
}

TEST_F(LiveWatchTest, SomebodyOfAWatchlistRaisesOneAlertWhichARestartDoesNotTellAgain) {
    Watchlist list;
    list.name = "Banned", list.colour = ListColour::kAmber, list.looks = 2, list.fmr = 1e-3;
    list.coolDownMs = 600'000;
    list.members = {anna};
    auto& book = workspace->store().alertBook();
    list.id = book.saveWatchlist(list);
    const auto door = camera("Door", (folder / "film").string());
    std::mutex mutex;
    std::vector<Alert> told;
    int coloured = 0;
    const LiveListener listener{
        .alert =
            [&](const Alert& alert) {
                std::lock_guard lock(mutex);
                EXPECT_EQ(book.alerts({}).size(), told.size() + 1) << "stored before it is told";
                told.push_back(alert);
            },
        .frame =
            [&](const AnalysedFrame& frame) {
                std::lock_guard lock(mutex);
                for (const auto& face : frame.faces)
                    coloured += face.name == "Anna" && face.list == ListColour::kAmber;
            }};
    const LiveWatchOptions options{.rule = {.looks = 2}, .minQuality = 0, .seconds = 1.6};
    JobContext context;
    LiveWatch(*workspace, {door}, options, listener).run(context);
    ASSERT_THAT(told, testing::SizeIs(1));
    EXPECT_GT(coloured, 2) << "the frames show her in the colour of the list";
    const auto kept = book.alerts({});
    ASSERT_THAT(kept, testing::SizeIs(1));
    EXPECT_EQ(kept[0].name, "Anna");
    EXPECT_EQ(kept[0].listName, "Banned");
    EXPECT_EQ(kept[0].cameraName, "Door");
    EXPECT_GE(kept[0].similarity, kept[0].threshold);
    EXPECT_FLOAT_EQ(kept[0].threshold, static_cast<float>(engine->calibration().thresholdAt(1e-3)));
    EXPECT_FALSE(book.alertCrop(kept[0].id).empty());
    EXPECT_EQ(kept[0].reference, workspace->store().samples(anna).at(0).id);
    LiveWatch(*workspace, {door}, options, listener).run(context);
    EXPECT_THAT(told, testing::SizeIs(1)) << "its cool-down outlives the run";
    EXPECT_THAT(book.alerts({}), testing::SizeIs(1));
    EXPECT_THAT(stored(), testing::SizeIs(1)) << "nor is the sighting doubled";
}

TEST_F(LiveWatchTest, EachCameraLooksForWhatItsOwnRulesSay) {
    const auto film = (folder / "film").string();
    auto left = camera("Left", film), right = camera("Right", film), near = camera("Near", film),
         other = camera("Other", film), strict = camera("Strict", film);
    left.rules.area = {{0, 0}, {0.5f, 0}, {0.5f, 1}, {0, 1}};
    right.rules.area = {{0.5f, 0}, {1, 0}, {1, 1}, {0.5f, 1}};
    near.rules.minFacePx = 1000;
    other.rules.detector = "blazeface";
    strict.rules.fmr = 1e-9;
    std::mutex mutex;
    std::map<std::string, int> faces;
    std::vector<Sighting> told;
    LiveWatch watch(*workspace, {left, right, near, other, strict},
                    {.rule = {.looks = 2, .windowMs = 3000, .coolDownMs = 600'000},
                     .minQuality = 0,
                     .loop = true,
                     .seconds = 8},
                    {.sighting =
                         [&](const Sighting& sighting, const std::string&) {
                             std::lock_guard lock(mutex);
                             told.push_back(sighting);
                         },
                     .frame =
                         [&](const AnalysedFrame& frame) {
                             std::lock_guard lock(mutex);
                             for (const auto& face : frame.faces) {
                                 ++faces[frame.camera.name];
                                 const float x = face.box.centre().x;
                                 if (frame.camera.name == "Left") EXPECT_LT(x, 320);
                                 if (frame.camera.name == "Right") EXPECT_GE(x, 320);
                             }
                         }});
    JobContext context;
    watch.run(context);
    EXPECT_GT(faces["Left"] + faces["Right"], 0);
    EXPECT_EQ(faces["Near"], 0) << "nobody is so near";
    EXPECT_GT(faces["Other"], 0) << "another detector finds faces, too";
    ASSERT_FALSE(told.empty());
    for (const auto& sighting : told) {
        EXPECT_NE(sighting.camera, near.id);
        EXPECT_EQ(sighting.recording, film);
        EXPECT_GE(sighting.recordingMs, 0);
        EXPECT_LT(sighting.recordingMs, 4000) << "within its 100 frames, however often it has played";
        if (sighting.camera == strict.id)
            EXPECT_FLOAT_EQ(sighting.threshold, static_cast<float>(engine->calibration().thresholdAt(1e-9)));
    }
    auto unknown = camera("Unknown", film);
    unknown.rules.detector = "no_such_network";
    EXPECT_THROW(LiveWatch(*workspace, {unknown}), Error);
}

TEST_F(LiveWatchTest, WhoeverIsRemovedWhileTheyAreSeenEndsNoWatch) {
    Watchlist list;
    list.name = "Wanted", list.members = {anna}, list.looks = 1, list.coolDownMs = 0;
    auto& book = workspace->store().alertBook();
    list.id = book.saveWatchlist(list);
    std::mutex mutex;
    int seen = 0, framesAfter = 0;
    LiveWatch watch(*workspace, {camera("Door", (folder / "film").string())},
                    {.rule = {.looks = 1, .windowMs = 3000, .coolDownMs = 1},
                     .minQuality = 0,
                     .loop = true,
                     .seconds = 4},
                    {.sighting =
                         [&](const Sighting&, const std::string&) {
                             std::lock_guard lock(mutex);
                             // The watch knows people of up to two seconds ago.
                             if (++seen == 1) workspace->store().remove(anna);
                         },
                     .frame =
                         [&](const AnalysedFrame&) {
                             std::lock_guard lock(mutex);
                             framesAfter += seen > 0;
                         }});
    JobContext context;
    EXPECT_NO_THROW(watch.run(context));
    EXPECT_EQ(seen, 1) << "nobody any more";
    EXPECT_GT(framesAfter, 20);
    EXPECT_THAT(stored(), testing::IsEmpty());
}

TEST_F(LiveWatchTest, ADeadCameraIsSaidAndTheOthersGoOn) {
    LiveWatch watch(*workspace,
                    {camera("Dead", "/nowhere/at/all.mp4"), camera("Alive", (folder / "film").string())},
                    {.loop = true, .seconds = 2.5});
    JobContext context;
    watch.run(context);
    const auto health = watch.health();
    EXPECT_FALSE(health[0].trouble.empty());
    EXPECT_FALSE(health[0].open);
    EXPECT_EQ(health[0].analysed, 0);
    EXPECT_GT(health[1].analysed, 3);
    EXPECT_TRUE(health[1].trouble.empty());
}

TEST_F(LiveWatchTest, AStopEndsItAtOnce) {
    LiveWatch watch(*workspace, {camera("Door", (folder / "film").string())}, {.loop = true});
    std::stop_source stop;
    JobContext context(stop.get_token());
    std::jthread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        stop.request_stop();
    });
    watch.run(context);
    SUCCEED();
}

TEST_F(LiveWatchTest, RefusesOptionsAndNoCamera) {
    EXPECT_THROW(LiveWatch(*workspace, {}), Error);
    EXPECT_THROW(LiveWatch(*workspace, {camera("Door", "x")}, {.analysts = 0}), Error);
}
