#include "core/gan/training/muon.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <sstream>

namespace lineament::gan {

TEST(Muon, BringsSingularValuesNearOneWithoutTurningTheirVectors) {
    torch::manual_seed(1);
    for (const auto& [rows, columns] : {std::pair{24, 200}, std::pair{200, 24}, std::pair{32, 32}}) {
        const auto matrix = torch::randn({rows, columns});
        const auto flat = orthogonalised(matrix);
        ASSERT_EQ(flat.sizes(), matrix.sizes());
        const auto [u, values, v] = torch::linalg_svd(matrix, false);
        const auto along = u.t().mm(flat).mm(v.t());
        const auto kept = along.diagonal();
        if (rows != columns) {  // a square one of random numbers has singular values near zero
            EXPECT_GT(kept.min().item<float>(), 0.55);
        }
        EXPECT_LT(kept.max().item<float>(), 1.4);
        EXPECT_LT((along - torch::diag(kept)).abs().max().item<float>(), 0.05);
    }
}

TEST(Muon, LearnsAFaintDirectionThatPlainDescentLearnsLate) {
    // Two inputs that matter alike, one a hundred times as faint as the other.
    const auto lossAfter = [](bool muon) {
        torch::manual_seed(2);
        const auto wanted = torch::randn({16, 64});
        auto scale = torch::ones({64, 1});
        scale.slice(0, 32) *= 0.1;
        auto weight = torch::zeros({16, 64}).requires_grad_(true);
        const auto options = torch::optim::AdamWOptions(0.02).betas({0.9, 0.99}).weight_decay(0);
        std::unique_ptr<torch::optim::Optimizer> optimiser;
        if (muon)
            optimiser = std::make_unique<Muon>(std::vector<torch::Tensor>{weight}, options);
        else
            optimiser = std::make_unique<torch::optim::SGD>(std::vector<torch::Tensor>{weight},
                                                            torch::optim::SGDOptions(0.02));
        double last = 0;
        for (int i = 0; i < 400; ++i) {
            optimiser->zero_grad();
            const auto loss = (weight - wanted).mm(torch::randn({64, 64}) * scale).pow(2).mean();
            loss.backward();
            optimiser->step();
            last = (weight - wanted).slice(1, 32).pow(2).mean().item<double>();
        }
        return last;
    };
    EXPECT_LT(lossAfter(true), 0.5 * lossAfter(false));
}

TEST(Muon, GoesOnFromItsStateAsIfThereHadBeenNoStop) {
    const auto options = torch::optim::AdamWOptions(0.01).betas({0.9, 0.99}).weight_decay(0.01);
    const auto stepped = [](torch::optim::Optimizer& optimiser, torch::Tensor& weight, torch::Tensor& bias,
                            int steps, int from) {
        for (int i = 0; i < steps; ++i) {
            torch::manual_seed(from + i);
            weight.mutable_grad() = torch::randn_like(weight);
            bias.mutable_grad() = torch::randn_like(bias);
            optimiser.step();
        }
    };
    torch::manual_seed(3);
    auto weight = torch::randn({32, 16, 3, 3}), bias = torch::randn({32});
    auto again = weight.clone(), biasAgain = bias.clone();
    Muon whole(std::vector<torch::Tensor>{weight, bias}, options);
    stepped(whole, weight, bias, 6, 10);
    Muon first(std::vector<torch::Tensor>{again, biasAgain}, options);
    stepped(first, again, biasAgain, 3, 10);
    std::stringstream stream;
    torch::save(first, stream);
    Muon second(std::vector<torch::Tensor>{again, biasAgain}, options);
    torch::load(second, stream);
    stepped(second, again, biasAgain, 3, 13);
    EXPECT_TRUE(weight.equal(again));
    EXPECT_TRUE(bias.equal(biasAgain));
}

}  // namespace lineament::gan
