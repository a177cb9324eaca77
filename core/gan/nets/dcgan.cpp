// DCGAN: strided convolutions with batch normalisation.
// Source: Radford et al. 2016, Unsupervised Representation Learning with Deep Convolutional GANs, sec. 3.
#include "core/gan/nets/layers.h"
#include "core/gan/nets/networks.h"

namespace lineament::gan {
namespace {

using torch::Tensor;

class DcganGenerator final : public Generator {
  public:
    explicit DcganGenerator(const NetworkConfig& config) : Generator(config) {
        label_ = register_module("label", LabelEmbedding(config.labels, config.latentDim));
        first_ = register_module(
            "first", torch::nn::Linear(label_->outputSize(config.latentDim), config.channels(4) * 16));
        norms_->push_back(torch::nn::BatchNorm2d(config.channels(4)));
        for (int r = 4; r < config.resolution; r *= 2) {
            ups_->push_back(UpConv4(config.channels(r), config.channels(2 * r)));
            norms_->push_back(torch::nn::BatchNorm2d(config.channels(2 * r)));
        }
        register_module("ups", ups_);
        register_module("norms", norms_);
        toRgb_ = register_module("toRgb", PlainConv(config.channels(config.resolution), 3, 3, 1, 1, true));
    }

    Tensor map(const Tensor& z, const Tensor&) override { return z.unsqueeze(1); }

    Tensor synthesise(const Tensor& w, const Tensor& labels, const Noise&) override {
        Tensor x = first_(label_(w.select(1, 0), labels)).view({w.size(0), config_.channels(4), 4, 4});
        x = x.to(computeType_).contiguous(torch::MemoryFormat::ChannelsLast);
        x = torch::relu(norms_[0]->as<torch::nn::BatchNorm2d>()->forward(x));
        for (std::size_t i = 0; i < ups_->size(); ++i)
            x = torch::relu(
                norms_[i + 1]->as<torch::nn::BatchNorm2d>()->forward(ups_[i]->as<UpConv4>()->forward(x)));
        return torch::tanh(toRgb_(x).to(torch::kFloat32));
    }

  private:
    LabelEmbedding label_{nullptr};
    torch::nn::Linear first_{nullptr};
    torch::nn::ModuleList ups_, norms_;
    PlainConv toRgb_{nullptr};
};

class DcganDiscriminator final : public Discriminator {
  public:
    explicit DcganDiscriminator(const NetworkConfig& config) : Discriminator(config) {
        int in = 3;
        for (int r = config.resolution / 2; r >= 4; r /= 2) {
            downs_->push_back(PlainConv(in, config.channels(r), 4, 2, 1, in == 3));
            if (in != 3) norms_->push_back(torch::nn::BatchNorm2d(config.channels(r)));
            in = config.channels(r);
        }
        register_module("downs", downs_);
        register_module("norms", norms_);
        score_ = register_module("score", torch::nn::Linear(in * 16, 1));
        projection_ = register_module("projection", LabelProjection(config.labels, in));
    }

    Judgement judge(const Tensor& pictures, const Tensor& labels, bool) override {
        Tensor x = pictures.to(computeType_).contiguous(torch::MemoryFormat::ChannelsLast);
        for (std::size_t i = 0; i < downs_->size(); ++i) {
            x = downs_[i]->as<PlainConv>()->forward(x);
            if (i > 0) x = norms_[i - 1]->as<torch::nn::BatchNorm2d>()->forward(x);
            x = torch::leaky_relu(x, 0.2);
        }
        x = x.to(torch::kFloat32);
        const Tensor features = x.mean({2, 3});
        return {projection_(score_(x.flatten(1)).squeeze(1), features, labels), features, {}};
    }

  private:
    torch::nn::ModuleList downs_, norms_;
    torch::nn::Linear score_{nullptr};
    LabelProjection projection_{nullptr};
};

}  // namespace

GeneratorPtr makeDcganGenerator(const NetworkConfig& config) {
    return std::make_shared<DcganGenerator>(config);
}
DiscriminatorPtr makeDcganDiscriminator(const NetworkConfig& config) {
    return std::make_shared<DcganDiscriminator>(config);
}

}  // namespace lineament::gan
