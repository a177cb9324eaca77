#include "core/footage/cluster.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/base/error.h"

using namespace lineament;

namespace {

/// On a circle: cosine of two is the cosine of the angle between them.
Template at(double degrees) {
    const double radians = degrees * M_PI / 180;
    return {"net@1", {static_cast<float>(std::cos(radians)), static_cast<float>(std::sin(radians))}};
}

std::vector<int> cluster(const std::vector<double>& degrees, float minSimilarity, int minMembers = 1,
                         const std::vector<std::pair<int, int>>& cannotLink = {}) {
    std::vector<Template> templates;
    for (const double angle : degrees)
        templates.push_back(at(angle));
    return clusterTemplates(templates, {minSimilarity, minMembers}, cannotLink);
}

const float kTenDegrees = std::cos(10.5 * M_PI / 180);

}  // namespace

TEST(Cluster, GroupsNeighboursAndNumbersByFallingSize) {
    EXPECT_EQ(cluster({90, 0, 8, 16, 95}, kTenDegrees), (std::vector<int>{1, 0, 0, 0, 1}));
}

TEST(Cluster, KeepsSinglesAsClustersOfTheirOwnOrCallsThemNoise) {
    EXPECT_EQ(cluster({0, 5, 90}, kTenDegrees, 1), (std::vector<int>{0, 0, 1}));
    EXPECT_EQ(cluster({0, 5, 90}, kTenDegrees, 2), (std::vector<int>{0, 0, -1}));
}

TEST(Cluster, DoesNotChainThroughTheRim) {
    // With three to a core, 20 and 30 are rims of either side; the two dense groups stay apart.
    const auto clusters = cluster({0, 5, 10, 20, 30, 40, 45, 50}, kTenDegrees, 4);
    EXPECT_NE(clusters[0], clusters[7]);
}

TEST(Cluster, SplitsAChainBetweenForbiddenPairsAtItsWeakestLink) {
    EXPECT_EQ(cluster({0, 6, 16, 22}, kTenDegrees), (std::vector<int>{0, 0, 0, 0}));
    EXPECT_EQ(cluster({0, 6, 16, 22}, kTenDegrees, 1, {{0, 3}}), (std::vector<int>{0, 0, 1, 1}));
}

TEST(Cluster, NeverPutsAForbiddenPairTogether) {
    std::mt19937 random(3);
    std::vector<double> degrees;
    for (int i = 0; i < 60; ++i)
        degrees.push_back(static_cast<double>(random() % 90));
    std::vector<std::pair<int, int>> apart;
    for (int i = 0; i < 80; ++i)
        apart.emplace_back(random() % 60, random() % 60);
    for (const int members : {1, 3}) {
        const auto clusters = cluster(degrees, kTenDegrees, members, apart);
        for (const auto& [a, b] : apart)
            EXPECT_TRUE(a == b || clusters[a] < 0 || clusters[a] != clusters[b]) << a << " and " << b;
    }
}

TEST(Cluster, AnswersForNothing) {
    EXPECT_TRUE(cluster({}, 0.5f).empty());
}

TEST(Cluster, RefusesTemplatesOfDifferentRecognisersAndSenselessOptions) {
    const std::vector<Template> mixed = {{"a", {1, 0}}, {"b", {1, 0}}};
    EXPECT_THROW(clusterTemplates(mixed, {}), Error);
    EXPECT_THROW(clusterTemplates({}, {.minSimilarity = 2}), Error);
    EXPECT_THROW(clusterTemplates({}, {.minMembers = 0}), Error);
}
