// A door with real faces: the sample photos' people stand before it.
#include "core/pipelines/presence/access_door.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/faces/liveness/liveness.h"
#include "core/media/video_writer.h"
#include "core/notify/signature.h"
#include "core/pipelines/presence/door_watch.h"
#include "core/presence/access_schedule.h"
#include "core/store/access_book.h"
#include "core/store/gallery_book.h"
#include "core/store/presence_book.h"
#include "tests/core/media/stream_server.h"
#include "tests/core/pipelines/sample_people.h"

using namespace lineament;
using testing::SizeIs;

namespace {

class DoorClock : public Clock {
  public:
    UnixMs now() const override { return time; }
    UnixMs time = 1'800'000'000'000;
};

/// Counts how often it was asked, and whether the log had it by then.
struct Asked {
    int times = 0;
    bool logged = true;
    ActuatorAnswer answer{true, {}};
};

class TestActuator : public DoorActuator {
  public:
    TestActuator(Asked& asked, Store& store) : asked_(asked), store_(store) {}
    ActuatorAnswer open(const Door&, const AccessEvent& granted, const std::stop_token&) override {
        ++asked_.times;
        asked_.logged &= store_.presence().access().log({.newest = 1}).at(0).id == granted.id;
        return asked_.answer;
    }

  private:
    Asked& asked_;
    Store& store_;
};

class RecordingPost : public HttpPost {
  public:
    RecordingPost(std::vector<HttpRequest>& sent, HttpAnswer answer)
        : sent_(sent), answer_(std::move(answer)) {}
    HttpAnswer post(const HttpRequest& request, const std::stop_token&) override {
        sent_.push_back(request);
        return answer_;
    }

  private:
    std::vector<HttpRequest>& sent_;
    HttpAnswer answer_;
};

class AccessDoorTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (!std::filesystem::exists(test::samplePhoto(1))) return;
        engine = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
        people = test::samplePeople(*engine);
    }
    static void TearDownTestSuite() {
        engine.reset();
        people.clear();
    }
    void SetUp() override {
        LINEAMENT_NEEDS(test::samplePhoto(1));
        ASSERT_GE(people.size(), 3u);
        open(0);
        anna = enrol("Anna", "A-1", people[0]);
        ben = enrol("Ben", "B-1", people[1]);
        Door door;
        door.name = "Front", door.zone = "Lab", door.needsLiveness = false, door.minQuality = 10;
        door.grants = {AccessGrant{}};
        save(door);
    }
    void open(std::int64_t maxBytes) {
        workspace.reset();
        workspace = std::make_unique<Workspace>(
            engine,
            Store::open(folder / "store", {.actor = "tester", .clock = &clock, .maxBytes = maxBytes}));
    }
    IdentityId enrol(const std::string& name, const std::string& card, const cv::Mat& picture) {
        auto faces = engine->detect(picture);
        Store::NewSample sample;
        sample.sample.path = name, sample.sample.sha256 = name, sample.sample.face = faces.at(0);
        sample.templates = engine->embed(picture, std::span(&faces[0], 1));
        return workspace->store().enrol(name, card, {sample}).identity;
    }
    AccessBook& book() { return workspace->store().presence().access(); }
    void save(Door door) {
        door.id = id;
        id = book().saveDoor(door);
    }
    Door door() { return *book().door(id); }
    AccessDoor access() {
        return AccessDoor(*workspace, id, clock, [this](const Door&) {
            return std::make_unique<TestActuator>(asked, workspace->store());
        });
    }
    /// The person again, in another light.
    static cv::Mat again(std::size_t person) {
        cv::Mat other;
        people[person].convertTo(other, -1, 1.05, 6);
        return other;
    }
    AccessEvent attempt(const cv::Mat& picture, const std::string& card = {}) {
        clock.time += 1000;
        return access().attempt(picture, card);
    }

    static std::shared_ptr<FaceEngine> engine;
    static std::vector<cv::Mat> people;
    test::TempFolder folder;
    DoorClock clock;
    Asked asked;
    std::unique_ptr<Workspace> workspace;
    IdentityId anna, ben;
    DoorId id;
};
std::shared_ptr<FaceEngine> AccessDoorTest::engine;
std::vector<cv::Mat> AccessDoorTest::people;

}  // namespace

