// Stopped half way, politely or not: what was stored stays, and the same command goes on.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <signal.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <thread>

#include "tests/e2e/program.h"

using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPeople = 20, kPhotosEach = 25;

class Interruption : public testing::Test {
  protected:
    void SetUp() override { LINEAMENT_NEEDS(samplePhoto(1)); }

    /// 500 files of one face each, no two alike.
    fs::path manyPhotos(int people = kPeople, int photosEach = kPhotosEach) {
        const auto folder = program.folder() / "staff";
        cv::Mat face = cv::imread(portrait(program, 0).string());
        cv::resize(face, face, {160, 160}, 0, 0, cv::INTER_AREA);
        for (int person = 0; person < people; ++person) {
            const auto own = folder / ("person" + std::to_string(100 + person));
            fs::create_directories(own);
            for (int photo = 0; photo < photosEach; ++photo) {
                cv::Mat variant = face.clone();
                variant.at<cv::Vec3b>(0, 0) =
                    cv::Vec3b(static_cast<uchar>(person), static_cast<uchar>(photo), 0);
                cv::imwrite((own / (std::to_string(photo) + ".png")).string(), variant);
            }
        }
        return folder;
    }
    std::vector<std::string> enrolAll(const fs::path& folder) {
        return {"enrol-folder", folder.string(), "--gate", "off", "--json"};
    }
    /// Rows of a table as another program sees them; 0 while there is no such store.
    int rows(const char* table) const {
        try {
            SQLite::Database database((program.data() / "lineament.sqlite").string(), SQLite::OPEN_READONLY,
                                      1000);
            return database.execAndGet(std::string("SELECT count(*) FROM ") + table).getInt();
        } catch (const SQLite::Exception&) {
            return 0;
        }
    }
    /// Waits until a table holds more rows than that.
    void waitForMore(const char* table, int than) {
        // Long enough for any machine; a job that ends before shows in the assertions that follow.
        for (int i = 0; i < 6000 && rows(table) <= than; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    /// What the interrupted command stored is whole, and repeating it completes the rest.
    void expectSoundAndResumable(const fs::path& folder) {
        const auto people = program.json({"identities", "list"}).at("identities");
        EXPECT_GE(people.size(), 1u);
        EXPECT_LT(people.size(), static_cast<std::size_t>(kPeople)) << "it was stopped half way";
        for (const auto& identity : people)
            EXPECT_EQ(identity.at("templates"), kPhotosEach) << "a person is stored whole";
        EXPECT_TRUE(program.json({"audit", "verify"}).at("valid").get<bool>());

        const auto rest = program.json({"enrol-folder", folder.string(), "--gate", "off"});
        EXPECT_EQ(rest.at("already_enrolled"), people.size() * kPhotosEach);
        EXPECT_TRUE(rest.at("rejected").empty());
        const auto all = program.json({"identities", "list"}).at("identities");
        EXPECT_EQ(all.size(), static_cast<std::size_t>(kPeople));
        for (const auto& identity : all)
            EXPECT_EQ(identity.at("templates"), kPhotosEach);
    }

    Program program;
};

}  // namespace

TEST_F(Interruption, KilledInTheMiddleOfFiveHundredPhotosItGoesOn) {
    const auto folder = manyPhotos();
    auto running = program.start(enrolAll(folder));
    waitForMore("identities", 0);
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait().status, 128 + SIGKILL);
    expectSoundAndResumable(folder);
}

TEST_F(Interruption, InterruptedItLeavesWithStatus130AtOnce) {
    const auto folder = manyPhotos();
    auto running = program.start(enrolAll(folder));
    waitForMore("identities", 0);
    const auto asked = std::chrono::steady_clock::now();
    running.signal(SIGINT);
    const auto run = running.wait();
    EXPECT_EQ(run.status, 130) << run.err;
    EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(1));
    EXPECT_EQ(run.json().at("error").at("code"), "cancelled");
    EXPECT_EQ(run.err.rfind("lineament: ", 0), 0u) << run.err;
    EXPECT_TRUE(program.json({"audit", "verify"}).at("valid").get<bool>());
}

TEST_F(Interruption, AnAnalysisThatIsTerminatedStoresNothing) {
    const auto folder = manyPhotos() / "person100";
    for (int copy = 0; copy < 400; ++copy)
        fs::copy_file(folder / "0.png", folder / (std::to_string(1000 + copy) + ".png"));
    auto running = program.start({"analyse", folder.string(), "--json"});
    running.waitUntilItHandles(SIGTERM);
    running.signal(SIGTERM);
    const auto run = running.wait();
    EXPECT_EQ(run.status, 130) << run.err;
    for (const auto& entry : program.json({"audit", "list"}).at("entries"))
        EXPECT_EQ(entry.at("action").get<std::string>().find("analys"), std::string::npos) << entry;
}

