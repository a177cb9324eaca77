#include "core/gan/synthesis/critic.h"

#include <mutex>

#include "core/gan/exchange/network_file.h"
#include "core/gan/training/trainer.h"

namespace lineament::gan {

using torch::Tensor;

struct Critic::Impl {
    DiscriminatorPtr discriminator;
    torch::Device device = torch::kCPU;
    mutable std::mutex mutex;
};

Critic::Critic(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Critic::~Critic() = default;

std::unique_ptr<Critic> Critic::load(const std::filesystem::path& file, bool cuda) {
    auto impl = std::make_unique<Impl>();
    impl->discriminator = loadDiscriminator(file);
    impl->device = cuda ? torch::kCUDA : torch::kCPU;
    impl->discriminator->to(impl->device);
    impl->discriminator->eval();
    return std::unique_ptr<Critic>(new Critic(std::move(impl)));
}

const NetworkConfig& Critic::network() const {
    return impl_->discriminator->config();
}

double Critic::score(const Picture& picture, std::optional<int> label) const {
    const int side = network().resolution, classes = network().labels;
    if (label && (*label < 0 || *label >= std::max(1, classes)))
        throw Error(ErrorCode::kInvalidArgument, "label",
                    std::to_string(*label) + " is outside 0 to " + std::to_string(classes - 1));
    const Picture fitting = squared(picture, side);
    const auto bytes =
        torch::from_blob(const_cast<std::uint8_t*>(fitting.rgb.data()), {1, side, side, 3}, torch::kUInt8);
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    const Tensor one = (bytes.permute({0, 3, 1, 2}).to(torch::kFloat32) / 127.5 - 1).to(impl_->device);
    const std::int64_t rows = classes > 0 && !label ? classes : 1;
    Tensor labels;
    if (classes > 0)
        labels = (label ? torch::tensor({std::int64_t{*label}}) : torch::arange(rows)).to(impl_->device);
    return impl_->discriminator->judge(one.expand({rows, -1, -1, -1}), labels).score.mean().item<double>();
}

}  // namespace lineament::gan