TEST_F(AccessDoorTest, WhoIsKnownMayPassAndTheLogHasItBeforeTheDoorHearsOfIt) {
    const auto granted = attempt(again(0));
    EXPECT_EQ(granted.outcome, AccessOutcome::kGranted) << name(granted.reason) << " " << granted.detail;
    EXPECT_EQ(granted.identity, anna);
    EXPECT_EQ(granted.name, "Anna");
    EXPECT_EQ(granted.opening, Opening::kOpened);
    EXPECT_GE(granted.similarity, granted.threshold);
    EXPECT_FALSE(granted.byCard);
    EXPECT_EQ(asked.times, 1);
    EXPECT_TRUE(asked.logged);
    const auto refused = attempt(people[2]);
    EXPECT_EQ(refused.outcome, AccessOutcome::kRefused);
    EXPECT_EQ(refused.reason, AccessReason::kUnknownPerson);
    EXPECT_FALSE(refused.identity.valid());
    EXPECT_LT(refused.similarity, refused.threshold);
    EXPECT_EQ(asked.times, 1);
    EXPECT_FALSE(book().logCrop(refused.id).empty()) << "with a picture of whom it was";
    EXPECT_FALSE(book().brokenAt());
}

TEST_F(AccessDoorTest, ACardIsComparedWithItsHolderAlone) {
    EXPECT_EQ(attempt(again(0), "A-1").outcome, AccessOutcome::kGranted);
    const auto other = attempt(again(0), "B-1");
    EXPECT_EQ(other.reason, AccessReason::kCardMismatch);
    EXPECT_EQ(other.identity, ben) << "whose card it was";
    const auto unknown = attempt(again(0), "C-9");
    EXPECT_EQ(unknown.reason, AccessReason::kCardUnknown);
    EXPECT_EQ(unknown.card, "C-9");
    auto needs = door();
    needs.needsCard = true;
    save(needs);
    EXPECT_EQ(attempt(again(0)).reason, AccessReason::kCardNeeded);
    EXPECT_EQ(asked.times, 1);
}

TEST_F(AccessDoorTest, HoursGroupsPassbackAndSecondPeopleHoldAtTheDoor) {
    AccessSchedule never{{}, "Never", "UTC", {}};
    never.id = book().saveSchedule(never);
    auto rules = door();
    rules.grants = {{"staff", never.id}};
    save(rules);
    EXPECT_EQ(attempt(again(0)).reason, AccessReason::kNoGroup);
    auto record = workspace->store().galleryBook().record(anna);
    record.groups = {"staff"};
    workspace->store().galleryBook().setRecord(record);
    EXPECT_EQ(attempt(again(0)).reason, AccessReason::kOutOfSchedule);
    rules.grants = {AccessGrant{}}, rules.antiPassback = true;
    save(rules);
    EXPECT_EQ(attempt(again(0)).outcome, AccessOutcome::kGranted);
    EXPECT_EQ(attempt(again(0)).reason, AccessReason::kAlreadyInside);
    book().forgive(id, anna, "came out by the window");
    EXPECT_EQ(attempt(again(0)).outcome, AccessOutcome::kGranted);
    rules.antiPassback = false, rules.twoPeople = true;
    save(rules);
    const int before = asked.times;
    EXPECT_EQ(attempt(again(0)).outcome, AccessOutcome::kWaiting);
    EXPECT_EQ(asked.times, before) << "nothing opens for one";
    const auto both = attempt(again(1));
    EXPECT_EQ(both.outcome, AccessOutcome::kGranted);
    EXPECT_EQ(both.companion, anna);
    record.validTo = clock.time;
    workspace->store().galleryBook().setRecord(record);
    EXPECT_EQ(attempt(again(0)).reason, AccessReason::kNotValid);
}

