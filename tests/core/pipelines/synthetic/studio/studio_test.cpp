// The rooms behind the Studio desk: recipes, explorer, runs on disk, sets, walks.
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/gan/training/train.h"
#include "core/image/image.h"
#include "core/image/provenance.h"
#include "core/media/video_source.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/synthetic/studio/explorer.h"
#include "core/pipelines/synthetic/studio/gif_writer.h"
#include "core/pipelines/synthetic/studio/likeness.h"
#include "core/pipelines/synthetic/studio/make_set.h"
#include "core/pipelines/synthetic/studio/measured_directions.h"
#include "core/pipelines/synthetic/studio/run_folder.h"
#include "core/pipelines/synthetic/studio/walk.h"
#include "tests/support/places.h"

using namespace lineament;
namespace fs = std::filesystem;

namespace {

std::shared_ptr<const ModelRegistry> registry() {
    static const auto made =
        std::make_shared<const ModelRegistry>(ModelRegistry::locate(test::modelsFolder()));
    return made;
}

/// On the generator that is shipped.
Explorer& explorer() {
    static Explorer made(*registry(), "faces-64", Device::kCpu);
    return made;
}

FaceEngine& engine() {
    static FaceEngine made(registry());
    return made;
}

ErrorCode codeOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::kInternal;
}

std::string bytesOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

double distance(const gan::Latent& a, const gan::Latent& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        sum += std::abs(a.values[i] - b.values[i]);
    return sum / static_cast<double>(a.values.size());
}

void addLine(const fs::path& run, std::int64_t images, double real, double fake) {
    std::ofstream(run / "stats.jsonl", std::ios::app)
        << "{\"step\":" << images / 16 << ",\"images\":" << images << ",\"seconds\":1,\"imagesPerSecond\":10,"
        << "\"score/real\":" << real << ",\"score/fake\":" << fake << "}\n";
}

}  // namespace

TEST(Recipe, AProjectIsReadAsItWasSaved) {
    const test::TempFolder folder;
    StudioProject project{"faces-64", {}, {}};
    project.recipe.x = 3.25;
    project.recipe.label = 2;
    project.recipe.noise = NoiseMode::kFree;
    project.recipe.edits = {{"age", 1.5, 2, 4}};
    project.recipe.mixes = {{"Änne, die Zweite", 0, 3}};
    project.recipe.photo = explorer().styles({}, {});
    project.recipe.photoName = "photo.jpg";
    project.favourites = {{"Änne, die Zweite", {}, explorer().styles({}, {})}};
    saveProject(project, folder / "a.json");
    const auto read = loadProject(folder / "a.json");
    EXPECT_TRUE(read.recipe == project.recipe);
    ASSERT_EQ(read.favourites.size(), 1u);
    EXPECT_EQ(read.favourites[0].name, project.favourites[0].name);
    EXPECT_EQ(read.favourites[0].styles.values, project.favourites[0].styles.values);
}

TEST(Recipe, DamagedProjectsAreRefusedInWords) {
    const test::TempFolder folder;
    saveProject({"faces-64", {}, {{"a", {}, explorer().styles({}, {})}}}, folder / "good.json");
    const std::string good = bytesOf(folder / "good.json");
    EXPECT_EQ(codeOf([&] { loadProject(folder / "none.json"); }), ErrorCode::kNotFound);
    for (const auto& text :
         {std::string(), good.substr(0, good.size() / 2), std::string("[1, 2]"), std::string("{}"),
          std::string("{\"format\":\"lineament-studio-1\",\"generator\":7}")}) {
        std::ofstream(folder / "bad.json") << text;
        EXPECT_EQ(codeOf([&] { loadProject(folder / "bad.json"); }), ErrorCode::kUnreadable)
            << text.substr(0, 60);
    }
}

TEST(Explorer, AtWholeNumbersStandTheSeedsThemselves) {
    FaceRecipe recipe;
    recipe.x = 7;
    recipe.psi = 1;
    EXPECT_LT(distance(explorer().styles(recipe, {}), explorer().generator().synthesiser().latent(7, {})),
              1e-6);
    recipe.x = 7.5;
    const auto between = explorer().styles(recipe, {});
    EXPECT_GT(distance(between, explorer().generator().synthesiser().latent(7, {})), 0.01);
    EXPECT_EQ(seedAt(3, 2), 2003u);
    EXPECT_EQ(seedAt(-1, 1000), 999u);
}

