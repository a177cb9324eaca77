#include "core/gan/training/optimisers.h"

#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/gan/training/muon.h"

namespace lineament::gan {

namespace {

using Groups = std::vector<torch::optim::OptimizerParamGroup>;

template <class Options>
Groups grouped(const Options& options, std::vector<torch::Tensor> main, std::vector<torch::Tensor> mapping,
               double mappingRate) {
    Groups groups;
    groups.emplace_back(std::move(main), std::make_unique<Options>(options));
    if (!mapping.empty()) {
        Options slower = options;
        slower.lr(options.lr() * mappingRate);
        groups.emplace_back(std::move(mapping), std::make_unique<Options>(slower));
    }
    return groups;
}

}  // namespace

Optimiser::Optimiser(const OptimiserConfig& c, std::vector<torch::Tensor> main,
                     std::vector<torch::Tensor> mapping, double mappingRate)
    : config_(c), mappingRate_(mappingRate) {
    using namespace torch::optim;
    const auto build = [&](auto options) {
        return grouped(options, std::move(main), std::move(mapping), mappingRate);
    };
    if (c.kind == "adam") {
        const auto options =
            AdamOptions(c.rate).betas({c.beta1, c.beta2}).eps(1e-8).weight_decay(c.weightDecay);
        optimiser_ = std::make_unique<Adam>(build(options), options);
    } else if (c.kind == "adamw") {
        const auto options =
            AdamWOptions(c.rate).betas({c.beta1, c.beta2}).eps(1e-8).weight_decay(c.weightDecay);
        optimiser_ = std::make_unique<AdamW>(build(options), options);
    } else if (c.kind == "muon") {
        const auto options =
            AdamWOptions(c.rate).betas({c.beta1, c.beta2}).eps(1e-8).weight_decay(c.weightDecay);
        optimiser_ = std::make_unique<Muon>(build(options), options);
    } else if (c.kind == "rmsprop") {
        const auto options = RMSpropOptions(c.rate).alpha(c.beta2).eps(1e-8).weight_decay(c.weightDecay);
        optimiser_ = std::make_unique<RMSprop>(build(options), options);
    } else if (c.kind == "sgd") {
        const auto options = SGDOptions(c.rate).momentum(c.momentum).weight_decay(c.weightDecay);
        optimiser_ = std::make_unique<SGD>(build(options), options);
    } else {
        throw Error(ErrorCode::kInvalidArgument, c.kind, "there is no such optimiser");
    }
}

void Optimiser::setRateFactor(double factor) {
    auto& groups = optimiser_->param_groups();
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i].options().set_lr(config_.rate * factor * (i == 1 ? mappingRate_ : 1));
}

double Optimiser::step(double clipNorm) {
    const auto all = parameters();
    double norm = 0;
    if (clipNorm > 0) {
        norm = torch::nn::utils::clip_grad_norm_(all, clipNorm);
    } else {
        torch::NoGradGuard noGrad;
        for (const auto& parameter : all)
            if (parameter.grad().defined()) norm += std::pow(parameter.grad().norm().item<double>(), 2);
        norm = std::sqrt(norm);
    }
    optimiser_->step();
    return norm;
}

std::vector<torch::Tensor> Optimiser::parameters() const {
    std::vector<torch::Tensor> all;
    for (const auto& group : optimiser_->param_groups())
        all.insert(all.end(), group.params().begin(), group.params().end());
    return all;
}

double rateFactor(const ScheduleConfig& schedule, std::int64_t images, std::int64_t inAll) {
    double factor = 1;
    if (schedule.warmUpImages > 0)
        factor = std::min(1.0, static_cast<double>(images) / static_cast<double>(schedule.warmUpImages));
    if (schedule.decay == "cosine" && inAll > schedule.warmUpImages && images > schedule.warmUpImages) {
        const double share = std::min(1.0, static_cast<double>(images - schedule.warmUpImages) /
                                               static_cast<double>(inAll - schedule.warmUpImages));
        factor *= (1 + std::cos(std::numbers::pi * share)) / 2;
    }
    return factor;
}

}  // namespace lineament::gan
