#include "core/gan/training/augment.h"

#include <algorithm>

namespace lineament::gan {

using torch::Tensor;

namespace {

/// Draws on the CPU for the pictures of the joint batch, so that a seed gives the same on every device.
struct Draws {
    at::Generator random;
    Share share;
    /// N x 1 x 1 x 1, uniform in [0, 1).
    Tensor uniform(const Tensor& pictures) const {
        return share.of(torch::rand({share.joint(pictures.size(0)), 1, 1, 1}, random)).to(pictures.device());
    }
    /// N x 1 x 1 x 1 of ones and zeros: which pictures an operation is applied to.
    Tensor chosen(const Tensor& pictures, double probability) const {
        return (uniform(pictures) < probability).to(torch::kFloat32);
    }
    /// N x 1 x 1 whole numbers from `from` up to, without, `to`; on the CPU.
    Tensor whole(const Tensor& pictures, std::int64_t from, std::int64_t to) const {
        return share.of(torch::randint(from, to, {share.joint(pictures.size(0)), 1, 1}, random,
                                       torch::TensorOptions().dtype(torch::kInt64)));
    }
};

Tensor colour(Tensor x, double p, const Draws& draws) {
    x = x + (draws.uniform(x) - 0.5) * draws.chosen(x, p);
    const Tensor grey = x.mean(1, true);
    const Tensor saturation = 1 + (draws.uniform(x) * 2 - 1) * draws.chosen(x, p);
    x = grey + (x - grey) * saturation;
    const Tensor mean = x.mean({1, 2, 3}, true);
    const Tensor contrast = 1 + (draws.uniform(x) - 0.5) * draws.chosen(x, p);
    return mean + (x - mean) * contrast;
}

Tensor translation(const Tensor& x, double p, const Draws& draws) {
    const auto n = x.size(0), side = x.size(2), reach = side / 8;
    const auto draw = [&] {
        const Tensor shift = draws.whole(x, -reach, reach + 1);
        return shift * draws.chosen(x, p).view({n, 1, 1}).cpu().to(torch::kInt64);
    };
    const Tensor dx = draw(), dy = draw();
    const Tensor axis = torch::arange(side);
    // One row and column of zeros on each side stand for all that lies outside.
    const Tensor rows = (axis.view({1, side, 1}) + dy + 1).clamp(0, side + 1).to(x.device());
    const Tensor columns = (axis.view({1, 1, side}) + dx + 1).clamp(0, side + 1).to(x.device());
    const Tensor pictures = torch::arange(n).view({n, 1, 1}).to(x.device());
    const Tensor padded = torch::constant_pad_nd(x, {1, 1, 1, 1}, 0).permute({0, 2, 3, 1});
    return padded.index({pictures, rows, columns}).permute({0, 3, 1, 2});
}

Tensor cutout(const Tensor& x, double p, const Draws& draws) {
    const auto side = x.size(2), half = side / 4;
    const auto draw = [&] { return draws.whole(x, 0, side).to(x.device()); };
    const Tensor axis = torch::arange(side).to(x.device());
    const Tensor inRows = ((axis.view({1, side, 1}) - draw()).abs() < half);
    const Tensor inColumns = ((axis.view({1, 1, side}) - draw()).abs() < half);
    const Tensor hole = (inRows & inColumns).to(torch::kFloat32).unsqueeze(1) * draws.chosen(x, p);
    return x * (1 - hole);
}

}  // namespace

Tensor augment(const Tensor& pictures, const AugmentConfig& config, double probability, at::Generator random,
               Share share) {
    if (config.kind == "none" || probability <= 0) return pictures;
    const Draws draws{std::move(random), share};
    Tensor x = pictures;
    if (config.colour) x = colour(x, probability, draws);
    if (config.translation) x = translation(x, probability, draws);
    if (config.cutout) x = cutout(x, probability, draws);
    return x;
}

void AdaController::observe(const Tensor& onReal) {
    state_.sum += onReal.detach().sign().sum().item<double>();
    state_.count += onReal.numel();
}

double AdaController::step(std::int64_t images) {
    if (state_.count > 0) {
        sign_ = state_.sum / static_cast<double>(state_.count);
        const double direction = sign_ > target_ ? 1 : -1;
        state_.probability = std::clamp(
            state_.probability + direction * static_cast<double>(images) / imagesToFull_, 0.0, 1.0);
        state_.sum = 0;
        state_.count = 0;
    }
    return state_.probability;
}

}  // namespace lineament::gan
