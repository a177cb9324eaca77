// FastGAN: skip-layer excitation in the generator, a discriminator that must also be able to redraw the
// picture from its features. Source: Liu et al. 2021, Towards Faster and Stabilized GAN Training for
// High-fidelity Few-shot Image Synthesis, sec. 3. The decoder of the whole picture is kept; the one of a
// part is left out.
#include "core/gan/nets/layers.h"
#include "core/gan/nets/networks.h"

namespace lineament::gan {
namespace {

using torch::Tensor;

constexpr int kDecodedFrom = 8;  // the decoder reads the features of this resolution

/// Doubles, normalises, gates (GLU).
class UpGluImpl : public torch::nn::Module {
  public:
    UpGluImpl(int in, int out) {
        up_ = register_parameter("up", torch::randn({2 * out, in, 3, 3}) * 0.02);
        norm_ = register_module("norm", torch::nn::BatchNorm2d(2 * out));
        noiseStrength_ = register_parameter("noise", torch::zeros({1}));
    }
    Tensor forward(const Tensor& x, const Noise& noise) {
        Tensor y = upConvolveBox(x, up_);
        if (noise.present()) {
            const Tensor drawn = noise.draw(y.size(0), y.size(2), y.size(3), y.device());
            y = y + (drawn * noiseStrength_).to(y.scalar_type());
        }
        return gated(norm_(y));
    }
    static Tensor gated(const Tensor& y) {
        const auto half = y.size(1) / 2;
        return y.narrow(1, 0, half) * torch::sigmoid(y.narrow(1, half, half));
    }

  private:
    Tensor up_, noiseStrength_;
    torch::nn::BatchNorm2d norm_{nullptr};
};
TORCH_MODULE(UpGlu);

/// Skip-layer excitation: features of a small picture weigh the channels of a large one (eq. 1).
class ExcitationImpl : public torch::nn::Module {
  public:
    ExcitationImpl(int small, int large) {
        squeeze_ = register_module("squeeze", PlainConv(small, large, 4, 1, 0, true));
        weigh_ = register_module("weigh", PlainConv(large, large, 1, 1, 0, true));
    }
    Tensor forward(const Tensor& small, const Tensor& large) {
        Tensor gate = torch::adaptive_avg_pool2d(small, {4, 4});
        gate = torch::sigmoid(weigh_(torch::silu(squeeze_(gate))));
        return large * gate;
    }

  private:
    PlainConv squeeze_{nullptr}, weigh_{nullptr};
};
TORCH_MODULE(Excitation);

class FastGanGenerator final : public Generator {
  public:
    explicit FastGanGenerator(const NetworkConfig& config) : Generator(config) {
        label_ = register_module("label", LabelEmbedding(config.labels, config.latentDim));
        first_ = register_module(
            "first", torch::nn::Linear(label_->outputSize(config.latentDim), config.channels(4) * 2 * 16));
        firstNorm_ = register_module("firstNorm", torch::nn::BatchNorm2d(config.channels(4) * 2));
        for (int r = 4; r < config.resolution; r *= 2) {
            ups_->push_back(UpGlu(config.channels(r), config.channels(2 * r)));
            const int from = 2 * r / distance();
            if (from >= 4) excitations_->push_back(Excitation(config.channels(from), config.channels(2 * r)));
        }
        register_module("ups", ups_);
        register_module("excitations", excitations_);
        toRgb_ = register_module("toRgb", PlainConv(config.channels(config.resolution), 3, 3, 1, 1, true));
    }

    Tensor map(const Tensor& z, const Tensor&) override { return z.unsqueeze(1); }

    Tensor synthesise(const Tensor& w, const Tensor& labels, const Noise& noise) override {
        Tensor x = first_(label_(w.select(1, 0), labels)).view({w.size(0), 2 * config_.channels(4), 4, 4});
        x = x.to(computeType_).contiguous(torch::MemoryFormat::ChannelsLast);
        std::vector<Tensor> levels{UpGluImpl::gated(firstNorm_(x))};
        std::size_t excited = 0;
        for (std::size_t i = 0; i < ups_->size(); ++i) {
            Tensor y = ups_[i]->as<UpGlu>()->forward(levels.back(), noise);
            const int from = (8 << i) / distance();
            if (from >= 4) {
                const std::size_t level = i + 1 - static_cast<std::size_t>(std::log2(distance()));
                y = excitations_[excited++]->as<Excitation>()->forward(levels[level], y);
            }
            levels.push_back(y);
        }
        return torch::tanh(toRgb_(levels.back()).to(torch::kFloat32));
    }