TEST(Explorer, TruncatesAsTheSynthesiserDoes) {
    FaceRecipe recipe;
    recipe.x = 11;
    recipe.psi = 0.4;
    recipe.cutoff = 5;
    gan::SynthesisOptions options;
    options.psi = 0.4;
    options.cutoff = 5;
    EXPECT_LT(
        distance(explorer().styles(recipe, {}), explorer().generator().synthesiser().latent(11, options)),
        1e-5);
}

TEST(Explorer, MixedLayersAreTheFavouritesAndTheOthersAreNot) {
    FaceRecipe other;
    other.x = 50;
    const std::vector<Favourite> favourites = {{"other", other, explorer().styles(other, {})}};
    FaceRecipe recipe;
    const auto own = explorer().styles(recipe, favourites);
    recipe.mixes = {{"other", 0, 3}};
    const auto mixed = explorer().styles(recipe, favourites);
    const auto size = static_cast<std::size_t>(mixed.size);
    for (std::size_t i = 0; i < mixed.values.size(); ++i)
        EXPECT_EQ(mixed.values[i], (i < 4 * size ? favourites[0].styles : own).values[i]) << i;
    recipe.mixes = {{"gone", 0, 3}};
    EXPECT_EQ(codeOf([&] { explorer().styles(recipe, favourites); }), ErrorCode::kInvalidArgument);
}

TEST(Explorer, KnowsAgeAndGenderFromItsLabelsAndMovesOnlyTheLayersAsked) {
    JobContext context;
    const auto& directions = explorer().directions(context);
    ASSERT_GE(directions.size(), 20u);
    EXPECT_EQ(directions[0].name, "age");
    EXPECT_EQ(directions[1].name, "gender");
    FaceRecipe recipe;
    const auto own = explorer().styles(recipe, {});
    recipe.setEdit({"age", 2, 0, 1});
    const auto moved = explorer().styles(recipe, {});
    const auto size = static_cast<std::size_t>(own.size);
    for (std::size_t i = 2 * size; i < own.values.size(); ++i)
        ASSERT_EQ(moved.values[i], own.values[i]);
    EXPECT_GT(distance(moved, own), 0);
    recipe.held = 0;
    EXPECT_EQ(distance(explorer().styles(recipe, {}), own), 0);
}

TEST(Explorer, LearnsPoseAndSmileFromWhatItMeasuresInItsFaces) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/faceplugin/fr_pose.onnx");
    const test::TempFolder folder;
    JobContext context;
    Explorer own(*registry(), "faces-64", Device::kCpu);
    MeasuredOptions few;
    few.samples = 160;
    const auto& synthesiser = own.generator().synthesiser();
    const auto labels = labelDirections(synthesiser);
    const auto learned = measuredDirections(engine(), synthesiser, labels, context, few);
    const auto of = [&](const char* name) {
        return std::find_if(learned.begin(), learned.end(),
                            [&](const auto& one) { return one.name == name; });
    };
    ASSERT_NE(of("yaw"), learned.end());
    ASSERT_NE(of("smile"), learned.end());
    // Faces that nothing was learned from: two deviations to each side.
    const auto moved = [&](const gan::Direction& direction, double FaceMeasures::*what) {
        double change = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            gan::SynthesisOptions drawing;
            drawing.psi = 0.7;
            const auto latent = synthesiser.latent(seed, drawing);
            const auto at = [&](double amount) {
                const gan::Edit edit{&direction, amount};
                return measuresOf(engine(), synthesiser.render(latent, {}, {&edit, 1})).*what;
            };
            change += (at(2) - at(-2)) / 10;
        }
        return change;
    };
    EXPECT_GT(moved(*of("yaw"), &FaceMeasures::yaw), 5) << "degrees";
    EXPECT_GT(moved(*of("smile"), &FaceMeasures::smile), 0.1) << "distances of the eyes";
    for (const auto& label : labels) {
        double product = 0;
        for (std::size_t i = 0; i < label.vector.size(); ++i)
            product += label.vector[i] * of("smile")->vector[i];
        EXPECT_NEAR(product, 0, 0.02) << "a smile does not change " << label.name;
    }
    saveDirections(learned, folder / "kept/directions.json");
    const auto before = own.directions(context).size();
    EXPECT_EQ(own.recallDirections(folder / "none.json", context).size(), before);
    const auto& all = own.recallDirections(folder / "kept/directions.json", context);
    EXPECT_EQ(all.size(), before + learned.size());
    EXPECT_EQ(all[labels.size()].name, learned.front().name) << "they stand behind those of the labels";
    std::ofstream(folder / "damaged.json") << "[{";
    EXPECT_TRUE(loadDirections(folder / "damaged.json", 128).empty());
    EXPECT_TRUE(loadDirections(folder / "kept/directions.json", 3).empty()) << "of another generator";
}