TEST_F(AccessDoorTest, RepeatedFailuresLockItAndItLooksAtNobody) {
    auto rules = door();
    rules.failures = 2;
    save(rules);
    attempt(people[2]), attempt(again(0), "B-1");
    const auto locked = attempt(again(0));
    EXPECT_EQ(locked.reason, AccessReason::kLockedOut);
    EXPECT_FALSE(locked.identity.valid());
    EXPECT_EQ(locked.similarity, 0);
    clock.time += rules.lockMs;
    EXPECT_EQ(attempt(again(0)).outcome, AccessOutcome::kGranted);
}

TEST_F(AccessDoorTest, ADoorThatIsNotKnownToHaveOpenedLetNobodyPass) {
    auto rules = door();
    rules.antiPassback = true;
    save(rules);
    asked.answer = {false, "it did not answer in time"};
    const auto event = attempt(again(0));
    EXPECT_EQ(event.outcome, AccessOutcome::kGranted);
    EXPECT_EQ(event.opening, Opening::kFailed);
    EXPECT_FALSE(event.passed());
    const auto kept = book().log({.newest = 1}).at(0);
    EXPECT_EQ(kept.opening, Opening::kFailed);
    EXPECT_EQ(kept.openingTrouble, "it did not answer in time");
    asked.answer = {true, {}};
    EXPECT_EQ(attempt(again(0)).opening, Opening::kOpened) << "they are still outside";
}

TEST_F(AccessDoorTest, ARelayIsSentOneSignedOrderAndOnlyItsYesOpens) {
    auto rules = door();
    rules.actuator = ActuatorKind::kHttpRelay, rules.relayUrl = "http://relay/open";
    rules.relaySecret = "0123456789abcdef", rules.openMs = 3000;
    save(rules);
    std::vector<HttpRequest> sent;
    HttpAnswer answer{.status = 200};
    AccessDoor access(*workspace, id, clock, [&](const Door&) {
        return makeHttpRelay(std::make_unique<RecordingPost>(sent, answer), clock);
    });
    const auto opened = access.attempt(again(0));
    EXPECT_EQ(opened.opening, Opening::kOpened);
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(sent[0].url, "http://relay/open");
    EXPECT_EQ(sent[0].timeout.count(), rules.relayTimeoutMs);
    const auto order = nlohmann::json::parse(sent[0].body);
    EXPECT_EQ(order["event"], "door.open");
    EXPECT_EQ(order["open_ms"], 3000);
    EXPECT_EQ(order["access_id"], opened.id.value());
    const std::map<std::string, std::string> headers(sent[0].headers.begin(), sent[0].headers.end());
    EXPECT_EQ(headers.at("X-Lineament-Signature"), signature(rules.relaySecret, clock.time, sent[0].body));
    for (const auto& bad : {HttpAnswer{.status = 500}, HttpAnswer{.status = 302},
                            HttpAnswer{.status = 0, .trouble = "there is no connection to it"}}) {
        answer = bad;
        const auto shut = access.attempt(again(0));
        EXPECT_EQ(shut.opening, Opening::kFailed);
        EXPECT_FALSE(shut.openingTrouble.empty());
    }
    EXPECT_THAT(sent, SizeIs(4)) << "never twice for one";
}

TEST_F(AccessDoorTest, WithoutAStoreThatTakesItNothingOpens) {
    open(1);  // nothing more can be written
    const auto event = attempt(again(0));
    EXPECT_EQ(event.outcome, AccessOutcome::kFault);
    EXPECT_FALSE(event.id.valid());
    EXPECT_FALSE(event.passed());
    EXPECT_EQ(asked.times, 0);
}

