#include "core/pipelines/synthetic/studio/run_folder.h"

#include "core/gan/training/train.h"
#include "tests/core/pipelines/synthetic/studio/studio_fixture.h"
#include "tests/support/full_disk.h"

using namespace lineament;
using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

void addLine(const fs::path& run, std::int64_t images, double real, double fake) {
    std::ofstream(run / "stats.jsonl", std::ios::app)
        << "{\"step\":" << images / 16 << ",\"images\":" << images << ",\"seconds\":1,\"imagesPerSecond\":10,"
        << "\"score/real\":" << real << ",\"score/fake\":" << fake << "}\n";
}

}  // namespace

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

TEST(RunFolder, IsNotMadeByHalvesOnAFullDisk) {
    const test::TempFolder folder;
    {
        const test::FullDisk full(0);
        EXPECT_THROW(createRun(folder / "run", {}, {}), Error);
    }
    EXPECT_TRUE(fs::is_empty(folder.path()));
    EXPECT_NO_THROW(createRun(folder / "run", {}, {}));
}

TEST(RunFolder, SaysWhyItFailedAlsoWhereThereIsNoRoomForANewNote) {
    const test::TempFolder folder;
    const auto run = folder / "run";
    createRun(run, {}, {});
    // What is in the way of the new file plays the disk that has no room for one.
    fs::create_directories(run / "studio.json.partial" / "in the way");
    RunNote note;
    note.data = "/faces";
    note.state = RunNote::State::kFailed;
    note.reason = "there is no room left on the disk";
    note.failure = ErrorCode::kDiskFull;
    note.failedAt = "snapshot-000000000032.ckpt";
    saveNote(run, note);
    const auto read = readRun(run).note;
    EXPECT_EQ(read.state, RunNote::State::kFailed);
    EXPECT_EQ(read.reason, note.reason);
    EXPECT_EQ(read.failure, ErrorCode::kDiskFull);
    EXPECT_EQ(read.failedAt, note.failedAt);
    EXPECT_EQ(read.data, "/faces");
    fs::remove(run / "studio.json");
    EXPECT_THROW(saveNote(run, note), Error) << "there is nothing to write over";
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
    RunNote finished;
    finished.state = RunNote::State::kFinished;
    createRun(run, {}, finished);
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
    EXPECT_EQ(readRun(run).note.state, RunNote::State::kStopped) << "it can go on again";
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