TEST(Explorer, RefusesAPhotoOfAnotherGenerator) {
    FaceRecipe recipe;
    recipe.photo = explorer().styles({}, {});
    recipe.photo->network.resolution = 128;
    EXPECT_EQ(codeOf([&] { explorer().picture(recipe, {}, false); }), ErrorCode::kInvalidArgument);
}

TEST(Explorer, AFileThatIsNoGeneratorIsRefused) {
    const test::TempFolder folder;
    std::ofstream(folder / "g.safetensors") << "nothing of the kind";
    const auto open = [](const fs::path& file) { Explorer(*registry(), file.string(), Device::kCpu); };
    EXPECT_EQ(codeOf([&] { open(folder / "g.safetensors"); }), ErrorCode::kModelInvalid);
    EXPECT_EQ(codeOf([&] { open(test::modelsFolder() / "trained/faces-64-discriminator.safetensors"); }),
              ErrorCode::kModelInvalid);
}

TEST(Likeness, TheIdentityLockHoldsEditsBackToItsThreshold) {
    LINEAMENT_NEEDS(test::samplePhoto(1));  // comes with the recogniser's weights
    JobContext context;
    explorer().directions(context);
    FaceRecipe recipe;
    recipe.x = 4;
    recipe.setEdit({"gender", 4});
    recipe.setEdit({"pca-1", 3});
    const auto free = holdIdentity(engine(), explorer(), recipe, {}, std::nullopt, context);
    EXPECT_EQ(free.held, 1);
    const double threshold = (1 + free.similarity) / 2;
    const auto held = holdIdentity(engine(), explorer(), recipe, {}, threshold, context);
    EXPECT_GE(held.similarity, threshold);
    EXPECT_LT(held.held, 1);
    EXPECT_GT(held.held, 0);
    recipe.edits.clear();
    EXPECT_NEAR(holdIdentity(engine(), explorer(), recipe, {}, threshold, context).similarity, 1, 1e-5);
}

TEST(Likeness, APictureOfTheSetIsFlagged) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    fs::create_directories(folder / "set");
    std::vector<gan::Picture> faces;
    for (int i = 0; i < 4; ++i) {
        FaceRecipe recipe;
        recipe.x = i;
        recipe.psi = 1;
        faces.push_back(explorer().picture(recipe, {}, true));
        cv::Mat rgb(64, 64, CV_8UC3, faces.back().rgb.data()), bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        cv::imwrite((folder / "set" / (std::to_string(i) + ".png")).string(), bgr);
    }
    JobContext context;
    const SetTemplates set(engine(), folder / "set", 64, 100, context);
    const auto near = set.nearest(engine(), faces[2], 3);
    ASSERT_EQ(near.faces.size(), 3u);
    EXPECT_EQ(near.compared, 4);
    EXPECT_NEAR(near.faces[0].similarity, 1, 1e-4);
    EXPECT_EQ(near.faces[0].index, 2);
    EXPECT_TRUE(near.flagged());
}

TEST(RunFolder, IsListedWithWhatTheDeskKnowsOfIt) {
    const test::TempFolder folder;
    gan::TrainConfig config;
    RunNote note;
    note.data = "/faces";
    note.preset = "tiny";
    note.state = RunNote::State::kRunning;
    note.process = 999999999;  // no such process
    createRun(folder / "one", config, note);
    fs::create_directories(folder / "no run");
    fs::create_directories(folder / "broken");
    std::ofstream(folder / "broken" / "config.json") << "{";
    const auto runs = listRuns(folder.path());
    ASSERT_EQ(runs.size(), 2u);
    const auto& one = runs[0].name == "one" ? runs[0] : runs[1];
    const auto& broken = runs[0].name == "one" ? runs[1] : runs[0];
    EXPECT_EQ(one.note.data, "/faces");
    EXPECT_EQ(one.note.state, RunNote::State::kStopped) << "its program is gone";
    EXPECT_EQ(one.note.reason, "interrupted");
    EXPECT_EQ(broken.note.state, RunNote::State::kFailed);
    EXPECT_EQ(codeOf([&] { createRun(folder / "one", config, note); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(freeFolder(folder.path(), "one"), folder / "one 2");
}

TEST(RunFolder, StatisticsAreReadAsTheyGrow) {
    const test::TempFolder folder;
    StatisticsReader reader(folder.path());
    EXPECT_TRUE(reader.next().empty());
    addLine(folder.path(), 160, 0.5, -0.5);
    std::ofstream(folder / "stats.jsonl", std::ios::app) << "damage\n{\"step\":3,\"ima";
    auto lines = reader.next();
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].images, 160);
    EXPECT_EQ(lines[0].values.at("score/fake"), -0.5);
    std::ofstream(folder / "stats.jsonl", std::ios::app) << "ges\":48}\n";
    lines = reader.next();
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].images, 48);
    std::ofstream(folder / "stats.jsonl") << "";
    addLine(folder.path(), 16, 0, 0);
    lines = reader.next();
    EXPECT_TRUE(reader.startedOver());
    EXPECT_EQ(lines.size(), 1u);
}

