// StyleGAN2: skip generator, residual discriminator.
// Source: Karras et al. 2020, Analyzing and Improving the Image Quality of StyleGAN, sec. 2.2 and fig. 7.
#include <torch/csrc/jit/frontend/tracer.h>

#include <cmath>

#include "core/gan/nets/box_kernel.h"
#include "core/gan/nets/fused_ops.h"
#include "core/gan/nets/layers.h"
#include "core/gan/nets/networks.h"

namespace lineament::gan {
namespace {

using torch::Tensor;

constexpr float kHalfPower = 0.70710678f;
constexpr float kMeanStyleBeta = 0.998f;  // a batch moves the mean by 0.2 %

std::vector<float> downFilterOf(const NetworkConfig& config) {
    return config.resample == "box" ? std::vector<float>{1, 1} : std::vector<float>{1, 3, 3, 1};
}

/// Convolution whose input channels are scaled by a style and whose output is brought back to unit
/// variance. Activations are scaled instead of weights: the same product (eq. 1 and 3), one plain
/// convolution for the whole batch.
class ModulatedConvImpl : public torch::nn::Module {
  public:
    ModulatedConvImpl(int in, int out, int kernel, int styleDim, bool demodulate, bool up,
                      std::string resample)
        : gain_(1 / std::sqrt(static_cast<float>(in * kernel * kernel))),
          demodulate_(demodulate),
          up_(up),
          box_(resample == "box") {
        weight_ = register_parameter("weight", torch::randn({out, in, kernel, kernel}));
        style_ = register_module("modulation", EqualLinear(styleDim, in, 1.0f));
    }

    struct Result {
        Tensor product;       ///< not yet demodulated
        Tensor demodulation;  ///< N x out; undefined where it is not wanted
    };
    Result forward(const Tensor& x, const Tensor& w) {
        const Tensor style = style_(w);  // N x in
        const Prepared with = prepared(x);
        Tensor y = modulate(x, style);
        if (up_)
            y = box_ ? upConvolveWith(y, with.kernel) : upConvolveBlur(y, with.kernel);
        else
            y = torch::conv2d(y, with.kernel, {}, 1, weight_.size(2) / 2);
        if (!demodulate_) return {y, {}};
        const Tensor energy = torch::mm(style.square(), with.energy);
        return {y, (energy + 1e-8).rsqrt()};
    }

  private:
    /// The weight as the convolution takes it. Without gradients it is kept until the weight changes: one
    /// picture's products are no more work than laying out the weights.
    struct Prepared {
        Tensor kernel;
        Tensor energy;  ///< in x out: sums of squares, for the demodulation
        std::int64_t version = -1, side = 0;
        torch::ScalarType type = torch::kFloat32;
    };
    Prepared prepared(const Tensor& x) {
        const bool keep = !torch::GradMode::is_enabled() && !torch::jit::tracer::isTracing();
        const auto version = static_cast<std::int64_t>(weight_._version());
        if (keep && kept_.version == version && kept_.side == x.size(2) && kept_.type == x.scalar_type() &&
            kept_.kernel.device() == weight_.device())
            return kept_;
        const Tensor weight = weight_ * gain_;
        Prepared made;
        made.kernel = up_ && box_ ? boxKernel(weight, x.size(2), x.scalar_type())
                      : up_       ? weight
                                  : weight.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
        if (demodulate_) made.energy = weight.square().sum({2, 3}).t();
        made.side = x.size(2);
        made.type = x.scalar_type();
        made.version = version;
        if (keep) kept_ = made;
        return made;
    }

    float gain_;
    bool demodulate_, up_, box_;
    Tensor weight_;
    EqualLinear style_{nullptr};
    Prepared kept_;
};
TORCH_MODULE(ModulatedConv);

class StyledConvImpl : public torch::nn::Module {
  public:
    StyledConvImpl(int in, int out, int styleDim, bool up, const std::string& resample) {
        conv_ = register_module("conv", ModulatedConv(in, out, 3, styleDim, true, up, resample));
        noiseStrength_ = register_parameter("noise", torch::zeros({1}));
        bias_ = register_parameter("bias", torch::zeros({out}));
    }

