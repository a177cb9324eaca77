#include "core/gan/losses/adversarial.h"

#include "core/base/error.h"

namespace lineament::gan {

using torch::Tensor;

AdversarialLoss adversarialLossFromName(const std::string& name) {
    if (name == "logistic") return AdversarialLoss::kLogistic;
    if (name == "minimax") return AdversarialLoss::kMinimax;
    if (name == "least_squares") return AdversarialLoss::kLeastSquares;
    if (name == "hinge") return AdversarialLoss::kHinge;
    if (name == "wgan_gp") return AdversarialLoss::kWasserstein;
    throw Error(ErrorCode::kInvalidArgument, name, "there is no such adversarial loss");
}

Tensor discriminatorLoss(AdversarialLoss loss, const Tensor& onReal, const Tensor& onFake) {
    switch (loss) {
        case AdversarialLoss::kLogistic:
        case AdversarialLoss::kMinimax:
            return torch::softplus(-onReal).mean() + torch::softplus(onFake).mean();
        case AdversarialLoss::kLeastSquares:
            return ((onReal - 1).square().mean() + onFake.square().mean()) / 2;
        case AdversarialLoss::kHinge:
            return torch::relu(1 - onReal).mean() + torch::relu(1 + onFake).mean();
        case AdversarialLoss::kWasserstein:
            return onFake.mean() - onReal.mean();
    }
    throw Error(ErrorCode::kInternal, "", "unknown adversarial loss");
}

Tensor generatorLoss(AdversarialLoss loss, const Tensor& onFake) {
    switch (loss) {
        case AdversarialLoss::kLogistic:
            return torch::softplus(-onFake).mean();
        case AdversarialLoss::kMinimax:
            return -torch::softplus(onFake).mean();
        case AdversarialLoss::kLeastSquares:
            return (onFake - 1).square().mean() / 2;
        case AdversarialLoss::kHinge:
        case AdversarialLoss::kWasserstein:
            return -onFake.mean();
    }
    throw Error(ErrorCode::kInternal, "", "unknown adversarial loss");
}

}  // namespace lineament::gan
