// The main job through the real program, on the sample photos: enrol people, find them again, keep the list.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/e2e/program.h"

using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

/// One program for all tests, in whose store persons 0 and 1 are enrolled as Ada and Ben.
class MainJob : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        if (!fs::exists(samplePhoto(1))) return;
        program_ = new Program;
        ada_ = program_->json(
            {"enrol", "--name", "Ada", "--external-id", "S-1", portrait(*program_, 0).string()});
        ben_ = program_->json({"enrol", "--name", "Ben", portrait(*program_, 1).string()});
    }
    static void TearDownTestSuite() {
        delete program_;
        program_ = nullptr;
    }
    void SetUp() override { LINEAMENT_NEEDS(samplePhoto(1)); }

    static const Program& program() { return *program_; }
    static std::string photo(int n) { return samplePhoto(n).string(); }
    static std::string idOf(const Json& person) {
        return std::to_string(person.at("identity_id").get<int>());
    }

    static Program* program_;
    static Json ada_, ben_;
};
Program* MainJob::program_ = nullptr;
Json MainJob::ada_, MainJob::ben_;

void expectFace(const Json& face) {
    ASSERT_EQ(face.at("box").size(), 4u);
    EXPECT_GT(face.at("box").at(2), 0);
    EXPECT_GE(face.at("score"), 0.0);
    EXPECT_LE(face.at("score"), 1.0);
    const auto& points = face.at("landmarks");
    ASSERT_EQ(points.size(), 5u);
    EXPECT_LT(points.at(0).at(0), points.at(1).at(0)) << "eyes: the left one of the image comes first";
    EXPECT_LT(points.at(3).at(0), points.at(4).at(0)) << "mouth";
    for (const auto* angle : {"yaw", "pitch", "roll"})
        EXPECT_TRUE(face.at("pose").at(angle).is_number());
    for (const auto* measure : {"overall", "sharpness", "illumination", "pose", "size"}) {
        EXPECT_GE(face.at("quality").at(measure), 0.0) << measure;
        EXPECT_LE(face.at("quality").at(measure), 100.0) << measure;
    }
    EXPECT_TRUE(face.contains("liveness"));
}

}  // namespace

TEST_F(MainJob, VersionNamesTheLibrariesAndTheModels) {
    const auto version = program().json({"version"});
    for (const auto* key : {"version", "libtorch", "opencv", "sqlite", "device"})
        EXPECT_TRUE(version.at(key).is_string()) << key;
    EXPECT_TRUE(version.contains("qt") && version.contains("faiss"));
    EXPECT_THAT(version.at("models"),
                testing::Contains(testing::ResultOf(
                    [](const Json& model) { return model.at("id").get<std::string>(); }, "fr_detect")));
    for (const auto& model : version.at("models"))
        if (model.at("role") == "detector") {
            EXPECT_EQ(model.at("sha256").get<std::string>().size(), 64u) << model;
        }
}

TEST_F(MainJob, EveryModelOfTheManifestIsThereAndUnaltered) {
    for (const auto* command : {"list", "verify"}) {
        const auto models = program().json({"models", command}).at("models");
        EXPECT_GE(models.size(), 10u);
        for (const auto& model : models) {
            EXPECT_TRUE(model.at("present").get<bool>()) << model;
            EXPECT_TRUE(model.at("valid").get<bool>()) << model;
            for (const auto* key : {"id", "role", "format", "licence", "source", "sha256"})
                EXPECT_TRUE(model.at(key).is_string()) << key;
        }
    }
}

TEST_F(MainJob, DetectFindsTheFacesOfTheSamplePhotos) {
    std::vector<std::string> arguments = {"detect"};
    const std::vector<std::size_t> people = {3, 3, 3, 4, 5, 4};
    for (int n = 1; n <= 6; ++n)
        arguments.push_back(photo(n));
    const auto found = program().json(arguments);
    ASSERT_EQ(found.at("images").size(), people.size());
    EXPECT_TRUE(found.at("rejected").empty());
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto& image = found.at("images").at(i);
        EXPECT_EQ(image.at("path"), photo(static_cast<int>(i) + 1)) << "in the order given";
        EXPECT_GE(image.at("faces").size(), people[i]);
        EXPECT_GT(image.at("width"), 0);
        EXPECT_GT(image.at("height"), 0);
        for (const auto& face : image.at("faces"))
            expectFace(face);
    }
}

