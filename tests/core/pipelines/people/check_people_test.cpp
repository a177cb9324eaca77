#include "core/pipelines/people/check_people.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/store/gallery_book.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;

namespace {

/// Works on templates made here: no network is loaded.
class CheckPeople : public testing::Test {
  protected:
    CheckPeople()
        : workspace(std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder())),
                    Store::open(folder / "store")) {}

    /// A unit vector along axis `n`, leaning towards axis `to` by a cosine.
    Template along(int n, int to = 0, float cosine = 0) const {
        std::vector<float> values(static_cast<std::size_t>(workspace.engine().dimension()), 0);
        values[static_cast<std::size_t>(n)] = std::sqrt(1 - cosine * cosine);
        if (cosine != 0) values[static_cast<std::size_t>(to)] += cosine;
        return {workspace.engine().recogniserKey(), values};
    }
    IdentityId enrol(const std::string& name, const std::vector<Template>& templates) {
        std::vector<Store::NewSample> samples;
        for (const auto& value : templates) {
            Store::NewSample sample;
            sample.sample.sha256 = name + std::to_string(samples.size());
            sample.sample.path = sample.sample.sha256;
            sample.sample.face.quality.overall = 80;
            sample.templates = {value};
            samples.push_back(sample);
        }
        return workspace.store().enrol(name, "", samples).identity;
    }
    PeopleCheck check() {
        JobContext context;
        return checkPeople(workspace, context);
    }

    TempFolder folder;
    Workspace workspace;
};

}  // namespace

TEST_F(CheckPeople, FindsAPersonEnrolledTwiceAndNobodyElse) {
    const auto anna = enrol("Anna", {along(1), along(1, 2, 0.3f)});
    const auto again = enrol("A. Lee", {along(1, 3, 0.3f), along(1, 4, 0.3f)});
    enrol("Ben", {along(5), along(5, 6, 0.3f)});
    const auto found = check();
    ASSERT_EQ(found.lookAlikes.size(), 1u);
    EXPECT_EQ(found.lookAlikes[0].a, anna);
    EXPECT_EQ(found.lookAlikes[0].b, again);
    EXPECT_NEAR(found.lookAlikes[0].similarity, std::sqrt(1 - 0.09f), 1e-3);
    EXPECT_TRUE(found.strangeSamples.empty());
    EXPECT_TRUE(found.weak.empty());
    EXPECT_GT(found.threshold, 0.3f);

    workspace.store().galleryBook().keepApart(anna, again, "sisters");
    EXPECT_TRUE(check().lookAlikes.empty());
}

TEST_F(CheckPeople, FindsASampleInTheWrongHands) {
    const auto anna = enrol("Anna", {along(1), along(1, 2, 0.2f), along(5, 6, 0.1f)});
    const auto ben = enrol("Ben", {along(5), along(5, 7, 0.2f)});
    const auto found = check();
    ASSERT_EQ(found.strangeSamples.size(), 1u);
    EXPECT_EQ(found.strangeSamples[0].own, anna);
    EXPECT_EQ(found.strangeSamples[0].other, ben);
    EXPECT_LT(found.strangeSamples[0].toOwn, found.strangeSamples[0].toOther);
}

TEST_F(CheckPeople, NamesWhoIsWeakAndWhoCannotBeFound) {
    const auto anna = enrol("Anna", {along(1)});
    Template old = along(2);
    old.recogniser = "old@1";
    const auto ben = enrol("Ben", {old, old});
    const auto found = check();
    EXPECT_EQ(found.weak, std::vector{anna});
    EXPECT_EQ(found.withoutTemplates, std::vector{ben});
}

TEST_F(CheckPeople, SaysWhoIsEnrolledAlreadyBeforeAPersonIsMade) {
    const auto anna = enrol("Anna", {along(1), along(1, 2, 0.3f)});
    enrol("Ben", {along(5)});
    const std::vector<Template> samples = {along(1, 9, 0.3f)};
    const auto alike = enrolledLike(workspace, samples, IdentityId());
    ASSERT_EQ(alike.size(), 1u);
    EXPECT_EQ(alike[0].name, "Anna");
    EXPECT_TRUE(enrolledLike(workspace, samples, anna).empty());
    EXPECT_TRUE(enrolledLike(workspace, {}, anna).empty());
}

TEST_F(CheckPeople, AnEmptyGalleryHasNothingAmiss) {
    const auto found = check();
    EXPECT_TRUE(found.lookAlikes.empty() && found.weak.empty() && found.withoutTemplates.empty());
}
