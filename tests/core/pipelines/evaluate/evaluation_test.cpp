#include "core/pipelines/evaluate/evaluation.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "core/base/error.h"
#include "core/pipelines/evaluate/decide_threshold.h"
#include "core/pipelines/evaluate/template_cache.h"
#include "core/pipelines/evaluate_pairs.h"
#include "core/pipelines/workspace.h"
#include "core/store/case_book.h"
#include "core/store/evaluation_book.h"
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
    AppliedThreshold applied{.recogniser = engine_->recogniserKey(),
                             .threshold = 0.777,
                             .rate = 0.01,
                             .comparisons = 12,
                             .source = "test"};
    applyThreshold(*store, applied);
    EXPECT_FLOAT_EQ(workspace.verificationThreshold().first, 0.777f);
    EXPECT_FLOAT_EQ(workspace.searchThreshold().first, 0.777f) << "a search is never laxer";
    applied.use = AppliedThreshold::Use::kSearch;
    applied.threshold = 0.3;
    applyThreshold(*store, applied);
    EXPECT_FLOAT_EQ(workspace.searchThreshold().first, 0.3f);
    EXPECT_NE(store->auditEntries(1).at(0).detail.find("0.3"), std::string::npos);
    withdrawThreshold(*store, applied.recogniser, AppliedThreshold::Use::kVerification, "not ours");
    EXPECT_FLOAT_EQ(workspace.verificationThreshold().first, before);
    store->undo();
    EXPECT_FLOAT_EQ(workspace.verificationThreshold().first, 0.777f) << "withdrawing is taken back";
    store->redo();
    EXPECT_FLOAT_EQ(workspace.verificationThreshold().first, before);
    applied.threshold = 2;
    EXPECT_THROW(applyThreshold(*store, applied), Error);
    applied.threshold = 0.5, applied.comparisons = 0;
    EXPECT_THROW(applyThreshold(*store, applied), Error) << "measured on nothing";
}

TEST_F(EvaluationTest, TracksThatAPersonJudgedAreSearchedForAmongReferencesFromElsewhere) {
    engine_ = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder()));
    const auto key = engine_->recogniserKey();
    const auto store = Store::open(folder_ / "store");
    EvaluationRun how;
    how.store = store;
    EvaluationProtocol protocol;
    protocol.kind = EvaluationProtocol::Kind::kConfirmedTracks;
    EXPECT_THROW(run(protocol, how), Error) << "nothing was judged";
    // Person n lies along axis n; what is theirs leans a little towards axis 9.
    const auto look = [&](int person, float lean) {
        Template value{key, std::vector<float>(16)};
        value.values[static_cast<std::size_t>(person)] = std::sqrt(1 - lean * lean);
        value.values[9] = lean;
        return value;
    };
    const auto enrol = [&](int person, const std::string& path, float lean) {
        Store::NewSample sample;
        sample.sample.path = path;
        sample.sample.sha256 = path;
        sample.templates = {look(person, lean)};
        return store->enrol("person" + std::to_string(person), "", {sample}).identity;
    };
    const auto anna = enrol(0, "/photos/anna.jpg", 0.1f);
    const auto ben = enrol(1, "/photos/ben.jpg", 0.1f);
    const auto cleo = enrol(2, "/v/lobby.mp4#t=3.000", 0.1f);  // known from this very recording alone
    enrol(0, "/v/lobby.mp4#t=1.000", 0.6f);                    // the look of Anna's own track
    std::vector<Track> tracks(6);
    const float leans[] = {0.6f, 0.3f, 0.1f, 0.1f, 0.2f, 0.9f};
    const int people[] = {0, 1, 2, 5, 5, 0};
    for (int i = 0; i < 6; ++i) {
        auto& track = tracks[static_cast<std::size_t>(i)];
        track.boxes = {{1000.0 * i, {10, 10, 60, 80}, 0.9f, false}};
        track.firstMs = track.lastMs = 1000.0 * i;
        track.frames = 1;
        track.shots = {{1000.0 * i, {10, 10, 60, 80}, 40.0f + static_cast<float>(i), {}}};
        track.pooled = look(people[i], leans[i]);
    }
    store->saveAnalysis({.source = "/v/lobby.mp4", .sha256 = "abc"}, tracks);
    store->assign(tracks[0].id, anna, TrackState::kConfirmed);
    store->assign(tracks[1].id, ben, TrackState::kConfirmed);
    store->assign(tracks[2].id, cleo, TrackState::kConfirmed);
    ReviewDecision unknown{.kind = "review.merge"};
    unknown.groupings = {{CaseBook::kUnsorted, tracks[3].id, 1}, {CaseBook::kUnsorted, tracks[4].id, 1}};
    store->caseBook().review(unknown);  // tracks[5] stays as nobody judged it

    const auto result = run(protocol, how);
    EXPECT_EQ(result.people, 3);
    EXPECT_EQ(result.searches, 5);
    EXPECT_EQ(result.strangers, 3) << "the unknown one twice, and whom only this recording knows";
    EXPECT_EQ(result.knownHereAlone, 1);
    // Of 4 references 2 are from the recording: each of 5 probes meets the other 2.
    EXPECT_EQ(result.comparisons, 10);
    ASSERT_EQ(result.rates->mated(), 2);
    EXPECT_EQ(result.cumulativeMatch.front(), 1);
    float annas = 0;
    for (const auto& trial : result.rates->trials())
        if (trial.mated && trial.quality == 40) annas = trial.similarity;
    EXPECT_NEAR(annas, std::sqrt(0.64f * 0.99f) + 0.06f, 1e-5) << "the photo, not the look itself";
    ASSERT_TRUE(result.searchRates->bothClasses());
    EXPECT_EQ(result.searchRates->nonMated(), 5);
    // Both tracks of the unknown one are one person to the bands.
    std::set<std::uint32_t> strangers;
    for (const auto& trial : result.rates->trials())
        if (!trial.mated && trial.a >= 3) strangers.insert(trial.a);
    EXPECT_EQ(strangers.size(), 1u);
}

