// Footage through the real program: who appears when, in a recording and a folder of pictures made here.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/media/video_writer.h"
#include "tests/e2e/program.h"

using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

constexpr int kFrames = 60;
constexpr double kFramesPerSecond = 20;

/// Person 0 walks through the first two thirds of the picture's time, then nobody is there.
std::vector<cv::Mat> walkingPast(const Program& program) {
    cv::Mat person = cv::imread(portrait(program, 0).string());
    cv::resize(person, person, {160, 160}, 0, 0, cv::INTER_AREA);
    std::vector<cv::Mat> frames;
    for (int i = 0; i < kFrames; ++i) {
        cv::Mat frame(360, 640, CV_8UC3, cv::Scalar(96, 104, 100));
        if (i < kFrames * 2 / 3) person.copyTo(frame(cv::Rect(40 + 8 * i, 100, 160, 160)));
        frames.push_back(frame);
    }
    return frames;
}

/// One program for all tests, who knows Ada and Ben.
class Footage : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (!fs::exists(samplePhoto(1))) return;
        program_ = new Program;
        program_->json({"enrol", "--name", "Ada", otherPortrait(*program_, 0).string()});
        program_->json({"enrol", "--name", "Ben", portrait(*program_, 1).string()});
    }
    static void TearDownTestSuite() {
        delete program_;
        program_ = nullptr;
    }
    void SetUp() override { LINEAMENT_NEEDS(samplePhoto(1)); }
    static const Program& program() { return *program_; }
    static fs::path recording() {
        const auto path = program().folder() / "walk.mp4";
        lineament::VideoWriter writer(path, {640, 360}, {.framesPerSecond = kFramesPerSecond});
        for (const auto& frame : walkingPast(program()))
            writer.write(frame);
        writer.finish();
        return path;
    }

  private:
    static Program* program_;
};
Program* Footage::program_ = nullptr;

void expectOneTrackOfAda(const Json& analysis) {
    ASSERT_EQ(analysis.at("tracks").size(), 1u) << analysis;
    const auto& track = analysis.at("tracks").at(0);
    EXPECT_EQ(track.at("name"), "Ada");
    EXPECT_TRUE(track.at("identity_id").is_number());
    EXPECT_GT(track.at("similarity"), 0.3);
    const double last = 1000.0 * (kFrames * 2.0 / 3 - 1) / kFramesPerSecond;
    EXPECT_LE(track.at("first_ms"), 100.0);
    EXPECT_NEAR(track.at("last_ms").get<double>(), last, 300);
    EXPECT_EQ(track.at("best").at("box").size(), 4u);
    EXPECT_GT(track.at("best").at("quality"), 0.0);
    double before = -1;
    for (const auto& box : track.at("boxes")) {
        ASSERT_EQ(box.size(), 5u);
        EXPECT_GT(box.at(0).get<double>(), before);
        before = box.at(0).get<double>();
        const double personX = 40 + 8 * before * kFramesPerSecond / 1000;
        EXPECT_GT(box.at(1).get<double>(), personX - 40);
        EXPECT_LT(box.at(1).get<double>() + box.at(3).get<double>(), personX + 200);
    }
}

}  // namespace

TEST_F(Footage, ARecordingTellsWhoAppearsWhen) {
    const auto out = program().folder() / "report";
    const auto analysis = program().json({"analyse", recording().string(), "--out", out.string()});
    EXPECT_EQ(analysis.at("frames"), kFrames);
    EXPECT_NEAR(analysis.at("fps_source").get<double>(), kFramesPerSecond, 0.1);
    EXPECT_NEAR(analysis.at("duration_ms").get<double>(), 1000 * kFrames / kFramesPerSecond, 60);
    EXPECT_EQ(analysis.at("width"), 640);
    EXPECT_EQ(analysis.at("height"), 360);
    EXPECT_GT(analysis.at("throughput_fps"), 0.0);
    expectOneTrackOfAda(analysis);

    std::ifstream written(out / "analysis.json");
    EXPECT_EQ(Json::parse(written), analysis);
    EXPECT_GT(fs::file_size(out / "report.html"), 500u);
    const cv::Mat look = cv::imread((out / "tracks" / "0001.jpg").string());
    EXPECT_FALSE(look.empty()) << "the best look is a picture";
}

TEST_F(Footage, AFolderOfPicturesIsFootageToo) {
    const auto folder = program().folder() / "frames";
    fs::create_directory(folder);
    int number = 0;
    for (const auto& frame : walkingPast(program())) {
        char name[32];
        std::snprintf(name, sizeof name, "%04d.jpg", number++);
        cv::imwrite((folder / name).string(), frame);
    }
    const auto analysis = program().json({"analyse", folder.string()});
    EXPECT_EQ(analysis.at("frames"), kFrames);
    ASSERT_EQ(analysis.at("tracks").size(), 1u);
    EXPECT_EQ(analysis.at("tracks").at(0).at("name"), "Ada");
}