TEST_F(MainJob, DetectGivesAll68PointsWhenAskedFor) {
    const auto found = program().json({"detect", "--landmarks", "68", photo(1)});
    for (const auto& face : found.at("images").at(0).at("faces"))
        EXPECT_EQ(face.at("landmarks").size(), 68u);
}

TEST_F(MainJob, EmbedGivesTemplatesOfUnitLength) {
    const auto faces = program().json({"embed", photo(1)}).at("images").at(0).at("faces");
    ASSERT_GE(faces.size(), 3u);
    for (const auto& face : faces) {
        double length = 0;
        for (const double value : face.at("template"))
            length += value * value;
        EXPECT_NEAR(length, 1, 1e-4);
    }
}

TEST_F(MainJob, VerifyTellsTheSamePersonFromAnother) {
    const auto ada = portrait(program(), 0).string();
    const auto same = program().json({"verify", ada, otherPortrait(program(), 0).string()});
    EXPECT_TRUE(same.at("match").get<bool>()) << same;
    EXPECT_GE(same.at("similarity"), same.at("threshold"));
    EXPECT_GT(same.at("fmr"), 0.0);
    expectFace(same.at("a"));
    expectFace(same.at("b"));
    const auto different = program().json({"verify", ada, portrait(program(), 1).string()});
    EXPECT_FALSE(different.at("match").get<bool>()) << different;
    EXPECT_LT(different.at("similarity"), different.at("threshold"));
}

TEST_F(MainJob, EnrolSaysWhatItTook) {
    EXPECT_EQ(ada_.at("name"), "Ada");
    ASSERT_EQ(ada_.at("accepted").size(), 1u) << ada_;
    EXPECT_GT(ada_.at("accepted").at(0).at("template_id"), 0);
    EXPECT_GT(ada_.at("accepted").at(0).at("quality"), 0.0);
    EXPECT_TRUE(ada_.at("rejected").empty());
    EXPECT_NE(idOf(ada_), idOf(ben_));
    const auto people = program().json({"identities", "show", idOf(ada_)}).at("identities");
    ASSERT_EQ(people.size(), 1u);
    EXPECT_EQ(people.at(0).at("name"), "Ada");
    EXPECT_EQ(people.at(0).at("external_id"), "S-1");
    EXPECT_EQ(people.at(0).at("templates"), 1);
    EXPECT_TRUE(people.at(0).at("enrolled_at").is_string());
}

TEST_F(MainJob, EnrolRefusesAGroupPhotoUnlessToldWhichFaceCounts) {
    const auto refused = program().json({"enrol", "--name", "Group", photo(2)}, 1);
    EXPECT_TRUE(refused.at("identity_id").is_null());
    ASSERT_EQ(refused.at("rejected").size(), 1u);
    EXPECT_EQ(refused.at("rejected").at(0).at("code"), "several_faces");
    EXPECT_FALSE(refused.at("rejected").at(0).at("reason").get<std::string>().empty());
    const auto taken =
        program().json({"enrol", "--name", "Group", "--several-faces", "largest", "--gate", "off", photo(2)});
    ASSERT_EQ(taken.at("accepted").size(), 1u);
    program().json({"identities", "remove", idOf(taken)});
}

TEST_F(MainJob, TheSameFileUnderAnotherNameIsADuplicate) {
    const auto again = program().json({"enrol", "--name", "Ada", portrait(program(), 0).string()});
    EXPECT_EQ(again.at("accepted").at(0).at("template_id"), ada_.at("accepted").at(0).at("template_id"));
    const auto other = program().json({"enrol", "--name", "Eve", portrait(program(), 0).string()}, 1);
    ASSERT_EQ(other.at("rejected").size(), 1u);
    EXPECT_EQ(other.at("rejected").at(0).at("code"), "duplicate");
    EXPECT_THAT(other.at("rejected").at(0).at("reason").get<std::string>(), testing::HasSubstr("Ada"));
}

