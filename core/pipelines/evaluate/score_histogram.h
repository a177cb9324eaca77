#pragma once

#include <algorithm>
#include <cstdint>
#include <opencv2/core.hpp>
#include <span>
#include <vector>

#include "core/base/job_context.h"
#include "core/domain/face.h"

namespace lineament {

/// How many scores lie in each of many narrow bins of [-1, 1]: exact to 2e-6, whatever their number. Scores
/// of 1 (and above, as rounding makes them) have a bin of their own; those below -1 and what is no number
/// are in the lowest.
class ScoreHistogram {
  public:
    void add(float similarity) {
        ++counts_[binOf(similarity)];
        ++total_;
    }
    std::int64_t total() const { return total_; }
    /// Smallest threshold that at most this share of the scores reach; above 1 where so many are 1.
    double thresholdAt(double share) const {
        const auto most = static_cast<std::int64_t>(share * static_cast<double>(total_));
        std::int64_t above = 0;
        std::size_t bin = counts_.size();
        while (bin > 0 && above + counts_[bin - 1] <= most)
            above += counts_[--bin];
        return lowerEdge(bin);
    }
    /// Scores that reach a threshold, which is taken as the lower edge of its bin.
    std::int64_t reaching(double threshold) const {
        if (threshold >= lowerEdge(counts_.size())) return 0;
        std::int64_t above = 0;
        for (auto bin = binOf(threshold); bin < counts_.size(); ++bin)
            above += counts_[bin];
        return above;
    }
    struct TailPoint {
        double similarity = 0, share = 0;
    };
    /// Share of the scores that reach a similarity, at `points` similarities of evenly falling share (on a
    /// logarithmic scale) from 1 down to one score. By rising similarity; empty without scores.
    std::vector<TailPoint> tail(int points) const;

  private:
    static constexpr std::size_t kBins = 1 << 20;
    static std::size_t binOf(double similarity) {
        if (!(similarity > -1)) return 0;
        return similarity >= 1 ? kBins : static_cast<std::size_t>((similarity + 1) / 2 * kBins);
    }
    static double lowerEdge(std::size_t bin) { return 2.0 * static_cast<double>(bin) / kBins - 1; }

    std::vector<std::int64_t> counts_ = std::vector<std::int64_t>(kBins + 1);
    std::int64_t total_ = 0;
};

/// Templates of one recogniser as rows, float. Empty for none.
cv::Mat rowsOf(std::span<const Template> templates);

/// Calls each(a, b, similarity) with a < b for every two rows, in blocks: a product of matrices, not one of
/// vectors at a time.
template <class Each>
void forEachComparison(const cv::Mat& rows, const Each& each, const JobContext& context) {
    constexpr int kRows = 256;
    cv::Mat scores;
    for (int i = 0; i < rows.rows; i += kRows)
        for (int j = i; j < rows.rows; j += kRows) {
            context.checkpoint();
            cv::gemm(rows.rowRange(i, std::min(rows.rows, i + kRows)),
                     rows.rowRange(j, std::min(rows.rows, j + kRows)), 1, cv::noArray(), 0, scores,
                     cv::GEMM_2_T);
            for (int r = 0; r < scores.rows; ++r)
                for (int c = std::max(0, i + r + 1 - j); c < scores.cols; ++c)
                    each(i + r, j + c, scores.at<float>(r, c));
        }
}

}  // namespace lineament