TEST_F(Footage, ABrokenOffRecordingIsAnalysedAsFarAsItGoes) {
    const auto whole = recording(), half = program().folder() / "half.ts";
    lineament::VideoWriter writer(half, {640, 360},
                                  {.framesPerSecond = kFramesPerSecond, .keyFrameEvery = 10});
    for (const auto& frame : walkingPast(program()))
        writer.write(frame);
    writer.finish();
    fs::resize_file(half, fs::file_size(half) / 2);
    const auto analysis = program().json({"analyse", half.string(), "--no-save"});
    EXPECT_GT(analysis.at("frames"), 5);
    EXPECT_LT(analysis.at("frames"), kFrames);
    EXPECT_EQ(analysis.at("tracks").at(0).at("name"), "Ada");

    fs::resize_file(whole, fs::file_size(whole) / 2);  // its index stood at the end
    const auto run = program()({"analyse", whole.string()});
    EXPECT_TRUE(run.status == 0 || run.status == 3) << run.status << run.err;
    EXPECT_THAT(run.err, run.status == 0 ? testing::HasSubstr("") : testing::HasSubstr("lineament: "));
}

TEST_F(Footage, SomebodyUnknownBecomesACluster) {
    const auto empty = (program().folder() / "empty").string();
    const auto clusters = program().json({"cluster", recording().string(), "--data", empty}).at("clusters");
    ASSERT_EQ(clusters.size(), 1u) << clusters;
    for (const auto& member : clusters.at(0).at("members"))
        EXPECT_EQ(member.at("box").size(), 4u);
}

TEST_F(Footage, ACaseIsMadeAnalysedSearchedAndReported) {
    const auto film = recording();
    const auto id = std::to_string(program().json({"cases", "create", "Lobby"}).at("case_id").get<int>());
    const auto added = program().json({"cases", "add", id, film.string()});
    EXPECT_EQ(added.at("sources").at(0).at("sha256").get<std::string>().size(), 64u);
    const auto analysed = program().json({"cases", "analyse", id});
    EXPECT_TRUE(analysed.at("rejected").empty()) << analysed;
    EXPECT_EQ(program().json({"cases", "analyse", id}).at("analysed").size(), 0u) << "it is done already";
    const auto hits = program().json({"cases", "search", portrait(program(), 0).string()}).at("hits");
    ASSERT_FALSE(hits.empty());
    EXPECT_EQ(hits.at(0).at("match"), true);
    EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [&](const Json& hit) {
        return hit.at("cases").at(0).dump() == id;
    })) << hits;
    for (const char* name : {"report.html", "report.csv", "report.json"}) {
        const auto file = program().folder() / name;
        EXPECT_EQ(program().json({"cases", "report", id, "--out", file.string()}).at("people"), 1);
        std::ifstream in(file);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        EXPECT_NE(text.find("Ada"), std::string::npos) << name;
    }
    ASSERT_EQ(program()({"cameras", "add", "Door", "rtsp://door/1"}).status, 0);
    ASSERT_EQ(program()({"cases", "recorded", film.string(), "--begun", "2026-11-12T09:30:00+00:00",
                         "--camera", "Door"})
                  .status,
              0);
    const auto source = program().json({"cases", "sources", id}).at("sources").at(0);
    EXPECT_EQ(source.at("begun_at"), "2026-11-12T09:30:00.000Z") << source;
    EXPECT_EQ(source.at("camera"), "Door");
    EXPECT_EQ(source.at("said_by"), "person");
    EXPECT_GT(source.at("duration_ms"), 0);
    EXPECT_EQ(program()({"cases", "recorded", film.string(), "--camera", "Nowhere"}).status, 3);
    const auto recorded = [&](std::vector<std::string> what) {
        what.insert(what.begin(), {"cases", "recorded", film.string()});
        return program().json(what);
    };
    const auto later = recorded({"--begun", "2026-11-12T10:00:00+00:00"});
    EXPECT_EQ(later.at("camera"), "Door") << "what is not given stays";
    const auto nowhere = recorded({"--camera", ""});
    EXPECT_EQ(nowhere.at("camera"), nullptr);
    EXPECT_EQ(nowhere.at("begun_at"), "2026-11-12T10:00:00.000Z");
    EXPECT_EQ(recorded({"--begun", "", "--camera", "Door"}).at("begun_at"), nullptr);
    EXPECT_EQ(program()({"cases", "recorded", film.string()}).status, 2) << "it says nothing";
    EXPECT_EQ(program()({"cases", "add", "99", film.string()}).status, 3);
    EXPECT_EQ(program()({"cases", "report", "99", "--out", "x.html"}).status, 3);
}
