#pragma once

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/gan/gan_config.h"
#include "core/gan/nets/share.h"

/// Tensors of the GAN rooms: pictures are N x 3 x R x R in [-1, 1], channels_last in memory; z is
/// N x latentDim, standard normal; labels are N int64 class numbers or undefined where unconditional.
namespace lineament::gan {

/// Where the noise of a forward pass comes from; neither set: none is added. Numbers are drawn on the CPU,
/// so that a seed gives the same on every device.
class Noise {
  public:
    Noise() = default;
    /// One stream for the whole batch: training.
    explicit Noise(at::Generator stream, Share share = {}) : stream_(std::move(stream)), share_(share) {}
    /// One stream a picture, so that a picture does not depend on its neighbours: synthesis.
    explicit Noise(std::span<const std::uint64_t> seeds);
    bool present() const { return stream_.has_value() || !perPicture_.empty(); }
    /// Standard normal numbers of N x 1 x H x W.
    torch::Tensor draw(std::int64_t n, std::int64_t height, std::int64_t width, torch::Device device) const;

  private:
    std::optional<at::Generator> stream_;
    Share share_;
    std::vector<at::Generator> perPicture_;
};

/// Maps latents to pictures. z -> map() -> w -> synthesise().
class Generator : public torch::nn::Module {
  public:
    explicit Generator(NetworkConfig config) : config_(std::move(config)) {}
    const NetworkConfig& config() const { return config_; }

    /// Styles: N x layers() x styleDim for StyleGAN2; for the others N x 1 x latentDim with z in it.
    virtual torch::Tensor map(const torch::Tensor& z, const torch::Tensor& labels) = 0;
    /// Pictures in float32, roughly within [-1, 1].
    virtual torch::Tensor synthesise(const torch::Tensor& w, const torch::Tensor& labels,
                                     const Noise& noise) = 0;
    /// Number of style inputs that can be mixed; 1: none.
    virtual int layers() const { return 1; }
    /// Mean of w over training, the centre of truncation; undefined where there is none.
    virtual torch::Tensor meanStyle() const { return {}; }
    /// Lets the mean follow the styles of a training batch (N x styleDim).
    virtual void trackMeanStyle(const torch::Tensor&) {}
    /// Parameters that learn at the mapping network's rate.
    virtual std::vector<torch::Tensor> mappingParameters() { return {}; }

    torch::Tensor forward(const torch::Tensor& z, const torch::Tensor& labels, const Noise& noise) {
        return synthesise(map(z, labels), labels, noise);
    }
    /// Type that convolutions compute in; master weights stay float32.
    void setComputeType(torch::ScalarType type) { computeType_ = type; }
    torch::ScalarType computeType() const { return computeType_; }
    /// Is shown what each convolution of synthesise() gives, where the architecture has layers of style;
    /// empty: nobody looks.
    void observe(std::function<void(const torch::Tensor&)> observer) { observer_ = std::move(observer); }

  protected:
    NetworkConfig config_;
    torch::ScalarType computeType_ = torch::kFloat32;
    std::function<void(const torch::Tensor&)> observer_;
};

struct Judgement {
    torch::Tensor score;           ///< N, float32; larger: looks more real
    torch::Tensor features;        ///< N x F of an inner layer, for feature matching; float32
    torch::Tensor reconstruction;  ///< N x 3 x r x r of FastGAN's decoder when asked for; else undefined
};

/// Scores pictures.
class Discriminator : public torch::nn::Module {
  public:
    explicit Discriminator(NetworkConfig config) : config_(std::move(config)) {}
    const NetworkConfig& config() const { return config_; }
    /// reconstruct: also decode the features (FastGAN; real pictures in training).
    virtual Judgement judge(const torch::Tensor& pictures, const torch::Tensor& labels,
                            bool reconstruct = false) = 0;
    void setComputeType(torch::ScalarType type) { computeType_ = type; }

  protected:
    NetworkConfig config_;
    torch::ScalarType computeType_ = torch::kFloat32;
};

using GeneratorPtr = std::shared_ptr<Generator>;
using DiscriminatorPtr = std::shared_ptr<Discriminator>;

/// Makes freshly initialised networks (from torch's default random state).
/// Throws Error(kInvalidArgument) for an architecture that does not exist.
GeneratorPtr makeGenerator(const NetworkConfig& config);
DiscriminatorPtr makeDiscriminator(const NetworkConfig& config);
std::vector<std::string> architectures();

// One maker pair a file.
GeneratorPtr makeStyleGan2Generator(const NetworkConfig&);
DiscriminatorPtr makeStyleGan2Discriminator(const NetworkConfig&);
GeneratorPtr makeFastGanGenerator(const NetworkConfig&);
DiscriminatorPtr makeFastGanDiscriminator(const NetworkConfig&);
GeneratorPtr makeResNetGenerator(const NetworkConfig&);
DiscriminatorPtr makeResNetDiscriminator(const NetworkConfig&);
GeneratorPtr makeDcganGenerator(const NetworkConfig&);
DiscriminatorPtr makeDcganDiscriminator(const NetworkConfig&);

}  // namespace lineament::gan