    Tensor forward(const Tensor& x, const Tensor& w, const Noise& noise) {
        const auto [y, demodulation] = conv_(x, w);
        Finish with{demodulation, {}, {}, bias_};
        if (noise.present()) {
            with.noise = noise.draw(y.size(0), y.size(2), y.size(3), y.device());
            with.noiseStrength = noiseStrength_;
        }
        return finish(y, with);
    }

  private:
    ModulatedConv conv_{nullptr};
    Tensor noiseStrength_, bias_;
};
TORCH_MODULE(StyledConv);

class ToRgbImpl : public torch::nn::Module {
  public:
    ToRgbImpl(int in, int styleDim, const std::string& resample) {
        conv_ = register_module("conv", ModulatedConv(in, 3, 1, styleDim, false, false, resample));
        bias_ = register_parameter("bias", torch::zeros({3}));
    }
    /// Adds this resolution's picture, float32, to the doubled one of the resolution below.
    Tensor forward(const Tensor& x, const Tensor& w, const Tensor& below) {
        Tensor rgb = conv_(x, w).product.to(torch::kFloat32) + bias_.view({1, 3, 1, 1});
        return below.defined() ? rgb + upsampleBlur(below) : rgb;
    }

  private:
    ModulatedConv conv_{nullptr};
    Tensor bias_;
};
TORCH_MODULE(ToRgb);

class StyleGan2Generator final : public Generator {
  public:
    explicit StyleGan2Generator(const NetworkConfig& config) : Generator(config) {
        label_ = register_module("label", LabelEmbedding(config.labels, config.latentDim));
        int in = label_->outputSize(config.latentDim);
        for (int i = 0; i < config.mappingLayers; ++i) {
            mapping_->push_back(EqualLinear(in, config.styleDim));
            in = config.styleDim;
        }
        register_module("mapping", mapping_);
        meanStyle_ = register_buffer("meanStyle", torch::zeros({config.styleDim}));
        constant_ = register_parameter("constant", torch::randn({1, config.channels(4), 4, 4}));
        for (int r = 4; r <= config.resolution; r *= 2) {
            const int channels = config.channels(r);
            if (r > 4)
                convs_->push_back(
                    StyledConv(config.channels(r / 2), channels, config.styleDim, true, config.resample));
            convs_->push_back(StyledConv(channels, channels, config.styleDim, false, config.resample));
            toRgb_->push_back(ToRgb(channels, config.styleDim, config.resample));
        }
        register_module("convs", convs_);
        register_module("toRgb", toRgb_);
    }

    int layers() const override { return static_cast<int>(convs_->size()) + 1; }  // the last style is toRgb's
    Tensor meanStyle() const override { return meanStyle_; }

    std::vector<Tensor> mappingParameters() override {
        auto parameters = mapping_->parameters();
        for (auto& parameter : label_->parameters())
            parameters.push_back(parameter);
        return parameters;
    }

    void trackMeanStyle(const Tensor& styles) override {
        torch::NoGradGuard noGrad;
        meanStyle_.lerp_(styles.detach().mean(0), 1 - kMeanStyleBeta);
    }

    Tensor map(const Tensor& z, const Tensor& labels) override {
        TORCH_CHECK(z.dim() == 2 && z.size(1) == config_.latentDim, "z is not N x latentDim");
        Tensor w = label_(z * (z.square().mean(1, true) + 1e-8).rsqrt(), labels);
        if (config_.labels > 0) w = w * (w.square().mean(1, true) + 1e-8).rsqrt();
        for (const auto& layer : *mapping_)
            w = leaky(layer->as<EqualLinear>()->forward(w));
        return w.unsqueeze(1).expand({-1, layers(), -1});
    }