  private:
    /// Between the two ends of an excitation: 16 as in the paper, less where the picture is small.
    int distance() const { return config_.resolution >= 64 ? 16 : 8; }
    LabelEmbedding label_{nullptr};
    torch::nn::Linear first_{nullptr};
    torch::nn::BatchNorm2d firstNorm_{nullptr};
    torch::nn::ModuleList ups_, excitations_;
    PlainConv toRgb_{nullptr};
};

class DownImpl : public torch::nn::Module {
  public:
    DownImpl(int in, int out) {
        strided_ = register_module("strided", SpectralConv2d(in, out, 4, 2, 1, false));
        norm1_ = register_module("norm1", torch::nn::BatchNorm2d(out));
        conv_ = register_module("conv", SpectralConv2d(out, out, 3, 1, 1, false));
        norm2_ = register_module("norm2", torch::nn::BatchNorm2d(out));
        skip_ = register_module("skip", SpectralConv2d(in, out, 1, 1, 0, false));
        normSkip_ = register_module("normSkip", torch::nn::BatchNorm2d(out));
    }
    Tensor forward(const Tensor& x) {
        Tensor y = torch::leaky_relu(norm1_(strided_(x)), 0.2);
        y = torch::leaky_relu(norm2_(conv_(y)), 0.2);
        const Tensor z = torch::leaky_relu(normSkip_(skip_(torch::avg_pool2d(x, 2))), 0.2);
        return (y + z) * 0.5;
    }

  private:
    SpectralConv2d strided_{nullptr}, conv_{nullptr}, skip_{nullptr};
    torch::nn::BatchNorm2d norm1_{nullptr}, norm2_{nullptr}, normSkip_{nullptr};
};
TORCH_MODULE(Down);

class FastGanDiscriminator final : public Discriminator {
  public:
    explicit FastGanDiscriminator(const NetworkConfig& config) : Discriminator(config) {
        first_ = register_module("first", SpectralConv2d(3, config.channels(config.resolution), 3));
        for (int r = config.resolution; r > kDecodedFrom; r /= 2)
            downs_->push_back(Down(config.channels(r), config.channels(r / 2)));
        register_module("downs", downs_);
        const int channels = config.channels(kDecodedFrom);
        last_ = register_module("last", SpectralConv2d(channels, channels, 1, 1, 0, false));
        score_ = register_module("score", SpectralConv2d(channels, 1, 4, 1, 0, false));
        projection_ = register_module("projection", LabelProjection(config.labels, channels));
        int in = channels;
        for (int r = kDecodedFrom; r < std::min(64, config.resolution); r *= 2) {
            const int out = std::max(8, in / 2);
            decoder_->push_back(UpGlu(in, out));
            in = out;
        }
        register_module("decoder", decoder_);
        toRgb_ = register_module("toRgb", PlainConv(in, 3, 3, 1, 1, true));
    }

    Judgement judge(const Tensor& pictures, const Tensor& labels, bool reconstruct) override {
        Tensor x = torch::leaky_relu(
            first_(pictures.to(computeType_).contiguous(torch::MemoryFormat::ChannelsLast)), 0.2);
        for (const auto& down : *downs_)
            x = down->as<Down>()->forward(x);
        const Tensor features = x.to(torch::kFloat32).mean({2, 3});
        const Tensor map = score_(torch::leaky_relu(last_(x), 0.2)).to(torch::kFloat32);
        Judgement judgement{projection_(map.mean({1, 2, 3}), features, labels), features, {}};
        if (reconstruct) {
            for (const auto& up : *decoder_)
                x = up->as<UpGlu>()->forward(x, {});
            judgement.reconstruction = torch::tanh(toRgb_(x).to(torch::kFloat32));
        }
        return judgement;
    }

  private:
    SpectralConv2d first_{nullptr}, last_{nullptr}, score_{nullptr};
    torch::nn::ModuleList downs_, decoder_;
    LabelProjection projection_{nullptr};
    PlainConv toRgb_{nullptr};
};

}  // namespace

GeneratorPtr makeFastGanGenerator(const NetworkConfig& config) {
    return std::make_shared<FastGanGenerator>(config);
}
DiscriminatorPtr makeFastGanDiscriminator(const NetworkConfig& config) {
    return std::make_shared<FastGanDiscriminator>(config);
}

}  // namespace lineament::gan
