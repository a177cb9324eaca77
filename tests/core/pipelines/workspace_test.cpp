#include "core/pipelines/workspace.h"

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

class WorkspaceTest : public testing::Test {
  protected:
    std::vector<float> unit(int dimension) const {
        std::vector<float> values(static_cast<std::size_t>(engine->dimension()));
        values[static_cast<std::size_t>(dimension)] = 1;
        return values;
    }
    void enrol(const std::string& name, int dimension) {
        store->enrol(name, {},
                     {{Sample{.path = name, .sha256 = name}, {{engine->recogniserKey(), unit(dimension)}}}});
    }

    test::TempFolder folder;
    std::shared_ptr<FaceEngine> engine =
        std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
    std::shared_ptr<Store> store = Store::open(folder / "store");
};

}  // namespace

TEST_F(WorkspaceTest, KeepsTheGalleryUntilTheStoreChanges) {
    const Workspace workspace(engine, store);
    const auto empty = workspace.gallery();
    EXPECT_EQ(empty->identities(), 0u);
    EXPECT_EQ(workspace.gallery(), empty);
    enrol("Ann", 0);
    const auto one = workspace.gallery();
    EXPECT_EQ(one->identities(), 1u);
    EXPECT_EQ(empty->identities(), 0u) << "who holds the old one is not disturbed";
    EXPECT_EQ(workspace.gallery(), one);
}

TEST_F(WorkspaceTest, SeesWhatAnotherConnectionEnrols) {
    const Workspace workspace(engine, store);
    EXPECT_EQ(workspace.gallery()->identities(), 0u);
    Store::open(folder / "store")
        ->enrol("Bob", {}, {{Sample{.path = "b", .sha256 = "b"}, {{engine->recogniserKey(), unit(1)}}}});
    EXPECT_EQ(workspace.gallery()->identities(), 1u);
}

TEST_F(WorkspaceTest, AsksForMoreSimilarityTheLargerTheGallery) {
    const Workspace workspace(engine, store, {.fmr = 1e-3, .fpir = 2e-3});
    enrol("Ann", 0);
    const auto [small, smallFmr] = workspace.searchThreshold();
    EXPECT_DOUBLE_EQ(smallFmr, 1e-3) << "never laxer than one comparison";
    EXPECT_FLOAT_EQ(small, workspace.verificationThreshold().first);
    for (int i = 1; i < 8; ++i)
        enrol("Person " + std::to_string(i), i);
    const auto [large, largeFmr] = workspace.searchThreshold();
    EXPECT_DOUBLE_EQ(largeFmr, 2e-3 / 8);
    EXPECT_GT(large, small);
}

TEST_F(WorkspaceTest, AChosenOperatingPointGoesBeforeWhatWasAppliedToTheStore) {
    enrol("Ann", 0);
    applyThreshold(*store, {.recogniser = engine->recogniserKey(),
                            .threshold = 0.777,
                            .rate = 0.01,
                            .comparisons = 12,
                            .source = "test"});
    const OperatingPoint lax{.fmr = 1e-2, .fpir = 2e-2};
    EXPECT_FLOAT_EQ(Workspace(engine, store, lax).searchThreshold().first, 0.777f);
    const Workspace chosen(engine, store, {.fmr = lax.fmr, .fpir = lax.fpir, .chosen = true});
    const auto expected = static_cast<float>(engine->calibration().thresholdAt(1e-2));
    EXPECT_FLOAT_EQ(chosen.searchThreshold().first, expected);
    EXPECT_FLOAT_EQ(chosen.verificationThreshold().first, expected);
}

TEST_F(WorkspaceTest, RefusesSenselessOperatingPoints) {
    EXPECT_THROW(Workspace(engine, store, {.fmr = 0}), Error);
    EXPECT_THROW(Workspace(engine, store, {.fpir = 1.5}), Error);
}
