#include "core/pipelines/evaluate/own_gallery/gallery_calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/base/error.h"
#include "core/evaluate/upper_bound.h"
#include "core/pipelines/synthetic/generators.h"
#include "core/pipelines/synthetic/studio/likeness.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;

namespace {

constexpr int kDimension = 128;  // of the default recogniser

class GalleryCalibrationTest : public testing::Test {
  protected:
    GalleryCalibrationTest()
        : engine(std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder()))),
          store(Store::open(folder.path())),
          workspace(engine, store) {}

    /// People of random templates, samples of one lie near each other.
    void enrol(int people, int samples, int dimension = kDimension) {
        std::mt19937 random(7);
        std::normal_distribution<float> normal;
        for (int person = 0; person < people; ++person) {
            std::vector<float> middle(static_cast<std::size_t>(dimension));
            for (auto& value : middle)
                value = normal(random);
            std::vector<Store::NewSample> all;
            for (int i = 0; i < samples; ++i) {
                Store::NewSample sample;
                sample.sample.path = std::to_string(person) + "/" + std::to_string(i);
                sample.sample.sha256 = sample.sample.path;
                Template value{engine->recogniserKey(), middle};
                double length = 0;
                for (auto& v : value.values) {
                    v += 0.5f * normal(random);
                    length += static_cast<double>(v) * v;
                }
                for (auto& v : value.values)
                    v /= static_cast<float>(std::sqrt(length));
                sample.templates.push_back(std::move(value));
                all.push_back(std::move(sample));
            }
            store->enrol("person " + std::to_string(person), "", all);
        }
    }
    GalleryCalibration calibrate(const GalleryCalibrationOptions& options) {
        JobContext context;
        return calibrateGallery(workspace, options, context);
    }
    static GalleryCalibrationOptions realOnly() {
        GalleryCalibrationOptions options;
        options.synthetic = false;
        options.fmr = 1e-3;
        options.fpir = 0.05;
        return options;
    }

    test::TempFolder folder;
    std::shared_ptr<FaceEngine> engine;
    std::shared_ptr<Store> store;
    Workspace workspace;
};

}  // namespace

TEST_F(GalleryCalibrationTest, RealScoresGiveThresholdsWithWhatStandsBehindThem) {
    enrol(100, 2);
    const auto found = calibrate(realOnly());
    EXPECT_EQ(found.people, 100);
    EXPECT_EQ(found.nonMated.total(), 200 * 199 / 2 - 100);
    EXPECT_EQ(found.mated.total(), 100);
    ASSERT_TRUE(found.comparison && found.search);
    const auto& one = *found.comparison;
    EXPECT_TRUE(one.asWanted());
    EXPECT_LE(one.measured, 1e-3);
    EXPECT_GE(one.errors, 15);
    EXPECT_LE(one.errors, 19);
    EXPECT_GE(one.upper, upperBound(one.errors, one.trials));
    EXPECT_LT(one.upper, 4e-3);
    EXPECT_GT(found.hardestReal, one.threshold);
    EXPECT_NE(found.hardestPair.first, found.hardestPair.second);
    EXPECT_EQ(found.matedMissed, 0);
    EXPECT_EQ(found.search->trials, 200);
    EXPECT_GT(found.search->threshold, one.threshold) << "a search meets 198 others";
    EXPECT_LE(found.search->errors, 10);
    EXPECT_TRUE(found.hardNegatives.empty());
    EXPECT_EQ(found.withstanding(one), one.threshold);
    const auto tail = found.nonMated.tail(50);
    ASSERT_GT(tail.size(), 20u);
    EXPECT_EQ(tail.front().share, 1);
    EXPECT_NEAR(tail.back().similarity, found.hardestReal, 1e-5);
    for (std::size_t i = 1; i < tail.size(); ++i) {
        EXPECT_GT(tail[i].similarity, tail[i - 1].similarity);
        EXPECT_LT(tail[i].share, tail[i - 1].share);
    }
    EXPECT_TRUE(store->decisions().empty()) << "measuring decides nothing";
}

TEST_F(GalleryCalibrationTest, FewPeopleTellNoRareRateAndItSaysSo) {
    enrol(10, 1);
    auto options = realOnly();
    options.fmr = 1e-4;
    const auto found = calibrate(options);
    ASSERT_TRUE(found.comparison);
    EXPECT_FALSE(found.comparison->asWanted());
    EXPECT_NEAR(found.comparison->rate, 3.0 / 45, 1e-12);
    EXPECT_GT(found.comparison->upper, found.comparison->measured);
    EXPECT_FALSE(found.search->asWanted());
    const auto applied = found.toApply(AppliedThreshold::Use::kVerification, "test");
    ASSERT_TRUE(applied);
    EXPECT_EQ(applied->threshold, found.comparison->threshold);
    EXPECT_GT(applied->rate, 0);
    EXPECT_EQ(applied->comparisons, 45);
}

