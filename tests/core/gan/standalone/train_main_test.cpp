// The program lineament-train from outside: a packed set in, a run out that the rest of Lineament goes on
// with.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <random>
#include <thread>

#include "core/base/hash.h"
#include "core/gan/training/train.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

std::string textOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class StandaloneTraining : public testing::Test {
  protected:
    void SetUp() override {
        PictureSet set{32, {}, {}, {"a", "b"}, {}};
        std::mt19937 random(1);
        for (int i = 0; i < 6 * 3 * 32 * 32; ++i)
            set.pixels.push_back(static_cast<std::uint8_t>(random()));
        for (int i = 0; i < 6; ++i)
            set.labels.push_back(i % 2);
        savePacked(set, folder_ / "set.pack");
        std::ofstream(folder_ / "config.json") << R"({
            "network": {"resolution": 32, "latentDim": 16, "styleDim": 16, "mappingLayers": 2, "baseChannels": 4,
                        "maxChannels": 8, "labels": 2},
            "run": {"batch": 4, "images": 100000, "precision": "fp32", "statisticsEvery": 4, "metricsEvery": 0}})";
    }

    struct Ended {
        int status;
        std::string out, err;
    };
    /// Runs it with one thread, so that two runs may be compared by their bits.
    Ended train(const std::string& data, const std::string& run, const std::string& more = {}) {
        return start("--threads 1 --config " + path("config.json") + " --data " + path(data) + " --out " +
                     path(run) + " " + more);
    }
    Ended start(const std::string& arguments) {
        const int status = std::system(
            (std::string("'") + LINEAMENT_TRAIN + "' " + arguments + " >" + path("out") + " 2>" + path("err"))
                .c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, textOf(folder_ / "out"),
                textOf(folder_ / "err")};
    }
    std::string path(const std::string& name) const { return "'" + (folder_ / name).string() + "'"; }
    std::string generatorOf(const Ended& run) {
        const auto checkpoint = nlohmann::json::parse(run.out).at("checkpoint").get<std::string>();
        exportSnapshot(checkpoint, folder_ / "g", folder_ / "d", false);
        return sha256File(folder_ / "g");
    }

    test::TempFolder folder_;
};

}  // namespace

TEST_F(StandaloneTraining, WritesARunThatResumesToTheBitsOfAnUninterruptedOne) {
    const auto whole = train("set.pack", "whole", "--steps 3 --device cpu");
    ASSERT_EQ(whole.status, 0) << whole.err;
    const auto result = nlohmann::json::parse(whole.out);
    EXPECT_EQ(result.at("step"), 3);
    EXPECT_EQ(result.at("images_seen"), 12);
    EXPECT_EQ(result.at("pictures"), 6);
    EXPECT_THAT(whole.err, testing::HasSubstr("12 images"));
    ASSERT_EQ(train("set.pack", "parts", "--steps 1").status, 0);
    const auto rest = train("set.pack", "parts", "--steps 2 --resume");
    ASSERT_EQ(rest.status, 0) << rest.err;
    EXPECT_EQ(generatorOf(rest), generatorOf(whole));
}

TEST_F(StandaloneTraining, AskedToStopWritesASnapshotFirst) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (!std::freopen((folder_ / "err").c_str(), "w", stderr)) ::_exit(126);
        ::execl(LINEAMENT_TRAIN, LINEAMENT_TRAIN, "--threads", "1", "--config",
                (folder_ / "config.json").c_str(), "--data", (folder_ / "set.pack").c_str(), "--out",
                (folder_ / "run").c_str(), nullptr);
        ::_exit(127);
    }
    const auto stats = folder_ / "run/stats.jsonl";  // from the first step on
    for (int i = 0; i < 600 && !fs::exists(stats); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ::kill(child, SIGTERM);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 130) << textOf(folder_ / "err");
    EXPECT_THAT(textOf(folder_ / "err"), testing::HasSubstr("--resume goes on"));
    const auto rest = train("set.pack", "run", "--steps 1 --resume");
    EXPECT_EQ(rest.status, 0) << rest.err;
}

TEST_F(StandaloneTraining, RefusesWhatItCannotUseInOneSentence) {
    const auto refused = [](const Ended& ended, int status, const std::string& words) {
        EXPECT_EQ(ended.status, status) << ended.err;
        const auto sentence =
            ended.err.substr(std::min(ended.err.size(), ended.err.find("lineament-train: ")));
        EXPECT_THAT(sentence, testing::HasSubstr(words));
        EXPECT_EQ(std::count(sentence.begin(), sentence.end(), '\n'), 1) << ended.err;
        EXPECT_EQ(ended.out, "");
    };
    refused(train("none.pack", "run"), 3, "there is no such file");
    refused(train("config.json", "run"), 3, "it is no packed set, and this program decodes no pictures");
    fs::copy_file(folder_ / "set.pack", folder_ / "cut.pack");
    fs::resize_file(folder_ / "cut.pack", fs::file_size(folder_ / "set.pack") - 1);
    refused(train("cut.pack", "run"), 3, "its length does not fit its header");
    refused(train("set.pack", "run", "--steps -1"), 2, "--steps: \"-1\" is no whole number");
    refused(train("set.pack", "run", "--device tpu"), 2, "tpu: is not a device");
    refused(train("set.pack", "run", "--metrics"), 2, "--metrics: there is no such option");
    refused(train("set.pack", "run", "--resume"), 3, "the run cannot be resumed");
    refused(start("--config"), 2, "--config: its value is missing");
    refused(start("--config x --out y"), 2, "--data: it is missing");
    EXPECT_FALSE(fs::exists(folder_ / "run/config.json"));
}
