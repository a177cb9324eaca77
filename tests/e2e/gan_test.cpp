// Generators through the real program: photos in, a training set, a trained generator, pictures and a video
// out.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/media/video_source.h"
#include "tests/e2e/program.h"

using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// One program for all tests, which has imported three faces and trained on them for a few steps.
class Gan : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (!fs::exists(samplePhoto(1))) return;
        program_ = new Program;
        std::vector<std::string> import = {"gan", "import", "--resolution", "32", "--out", set().string()};
        for (int person = 0; person < 3; ++person)
            import.push_back(portrait(*program_, person).string());
        imported_ = program_->json(import);
        std::ofstream(config()) << R"({
            "network": {"architecture": "stylegan2", "resolution": 32, "latentDim": 16, "styleDim": 16,
                        "mappingLayers": 2, "baseChannels": 8, "maxChannels": 16},
            "run": {"batch": 4, "images": 100000, "statisticsEvery": 8, "snapshotEvery": 1000, "metricsEvery": 0, "sampleGrid": 4}})";
        trained_ = program_->json(train({"--steps", "4"}));
    }
    static void TearDownTestSuite() {
        delete program_;
        program_ = nullptr;
    }
    void SetUp() override { LINEAMENT_NEEDS(samplePhoto(1)); }

    static const Program& program() { return *program_; }
    static fs::path set() { return program_->folder() / "set"; }
    static fs::path config() { return program_->folder() / "config.json"; }
    static fs::path run() { return program_->folder() / "run"; }
    static fs::path out(const std::string& name) { return program_->folder() / name; }
    static std::vector<std::string> train(std::vector<std::string> more) {
        std::vector<std::string> arguments = {"gan",    "train",        "--config", config().string(),
                                              "--data", set().string(), "--out",    run().string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    static std::vector<std::string> draw(const std::string& what, std::vector<std::string> more) {
        std::vector<std::string> arguments = {"gan", what, "--model", run().string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }

    static Program* program_;
    static Json imported_, trained_;
};
Program* Gan::program_ = nullptr;
Json Gan::imported_, Gan::trained_;

}  // namespace

TEST_F(Gan, ImportsPhotosAndTrainsOnThem) {
    EXPECT_EQ(imported_.at("accepted"), 3);
    EXPECT_TRUE(imported_.at("rejected").empty());
    EXPECT_EQ(trained_.at("step"), 4);
    EXPECT_EQ(trained_.at("images_seen"), 16);
    EXPECT_EQ(trained_.at("pictures"), 3);
    EXPECT_TRUE(fs::exists(trained_.at("checkpoint").get<std::string>()));
}

TEST_F(Gan, TrainsFromAPackedSetToTheSamePixels) {
    std::ofstream(set() / "broken.jpg") << "no picture";
    const auto packed = program().json(
        {"gan", "pack", set().string(), "--resolution", "32", "--out", out("set.pack").string()});
    fs::remove(set() / "broken.jpg");
    EXPECT_EQ(packed.at("pictures"), 3);
    EXPECT_EQ(packed.at("resolution"), 32);
    ASSERT_EQ(packed.at("skipped").size(), 1u);
    EXPECT_THAT(packed.at("skipped").at(0).get<std::string>(), testing::StartsWith("broken.jpg: "));
    for (const auto& [data, name] : {std::pair(set(), "of-files"), std::pair(out("set.pack"), "of-pack")}) {
        program().json({"gan", "train", "--config", config().string(), "--data", data.string(), "--steps",
                        "3", "--out", out(name).string()});
        program().json({"gan", "generate", "--model", out(name).string(), "--seed", "5", "--out",
                        out(std::string(name) + "-drawn").string()});
    }
    // Pixels alone: the marks name the runs.
    const auto drawn = [](const char* name) { return cv::imread((out(name) / "seed-5.png").string()); };
    ASSERT_FALSE(drawn("of-pack-drawn").empty());
    EXPECT_EQ(cv::norm(drawn("of-files-drawn"), drawn("of-pack-drawn"), cv::NORM_INF), 0);
    EXPECT_EQ(program()({"gan", "pack", set().string(), "--out", out("set.tar").string()}).status, 2);
}

TEST_F(Gan, ResumesWhereItStopped) {
    const auto before = trained_.at("step").get<int>();
    const auto resumed = program().json(train({"--resume", "--steps", "2"}));
    EXPECT_EQ(resumed.at("step"), before + 2);
    EXPECT_EQ(program()(train({})).status, 2) << "a run that is there is not overwritten";
}

TEST_F(Gan, GivesTheSamePixelsForASeedAndSaysThatTheyAreGenerated) {
    const auto first = program().json(
        draw("generate", {"--count", "3", "--seed", "7", "--truncation", "0.7", "--out", out("a").string()}));
    const auto one =
        program().json(draw("generate", {"--seed", "8", "--truncation", "0.7", "--out", out("b").string()}));
    ASSERT_EQ(first.at("images").size(), 3u);
    EXPECT_EQ(first.at("images").at(1).at("seed"), 8);
    const auto bytes = bytesOf(first.at("images").at(1).at("path").get<std::string>());
    EXPECT_EQ(bytes, bytesOf(one.at("images").at(0).at("path").get<std::string>()));
    EXPECT_THAT(bytes, testing::HasSubstr("trainedAlgorithmicMedia"));
}

TEST_F(Gan, OfAFolderProvenanceTellsEachPictureAndRecordingInIt) {
    program().json(
        draw("generate", {"--count", "2", "--seed", "3", "--out", (out("told") / "below").string()}));
    std::ofstream(out("told") / "notes.txt") << "no picture";
    fs::copy_file(samplePhoto(1), out("told") / "photo.jpg");
    const auto files = program().json({"provenance", out("told").string()}).at("files");
    ASSERT_EQ(files.size(), 3u) << files;
    std::size_t generated = 0;
    for (const auto& file : files)
        generated += file.at("source_type") == "trainedAlgorithmicMedia";
    EXPECT_EQ(generated, 2u) << files;

    fs::create_directories(out("empty"));
    for (const auto& nothing : {out("empty"), out("missing")}) {
        const auto error = program().json({"provenance", nothing.string()}, 3).at("error");
        EXPECT_EQ(error.at("code"), "not_found");
        EXPECT_THAT(error.at("message").get<std::string>(),
                    nothing == out("empty") ? "the folder holds no pictures and no recordings"
                                            : "there is no such file");
    }
}

TEST_F(Gan, MixesAndWalks) {
    program().json(
        draw("mix", {"--coarse", "1", "--fine", "2", "--crossover", "3", "--out", out("mix.png").string()}));
    EXPECT_THAT(bytesOf(out("mix.png")), testing::HasSubstr("trainedAlgorithmicMedia"));
    const auto walk = program().json(
        draw("walk", {"--seeds", "1,2", "--seconds", "1", "--fps", "8", "--out", out("walk.mp4").string()}));
    EXPECT_EQ(walk.at("frames"), 8);
    EXPECT_GT(fs::file_size(out("walk.mp4")), 500u);
    EXPECT_THAT(bytesOf(walk.at("provenance").get<std::string>()),
                testing::HasSubstr("trainedAlgorithmicMedia"));
}

TEST_F(Gan, WhatItDrawsIsRefusedByItsStoreAlsoAsACopyWithoutTheMark) {
    const auto shipped = [&](const char* command, std::vector<std::string> more) {
        more.insert(more.begin(), {"gan", command, "--model", "faces-64", "--truncation", "0.7"});
        return program().json(more);
    };
    shipped("generate", {"--seed", "11", "--out", out("made").string()});
    shipped("walk",
            {"--seeds", "12,13", "--seconds", "0.5", "--fps", "8", "--out", out("made.mp4").string()});
    // Coded anew and enlarged, as a screenshot is.
    cv::Mat copy;
    cv::resize(cv::imread((out("made") / "seed-11.png").string()), copy, {300, 300}, 0, 0, cv::INTER_CUBIC);
    cv::imwrite(out("copy.jpg").string(), copy);
    const auto frame = lineament::openVideoSource(out("made.mp4").string())->read();
    ASSERT_TRUE(frame);
    cv::resize(frame->bgr, copy, {256, 256}, 0, 0, cv::INTER_CUBIC);
    cv::imwrite(out("frame.png").string(), copy);
    for (const char* name : {"copy.jpg", "frame.png"}) {
        const auto searched = program()({"identify", out(name).string()});
        EXPECT_THAT(searched.out + searched.err, testing::HasSubstr("a network")) << name;
    }
}

TEST_F(Gan, DrawsWithoutTheWeightsOfRecognitionAndSaysWhatThatMeans) {
    const auto models = sourceFolder() / "models", alone = out("alone");
    fs::create_directories(alone);
    for (const char* name : {"manifest.json", "calibration.json"})
        fs::copy_file(models / name, alone / name);
    fs::copy(models / "trained", alone / "trained", fs::copy_options::recursive);
    const auto drawn = program()({"--models", alone.string(), "gan", "generate", "--model", "faces-64",
                                  "--out", out("alone-drawn").string()});
    EXPECT_EQ(drawn.status, 0) << drawn.err;
    EXPECT_THAT(drawn.err, testing::HasSubstr("has not been fetched"));
    EXPECT_FALSE(fs::is_empty(out("alone-drawn")));
}

TEST_F(Gan, ProjectsAPhotoIntoTheLatentSpace) {
    const auto photo = portrait(program(), 0).string();
    const auto found =
        program().json(draw("project", {photo, "--steps", "12", "--out", out("projected").string()}));
    EXPECT_LT(found.at("l2").get<double>(), found.at("start_l2").get<double>());
    EXPECT_TRUE(found.at("identity_similarity").is_number());
    EXPECT_TRUE(fs::exists(found.at("latent").get<std::string>()));
    EXPECT_THAT(bytesOf(found.at("reconstruction").get<std::string>()),
                testing::HasSubstr("trainedAlgorithmicMedia"));
    EXPECT_EQ(
        program()(draw("project", {out("nothing.jpg").string(), "--out", out("projected").string()})).status,
        3);
}

TEST_F(Gan, ListsTheGeneratorsThatAreHere) {
    const auto listed = program().json({"gan", "models"});
    ASSERT_TRUE(listed.at("models").is_array());
    for (const auto& model : listed.at("models"))
        for (const auto* key : {"id", "architecture", "resolution", "latent_dim", "labels"})
            EXPECT_TRUE(model.contains(key)) << key;
}

TEST_F(Gan, RefusesWhatItCannotUseWithOneSentence) {
    const auto refuse = [&](const std::vector<std::string>& arguments, int status, const std::string& word) {
        const auto result = program()(arguments);
        EXPECT_EQ(result.status, status) << word;
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
        EXPECT_THAT(result.err, testing::HasSubstr(word));
    };
    const auto trainWith = [&](const std::string& json, const fs::path& data) {
        std::ofstream(out("bad.json")) << json;
        return std::vector<std::string>{"gan",    "train",       "--config", out("bad.json").string(),
                                        "--data", data.string(), "--out",    out("bad-run").string()};
    };
    refuse(trainWith(R"({"network": {"archtecture": "dcgan"}})", set()), 2, "archtecture");
    refuse(trainWith(R"({"network": {"resolution": 48}})", set()), 2, "network.resolution");
    fs::create_directories(out("empty"));
    refuse(trainWith("{}", out("empty")), 3, "empty");
    refuse({"gan", "generate", "--model", "nobody", "--out", out("x").string()}, 2, "nobody");
    std::ofstream(out("broken.safetensors")) << "\x08garbage";
    refuse({"gan", "generate", "--model", out("broken.safetensors").string(), "--out", out("x").string()}, 4,
           "broken.safetensors");
    refuse(draw("generate", {"--label", "old", "--out", out("x").string()}), 2, "labels");
    refuse(draw("mix", {"--coarse", "1", "--fine", "2", "--crossover", "99", "--out", out("x.png").string()}),
           2, "crossover");
}