TEST(ScoreHistogram, CountsScoresAtAndBeyondTheEdges) {
    ScoreHistogram scores;
    for (const float similarity : {1.0f, 1.0000001f, 0.9999999f, 0.5f, -1.0f, -3.0f, std::nanf("")})
        scores.add(similarity);
    EXPECT_EQ(scores.total(), 7);
    EXPECT_EQ(scores.reaching(1), 2) << "what is wholly alike reaches a threshold of 1";
    EXPECT_EQ(scores.reaching(0.99999), 3);
    EXPECT_EQ(scores.reaching(-1), 7);
    EXPECT_EQ(scores.reaching(-7), 7);
    EXPECT_EQ(scores.reaching(1.1), 0);
    EXPECT_GT(scores.thresholdAt(0.1), 1) << "no threshold keeps wholly alike ones out";
    EXPECT_EQ(scores.thresholdAt(2.1 / 7), 1);
    EXPECT_NEAR(scores.thresholdAt(4.1 / 7), -1, 1e-5);
    EXPECT_EQ(scores.tail(5).back().similarity, 1);
}

TEST_F(GalleryCalibrationTest, PhotosThatAreThereUnderTwoNamesLeaveNoThreshold) {
    enrol(40, 1);
    for (int i = 0; i < 8; ++i) {
        Store::NewSample sample;
        sample.sample.path = sample.sample.sha256 = "copy " + std::to_string(i);
        Template value{engine->recogniserKey(), std::vector<float>(kDimension)};
        value.values[3] = 1;
        sample.templates = {value};
        store->enrol("copy " + std::to_string(i), "", {sample});
    }
    const auto found = calibrate(realOnly());
    ASSERT_TRUE(found.search);
    EXPECT_GT(found.search->threshold, 1);
    EXPECT_EQ(found.search->errors, 0);
    EXPECT_FALSE(found.toApply(AppliedThreshold::Use::kSearch, "test"));
}

TEST_F(GalleryCalibrationTest, NobodyAndNonsenseAreSentences) {
    EXPECT_THROW(calibrate(realOnly()), Error);
    enrol(1, 3);
    EXPECT_THROW(calibrate(realOnly()), Error);
    enrol(3, 1);
    for (const auto change : {+[](GalleryCalibrationOptions& o) { o.fmr = 0; },
                              +[](GalleryCalibrationOptions& o) { o.draws = 3; },
                              +[](GalleryCalibrationOptions& o) { o.psi = 2; }}) {
        auto options = realOnly();
        change(options);
        EXPECT_THROW(calibrate(options), Error);
    }
    auto options = realOnly();
    options.synthetic = true;
    options.generator = "/no/such/generator";
    EXPECT_THROW(calibrate(options), Error);
}

TEST_F(GalleryCalibrationTest, SyntheticFacesComeNearerToEnrolledPeopleAndAreNobody) {
    GalleryCalibrationOptions options;
    options.fmr = 0.05;
    options.fpir = 0.2;
    options.draws = 40;
    options.hardest = 4;
    options.steps = 3;
    {
        const auto known = generatorsOf(engine->registry());
        if (known.empty()) GTEST_SKIP() << "there is no generator";
        const OpenGenerator generator(engine->registry(), known.front().id, engine->options().device);
        gan::SynthesisOptions how;
        how.psi = 0.9;
        const std::vector<std::uint64_t> seeds{101, 102, 103, 104, 105, 106};
        int number = 0;
        // Enrolled "people" whom the generator can come near to: faces of other seeds.
        for (const auto& picture : generator.synthesiser().generate(seeds, how)) {
            Store::NewSample sample;
            sample.sample.path = sample.sample.sha256 = std::to_string(++number);
            sample.templates = {portraitTemplate(*engine, picture)};
            store->enrol("person " + std::to_string(number), "", {sample});
        }
    }
    const auto before = store->changeCounter();
    const auto found = calibrate(options);
    EXPECT_FALSE(found.generator.empty());
    EXPECT_EQ(found.synthetic.total(), 40 * 6);
    ASSERT_FALSE(found.hardNegatives.empty());
    EXPECT_EQ(static_cast<int>(found.hardNegatives.size()) + found.faceless, 4);
    double drawn = 0, moved = 0;
    for (std::size_t i = 0; i < found.hardNegatives.size(); ++i) {
        const auto& face = found.hardNegatives[i];
        drawn += face.drawn, moved += face.similarity;
        EXPECT_FALSE(face.picture.rgb.empty());
        EXPECT_TRUE(store->identity(face.nearest));
        if (i) EXPECT_LE(face.similarity, found.hardNegatives[i - 1].similarity);
    }
    EXPECT_GT(moved, drawn) << "the search comes nearer";
    EXPECT_GE(found.withstanding(*found.comparison), found.hardNegatives.front().similarity);
    EXPECT_EQ(store->identities().size(), 6u) << "nobody was enrolled";
    EXPECT_EQ(store->changeCounter(), before) << "nothing was stored";

    const auto again = calibrate(options);
    ASSERT_EQ(again.hardNegatives.size(), found.hardNegatives.size());
    for (std::size_t i = 0; i < found.hardNegatives.size(); ++i) {
        EXPECT_EQ(again.hardNegatives[i].seed, found.hardNegatives[i].seed);
        EXPECT_EQ(again.hardNegatives[i].similarity, found.hardNegatives[i].similarity);
        EXPECT_EQ(again.hardNegatives[i].picture.rgb, found.hardNegatives[i].picture.rgb);
    }
    std::stop_source stop;
    JobContext stopped(stop.get_token(), [&](const Progress&) { stop.request_stop(); });
    EXPECT_THROW(calibrateGallery(workspace, options, stopped), Cancelled);
}
