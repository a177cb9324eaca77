// The camera of a door: who stands before it, the cards they show, and what it does when it breaks off.
#include "core/pipelines/presence/door_watch.h"

#include <gmock/gmock.h>

#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/media/video_writer.h"
#include "tests/core/media/stream_server.h"
#include "tests/core/pipelines/presence/door_at_work.h"

using namespace lineament;
using testing::SizeIs;

namespace {

class DoorWatchTest : public test::DoorAtWork {
  protected:
    /// What the camera sees with a person before the door; with nobody if there is no such person.
    static cv::Mat doorway(std::size_t person) {
        cv::Mat frame(480, 640, CV_8UC3, cv::Scalar(90, 90, 90)), fitted;
        if (person >= people.size()) return frame;
        const double scale = 400.0 / people[person].rows;
        cv::resize(people[person], fitted, {}, scale, scale);
        const cv::Rect place = cv::Rect(cv::Point(120, 40), fitted.size()) & cv::Rect({}, frame.size());
        fitted(cv::Rect({}, place.size())).copyTo(frame(place));
        return frame;
    }
    /// A film of two seconds of a person close before it.
    std::string standing(std::size_t person) {
        for (int i = 0; i < 50; ++i)
            test::writePhoto(folder / ("film/" + std::to_string(100 + i) + ".png"), people[person], i);
        return (folder / "film").string();
    }
    void needCard(int failures = Door{}.failures) {
        auto rules = door();
        rules.needsCard = true, rules.failures = failures;
        save(rules);
    }
};

}  // namespace

TEST_F(DoorWatchTest, OnACameraEverybodyIsDecidedOnOnceWithinASecondOfAGoodLook) {
    // Anna, a gap, then Ben, then somebody unknown in his place.
    int number = 1000;
    const auto stand = [&](std::size_t person, int frames) {
        const auto frame = doorway(person);
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
    options.make = actuator();
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

TEST_F(DoorWatchTest, ACardThatIsShownIsForWhoeverComesNext) {
    needCard();
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
    DoorWatchOptions options{.source = standing(0)};
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

TEST_F(DoorWatchTest, ACardThatIsShownWhileTheDoorDecidesIsKeptForTheNextOne) {
    needCard(0);
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
    DoorWatchOptions options{.source = standing(0)};
    options.loop = true, options.seconds = 30;
    // The actuator answers while the second one holds a card to the reader already.
    options.make = [&](const Door&) {
        if (events.empty()) running->showCard("B-1");
        return std::make_unique<test::TestActuator>(asked, workspace->store());
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

TEST_F(DoorWatchTest, ALookWhoseCardIsNotThereAnyMoreIsNotDecidedOn) {
    needCard();
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
    DoorWatchOptions options{.source = standing(0)};
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

TEST_F(DoorWatchTest, WhileItWaitsItTakesInWhatIsChangedAboutItAndWhoIsNew) {
    needCard(0);
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
        auto rules = door();
        rules.needsCard = false;
        save(rules);
    };
    DoorWatchOptions options{.source = standing(2)};
    options.loop = true, options.seconds = 30, options.steps.retryMs = 500;
    options.make = actuator();
    DoorWatch watch(*workspace, id, options, std::move(listener));
    JobContext context(stop.get_token());
    watch.run(context);
    ASSERT_FALSE(events.empty()) << "it no longer waits for a card";
    EXPECT_EQ(events.back().outcome, AccessOutcome::kGranted) << name(events.back().reason);
    EXPECT_EQ(events.back().name, "Cleo") << "people are taken in every two seconds at most";
}

TEST_F(DoorWatchTest, ACameraThatBreaksOffIsAFaultAndNobodyPassesByWhatWasSeenBefore) {
    const auto frame = doorway(0);
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
    options.make = actuator();
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

TEST_F(DoorWatchTest, ACameraThatIsChangedAtADoorThatRunsTakesItsPlaceAtOnce) {
    auto rules = door();
    rules.source = "/nowhere/at/all.mp4";
    save(rules);
    std::vector<AccessEvent> events;
    std::stop_source stop;
    DoorListener listener;
    listener.decided = [&](const AccessEvent& event) {
        events.push_back(event);
        if (event.outcome == AccessOutcome::kGranted) return (void)stop.request_stop();
        // As another window or a command does it.
        rules.source = standing(0);
        save(rules);
    };
    DoorWatchOptions options;
    options.loop = true, options.seconds = 30;
    options.make = actuator();
    DoorWatch watch(*workspace, id, options, std::move(listener));
    JobContext context(stop.get_token());
    watch.run(context);
    ASSERT_THAT(events, SizeIs(2));
    EXPECT_EQ(events[0].outcome, AccessOutcome::kFault) << "the dead one";
    EXPECT_EQ(events[1].identity, anna) << name(events[1].reason);
    EXPECT_TRUE(watch.health().trouble.empty()) << watch.health().trouble;
}

TEST_F(DoorWatchTest, ACameraThatIsNotThereIsAFaultInTheLogOnceAndTheDoorStaysShut) {
    DoorWatchOptions options{.source = "/nowhere/at/all.mp4"};
    options.seconds = 2;
    options.make = actuator();
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
