#include "core/footage/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

using lineament::assignOptimally;
using lineament::CostMatrix;

namespace {

CostMatrix matrix(std::vector<std::vector<double>> rows) {
    CostMatrix costs(static_cast<int>(rows.size()), rows.empty() ? 0 : static_cast<int>(rows[0].size()));
    for (int r = 0; r < costs.rows; ++r)
        for (int c = 0; c < costs.columns; ++c)
            costs.at(r, c) = rows[r][c];
    return costs;
}

constexpr double kNo = CostMatrix::kForbidden;

/// Most pairs, then least cost, by trying every permutation.
std::pair<int, double> bestByTrying(const CostMatrix& costs) {
    const int n = std::max(costs.rows, costs.columns);
    std::vector<int> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::pair<int, double> best{0, 0};
    do {
        std::pair<int, double> now{0, 0};
        for (int r = 0; r < costs.rows; ++r)
            if (order[r] < costs.columns && costs.at(r, order[r]) != kNo)
                --now.first, now.second += costs.at(r, order[r]);
        best = std::min(best, now);
    } while (std::next_permutation(order.begin(), order.end()));
    return best;
}

}  // namespace

TEST(Assignment, PrefersTheLeastTotalOverTheGreedyChoice) {
    EXPECT_EQ(assignOptimally(matrix({{0.1, 0.2}, {0.15, 0.9}})), (std::vector<int>{1, 0}));
}

TEST(Assignment, LeavesRowsOutThatMayGoNowhere) {
    EXPECT_EQ(assignOptimally(matrix({{kNo, kNo}, {kNo, 0.5}})), (std::vector<int>{-1, 1}));
}

TEST(Assignment, TakesAnExpensivePairRatherThanNone) {
    EXPECT_EQ(assignOptimally(matrix({{0.1, 5}, {0.1, kNo}})), (std::vector<int>{1, 0}));
}

TEST(Assignment, AnswersForEmptySides) {
    EXPECT_TRUE(assignOptimally(CostMatrix(0, 3)).empty());
    EXPECT_EQ(assignOptimally(CostMatrix(2, 0)), (std::vector<int>{-1, -1}));
}

TEST(Assignment, AgreesWithTryingEverything) {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        CostMatrix costs(1 + static_cast<int>(random() % 6), 1 + static_cast<int>(random() % 6));
        for (double& value : costs.values)
            if (random() % 3) value = static_cast<double>(random() % 1000) / 1000;
        const std::vector<int> answer = assignOptimally(costs);
        std::pair<int, double> got{0, 0};
        std::vector<int> used;
        for (int r = 0; r < costs.rows; ++r) {
            if (answer[r] < 0) continue;
            --got.first, got.second += costs.at(r, answer[r]);
            EXPECT_EQ(std::count(used.begin(), used.end(), answer[r]), 0);
            used.push_back(answer[r]);
        }
        const auto want = bestByTrying(costs);
        ASSERT_EQ(got.first, want.first);
        ASSERT_NEAR(got.second, want.second, 1e-9);
    }
}
