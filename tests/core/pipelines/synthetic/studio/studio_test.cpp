// The rooms behind the Studio desk: recipes, explorer, likeness, sets.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/image/image.h"
#include "core/pipelines/synthetic/studio/likeness.h"
#include "core/pipelines/synthetic/studio/make_set.h"
#include "core/pipelines/synthetic/studio/measured_directions.h"
#include "core/pipelines/synthetic/studio/walk.h"
#include "tests/core/pipelines/synthetic/studio/studio_fixture.h"

using namespace lineament;
using namespace lineament::test;
namespace fs = std::filesystem;

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