TEST_F(Interruption, AKilledAnalysisGoesOnWhereItWas) {
    const auto folder = manyPhotos() / "person100";
    for (int copy = 0; copy < 250; ++copy)
        fs::copy_file(folder / "0.png", folder / (std::to_string(1000 + copy) + ".png"));
    const std::vector<std::string> analyse = {"analyse", folder.string(), "--checkpoint-ms", "1", "--json"};
    auto running = program.start(analyse);
    // The first state may be that of the first photo: the second one has something to go on from.
    std::optional<fs::file_time_type> first;
    const auto written = [&] {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(program.data() / "analysis", ignored)) {
            const auto time =
                entry.path().extension() == ".state" ? entry.last_write_time(ignored) : fs::file_time_type{};
            if (ignored || time == fs::file_time_type{}) continue;
            if (!first) first = time;
            if (time != *first) return true;
        }
        return false;
    };
    for (int i = 0; i < 6000 && !written(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ASSERT_TRUE(written());
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait().status, 128 + SIGKILL);
    EXPECT_TRUE(program.json({"audit", "verify"}).at("valid").get<bool>());
    auto again = analyse;
    again.pop_back();
    const auto rest = program.json(again);
    EXPECT_GT(rest.at("resumed_ms"), 0.0);
    EXPECT_EQ(rest.at("frames"), 250 + kPhotosEach) << "none is missed, none is looked at twice";
    EXPECT_FALSE(rest.at("tracks").empty());
    EXPECT_TRUE(fs::is_empty(program.data() / "analysis"));
}

TEST_F(Interruption, AKilledReEmbeddingGoesOnAndBothRecognisersFindPeopleMeanwhile) {
    constexpr int kPhotos = 100;
    const auto own = manyPhotos(1, kPhotos) / "person100";
    std::vector<std::string> enrol = {"enrol", "--name", "Anna", "--gate", "off"};
    for (const auto& entry : fs::directory_iterator(own))
        enrol.push_back(entry.path().string());
    ASSERT_EQ(program.json(enrol).at("accepted").size(), static_cast<std::size_t>(kPhotos));
    const auto templates = [&] {
        return program.json({"identities", "list"}).at("identities").at(0).at("templates").get<int>();
    };
    ASSERT_EQ(templates(), kPhotos);

    const std::vector<std::string> embed = {"re-embed", "--recogniser", "mobilefacenet", "--threads",
                                            "1",        "--json"};
    auto running = program.start(embed);
    waitForMore("templates", kPhotos);
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait().status, 128 + SIGKILL);
    const int halfWay = templates();
    EXPECT_GT(halfWay, kPhotos);
    EXPECT_LT(halfWay, 2 * kPhotos) << "it was stopped half way";
    EXPECT_TRUE(program.json({"audit", "verify"}).at("valid").get<bool>());
    const auto found = program.json({"identify", (own / "0.png").string()});
    EXPECT_TRUE(found.at("images").at(0).at("faces").at(0).at("match").get<bool>())
        << "by the recogniser in use";

    const auto rest = program.json({"re-embed", "--recogniser", "mobilefacenet", "--drop-older"});
    EXPECT_EQ(rest.at("added").get<int>(), 2 * kPhotos - halfWay) << "none is computed twice";
    EXPECT_EQ(rest.at("dropped"), kPhotos);
    EXPECT_EQ(templates(), kPhotos);
}

TEST_F(Interruption, AKilledPurgeLeavesNobodyByHalvesAndGoesOn) {
    constexpr int kEnrolled = 6, kDue = 4;
    program.json({"enrol-folder", manyPhotos(kEnrolled, 2).string(), "--gate", "off"});
    const auto everybody = [&] { return program.json({"identities", "list"}).at("identities"); };
    for (int id = 1; id <= kDue; ++id)
        program.json({"person-record", std::to_string(id), "--consent", "withdrawn"});
    auto running = program.start({"purge", "--json"});
    running.waitUntilItHandles(SIGTERM);
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
    running.signal(SIGKILL);
    running.wait();
    const auto left = everybody();
    for (const auto& identity : left)
        EXPECT_EQ(identity.at("templates"), 2) << "a person is deleted whole or not at all";
    EXPECT_TRUE(program.json({"audit", "verify"}).at("valid").get<bool>());
    const auto rest = program.json({"purge"});
    EXPECT_EQ(rest.at("receipts").size(), left.size() - (kEnrolled - kDue)) << "it goes on with the rest";
    EXPECT_EQ(everybody().size(), static_cast<std::size_t>(kEnrolled - kDue));
}
