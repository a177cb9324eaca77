#include "core/pipelines/evaluate/evaluation.h"

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/pipelines/evaluate/applied_threshold.h"
#include "core/pipelines/evaluate/template_cache.h"
#include "core/pipelines/evaluate_pairs.h"
#include "core/pipelines/workspace.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;
namespace fs = std::filesystem;

namespace {

/// Three people of the sample photos, each as two pictures that differ in size, light and side.
class EvaluationTest : public testing::Test {
  protected:
    void makePeople() {
        engine_ = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder()));
        const std::pair<int, cv::Rect> people[] = {
            {3, {485, 230, 410, 480}}, {6, {560, 220, 400, 520}}, {1, {310, 260, 400, 430}}};
        for (std::size_t i = 0; i < std::size(people); ++i) {
            const auto name = "person" + std::to_string(i);
            const cv::Mat face = cv::imread(samplePhoto(people[i].first).string())(people[i].second);
            write(fs::path("gallery") / name / "a.png", face);
            cv::Mat other;
            cv::resize(face, other, {}, 0.6, 0.6, cv::INTER_AREA);
            cv::flip(other, other, 1);
            other.convertTo(other, -1, 0.8, 5);
            write(fs::path("probes") / name / "b.png", other);
        }
    }
    void write(const fs::path& path, const cv::Mat& picture) const {
        fs::create_directories((folder_.path() / path).parent_path());
        cv::imwrite((folder_.path() / path).string(), picture);
    }
    EvaluationProtocol pairs() const {
        EvaluationProtocol protocol;
        protocol.csv = folder_ / "pairs.csv";
        protocol.root = folder_.path();
        std::ofstream csv(protocol.csv);
        csv << "path_a,path_b,same,group\n";
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j)
                csv << "gallery/person" << i << "/a.png,probes/person" << j << "/b.png," << (i == j) << ','
                    << (i == 2 ? "old" : "young") << '\n';
        return protocol;
    }
    Evaluation run(const EvaluationProtocol& protocol, EvaluationRun how = {}) {
        how.engine = engine_;
        JobContext context;
        return evaluate(how, protocol, context);
    }

    test::TempFolder folder_;
    std::shared_ptr<FaceEngine> engine_;
};

}  // namespace

TEST_F(EvaluationTest, PairsGrowABandAndAreRememberedByContent) {
    LINEAMENT_NEEDS(samplePhoto(1));
    makePeople();
    EvaluationRun how;
    how.cache = folder_ / "cache";
    int told = 0;
    how.soFar = [&](const EvaluationSoFar& so) {
        ++told;
        EXPECT_FALSE(so.curve.empty());
        EXPECT_GT(so.mated, 0);
    };
    const auto first = run(pairs(), how);
    EXPECT_GE(told, 1);
    EXPECT_EQ(first.comparisons, 9);
    EXPECT_EQ(first.rates->mated(), 3);
    EXPECT_EQ(first.list->groups, (std::vector<std::string>{"young", "old"}));
    EXPECT_EQ(first.figures.auc, 1);
    EXPECT_GT(first.rates->trials().front().quality, 0);

    // Moved and renamed, a picture is still the same content; no network is asked again.
    fs::rename(folder_ / "gallery", folder_ / "moved");
    fs::create_directory_symlink(folder_ / "moved", folder_ / "gallery");
    const auto second = run(pairs(), how);
    EXPECT_EQ(*second.similarityOfPair, *first.similarityOfPair);
    EXPECT_LT(second.seconds, first.seconds / 2);
    EXPECT_GT(TemplateCache::clear(how.cache), 6u * 512);

    JobContext context;
    const auto byCommand = evaluatePairs(*engine_, pairs().csv, folder_.path(), context);
    EXPECT_EQ(byCommand.figures.tar, first.figures.tar);
    EXPECT_EQ(byCommand.accuracyInterval, first.accuracyInterval);
}

TEST_F(EvaluationTest, AGalleryIsSearchedWithStrangersAndFacelessProbes) {
    LINEAMENT_NEEDS(samplePhoto(1));
    makePeople();
    fs::rename(folder_ / "probes" / "person2", folder_ / "probes" / "stranger");
    write("probes/person1/grey.png", cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(90)));
    EvaluationProtocol protocol;
    protocol.kind = EvaluationProtocol::Kind::kGalleryProbe;
    protocol.gallery = folder_ / "gallery";
    protocol.probes = folder_ / "probes";
    const auto result = run(protocol);
    EXPECT_EQ(result.people, 3);
    EXPECT_EQ(result.searches, 4);
    EXPECT_EQ(result.strangers, 1);
    EXPECT_EQ(result.rejected.size(), 1u);
    ASSERT_TRUE(result.searchRates);
    EXPECT_EQ(result.searchRates->mated(), 3);
    EXPECT_EQ(result.searchRates->nonMated(), 3);
    EXPECT_NEAR(result.cumulativeMatch.front(), 2.0 / 3, 1e-9);  // the faceless one is a miss
    EXPECT_EQ(result.rates->mated(), 2);

    protocol.probes = folder_ / "none";
    EXPECT_THROW(run(protocol), Error);
    fs::create_directories(folder_ / "flat");
    protocol.probes = folder_ / "flat";
    EXPECT_THROW(run(protocol), Error);
}

