#include "core/gan/metrics/set_distance.h"

#include <torch/torch.h>

#include <cmath>

#include "core/base/check.h"

namespace lineament::gan {

using torch::Tensor;

namespace {

constexpr double kReadable = 1000;
constexpr std::int64_t kRows = 1024;  // of a distance matrix at a time: memory stays small

Tensor matrixOf(const FeatureSet& set, const char* name) {
    LINEAMENT_REQUIRE(set.size() >= 2, name, "at least 2 faces are needed");
    const auto columns = static_cast<std::int64_t>(set.front().size());
    Tensor matrix = torch::empty({static_cast<std::int64_t>(set.size()), columns});
    for (std::size_t i = 0; i < set.size(); ++i) {
        LINEAMENT_REQUIRE(static_cast<std::int64_t>(set[i].size()) == columns, name,
                          "its rows are of different lengths");
        std::copy(set[i].begin(), set[i].end(),
                  matrix.data_ptr<float>() + static_cast<std::int64_t>(i) * columns);
    }
    return matrix;
}

Tensor covariance(const Tensor& x) {
    const Tensor centred = x - x.mean(0, true);
    return torch::mm(centred.t(), centred) / static_cast<double>(x.size(0) - 1);
}

/// Square root of a symmetric positive semidefinite matrix.
Tensor rootOf(const Tensor& matrix) {
    const auto [values, vectors] = torch::linalg_eigh(matrix);
    return torch::mm(vectors * values.clamp_min(0).sqrt(), vectors.t());
}

double offDiagonalKernelMean(const Tensor& x, const Tensor& y, bool same) {
    const double d = static_cast<double>(x.size(1));
    double sum = 0;
    for (std::int64_t start = 0; start < x.size(0); start += kRows) {
        const Tensor rows = x.narrow(0, start, std::min(kRows, x.size(0) - start));
        sum += (torch::mm(rows, y.t()) / d + 1).pow(3).sum().item<double>();
    }
    const auto n = static_cast<double>(x.size(0)), m = static_cast<double>(y.size(0));
    if (!same) return sum / (n * m);
    sum -= ((x * x).sum(1) / d + 1).pow(3).sum().item<double>();
    return sum / (n * (n - 1));
}

/// Distance of each row to its k-th nearest other row.
Tensor radii(const Tensor& x, int k) {
    std::vector<Tensor> parts;
    for (std::int64_t start = 0; start < x.size(0); start += kRows) {
        const Tensor rows = x.narrow(0, start, std::min(kRows, x.size(0) - start));
        parts.push_back(std::get<0>(torch::cdist(rows, x).kthvalue(k + 1, 1)));  // the nearest is itself
    }
    return torch::cat(parts, 0);
}

double coveredShare(const Tensor& points, const Tensor& centres, const Tensor& radius) {
    std::int64_t covered = 0;
    for (std::int64_t start = 0; start < points.size(0); start += kRows) {
        const Tensor rows = points.narrow(0, start, std::min(kRows, points.size(0) - start));
        covered += (torch::cdist(rows, centres) <= radius.unsqueeze(0)).any(1).sum().item<std::int64_t>();
    }
    return static_cast<double>(covered) / static_cast<double>(points.size(0));
}

}  // namespace

double frechetFaceDistance(const FeatureSet& a, const FeatureSet& b) {
    torch::NoGradGuard noGrad;
    const Tensor x = matrixOf(a, "faces").to(torch::kFloat64), y = matrixOf(b, "faces").to(torch::kFloat64);
    LINEAMENT_REQUIRE(x.size(1) == y.size(1), "faces", "the two sets are of different recognisers");
    const Tensor cx = covariance(x), cy = covariance(y), root = rootOf(cx);
    // trace((A B)^1/2) = trace((A^1/2 B A^1/2)^1/2), which stays symmetric.
    const double cross =
        torch::linalg_eigvalsh(torch::mm(torch::mm(root, cy), root)).clamp_min(0).sqrt().sum().item<double>();
    const double means = (x.mean(0) - y.mean(0)).square().sum().item<double>();
    return kReadable *
           std::max(0.0, means + cx.trace().item<double>() + cy.trace().item<double>() - 2 * cross);
}

double kernelFaceDistance(const FeatureSet& a, const FeatureSet& b) {
    torch::NoGradGuard noGrad;
    const Tensor x = matrixOf(a, "faces").to(torch::kFloat64), y = matrixOf(b, "faces").to(torch::kFloat64);
    LINEAMENT_REQUIRE(x.size(1) == y.size(1), "faces", "the two sets are of different recognisers");
    return kReadable * (offDiagonalKernelMean(x, x, true) + offDiagonalKernelMean(y, y, true) -
                        2 * offDiagonalKernelMean(x, y, false));
}

PrecisionRecall precisionRecall(const FeatureSet& real, const FeatureSet& samples, int k) {
    torch::NoGradGuard noGrad;
    const Tensor x = matrixOf(real, "real faces"), y = matrixOf(samples, "samples");
    LINEAMENT_REQUIRE(k >= 1 && k < x.size(0) && k < y.size(0), "k", "it is not smaller than both sets");
    return {coveredShare(y, x, radii(x, k)), coveredShare(x, y, radii(y, k))};
}

std::vector<Nearest> nearestReferences(const FeatureSet& samples, const FeatureSet& references) {
    torch::NoGradGuard noGrad;
    if (samples.empty() || references.empty()) return std::vector<Nearest>(samples.size());
    std::vector<Nearest> nearest;
    Tensor x = torch::empty(
        {static_cast<std::int64_t>(samples.size()), static_cast<std::int64_t>(samples.front().size())});
    for (std::size_t i = 0; i < samples.size(); ++i)
        std::copy(samples[i].begin(), samples[i].end(), x[static_cast<std::int64_t>(i)].data_ptr<float>());
    const Tensor y = references.size() == 1 ? torch::tensor(references.front()).unsqueeze(0)
                                            : matrixOf(references, "references");
    for (std::int64_t start = 0; start < x.size(0); start += kRows) {
        const auto [similarity, index] =
            torch::mm(x.narrow(0, start, std::min(kRows, x.size(0) - start)), y.t()).max(1);
        for (std::int64_t i = 0; i < similarity.size(0); ++i)
            nearest.push_back({similarity[i].item<float>(), static_cast<int>(index[i].item<std::int64_t>())});
    }
    return nearest;
}

}  // namespace lineament::gan
