#include "core/gan/training/muon.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <sstream>
#include <string>
#include <type_traits>

#include "core/base/cpu.h"

namespace lineament::gan {
namespace {

constexpr std::int64_t kFewestChannels = 16;
constexpr double kSizeOfAdam = 0.2;  ///< root mean square of a step of AdamW at a rate of 1

bool isHidden(const torch::Tensor& parameter) {
    return parameter.dim() >= 2 && parameter.size(0) >= kFewestChannels &&
           parameter.size(1) >= kFewestChannels;
}

/// Keys of an optimiser's states are texts in LibTorch 1 and addresses in 2.
template <class Key>
Key keyOf(const torch::Tensor& parameter) {
    if constexpr (std::is_same_v<Key, std::string>) {
        std::ostringstream address;
        address << parameter.unsafeGetTensorImpl();
        return address.str();
    } else {
        return parameter.unsafeGetTensorImpl();
    }
}

}  // namespace

torch::Tensor orthogonalised(const torch::Tensor& matrix) {
    constexpr double kA = 3.4445, kB = -4.7750, kC = 2.0315;
    const bool tall = matrix.size(0) > matrix.size(1);
    torch::Tensor x = tall ? matrix.t() : matrix;
    x = x / (x.norm() + 1e-7);
    if (x.device().is_cuda() || cpu::hasBf16()) x = x.to(torch::kBFloat16);
    for (int i = 0; i < 5; ++i) {
        const auto gram = x.mm(x.t());
        x = x * kA + (gram * kB + gram.mm(gram) * kC).mm(x);
    }
    x = x.to(matrix.scalar_type());
    return tall ? x.t() : x;
}

torch::Tensor& Muon::momentumOf(const torch::Tensor& parameter) {
    auto& held = state_[keyOf<typename std::decay_t<decltype(state_)>::key_type>(parameter)];
    if (!held) {
        auto fresh = std::make_unique<torch::optim::AdamWParamState>();
        fresh->exp_avg(torch::zeros_like(parameter, torch::MemoryFormat::Contiguous));
        fresh->exp_avg_sq(torch::zeros({1}));
        held = std::move(fresh);
    }
    return static_cast<torch::optim::AdamWParamState&>(*held).exp_avg();
}

torch::Tensor Muon::step(LossClosure closure) {
    {
        torch::NoGradGuard noGrad;
        for (auto& group : param_groups_) {
            const auto& options = static_cast<torch::optim::AdamWOptions&>(group.options());
            const double beta = std::get<0>(options.betas());
            for (auto& parameter : group.params()) {
                if (!parameter.grad().defined() || !isHidden(parameter)) continue;
                auto& momentum = momentumOf(parameter);
                momentum.lerp_(parameter.grad(), 1 - beta);
                // Nesterov's: a step beyond the momentum.
                const auto ahead = parameter.grad().lerp(momentum, beta).reshape({parameter.size(0), -1});
                const double size =
                    kSizeOfAdam * std::sqrt(static_cast<double>(std::max(ahead.size(0), ahead.size(1))));
                if (options.weight_decay() != 0) parameter.mul_(1 - options.lr() * options.weight_decay());
                parameter.add_(orthogonalised(ahead).view(parameter.sizes()), -options.lr() * size);
                parameter.mutable_grad() = torch::Tensor();  // AdamW leaves it alone then
            }
        }
    }
    return AdamW::step(std::move(closure));
}

}  // namespace lineament::gan
