#include "core/pipelines/people/retention.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/pipelines/evaluate/template_cache.h"
#include "core/store/gallery_book.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;

namespace {

constexpr UnixMs kDay = 24 * 3600 * 1000;

class RetentionTest : public test::StoreTest {
  protected:
    IdentityId kept(const std::string& name, int sample, UnixMs until) {
        PersonRecord record;
        record.identity = enrol(name, sample);
        record.keepUntil = until;
        store->galleryBook().setRecord(record);
        return record.identity;
    }
    std::string entryOf(const std::string& action) const {
        for (const auto& entry : store->auditEntries())
            if (entry.action == action) return entry.subject + ": " + entry.detail;
        return {};
    }
    JobContext context;
};

}  // namespace

TEST_F(RetentionTest, WhoseTimeIsOverGoesWithAReceiptAndTheOthersStay) {
    const auto gone = kept("Anna", 1, clock.time - 1), stays = kept("Ben", 2, clock.time + kDay);
    const auto result = purgeDue(*store, clock.time, "request", context);
    ASSERT_EQ(result.receipts.size(), 1u);
    EXPECT_EQ(result.receipts.front().identity, gone);
    EXPECT_EQ(result.receipts.front().name, "Anna");
    EXPECT_FALSE(result.receipts.front().auditHash.empty());
    EXPECT_FALSE(store->identity(gone));
    EXPECT_TRUE(store->identity(stays));
    EXPECT_EQ(entryOf("retention.purge"), "request: 1 people, 0 original files");
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(RetentionTest, TheTemplatesThatEvaluationsKeptGoWithThePerson) {
    const auto anna = enrol("Anna", 1);
    const auto cache = evaluationCacheOf(store->folder());
    TemplateCache(cache, "a setting").add(sha256("a photo"), {std::vector<float>{1, 0}, 50});
    ASSERT_EQ(TemplateCache(cache, "a setting").size(), 1u);
    removePerson(*store, anna, "asked");
    EXPECT_EQ(TemplateCache(cache, "a setting").size(), 0u);
}

TEST_F(RetentionTest, TheTemplatesThatEvaluationsKeptGoBeforeThePerson) {
    const auto cache = evaluationCacheOf(store->folder());
    TemplateCache(cache, "a setting").add(sha256("a photo"), {std::vector<float>{1, 0}, 50});
    // What ends a removal after its first step here is that there is no such person.
    EXPECT_EQ(test::codeOf([&] { removePerson(*store, IdentityId(99), "asked"); }), ErrorCode::kNotFound);
    EXPECT_EQ(TemplateCache(cache, "a setting").size(), 0u);
}

TEST_F(RetentionTest, ItIsTimeByTheScheduleOnceADayAndNeverWithoutOne) {
    EXPECT_FALSE(purgeSchedule(*store).dueAt(clock.time)) << "nobody asked for it";
    setPurgeSchedule(*store, 1);
    EXPECT_TRUE(purgeSchedule(*store).dueAt(clock.time));
    purgeDue(*store, clock.time, "schedule", context);
    EXPECT_FALSE(purgeSchedule(*store).dueAt(clock.time + kDay - 1));
    EXPECT_TRUE(purgeSchedule(*store).dueAt(clock.time + kDay));
    EXPECT_TRUE(purgeSchedule(*store).dueAt(clock.time - kDay))
        << "a clock that was set back does not stop it";
    setPurgeSchedule(*store, 0);
    EXPECT_FALSE(purgeSchedule(*store).dueAt(clock.time + 400 * kDay));
    EXPECT_EQ(test::codeOf([&] { setPurgeSchedule(*store, -1); }), ErrorCode::kInvalidArgument);
}

TEST_F(RetentionTest, APurgeThatIsStoppedLeavesWholePeopleAndGoesOnWithTheNext) {
    for (int i = 1; i <= 4; ++i)
        kept("Person " + std::to_string(i), i, clock.time - 1);
    std::stop_source stop;
    JobContext stopped(stop.get_token(), [&](const Progress& progress) {
        if (progress.done == 2) stop.request_stop();
    });
    EXPECT_THROW(purgeDue(*store, clock.time, "schedule", stopped), Cancelled);
    EXPECT_EQ(store->identities().size(), 2u);
    for (const auto& identity : store->identities())
        EXPECT_EQ(store->samples(identity.id).size(), 1u);
    EXPECT_EQ(purgeDue(*store, clock.time, "schedule", context).receipts.size(), 2u);
    EXPECT_TRUE(store->identities().empty());
}