TEST_F(AccessDoorTest, APictureWithoutAFaceWithSeveralOrATooPoorOneIsRefused) {
    EXPECT_EQ(attempt(cv::Mat(480, 640, CV_8UC3, cv::Scalar(90, 90, 90))).reason, AccessReason::kNoFace);
    cv::Mat pair, second;
    cv::resize(people[1], second, people[0].size());
    cv::hconcat(people[0], second, pair);
    EXPECT_EQ(attempt(pair).reason, AccessReason::kSeveralFaces);
    cv::Mat blurred;
    cv::GaussianBlur(people[0], blurred, {}, 9);
    auto strict = door();
    strict.minQuality = 60;
    save(strict);
    const auto poor = attempt(blurred).reason;
    EXPECT_TRUE(poor == AccessReason::kTooPoor || poor == AccessReason::kNoFace) << name(poor);
    cv::Mat small, far(480, 640, CV_8UC3, cv::Scalar(90, 90, 90));
    cv::resize(people[0], small, {}, 60.0 / people[0].cols, 60.0 / people[0].cols, cv::INTER_AREA);
    small.copyTo(far(cv::Rect({200, 200}, small.size())));
    const auto tooFar = attempt(far).reason;
    EXPECT_TRUE(tooFar == AccessReason::kTooPoor || tooFar == AccessReason::kNoFace) << name(tooFar);
    EXPECT_EQ(asked.times, 0);
}

TEST_F(AccessDoorTest, PicturesOfFacesAreRefusedAtTheThresholdThatShips) {
    const auto spoof = test::sharedFolder() / "data/spoof";
    LINEAMENT_NEEDS(spoof);
    auto rules = door();
    rules.needsLiveness = true, rules.failures = 0;
    save(rules);
    auto door = access();
    const auto share = [&](const char* kind, AccessReason wanted) {
        int seen = 0, hit = 0;
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(spoof / kind))
            if (entry.is_regular_file()) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (std::size_t i = 0; i < files.size(); i += std::max<std::size_t>(1, files.size() / 24)) {
            const auto event = door.attempt(loadImage(files[i]).bgr);
            if (!event.liveness) continue;  // too poor, too small
            EXPECT_EQ(event.reason == AccessReason::kNotLive, *event.liveness < event.livenessThreshold);
            EXPECT_EQ(event.livenessThreshold, static_cast<float>(livenessCalibration(*engine)->threshold));
            ++seen, hit += event.reason == wanted;
        }
        EXPECT_GT(seen, 5) << kind;
        return static_cast<double>(hit) / std::max(1, seen);
    };
    EXPECT_GT(share("printed", AccessReason::kNotLive), 0.8);
    EXPECT_GT(share("live", AccessReason::kUnknownPerson), 0.7) << "live, but nobody's who is enrolled";
    EXPECT_EQ(asked.times, 0);
}

TEST_F(AccessDoorTest, WhereLivenessCannotBeJudgedNobodyPasses) {
    // Models without the network that judges it.
    const auto models = folder / "models";
    std::filesystem::create_directories(models);
    for (const auto& entry : std::filesystem::directory_iterator(test::modelsFolder()))
        if (entry.path().filename() != "calibration.json")
            std::filesystem::create_symlink(entry.path(), models / entry.path().filename().string());
    std::ifstream file(test::modelsFolder() / "calibration.json");
    auto calibrations = nlohmann::json::parse(file);
    for (auto it = calibrations.begin(); it != calibrations.end();)
        it = it.key().rfind("fr_liveness", 0) == 0 ? calibrations.erase(it) : std::next(it);
    std::ofstream(models / "calibration.json") << calibrations;
    const auto blind = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(models));
    EXPECT_FALSE(livenessCalibration(*blind));
    Workspace other(blind, workspace->storePointer());
    auto rules = door();
    rules.needsLiveness = true;
    save(rules);
    AccessDoor access(other, id, clock, [this](const Door&) {
        return std::make_unique<TestActuator>(asked, workspace->store());
    });
    const auto event = access.attempt(again(0));
    EXPECT_EQ(event.reason, AccessReason::kLivenessUnknown) << event.detail;
    EXPECT_FALSE(event.liveness);
    EXPECT_EQ(asked.times, 0);
}

