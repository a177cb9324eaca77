#include "core/pipelines/cluster_faces.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "core/image/image.h"
#include "core/pipelines/analyse_footage.h"
#include "tests/core/pipelines/synthetic_footage.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

class ClusterFaces : public testing::Test {
  protected:
    ClusterResult cluster(const std::vector<std::string>& sources) {
        return clusterFaces(workspace, sources, {}, context);
    }

    static int members(const ClusterResult& result) {
        int count = 0;
        for (const auto& cluster : result.clusters)
            count += static_cast<int>(cluster.members.size());
        return count;
    }

    test::TempFolder folder;
    std::shared_ptr<FaceEngine> engine =
        std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
    std::shared_ptr<Store> store = Store::open(folder / "store");
    Workspace workspace{engine, store};
    JobContext context;
};

}  // namespace

TEST_F(ClusterFaces, BringsTheSamePhotoTogetherButNeverTwoFacesOfOnePicture) {
    std::filesystem::copy_file(test::samplePhoto(6), folder / "copy.jpg");
    const auto result = cluster({test::samplePhoto(6), folder / "copy.jpg"});
    ASSERT_EQ(result.clusters.size(), 4u);
    for (const auto& cluster : result.clusters) {
        EXPECT_EQ(cluster.members.size(), 2u);
        std::set<std::string> paths;
        for (const auto& member : cluster.members)
            paths.insert(member.path);
        EXPECT_EQ(paths.size(), cluster.members.size());
    }
}

TEST_F(ClusterFaces, LeavesOutWhoIsEnrolled) {
    const auto photo = loadImage(test::samplePhoto(6));
    const auto faces = engine->detect(photo.bgr);
    ASSERT_EQ(faces.size(), 4u);
    Sample sample{.path = "a", .sha256 = "a"};
    store->enrol("Ann", {}, {{sample, engine->embed(photo.bgr, std::span(faces).first(1))}});
    EXPECT_EQ(members(cluster({test::samplePhoto(6)})), 3);
}

TEST_F(ClusterFaces, TellsWhatItCouldNotUse) {
    std::ofstream(folder / "broken.jpg") << "no picture";
    const auto result =
        cluster({folder / "broken.jpg", folder / "nowhere.mp4", "camera:0", test::samplePhoto(6)});
    EXPECT_EQ(result.rejected.size(), 3u);
    EXPECT_EQ(members(result), 4);
}

TEST_F(ClusterFaces, OpensFoldersWithAllBelowThem) {
    std::filesystem::create_directories(folder / "in/deep");
    std::filesystem::copy_file(test::samplePhoto(6), folder / "in/deep/photo.jpg");
    EXPECT_EQ(members(cluster({folder / "in"})), 4);
}

// Purity on faces of known people, where the data are at hand.
class ClusterKnownPeople : public ClusterFaces, public testing::WithParamInterface<std::string> {};

TEST_P(ClusterKnownPeople, MixesHardlyAnybodyUp) {
    const auto data = test::sharedFolder() / "data/identity" / GetParam();
    LINEAMENT_NEEDS(data);
    std::vector<std::string> people;
    for (const auto& entry : std::filesystem::directory_iterator(data))
        if (entry.is_directory()) people.push_back(entry.path().string());
    const auto result = cluster(people);
    int all = 0, pure = 0;
    for (const auto& cluster : result.clusters) {
        std::map<std::string, int> counts;
        for (const auto& member : cluster.members)
            ++counts[std::filesystem::path(member.path).parent_path()];
        int most = 0;
        for (const auto& [person, count] : counts)
            most = std::max(most, count);
        all += static_cast<int>(cluster.members.size());
        pure += most;
    }
    const double purity = static_cast<double>(pure) / all;
    std::printf("%s: %zu people, %d faces, %zu clusters, purity %.3f\n", GetParam().c_str(), people.size(),
                all, result.clusters.size(), purity);
    EXPECT_GE(purity, 0.97);
    EXPECT_LE(result.clusters.size(), 2 * people.size());
}

INSTANTIATE_TEST_SUITE_P(Data, ClusterKnownPeople, testing::Values("big_bang_theory", "johns"));