TEST_F(MainJob, IdentifyNamesEverybodyEnrolledOncePerPhoto) {
    const auto found = program().json({"identify", "--top", "2", photo(1)});
    std::map<std::string, int> seen;
    for (const auto& face : found.at("images").at(0).at("faces")) {
        expectFace(face);
        EXPECT_LE(face.at("candidates").size(), 2u);
        if (face.at("match").get<bool>()) ++seen[face.at("candidates").at(0).at("name").get<std::string>()];
        for (const auto& candidate : face.at("candidates"))
            EXPECT_TRUE(candidate.at("identity_id").is_number());
    }
    EXPECT_EQ(seen, (std::map<std::string, int>{{"Ada", 1}, {"Ben", 1}}));
}

TEST_F(MainJob, PeopleAreRenamedMergedAndRemoved) {
    const auto guest = program().json({"enrol", "--name", "Guest", portrait(program(), 2).string()});
    const auto renamed = program().json({"identities", "rename", idOf(guest), "Cléo 李"}).at("identities");
    EXPECT_EQ(renamed.at(0).at("name"), "Cléo 李");
    const auto twin = program().json({"enrol", "--name", "Twin", otherPortrait(program(), 2).string()});
    const auto merged = program().json({"identities", "merge", idOf(twin), idOf(guest)}).at("identities");
    ASSERT_EQ(merged.size(), 1u);
    EXPECT_EQ(merged.at(0).at("templates"), 2);
    program().json({"identities", "show", idOf(twin)}, 3);
    program().json({"identities", "remove", idOf(guest)});
    for (const auto& identity : program().json({"identities", "list"}).at("identities"))
        EXPECT_NE(identity.at("identity_id"), guest.at("identity_id"));
}

TEST_F(MainJob, TheAuditTrailHasEveryChangeAndIsIntact) {
    const auto entries = program().json({"audit", "list"}).at("entries");
    ASSERT_GE(entries.size(), 2u);
    for (const auto& entry : entries) {
        EXPECT_TRUE(entry.at("seq").is_number());
        for (const auto* key : {"at", "actor", "action", "subject", "hash"})
            EXPECT_TRUE(entry.at(key).is_string()) << key;
    }
    const auto verified = program().json({"audit", "verify"});
    EXPECT_TRUE(verified.at("valid").get<bool>());
    EXPECT_TRUE(verified.at("broken_at").is_null());
}

TEST_F(MainJob, EvaluateMeasuresPairsOfPhotos) {
    const auto csv = program().folder() / "pairs.csv";
    std::ofstream file(csv);
    file << "path_a,path_b,same\n";
    for (int a = 0; a < 3; ++a)
        for (int b = 0; b < 3; ++b)
            file << portrait(program(), a).filename().string() << ','
                 << otherPortrait(program(), b).filename().string() << ',' << (a == b) << '\n';
    file.close();
    const auto figures =
        program().json({"evaluate", csv.string(), "--root", program().folder().path().string()});
    EXPECT_EQ(figures.at("pairs"), 9);
    EXPECT_EQ(figures.at("failed_to_acquire"), 0.0);
    EXPECT_EQ(figures.at("auc"), 1.0) << "the same person in another light is more similar than anybody else";
    EXPECT_TRUE(figures.at("tar").contains("0.01") && figures.at("tar").contains("0.001"));
    for (const auto* key : {"accuracy", "accuracy_std", "eer", "threshold"})
        EXPECT_TRUE(figures.at(key).is_number()) << key;
    EXPECT_GE(figures.at("det").size(), 2u);

    // A label that is marked as wrong stays so in the data store, until it is taken back.
    const std::vector<std::string> same = {"evaluate", csv.string(), "--root",
                                           program().folder().path().string()};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), same.begin(), same.end());
        return program().json(more);
    };
    EXPECT_EQ(with({"--mark-wrong", "3", "--reason", "twins"}).at("pairs"), 9);
    const auto without = with({"--leave-out-marked"});
    EXPECT_EQ(without.at("pairs"), 8);
    EXPECT_EQ(without.at("left_out"), 1);
    EXPECT_EQ(with({"--leave-out-marked", "--mark-right", "3"}).at("pairs"), 9);
    EXPECT_EQ(program()({"evaluate", csv.string(), "--mark-wrong", "99"}).status, 2);
}