TEST_F(AccessDoorTest, OnACameraEverybodyIsDecidedOnOnceWithinASecondOfAGoodLook) {
    // Anna, a gap, then Ben, then somebody unknown in his place.
    const cv::Size size(640, 480);
    int number = 1000;
    const auto stand = [&](std::size_t person, int frames) {
        cv::Mat frame(size, CV_8UC3, cv::Scalar(90, 90, 90)), fitted;
        if (person < people.size()) {
            const double scale = 400.0 / people[person].rows;
            cv::resize(people[person], fitted, {}, scale, scale);
            const cv::Rect place(cv::Point(120, 40), fitted.size());
            const cv::Rect seen = place & cv::Rect({}, size);
            fitted(cv::Rect({}, seen.size())).copyTo(frame(seen));
        }
        for (int i = 0; i < frames; ++i)
            test::writePhoto(folder / ("film/" + std::to_string(number++) + ".png"), frame, i);
    };
    stand(0, 60), stand(99, 40), stand(1, 60), stand(2, 75);
    std::vector<AccessEvent> events;
    int frames = 0;
    DoorListener listener;
    listener.decided = [&](const AccessEvent& event) { events.push_back(event); };
    listener.frame = [&](const DoorFrame&) { ++frames; };
    DoorWatchOptions options{.source = (folder / "film").string()};
    options.make = [this](const Door&) { return std::make_unique<TestActuator>(asked, workspace->store()); };
    DoorWatch watch(*workspace, id, options, std::move(listener));
    JobContext context;
    watch.run(context);
    EXPECT_GT(frames, 10);
    std::vector<IdentityId> granted;
    for (const auto& event : events) {
        RecordProperty("decision_ms_" + std::to_string(&event - events.data()), event.decisionMs);
        if (event.outcome == AccessOutcome::kGranted) granted.push_back(event.identity);
    }
    EXPECT_THAT(granted, testing::ElementsAre(anna, ben)) << "each once";
    EXPECT_TRUE(std::any_of(events.begin(), events.end(),
                            [](const auto& event) { return event.reason == AccessReason::kUnknownPerson; }));
    EXPECT_EQ(asked.times, 2);
    EXPECT_EQ(watch.health().decisions, static_cast<std::int64_t>(events.size()));
}

TEST_F(AccessDoorTest, ACardThatIsShownIsForWhoeverComesNext) {
    for (int i = 0; i < 50; ++i)
        test::writePhoto(folder / ("film/" + std::to_string(100 + i) + ".png"), people[0], i);
    auto rules = door();
    rules.needsCard = true;
    save(rules);
    std::vector<AccessEvent> events;
    DoorWatch* running = nullptr;
    bool asksForCard = false;
    DoorListener listener;
    listener.decided = [&](const AccessEvent& event) { events.push_back(event); };
    listener.frame = [&](const DoorFrame& frame) {
        if (!frame.cardNeeded || asksForCard) return;
        asksForCard = true;
        running->showCard("A-1");
    };
    DoorWatchOptions options{.source = (folder / "film").string()};
    options.loop = true, options.seconds = 20;
    std::stop_source stop;
    const auto tell = listener.decided;
    listener.decided = [&](const AccessEvent& event) {
        tell(event);
        stop.request_stop();
    };
    DoorWatch watch(*workspace, id, options, std::move(listener));
    running = &watch;
    JobContext context(stop.get_token());
    watch.run(context);
    EXPECT_TRUE(asksForCard);
    ASSERT_THAT(events, SizeIs(1));
    EXPECT_EQ(events[0].outcome, AccessOutcome::kGranted) << name(events[0].reason);
    EXPECT_TRUE(events[0].byCard);
}