TEST_F(EvaluationTest, PairsWhoseLabelIsMarkedAsWrongAreLeftOutOnDemand) {
    LINEAMENT_NEEDS(samplePhoto(1));
    makePeople();
    auto protocol = pairs();
    const auto store = Store::open(folder_ / "store");
    EvaluationRun how;
    how.store = store;
    const auto whole = run(protocol, how);
    const auto hash = listHash(protocol.csv);
    EXPECT_EQ(whole.list->pairs.at(3).line, 5u);
    EvaluationBook::of(*store).markLabel(hash, 5, true);
    EXPECT_EQ(run(protocol, how).comparisons, 9) << "marked pairs count unless they are left out";
    protocol.leaveOutMarked = true;
    const auto without = run(protocol, how);
    EXPECT_EQ(without.comparisons, 8);
    EXPECT_EQ(without.leftOut, 1);
    JobContext context;
    PairsOptions options;
    options.withoutMarkedOf = store;
    const auto byCommand = evaluatePairs(*engine_, protocol.csv, protocol.root, context, options);
    EXPECT_EQ(byCommand.pairs, 8);
    EXPECT_EQ(byCommand.leftOut, 1);
    EXPECT_EQ(byCommand.figures.auc, without.figures.auc);
    for (int line = 2; line <= 10; ++line)
        EvaluationBook::of(*store).markLabel(hash, line, true);
    EXPECT_THROW(run(protocol, how), Error) << "nothing is left";
    std::ofstream(protocol.csv, std::ios::app) << '\n';  // another content: another list
    EXPECT_EQ(run(protocol, how).leftOut, 0);
}

TEST_F(EvaluationTest, AListWhosePicturesAreAllElsewhereIsASentence) {
    LINEAMENT_NEEDS(samplePhoto(1));
    makePeople();
    auto protocol = pairs();
    protocol.root = folder_ / "nowhere";
    const auto refused = [&](const fs::path& subject, const char* words) {
        try {
            run(protocol);
            ADD_FAILURE() << "figures of nothing";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kNotFound);
            EXPECT_TRUE(error.subject().starts_with(subject.string())) << error.subject();
            EXPECT_NE(error.detail().find(words), std::string::npos) << error.detail();
        }
    };
    refused(protocol.root, "no such folder");
    fs::create_directories(protocol.root / "gallery/person0");
    refused(protocol.root / "gallery", "any other of the 6 pictures");
    fs::copy_file(folder_ / "gallery/person0/a.png", protocol.root / "gallery/person0/a.png");
    EXPECT_EQ(run(protocol).rejected.size(), 5u) << "some of it is there";
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

TEST_F(EvaluationTest, TemplatesAreKeptByEverySettingTheyDependOn) {
    const auto registry = std::make_shared<ModelRegistry>(modelsFolder());
    std::set<std::string> keys;
    const auto add = [&](const FaceEngineOptions& options, const PictureTreatment& treatment = {}) {
        EXPECT_TRUE(keys.insert(templateSettingKey(FaceEngine(registry, options), treatment)).second)
            << keys.size();
    };
    const auto with = [&](auto change) {
        FaceEngineOptions options;
        change(options);
        add(options);
    };
    add({});
    with([](auto& o) { o.recogniser = "resnet34"; });
    with([](auto& o) { o.detector = "ssd_mobilenetv1"; });
    with([](auto& o) { o.landmarks = "face_landmark_68"; });
    with([](auto& o) { o.minScore = 0.9f; });
    with([](auto& o) { o.minFacePx = 40; });
    with([](auto& o) { o.tiling = false; });
    with([](auto& o) { o.mirrorAveraging = true; });
    with([](auto& o) { o.precision = Precision::kFp32; });
    PictureTreatment treatment;
    treatment.oracleAlignment = true;
    add({}, treatment);
    treatment.degrade = enhance::parseDegradation("width=12");
    add({}, treatment);
    treatment.enhance = enhance::parseChain("denoise");
    add({}, treatment);
    EXPECT_FALSE(keys.insert(templateSettingKey(FaceEngine(registry), {})).second) << "the same again";
    // A fusion has no weights of its own: its parts and how they are weighed make its templates.
    const auto fusion = [&](double share) {
        std::ifstream in(modelsFolder() / "manifest.json");
        auto manifest = nlohmann::json::parse(in);
        for (auto& model : manifest["models"])
            if (model["id"] == "fused") model["spec"]["parts"][0]["weight"] = share;
        const auto folder = folder_ / ("models " + std::to_string(share));
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "manifest.json") << manifest;
        FaceEngineOptions options;
        options.recogniser = "fused";
        return templateSettingKey(FaceEngine(std::make_shared<ModelRegistry>(folder), options), {});
    };
    EXPECT_NE(fusion(0.26), fusion(0.5));
    EXPECT_EQ(fusion(0.26), fusion(0.26));
}
