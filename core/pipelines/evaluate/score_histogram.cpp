#include "core/pipelines/evaluate/score_histogram.h"

#include <cmath>

namespace lineament {

std::vector<ScoreHistogram::TailPoint> ScoreHistogram::tail(int points) const {
    std::vector<TailPoint> curve;
    if (total_ == 0) return curve;
    const double all = static_cast<double>(total_);
    std::vector<double> wanted;  // by rising share
    for (int i = points - 1; i >= 0; --i)
        wanted.push_back(std::pow(all, -static_cast<double>(i) / std::max(1, points - 1)));
    std::int64_t above = 0;
    std::size_t next = 0;
    for (auto bin = counts_.size(); bin-- > 0 && next < wanted.size();) {
        const auto count = counts_[bin];
        if (count == 0) continue;
        above += count;
        const double share = static_cast<double>(above) / all;
        if (share < wanted[next] * (1 - 1e-12)) continue;
        curve.push_back({lowerEdge(bin), share});
        while (next < wanted.size() && share >= wanted[next] * (1 - 1e-12))
            ++next;
    }
    std::reverse(curve.begin(), curve.end());
    return curve;
}

cv::Mat rowsOf(std::span<const Template> templates) {
    if (templates.empty()) return {};
    cv::Mat rows(static_cast<int>(templates.size()), static_cast<int>(templates.front().values.size()),
                 CV_32F);
    for (int i = 0; i < rows.rows; ++i)
        std::copy_n(templates[static_cast<std::size_t>(i)].values.begin(), rows.cols, rows.ptr<float>(i));
    return rows;
}

}  // namespace lineament