TEST_F(EvaluationTest, TheStoresOwnPeopleAreComparedLeavingOneOut) {
    LINEAMENT_NEEDS(samplePhoto(1));
    makePeople();
    const auto store = Store::open(folder_ / "store");
    Workspace workspace(engine_, store);
    EvaluationRun how;
    how.store = store;
    EvaluationProtocol protocol;
    protocol.kind = EvaluationProtocol::Kind::kOwnGallery;
    EXPECT_THROW(run(protocol, how), Error);  // nobody is enrolled
    for (int i = 0; i < 3; ++i) {
        const auto name = "person" + std::to_string(i);
        Store::NewSample sample;
        for (const auto& path :
             {folder_.path() / "gallery" / name / "a.png", folder_.path() / "probes" / name / "b.png"}) {
            const auto picture = cv::imread(path.string());
            const auto faces = engine_->detect(picture);
            ASSERT_FALSE(faces.empty());
            sample.sample.path = path.string();
            sample.sample.sha256 = std::string(63, '0') + std::to_string(i) + path.stem().string();
            sample.sample.face = faces.front();
            sample.templates = engine_->embed(picture, {faces.data(), 1});
            store->enrol(name, "", {sample});
        }
    }
    const auto result = run(protocol, how);
    EXPECT_EQ(result.comparisons, 15);  // of 6 samples
    EXPECT_EQ(result.rates->mated(), 3);
    EXPECT_EQ(result.searches, 6);
    EXPECT_EQ(result.cumulativeMatch.front(), 1);

    // What was measured is put into force, seen by every search, and taken back.
    const auto before = workspace.verificationThreshold().first;
    AppliedThreshold applied{
        .recogniser = engine_->recogniserKey(), .threshold = 0.777, .rate = 0.01, .source = "test"};
    applyThreshold(*store, applied);
    EXPECT_FLOAT_EQ(workspace.verificationThreshold().first, 0.777f);
    EXPECT_FLOAT_EQ(workspace.searchThreshold().first, 0.777f) << "a search is never laxer";
    applied.use = AppliedThreshold::Use::kSearch;
    applied.threshold = 0.3;
    applyThreshold(*store, applied);
    EXPECT_FLOAT_EQ(workspace.searchThreshold().first, 0.3f);
    EXPECT_NE(store->auditEntries(1).at(0).detail.find("0.3"), std::string::npos);
    withdrawThreshold(*store, applied.recogniser, AppliedThreshold::Use::kVerification);
    EXPECT_FLOAT_EQ(workspace.verificationThreshold().first, before);
    applied.threshold = 2;
    EXPECT_THROW(applyThreshold(*store, applied), Error);
}

TEST_F(EvaluationTest, OneClassAloneIsASentence) {
    EvaluationProtocol protocol;
    protocol.csv = folder_ / "pairs.csv";
    protocol.root = folder_.path();
    engine_ = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder()));
    std::ofstream(protocol.csv) << "path_a,path_b,same\na.png,b.png,1\n";
    try {
        run(protocol);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
        EXPECT_NE(error.detail().find("two people"), std::string::npos);
    }
}

TEST_F(EvaluationTest, ManyPairsOfFewPicturesAreReadAndCanBeStopped) {
    {
        std::ofstream csv(folder_ / "many.csv");
        csv << "path_a,path_b,same,fold\n";
        for (int i = 0; i < 200'000; ++i)
            csv << 'p' << i % 50 << "/a.jpg,p" << i % 37 << "/b.jpg," << i % 2 << ",3\n";
    }
    JobContext context;
    const auto list = readPairs(folder_ / "many.csv", "/root", context);
    EXPECT_EQ(list.pairs.size(), 200'000u);
    EXPECT_EQ(list.pictures.size(), 87u);
    std::stop_source stop;
    JobContext stopped(stop.get_token(), [&](const Progress&) { stop.request_stop(); });
    EXPECT_THROW(readPairs(folder_ / "many.csv", "/root", stopped), Cancelled);
}

TEST_F(EvaluationTest, ADamagedCacheLosesItsEndAlone) {
    const std::string key(64, 'a'), other(64, 'b');
    {
        TemplateCache cache(folder_ / "cache", "setting");
        cache.add(key, {std::vector<float>{1, 2, 3}, 55});
        cache.add(other, {std::nullopt, 0});
    }
    const auto file = fs::directory_iterator(folder_ / "cache")->path();
    fs::resize_file(file, fs::file_size(file) - 7);
    TemplateCache cache(folder_ / "cache", "setting");
    EXPECT_EQ(cache.size(), 1u);
    EXPECT_EQ(*cache.find(key)->values, (std::vector<float>{1, 2, 3}));
    cache.add(other, {std::vector<float>{4}, 10});
    EXPECT_EQ(*TemplateCache(folder_ / "cache", "setting").find(other)->values, std::vector<float>{4});
    EXPECT_EQ(TemplateCache(folder_ / "cache", "another").size(), 0u);
}
