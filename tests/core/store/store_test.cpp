#include "core/store/store.h"

#include <fstream>
#include <atomic>
#include <limits>
#include <thread>

#include "core/base/hash.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(StoreTest, GivesBackAfterReopeningWhatWasEnrolled) {
    const auto given = someSample(1);
    const auto result = store->enrol("Anna L.", "S-17", {given, someSample(2)});
    ASSERT_THAT(result.samples, SizeIs(2));
    ASSERT_THAT(result.templates, SizeIs(2));
    clock.time += 1000;
    reopen();

    const auto people = store->identities();
    ASSERT_THAT(people, SizeIs(1));
    EXPECT_EQ(people[0].id, result.identity);
    EXPECT_EQ(people[0].name, "Anna L.");
    EXPECT_EQ(people[0].externalId, "S-17");
    EXPECT_EQ(people[0].enrolledAt, clock.time - 1000);
    EXPECT_EQ(people[0].samples, 2);
    EXPECT_EQ(people[0].templates, 2);
    EXPECT_EQ(store->identityNamed("Anna L.")->id, result.identity);
    EXPECT_FALSE(store->identityNamed("anna l."));
    EXPECT_FALSE(store->identity(IdentityId(99)));

    const auto samples = store->samples(result.identity);
    ASSERT_THAT(samples, SizeIs(2));
    const auto& sample = samples[0];
    EXPECT_EQ(sample.id, result.samples[0]);
    EXPECT_EQ(sample.path, given.sample.path);
    EXPECT_EQ(sample.sha256, given.sample.sha256);
    EXPECT_EQ(sample.crop, given.sample.crop);
    EXPECT_EQ(sample.face.box, given.sample.face.box);
    EXPECT_EQ(sample.face.landmarks5, given.sample.face.landmarks5);
    EXPECT_EQ(sample.face.landmarks68, given.sample.face.landmarks68);
    EXPECT_EQ(sample.face.liveness, given.sample.face.liveness);
    EXPECT_EQ(sample.face.pose.yaw, given.sample.face.pose.yaw);
    EXPECT_EQ(sample.face.quality.overall, given.sample.face.quality.overall);
    EXPECT_EQ(sample.face.quality.issues, given.sample.face.quality.issues);
    EXPECT_FALSE(samples[1].face.landmarks68);

    const auto templates = store->templates(kRecogniser);
    ASSERT_THAT(templates, SizeIs(2));
    EXPECT_EQ(templates[0].id, result.templates[0]);
    EXPECT_EQ(templates[0].identity, result.identity);
    EXPECT_EQ(templates[0].sample, result.samples[0]);
    EXPECT_EQ(templates[0].value.values, given.templates[0].values);
    EXPECT_THAT(store->templates("another@1"), IsEmpty());
    EXPECT_EQ(store->portrait(result.identity), someSample(2).sample.crop) << "the better of the two";
    EXPECT_TRUE(store->hasSample("sha-of-1"));
    EXPECT_FALSE(store->hasSample("sha-of-3"));
}

TEST_F(StoreTest, EnrolsTheSamePhotoOnce) {
    const auto first = store->enrol("Anna", "", {someSample(1), someSample(2)});
    const auto lines = store->auditEntries().size();
    const auto again = store->enrol("Anna", "", {someSample(2), someSample(3), someSample(3)});
    EXPECT_EQ(again.identity, first.identity);
    EXPECT_EQ(again.samples[0], first.samples[1]);
    EXPECT_EQ(again.templates[0], first.templates[1]);
    EXPECT_EQ(again.samples[1], again.samples[2]);
    EXPECT_THAT(store->samples(first.identity), SizeIs(3));
    EXPECT_EQ(store->auditEntries().size(), lines + 1);
    store->enrol("Anna", "", {someSample(1)});
    EXPECT_EQ(store->auditEntries().size(), lines + 1) << "nothing changed, nothing to tell";
}