TEST_F(AccessDoorTest, ACardThatIsShownWhileTheDoorDecidesIsKeptForTheNextOne) {
    for (int i = 0; i < 50; ++i)
        test::writePhoto(folder / ("film/" + std::to_string(100 + i) + ".png"), people[0], i);
    auto rules = door();
    rules.needsCard = true, rules.failures = 0;
    save(rules);
    std::vector<AccessEvent> events;
    DoorWatch* running = nullptr;
    std::stop_source stop;
    DoorListener listener;
    bool first = true;
    listener.frame = [&](const DoorFrame& frame) {
        if (frame.cardNeeded && std::exchange(first, false)) running->showCard("A-1");
    };
    listener.decided = [&](const AccessEvent& event) {
        events.push_back(event);
        if (events.size() == 2) stop.request_stop();
    };
    DoorWatchOptions options{.source = (folder / "film").string()};
    options.loop = true, options.seconds = 30;
    // The actuator answers while the second one holds a card to the reader already.
    options.make = [&](const Door&) {
        if (events.empty()) running->showCard("B-1");
        return std::make_unique<TestActuator>(asked, workspace->store());
    };
    DoorWatch watch(*workspace, id, options, std::move(listener));
    running = &watch;
    JobContext context(stop.get_token());
    watch.run(context);
    ASSERT_THAT(events, SizeIs(2));
    EXPECT_EQ(events[0].outcome, AccessOutcome::kGranted) << name(events[0].reason);
    EXPECT_EQ(events[1].reason, AccessReason::kCardMismatch) << "by the second card, of somebody else";
    EXPECT_EQ(events[1].identity, ben);
}

TEST_F(AccessDoorTest, ALookWhoseCardIsNotThereAnyMoreIsNotDecidedOn) {
    for (int i = 0; i < 50; ++i)
        test::writePhoto(folder / ("film/" + std::to_string(100 + i) + ".png"), people[0], i);
    auto rules = door();
    rules.needsCard = true;
    save(rules);
    std::vector<AccessEvent> events;
    DoorWatch* running = nullptr;
    int shown = 0, looks = 0;
    DoorListener listener;
    listener.decided = [&](const AccessEvent& event) { events.push_back(event); };
    listener.frame = [&](const DoorFrame& frame) {
        // Gathering takes longer than a card waits: each look loses its card before it is decided on.
        if (frame.cardNeeded && shown < 2) running->showCard(shown++ == 0 ? "A-1" : "B-1");
        looks += !frame.cardNeeded;
    };
    DoorWatchOptions options{.source = (folder / "film").string()};
    options.loop = true, options.seconds = 5;
    options.cardMs = 1000, options.steps.gatherMs = 2000;
    DoorWatch watch(*workspace, id, options, std::move(listener));
    running = &watch;
    JobContext context;
    watch.run(context);
    EXPECT_EQ(shown, 2);
    EXPECT_GT(looks, 0);
    EXPECT_THAT(events, SizeIs(0)) << name(events.front().reason);
}

TEST_F(AccessDoorTest, WhileItWaitsItTakesInWhatIsChangedAboutItAndWhoIsNew) {
    for (int i = 0; i < 50; ++i)
        test::writePhoto(folder / ("film/" + std::to_string(100 + i) + ".png"), people[2], i);
    auto rules = door();
    rules.needsCard = true, rules.failures = 0;
    save(rules);
    std::vector<AccessEvent> events;
    std::stop_source stop;
    bool changed = false;
    DoorListener listener;
    listener.decided = [&](const AccessEvent& event) {
        events.push_back(event);
        if (event.outcome == AccessOutcome::kGranted) stop.request_stop();
    };
    listener.frame = [&](const DoorFrame& frame) {
        if (!frame.cardNeeded || std::exchange(changed, true)) return;
        enrol("Cleo", "C-1", people[2]);
        rules.needsCard = false, rules.id = id;
        book().saveDoor(rules);
    };
    DoorWatchOptions options{.source = (folder / "film").string()};
    options.loop = true, options.seconds = 30, options.steps.retryMs = 500;
    options.make = [this](const Door&) { return std::make_unique<TestActuator>(asked, workspace->store()); };
    DoorWatch watch(*workspace, id, options, std::move(listener));
    JobContext context(stop.get_token());
    watch.run(context);
    ASSERT_FALSE(events.empty()) << "it no longer waits for a card";
    EXPECT_EQ(events.back().outcome, AccessOutcome::kGranted) << name(events.back().reason);
    EXPECT_EQ(events.back().name, "Cleo") << "people are taken in every two seconds at most";
}

