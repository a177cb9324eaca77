// ResNet generator and spectrally normalised ResNet discriminator.
// Source: Miyato et al. 2018, Spectral Normalization for GANs, appendix B.4; projection after Miyato and
// Koyama 2018.
#include "core/gan/nets/layers.h"
#include "core/gan/nets/networks.h"

namespace lineament::gan {
namespace {

using torch::Tensor;

Tensor doubled(const Tensor& x) {
    namespace F = torch::nn::functional;
    return F::interpolate(
        x, F::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
}

class UpBlockImpl : public torch::nn::Module {
  public:
    UpBlockImpl(int in, int out) {
        norm1_ = register_module("norm1", torch::nn::BatchNorm2d(in));
        norm2_ = register_module("norm2", torch::nn::BatchNorm2d(out));
        up_ = register_parameter("up", torch::empty({out, in, 3, 3}));
        torch::nn::init::kaiming_normal_(up_);
        conv_ = register_module("conv", EqualConv2d(out, out, 3, true));
        skip_ = register_module("skip", EqualConv2d(in, out, 1, true));
    }
    Tensor forward(const Tensor& x) {
        Tensor y = upConvolveBox(torch::relu(norm1_(x)), up_);
        y = conv_(torch::relu(norm2_(y)));
        return y + doubled(skip_(x));
    }

  private:
    torch::nn::BatchNorm2d norm1_{nullptr}, norm2_{nullptr};
    Tensor up_;
    EqualConv2d conv_{nullptr}, skip_{nullptr};
};
TORCH_MODULE(UpBlock);

class ResNetGenerator final : public Generator {
  public:
    explicit ResNetGenerator(const NetworkConfig& config) : Generator(config) {
        label_ = register_module("label", LabelEmbedding(config.labels, config.latentDim));
        first_ = register_module(
            "first", torch::nn::Linear(label_->outputSize(config.latentDim), config.channels(4) * 16));
        for (int r = 4; r < config.resolution; r *= 2)
            blocks_->push_back(UpBlock(config.channels(r), config.channels(2 * r)));
        register_module("blocks", blocks_);
        norm_ = register_module("norm", torch::nn::BatchNorm2d(config.channels(config.resolution)));
        toRgb_ = register_module("toRgb", PlainConv(config.channels(config.resolution), 3, 3, 1, 1, true));
    }

    Tensor map(const Tensor& z, const Tensor&) override { return z.unsqueeze(1); }

    Tensor synthesise(const Tensor& w, const Tensor& labels, const Noise&) override {
        Tensor x = first_(label_(w.select(1, 0), labels)).view({w.size(0), config_.channels(4), 4, 4});
        x = x.to(computeType_).contiguous(torch::MemoryFormat::ChannelsLast);
        for (const auto& block : *blocks_)
            x = block->as<UpBlock>()->forward(x);
        return torch::tanh(toRgb_(torch::relu(norm_(x))).to(torch::kFloat32));
    }

  private:
    LabelEmbedding label_{nullptr};
    torch::nn::Linear first_{nullptr};
    torch::nn::ModuleList blocks_;
    torch::nn::BatchNorm2d norm_{nullptr};
    PlainConv toRgb_{nullptr};
};

class DownBlockImpl : public torch::nn::Module {
  public:
    DownBlockImpl(int in, int out, bool activateFirst) : activateFirst_(activateFirst) {
        conv1_ = register_module("conv1", SpectralConv2d(in, out, 3));
        conv2_ = register_module("conv2", SpectralConv2d(out, out, 3));
        skip_ = register_module("skip", SpectralConv2d(in, out, 1));
    }
    Tensor forward(const Tensor& x) {
        const Tensor y = conv2_(torch::relu(conv1_(activateFirst_ ? torch::relu(x) : x)));
        return torch::avg_pool2d(y, 2) + skip_(torch::avg_pool2d(x, 2));
    }

  private:
    bool activateFirst_;
    SpectralConv2d conv1_{nullptr}, conv2_{nullptr}, skip_{nullptr};
};
TORCH_MODULE(DownBlock);

class ResNetDiscriminator final : public Discriminator {
  public:
    explicit ResNetDiscriminator(const NetworkConfig& config) : Discriminator(config) {
        int in = 3;
        for (int r = config.resolution; r > 4; r /= 2) {
            blocks_->push_back(DownBlock(in, config.channels(r / 2), in != 3));
            in = config.channels(r / 2);
        }
        register_module("blocks", blocks_);
        score_ = register_module("score", SpectralLinear(in, 1));
        projection_ = register_module("projection", LabelProjection(config.labels, in));
    }

    Judgement judge(const Tensor& pictures, const Tensor& labels, bool) override {
        Tensor x = pictures.to(computeType_).contiguous(torch::MemoryFormat::ChannelsLast);
        for (const auto& block : *blocks_)
            x = block->as<DownBlock>()->forward(x);
        const Tensor features = torch::relu(x).to(torch::kFloat32).sum({2, 3});
        return {projection_(score_(features).squeeze(1), features, labels), features, {}};
    }

  private:
    torch::nn::ModuleList blocks_;
    SpectralLinear score_{nullptr};
    LabelProjection projection_{nullptr};
};

}  // namespace

GeneratorPtr makeResNetGenerator(const NetworkConfig& config) {
    return std::make_shared<ResNetGenerator>(config);
}
DiscriminatorPtr makeResNetDiscriminator(const NetworkConfig& config) {
    return std::make_shared<ResNetDiscriminator>(config);
}

}  // namespace lineament::gan