    Tensor synthesise(const Tensor& w, const Tensor&, const Noise& noise) override {
        TORCH_CHECK(w.dim() == 3 && w.size(1) == layers() && w.size(2) == config_.styleDim,
                    "w is not N x layers x styleDim");
        Tensor x = constant_.to(computeType_)
                       .expand({w.size(0), -1, -1, -1})
                       .contiguous(torch::MemoryFormat::ChannelsLast);
        Tensor rgb;
        std::size_t next = 0;
        for (std::size_t level = 0; level < toRgb_->size(); ++level) {
            for (int i = level == 0 ? 1 : 0; i < 2; ++i, ++next) {
                x = convs_[next]->as<StyledConv>()->forward(x, w.select(1, static_cast<std::int64_t>(next)),
                                                            noise);
                if (observer_) observer_(x);
            }
            rgb = toRgb_[level]->as<ToRgb>()->forward(x, w.select(1, static_cast<std::int64_t>(next)), rgb);
        }
        return rgb;
    }

  private:
    LabelEmbedding label_{nullptr};
    torch::nn::ModuleList mapping_, convs_, toRgb_;
    Tensor meanStyle_, constant_;
};

class ResidualDownImpl : public torch::nn::Module {
  public:
    ResidualDownImpl(int in, int out, const std::vector<float>& filter) {
        first_ = register_module("conv1", EqualConv2d(in, in, 3, true));
        second_ = register_module("conv2", EqualConv2d(in, out, 3, true, filter));
        skip_ = register_module("skip", EqualConv2d(in, out, 1, false, filter, kHalfPower));
    }
    Tensor forward(const Tensor& x) {
        // Both branches are scaled by sqrt(1/2), so that their sum keeps the variance; sqrt(2) of the leaky
        // ReLU goes with it.
        return leaky(second_(leaky(first_(x))), 1) + skip_(x);
    }

  private:
    EqualConv2d first_{nullptr}, second_{nullptr}, skip_{nullptr};
};
TORCH_MODULE(ResidualDown);

class StyleGan2Discriminator final : public Discriminator {
  public:
    explicit StyleGan2Discriminator(const NetworkConfig& config) : Discriminator(config) {
        fromRgb_ = register_module("fromRgb", EqualConv2d(3, config.channels(config.resolution), 1, true));
        for (int r = config.resolution; r > 4; r /= 2)
            blocks_->push_back(
                ResidualDown(config.channels(r), config.channels(r / 2), downFilterOf(config)));
        register_module("blocks", blocks_);
        const int channels = config.channels(4);
        last_ = register_module("last", EqualConv2d(channels + 1, channels, 3, true));
        features_ = register_module("features", EqualLinear(channels * 16, channels));
        score_ = register_module("score", EqualLinear(channels, 1));
        projection_ = register_module("projection", LabelProjection(config.labels, channels));
    }

    Judgement judge(const Tensor& pictures, const Tensor& labels, bool) override {
        TORCH_CHECK(pictures.dim() == 4 && pictures.size(2) == config_.resolution,
                    "pictures are not N x 3 x R x R");
        Tensor x = leaky(fromRgb_(pictures.to(computeType_).contiguous(torch::MemoryFormat::ChannelsLast)));
        for (const auto& block : *blocks_)
            x = block->as<ResidualDown>()->forward(x);
        x = leaky(last_(withMinibatchDeviation(x)));
        const Tensor features = leaky(features_(x.flatten(1)).to(torch::kFloat32));
        return {projection_(score_(features).squeeze(1), features, labels), features, {}};
    }

  private:
    EqualConv2d fromRgb_{nullptr}, last_{nullptr};
    torch::nn::ModuleList blocks_;
    EqualLinear features_{nullptr}, score_{nullptr};
    LabelProjection projection_{nullptr};
};

}  // namespace

GeneratorPtr makeStyleGan2Generator(const NetworkConfig& config) {
    return std::make_shared<StyleGan2Generator>(config);
}
DiscriminatorPtr makeStyleGan2Discriminator(const NetworkConfig& config) {
    return std::make_shared<StyleGan2Discriminator>(config);
}

}  // namespace lineament::gan
