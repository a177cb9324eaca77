#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <iostream>

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::SizeIs;

namespace {

template <class Work>
double milliseconds(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_F(StoreTest, ListsFiftyThousandPeopleQuickly) {
    // Written at once: 50 000 commits that reach the disk are not what is measured here.
    raw().exec(R"(
        PRAGMA synchronous = OFF;
        BEGIN;
        WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
        INSERT INTO identities (id, name, enrolled_at) SELECT i, 'person ' || i, i FROM n;
        INSERT INTO samples (id, identity_id, added_at, path, sha256, quality, face, landmarks, crop)
        SELECT id, id, 0, 'photo', 'sha ' || id, 50, '{}', x'', zeroblob(3000) FROM identities;
        INSERT INTO templates (sample_id, recogniser, dimension, dtype, vector)
        SELECT id, 'test@1', 128, 'f32', zeroblob(512) FROM samples;
        COMMIT;)");
    reopen();
    double list = milliseconds([&] { EXPECT_THAT(store->identities(), SizeIs(50'000)); });
    list = std::min(list, milliseconds([&] { store->identities(); }));
    const double templates =
        milliseconds([&] { EXPECT_THAT(store->templates(kRecogniser), SizeIs(50'000)); });
    const double find = milliseconds([&] { EXPECT_TRUE(store->identityNamed("person 49999")); });
    const double enrolled = milliseconds([&] { enrol("person 49999", 1); });
    std::cout << "50 000 people: list " << list << " ms, templates " << templates << " ms, find by name "
              << find << " ms, enrol " << enrolled << " ms\n";
    EXPECT_LT(list, 1000);
    EXPECT_LT(templates, 2000);
    EXPECT_LT(find, 50);
    EXPECT_EQ(store->identities()[49'998].samples, 2);
}