TEST_F(StoreTest, TakesAnotherFaceOfTheSamePhotoForAnotherSample) {
    auto other = someSample(1);
    other.sample.face.box.x += 300;
    const auto result = store->enrol("Twins", "", {someSample(1), other});
    EXPECT_NE(result.samples[0], result.samples[1]);
    auto shaken = someSample(1);
    shaken.sample.face.box.x += 3;  // another detector's idea of the same face
    EXPECT_EQ(store->enrol("Twins", "", {shaken}).samples[0], result.samples[0]);
}

TEST_F(StoreTest, AddsATemplateByAnotherRecogniserToTheSampleItHas) {
    const auto first = store->enrol("Anna", "", {someSample(1)});
    auto sample = someSample(1, "second@1");
    const auto again = store->enrol("Anna", "", {sample});
    EXPECT_EQ(again.samples, first.samples);
    EXPECT_NE(again.templates, first.templates);
    EXPECT_THAT(store->templates(kRecogniser), SizeIs(1));
    EXPECT_THAT(store->templates("second@1"), SizeIs(1));
}

TEST_F(StoreTest, FindsThePersonByExternalIdBeforeName) {
    const auto anna = store->enrol("Anna", "S-1", {someSample(1)}).identity;
    EXPECT_EQ(store->enrol("Anna Maria", "S-1", {someSample(2)}).identity, anna);
    EXPECT_EQ(nameOf(anna), "Anna");
    EXPECT_NE(store->enrol("Anna", "S-2", {someSample(3)}).identity, anna) << "two people of one name";
    const auto ben = enrol("Ben", 4);
    EXPECT_EQ(store->enrol("Ben", "S-3", {someSample(5)}).identity, ben);
    EXPECT_EQ(store->identity(ben)->externalId, "S-3");
}

TEST_F(StoreTest, RefusesWhatIsNoPersonOrNoTemplateAndChangesNothing) {
    auto broken = someSample(1);
    broken.templates[0].values[3] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(codeOf([&] {
                  store->enrol("Anna", "", {someSample(2), broken});
              }),
              ErrorCode::kInvalidArgument);
    broken = someSample(1);
    broken.sample.face.quality.overall = std::numeric_limits<float>::infinity();
    EXPECT_EQ(codeOf([&] {
                  store->enrol("Anna", "", {someSample(2), broken});
              }),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { store->enrol(" \t", "", {someSample(2)}); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { store->enrol("\xff\xfe", "", {someSample(2)}); }), ErrorCode::kInvalidArgument);
    EXPECT_THAT(store->identities(), IsEmpty());
    EXPECT_THAT(store->auditEntries(), IsEmpty());
    EXPECT_EQ(codeOf([&] { store->rename(IdentityId(9), "Ben"); }), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] { store->remove(IdentityId(9)); }), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] { store->removeSample(SampleId(9)); }), ErrorCode::kNotFound);
    EXPECT_THAT(store->decisions(), IsEmpty());
}

TEST_F(StoreTest, KeepsOriginalsOnlyIfTheSettingSaysSo) {
    const auto photo = folder / "photo.jpg";
    std::ofstream(photo) << "bytes of the photo";
    auto sample = someSample(1);
    sample.sample.path = photo;
    sample.sample.sha256 = sha256File(photo);
    EXPECT_THAT(store->original(store->enrol("Anna", "", {sample}).samples[0]), IsEmpty());
    store->setSetting(Store::kKeepOriginals, "1");
    EXPECT_EQ(store->original(store->enrol("Ben", "", {sample}).samples[0]), bytesOf("bytes of the photo"));
    std::ofstream(photo) << "another photo by now";
    sample.sample.face.box.x += 500;
    const auto changed = store->enrol("Carl", "", {sample, someSample(2)});
    EXPECT_THAT(store->original(changed.samples[1]), IsEmpty());
}

