// A door with real faces: the sample photos' people stand before it.
#include "core/pipelines/presence/access_door.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include "core/faces/liveness/liveness.h"
#include "core/notify/signature.h"
#include "core/presence/access_schedule.h"
#include "core/store/gallery_book.h"
#include "tests/core/pipelines/presence/door_at_work.h"

using namespace lineament;
using testing::SizeIs;

namespace {

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

class AccessDoorTest : public test::DoorAtWork {};

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
    AccessDoor access(other, id, clock, actuator());
    const auto event = access.attempt(again(0));
    EXPECT_EQ(event.reason, AccessReason::kLivenessUnknown) << event.detail;
    EXPECT_FALSE(event.liveness);
    EXPECT_EQ(asked.times, 0);
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