TEST_F(AccessDoorTest, PeopleWhoWereMergedMeanwhilePassAsWhoTheyAre) {
    auto running = access();
    running.warmUp();
    const auto cleo = enrol("Cleo", "C-1", people[2]);
    workspace->store().merge(anna, ben);
    workspace->store().merge(ben, cleo);
    clock.time += 1000;
    const auto granted = running.attempt(again(0));  // by the people it read before
    EXPECT_EQ(granted.outcome, AccessOutcome::kGranted) << name(granted.reason) << granted.detail;
    EXPECT_EQ(granted.identity, cleo);
    auto rules = door();
    rules.twoPeople = true;
    save(rules);
    EXPECT_EQ(attempt(again(0)).outcome, AccessOutcome::kWaiting);
    EXPECT_EQ(attempt(again(1)).outcome, AccessOutcome::kWaiting) << "one person, by whichever photo";
}

TEST_F(AccessDoorTest, ACameraThatBreaksOffIsAFaultAndNobodyPassesByWhatWasSeenBefore) {
    cv::Mat frame(480, 640, CV_8UC3, cv::Scalar(90, 90, 90)), fitted;
    cv::resize(people[0], fitted, {}, 400.0 / people[0].rows, 400.0 / people[0].rows);
    const cv::Rect place = cv::Rect(cv::Point(120, 40), fitted.size()) & cv::Rect({}, frame.size());
    fitted(cv::Rect({}, place.size())).copyTo(frame(place));
    {
        VideoWriter writer(folder / "film.ts", {frame.cols, frame.rows}, {.keyFrameEvery = 10});
        for (int i = 0; i < 40; ++i)
            writer.write(frame);
        writer.finish();
    }
    // A stream that sends a second of Anna and hangs up, again and again.
    std::ifstream film(folder / "film.ts", std::ios::binary);
    const test::StreamServer server(std::string(std::istreambuf_iterator<char>(film), {}));
    std::vector<AccessEvent> events;
    int good = 0;
    std::stop_source stop;
    DoorListener listener;
    listener.frame = [&](const DoorFrame& seen) { good += seen.glance.good(); };
    listener.decided = [&](const AccessEvent& event) {
        events.push_back(event);
        if (events.size() == 2) stop.request_stop();
    };
    DoorWatchOptions options{.source = "tcp://127.0.0.1:" + std::to_string(server.port())};
    options.seconds = 60, options.steps.gatherMs = 2000;
    options.make = [this](const Door&) { return std::make_unique<TestActuator>(asked, workspace->store()); };
    DoorWatch watch(*workspace, id, options, std::move(listener));
    JobContext context(stop.get_token());
    watch.run(context);
    EXPECT_GT(good, 0) << "she was seen well enough";
    ASSERT_THAT(events, SizeIs(2)) << "once each time that it breaks off";
    for (const auto& event : events) {
        EXPECT_EQ(event.outcome, AccessOutcome::kFault) << name(event.reason);
        EXPECT_THAT(event.detail, testing::HasSubstr("camera"));
        EXPECT_TRUE(event.id.valid()) << "it is in the log";
    }
    EXPECT_EQ(asked.times, 0);
}

TEST_F(AccessDoorTest, ACameraThatIsNotThereIsAFaultInTheLogOnceAndTheDoorStaysShut) {
    DoorWatchOptions options{.source = "/nowhere/at/all.mp4"};
    options.seconds = 2;
    options.make = [this](const Door&) { return std::make_unique<TestActuator>(asked, workspace->store()); };
    DoorWatch watch(*workspace, id, options);
    JobContext context;
    watch.run(context);
    EXPECT_FALSE(watch.health().open);
    EXPECT_FALSE(watch.health().trouble.empty());
    const auto log = book().log({});
    ASSERT_THAT(log, SizeIs(1)) << "tried again more than once, told once";
    EXPECT_EQ(log[0].outcome, AccessOutcome::kFault);
    EXPECT_THAT(log[0].detail, testing::HasSubstr("camera"));
    EXPECT_EQ(asked.times, 0);
    EXPECT_THROW(DoorWatch(*workspace, id), Error) << "a door without a camera";
    EXPECT_THROW(AccessDoor(*workspace, DoorId(99)), Error);
}
