#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "core/pipelines/presence/access_door.h"
#include "core/store/access_book.h"
#include "core/store/presence_book.h"
#include "tests/core/pipelines/sample_people.h"

namespace lineament::test {

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

/// A door of a store in which two of the people of the first sample photo are enrolled, Anna and Ben.
class DoorAtWork : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (!std::filesystem::exists(samplePhoto(1))) return;
        engine = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder()));
        people = samplePeople(*engine);
    }
    static void TearDownTestSuite() {
        engine.reset();
        people.clear();
    }
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
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
    MakeActuator actuator() {
        return [this](const Door&) { return std::make_unique<TestActuator>(asked, workspace->store()); };
    }
    AccessDoor access() { return AccessDoor(*workspace, id, clock, actuator()); }
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

    static inline std::shared_ptr<FaceEngine> engine;
    static inline std::vector<cv::Mat> people;
    TempFolder folder;
    DoorClock clock;
    Asked asked;
    std::unique_ptr<Workspace> workspace;
    IdentityId anna, ben;
    DoorId id;
};

}  // namespace lineament::test