TEST(RunFolder, RollsBackToASnapshotAndKeepsWhatCameAfter) {
    const test::TempFolder folder;
    const auto run = folder / "run";
    createRun(run, {}, {});
    for (const int images : {100, 200, 300}) {
        addLine(run, images, 0, 0);
        char name[64];
        std::snprintf(name, sizeof name, "snapshot-%012d.ckpt", images);
        std::ofstream(run / name) << images;
        std::snprintf(name, sizeof name, "samples-%012d.png", images);
        std::ofstream(run / name) << images;
    }
    std::ofstream(run / "best.json")
        << "{\"images\":200,\"snapshot\":\"snapshot-000000000200.ckpt\",\"frechet\":1}";
    EXPECT_EQ(bestImages(run), 200);
    EXPECT_EQ(snapshotImages(run), (std::vector<std::int64_t>{100, 200, 300}));
    rollBack(run, 200);
    EXPECT_EQ(snapshotImages(run), (std::vector<std::int64_t>{100, 200}));
    EXPECT_EQ(samplesOf(run).back().images, 200);
    EXPECT_EQ(bestImages(run), 200);
    StatisticsReader reader(run);
    EXPECT_EQ(reader.next().size(), 2u);
    EXPECT_TRUE(fs::exists(run / "rolled-back-1" / "snapshot-000000000300.ckpt"));
    rollBack(run, 100);
    EXPECT_FALSE(bestImages(run));
    EXPECT_EQ(codeOf([&] { rollBack(run, 5); }), ErrorCode::kNotFound);
}

TEST(RunFolder, AVerdictSaysWhichSideWins) {
    const auto after = [](double real, double fake, int lines) {
        std::vector<gan::Statistics> statistics(static_cast<std::size_t>(lines));
        for (int i = 0; i < lines; ++i) {
            statistics[static_cast<std::size_t>(i)].step = i * 100;
            statistics[static_cast<std::size_t>(i)].values = {
                {"score/real", real}, {"score/fake", fake}, {"diversity/real", 1}, {"diversity/fake", 1}};
        }
        return verdictOf(statistics);
    };
    EXPECT_EQ(after(5, -5, 2).kind, RunVerdict::Kind::kTooEarly);
    EXPECT_EQ(after(5, -5, 30).kind, RunVerdict::Kind::kDiscriminatorWins);
    EXPECT_EQ(after(5, -5, 30).steps, 1900);
    EXPECT_EQ(after(-1, 3, 30).kind, RunVerdict::Kind::kGeneratorWins);
    EXPECT_EQ(after(0.5, -0.5, 30).kind, RunVerdict::Kind::kHealthy);
    EXPECT_EQ(after(std::nan(""), 0, 3).kind, RunVerdict::Kind::kNotANumber);
}

TEST(RunFolder, NamesWhatTwoConfigurationsDifferIn) {
    gan::TrainConfig a, b;
    EXPECT_TRUE(differences(a, b).empty());
    b.loss.adversarial = "hinge";
    b.run.batch = 8;
    const auto found = differences(a, b);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].path, "loss.adversarial");
    EXPECT_EQ(found[0].right, "hinge");
    EXPECT_EQ(found[1].left, "32");
}