TEST_F(MainJob, EvaluateSearchesFoldersOfGalleryAndProbes) {
    const auto folder = program().folder() / "evaluation";
    for (int person = 0; person < 3; ++person) {
        const auto name = "person" + std::to_string(person);
        for (const auto* side : {"gallery", "probes"})
            fs::create_directories(folder / side / name);
        fs::copy_file(portrait(program(), person), folder / "gallery" / name / "a.png");
        fs::copy_file(otherPortrait(program(), person), folder / "probes" / name / "b.png");
    }
    const auto figures = program().json(
        {"evaluate", "--gallery", (folder / "gallery").string(), "--probes", (folder / "probes").string()});
    EXPECT_EQ(figures.at("people"), 3);
    EXPECT_EQ(figures.at("searches"), 3);
    EXPECT_EQ(figures.at("comparisons"), 9);
    EXPECT_EQ(figures.at("cmc").at(0), 1.0);
    EXPECT_TRUE(figures.at("fnir").at("0.01").is_null()) << "three searches tell no such rate";
}

TEST_F(MainJob, ClusterGroupsThoseWhoAreNotEnrolled) {
    const auto first = portrait(program(), 2).string(), second = otherPortrait(program(), 2).string();
    const auto clusters =
        program().json({"cluster", first, second, portrait(program(), 0).string()}).at("clusters");
    ASSERT_EQ(clusters.size(), 1u) << clusters;
    ASSERT_EQ(clusters.at(0).at("members").size(), 2u);
    for (const auto& member : clusters.at(0).at("members")) {
        EXPECT_TRUE(member.at("path") == first || member.at("path") == second);
        EXPECT_EQ(member.at("box").size(), 4u);
    }
}

TEST_F(MainJob, GlobalOptionsMayStandBeforeOrAfterTheCommand) {
    const auto before = program()({"--json", "--data", program().data().string(), "identities", "list"});
    const auto after = program()({"identities", "list", "--data", program().data().string(), "--json"});
    EXPECT_EQ(before.status, 0) << before.err;
    EXPECT_EQ(before.out, after.out);
}

TEST_F(MainJob, WithoutJsonTheAnswerIsATableForPeople) {
    const auto run = program()({"identities", "list"});
    EXPECT_EQ(run.status, 0);
    EXPECT_THAT(run.out, testing::HasSubstr("Ada"));
    EXPECT_THAT(run.out, testing::Not(testing::HasSubstr("{")));
    EXPECT_EQ(run.err, "");
}

TEST_F(MainJob, BenchMeasuresWhatItIsAskedFor) {
    const auto benchmarks = program().json({"bench", "decode"}).at("benchmarks");
    ASSERT_EQ(benchmarks.size(), 1u);
    EXPECT_EQ(benchmarks.at(0).at("name"), "decode");
    EXPECT_EQ(benchmarks.at(0).at("unit"), "ms");
    EXPECT_GT(benchmarks.at(0).at("value"), 0.0);
    EXPECT_GT(benchmarks.at(0).at("samples"), 0);
}

TEST_F(MainJob, BenchHoldsItsFiguresAgainstWhatIsAskedAndAgainstPeers) {
    const auto benchmarks = program().json({"bench", "search_100k", "cold_detect"}).at("benchmarks");
    ASSERT_EQ(benchmarks.size(), 2u);
    const auto& search = benchmarks.at(0);
    EXPECT_EQ(search.at("asked").at("at_most"), 10.0);
    EXPECT_EQ(search.at("met"), search.at("value") <= 10.0);
    const auto& peer = search.at("peer");
    EXPECT_EQ(peer.at("this_run"), false);
    EXPECT_NEAR(peer.at("times").get<double>(),
                peer.at("value").get<double>() / search.at("value").get<double>(), 0.01);
    EXPECT_EQ(benchmarks.at(1).at("name"), "cold_detect");
    EXPECT_FALSE(benchmarks.at(1).contains("peer"));
}

TEST_F(MainJob, BenchTimesAPeerInTheSameRun) {
    const lineament::test::TempFolder peer;
    std::ofstream(peer / "gan_step.py") << "print('generation 12.5 images/s')\n";
    const auto run = program()({"--json", "bench", "generate_64", "--peer", peer.path().string()});
    ASSERT_EQ(run.status, 0) << run.err;
    const auto made = nlohmann::json::parse(run.out).at("benchmarks").at(0);
    EXPECT_EQ(made.at("peer").at("value"), 12.5);
    EXPECT_EQ(made.at("peer").at("this_run"), true);
    EXPECT_NEAR(made.at("peer").at("times").get<double>(), made.at("value").get<double>() / 12.5, 0.01);
}