TEST_F(StoreTest, RemembersJobsAndSettings) {
    EXPECT_FALSE(store->job("enrol-folder:/staff"));
    store->rememberJob("enrol-folder:/staff", R"({"done":3})");
    store->rememberJob("enrol-folder:/staff", R"({"done":4})");
    store->setSetting("language", "zh_CN");
    reopen();
    EXPECT_EQ(store->job("enrol-folder:/staff"), R"({"done":4})");
    EXPECT_EQ(store->setting("language"), "zh_CN");
    EXPECT_FALSE(store->setting("nothing"));
    store->forgetJob("enrol-folder:/staff");
    store->forgetJob("enrol-folder:/staff");
    EXPECT_FALSE(store->job("enrol-folder:/staff"));
    std::vector<std::string> actions;
    for (const auto& entry : store->auditEntries())
        actions.push_back(entry.action);
    EXPECT_THAT(actions, ElementsAre("job.begin", "setting.change", "job.end"));
}

TEST_F(StoreTest, CountsChangesOfItsOwnAndOfOthers) {
    auto last = store->changeCounter();
    EXPECT_EQ(store->changeCounter(), last);
    enrol("Anna", 1);
    EXPECT_GT(store->changeCounter(), last);
    last = store->changeCounter();
    const auto other = Store::open(folder.path());
    EXPECT_EQ(store->changeCounter(), last) << "opening and reading change nothing";
    other->enrol("Ben", "", {someSample(2)});
    EXPECT_GT(store->changeCounter(), last);
    EXPECT_THAT(store->identities(), SizeIs(2));
}

TEST_F(StoreTest, IsUsedFromManyThreadsAtOnce) {
    std::vector<std::jthread> threads;
    std::atomic<int> unread = 0;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) {
                const auto id = enrol("person " + std::to_string(t) + "." + std::to_string(i), 100 * t + i);
                unread += store->samples(id).size() != 1;
                store->changeCounter();
            }
        });
    threads.clear();
    EXPECT_EQ(unread, 0) << "a thread did not see what it had written";
    EXPECT_THAT(store->identities(), SizeIs(80));
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(StoreTest, IsOpenedForReadingOnly) {
    const auto anna = enrol("Anna", 1);
    const auto reader = Store::open(folder.path(), {.readOnly = true});
    EXPECT_THAT(reader->identities(), SizeIs(1));
    EXPECT_EQ(codeOf([&] { reader->rename(anna, "Ben"); }), ErrorCode::kStoreUnusable);
    store->rename(anna, "Carl");
    EXPECT_EQ(reader->identity(anna)->name, "Carl") << "it follows what others write";
    TempFolder nothing;
    EXPECT_EQ(codeOf([&] { Store::open(nothing.path(), {.readOnly = true}); }), ErrorCode::kNotFound);
    EXPECT_TRUE(std::filesystem::is_empty(nothing.path()));
}

TEST_F(StoreTest, IsReadableByItsUserAlone) {
    const auto forOthers = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    enrol("Anna", 1);
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        EXPECT_EQ(entry.status().permissions() & forOthers, std::filesystem::perms::none) << entry.path();
}

TEST(StoreLocation, IsTheGivenFolderElseTheEnvironments) {
    setenv("LINEAMENT_DATA", "/data/l", 1);
    setenv("XDG_DATA_HOME", "/xdg", 1);
    setenv("HOME", "/home/anna", 1);
    EXPECT_EQ(Store::locate("/given"), "/given");
    EXPECT_EQ(Store::locate("given/../store"), std::filesystem::current_path() / "store")
        << "what is kept of paths in it holds wherever it is opened from";
    EXPECT_EQ(Store::locate(), "/data/l");
    unsetenv("LINEAMENT_DATA");
    EXPECT_EQ(Store::locate(), "/xdg/lineament");
    setenv("XDG_DATA_HOME", "relative", 1);
    EXPECT_EQ(Store::locate(), "/home/anna/.local/share/lineament");
    unsetenv("XDG_DATA_HOME");
    EXPECT_EQ(Store::locate(), "/home/anna/.local/share/lineament");
}