TEST(Walk, GoesThroughItsKeysAndALoopComesBack) {
    std::vector<gan::Latent> keys;
    for (const double x : {1, 2, 3}) {
        FaceRecipe recipe;
        recipe.x = x;
        keys.push_back(explorer().styles(recipe, {}));
    }
    WalkOptions options;
    options.secondsPerKey = 1;
    options.framesPerSecond = 4;
    EXPECT_EQ(walkFrames(3, options), 12);
    EXPECT_LT(distance(walkStyles(keys, 0, options), keys[0]), 1e-6);
    EXPECT_LT(distance(walkStyles(keys, 4, options), keys[1]), 1e-6);
    EXPECT_LT(distance(walkStyles(keys, 11, options), keys[0]), distance(keys[2], keys[0]));
    options.loop = false;
    EXPECT_EQ(walkFrames(3, options), 8);
    EXPECT_LT(distance(walkStyles(keys, 7, options), keys[2]), 1e-6);
}

TEST(Walk, IsWrittenAsVideoAndAsGifAndSaysWhatItIs) {
    const test::TempFolder folder;
    std::vector<gan::Latent> keys;
    for (const double x : {1, 2}) {
        FaceRecipe recipe;
        recipe.x = x;
        keys.push_back(explorer().styles(recipe, {}));
    }
    WalkOptions options;
    options.secondsPerKey = 0.5;
    options.framesPerSecond = 10;
    options.enlarge = 2;
    JobContext context;
    for (const char* name : {"walk.mp4", "walk.gif"}) {
        const auto file = folder / name;
        EXPECT_EQ(exportWalk(explorer(), keys, {}, options, file, context), 10);
        const auto source = openVideoSource(file.string());
        int frames = 0;
        while (const auto frame = source->read()) {
            EXPECT_EQ(frame->bgr.cols, 128);
            ++frames;
        }
        EXPECT_EQ(frames, 10) << name;
        const auto said = nlohmann::json::parse(bytesOf(folder / (std::string(name) + ".provenance.json")));
        EXPECT_EQ(said["digitalSourceType"], "trainedAlgorithmicMedia");
        EXPECT_EQ(said["generator"], "faces-64");
    }
    options.framesPerSecond = 0;
    EXPECT_EQ(codeOf([&] { exportWalk(explorer(), keys, {}, options, folder / "b.mp4", context); }),
              ErrorCode::kInvalidArgument);
}

TEST(Walk, IsEnlargedByTheNetworkWhereThatIsAskedFor) {
    LINEAMENT_NEEDS(test::modelsFolder() / "weights/upscaler/esrgan-medium-x4/model.json");
    JobContext context;
    const auto picture = explorer().picture({}, {}, true);
    for (const int times : {1, 2, 3, 4, 6}) {
        const PictureEnlarger network(times, true, &engine()), cubic(times, false, nullptr);
        const auto larger = network(picture, context), plain = cubic(picture, context);
        EXPECT_EQ(larger.cols, 64 * times);
        EXPECT_EQ(larger.size(), plain.size());
        EXPECT_EQ(network.network().empty(), times == 1);
        if (times == 1) continue;
        EXPECT_GT(cv::PSNR(larger, plain), 20) << "the same face";
        EXPECT_GT(cv::norm(larger, plain, cv::NORM_INF), 4) << "drawn sharper";
    }
    EXPECT_EQ(codeOf([] { PictureEnlarger(2, true, nullptr); }), ErrorCode::kInvalidArgument);
}

TEST(Walk, ACancelledExportLeavesNothing) {
    const test::TempFolder folder;
    std::stop_source stop;
    int reports = 0;
    JobContext context(stop.get_token(), [&](const Progress&) {
        if (++reports == 1) stop.request_stop();
    });
    FaceRecipe recipe;
    const std::vector<gan::Latent> keys = {explorer().styles(recipe, {}), explorer().styles(recipe, {})};
    EXPECT_THROW(exportWalk(explorer(), keys, {}, {}, folder / "walk.mp4", context), Cancelled);
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST(Walk, PicturesAndSheetsCarryTheirMark) {
    const test::TempFolder folder;
    FaceRecipe recipe;
    recipe.x = 5;
    exportPicture(explorer(), recipe, {}, 2, folder / "face.png");
    EXPECT_EQ(cv::imread((folder / "face.png").string()).cols, 128);
    JobContext context;
    exportSheet(explorer(),
                {explorer().styles(recipe, {}), explorer().styles({}, {}), explorer().styles(recipe, {})}, {},
                2, 1, folder / "sheet.png", context);
    EXPECT_EQ(cv::imread((folder / "sheet.png").string()).size(), cv::Size(128, 128));
    for (const char* name : {"face.png", "sheet.png"}) {
        const std::string bytes = bytesOf(folder / name);
        const auto mark = provenanceOf(std::as_bytes(std::span(bytes.data(), bytes.size())));
        ASSERT_TRUE(mark) << name;
        EXPECT_EQ(mark->type, SourceType::kGenerated);
        EXPECT_EQ(mark->lineage.at("generator"), "faces-64");
    }
}

TEST(Walk, AnExportIsRefusedAsEvidenceAlsoAfterItLostItsMetadata) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    FaceRecipe recipe;
    recipe.x = 9;
    exportPicture(explorer(), recipe, {}, 4, folder / "face.png", {true, &engine(), folder.path()});
    EXPECT_TRUE(EvidenceGuard::refuseFile(folder / "face.png"));
    const std::string bytes = bytesOf(folder / "face.png");
    const auto said = provenanceOf(std::as_bytes(std::span(bytes.data(), bytes.size())));
    ASSERT_TRUE(said);
    const auto check = checkLineage(said->lineage, folder.path());
    EXPECT_TRUE(check.signatureValid);
    EXPECT_TRUE(check.ownKey);
    // Coded anew and scaled: no metadata are left.
    cv::Mat copy;
    cv::resize(cv::imread((folder / "face.png").string()), copy, {}, 0.8, 0.8, cv::INTER_AREA);
    cv::imwrite((folder / "copy.jpg").string(), copy, {cv::IMWRITE_JPEG_QUALITY, 80});
    EXPECT_FALSE(EvidenceGuard::refuseFile(folder / "copy.jpg"));
    const cv::Mat read = cv::imread((folder / "copy.jpg").string());
    const auto face = portraitFace(read.cols);
    EXPECT_TRUE(EvidenceGuard(engine(), folder.path()).refuseFace("copy.jpg", read, face));
    EXPECT_FALSE(EvidenceGuard(engine(), folder / "other store").refuseFace("copy.jpg", read, face));
}

TEST(GifWriter, KeepsColoursOfAFrameWithFewOfThem) {
    const test::TempFolder folder;
    cv::Mat frame(40, 60, CV_8UC3, cv::Scalar(10, 200, 90));
    frame(cv::Rect(10, 5, 30, 20)) = cv::Scalar(250, 3, 17);
    GifWriter writer(folder / "a.gif", 60, 40, 25);
    writer.write(frame);
    writer.write(cv::Mat(40, 60, CV_8UC3, cv::Scalar::all(255)));
    writer.finish();
    const auto source = openVideoSource((folder / "a.gif").string());
    const auto first = source->read();
    ASSERT_TRUE(first);
    EXPECT_LE(cv::norm(first->bgr, frame, cv::NORM_INF), 2);
    EXPECT_TRUE(source->read());
    EXPECT_FALSE(source->read());
}

TEST(MakeSet, SaysOfEachFaceThatIsLeftOutWhy) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    std::ofstream(folder / "damaged.jpg") << "no picture";
    cv::imwrite((folder / "grey.png").string(), cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(99)));
    exportPicture(explorer(), {}, {}, 4, folder / "made.png");
    MakeSetOptions options;
    options.smallest = 0.2f;
    options.leastQuality = options.leastSharpness = 0;
    JobContext context;
    SetSources sources;
    sources.photos = {test::samplePhoto(1), test::samplePhoto(1), folder.path()};
    const auto set = makeSet(engine(), nullptr, sources, folder / "set", options, context);
    EXPECT_GE(set.faces.size(), 2u);
    const auto count = [&](RejectionCode code) {
        return std::count_if(set.leftOut.begin(), set.leftOut.end(),
                             [&](const auto& one) { return one.code == code; });
    };
    EXPECT_EQ(count(RejectionCode::kDuplicate), 1);
    EXPECT_EQ(count(RejectionCode::kNoFace), 1);
    EXPECT_GE(count(RejectionCode::kUnsupported) + count(RejectionCode::kUnreadable), 2)
        << "the damaged one, and the one that a network made";
    for (const auto& face : set.faces)
        EXPECT_EQ(loadImage(face.file).bgr.size(), cv::Size(64, 64));
    options.leastQuality = 101;
    EXPECT_TRUE(
        makeSet(engine(), nullptr, {{test::samplePhoto(1)}, false, false}, folder / "none", options, context)
            .faces.empty());
    EXPECT_EQ(codeOf([&] { makeSet(engine(), nullptr, {}, folder / "x", options, context); }),
              ErrorCode::kInvalidArgument);
}
