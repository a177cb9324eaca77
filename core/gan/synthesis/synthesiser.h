#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/gan/gan_config.h"
#include "core/gan/synthesis/latent.h"
#include "core/gan/training/picture_set.h"

namespace lineament::gan {

struct GeneratorInfo {
    NetworkConfig network;
    int layers = 1;  ///< style inputs that can be mixed
    std::vector<std::string> labelNames;
    std::map<std::string, std::string> notes;
};

/// What a network file says of its generator. Throws Error(kModelMissing, kModelInvalid).
GeneratorInfo describeGenerator(const std::filesystem::path& file);

struct SynthesisOptions {
    double psi = 1;   ///< truncation: 1 none, 0 the mean face. Source: Karras et al. 2019, appendix B
    int cutoff = -1;  ///< layers that are truncated; negative: all
    std::optional<int> label;     ///< class; empty: drawn from the seed
    bool noise = true;            ///< fixed by the seed; false: none
    std::uint64_t noiseSeed = 0;  ///< of the noise of a latent, which has no seed of its own
};

/// A direction in W along which pictures change.
struct Direction {
    std::string name;
    std::vector<float> vector;  ///< styleDim, unit length
    double deviation = 1;       ///< standard deviation of W along it (PCA); 1 for SeFa
};

struct Edit {
    const Direction* direction = nullptr;
    double amount = 0;                   ///< in deviations
    int firstLayer = 0, lastLayer = -1;  ///< range of style inputs; -1: to the end
};

/// What one layer made of a latent: the mean strength of its channels, pixel by pixel.
struct Activation {
    std::string layer;  ///< "16 x 16, 2" of a resolution's second convolution
    int channels = 0, width = 0, height = 0;
    std::vector<float> strength;  ///< height x width, mean of |x| over the channels
};

/// Makes pictures from a trained generator. The same seed gives the same pixels on the same machine,
/// whatever else is in the batch. Thread: every function from any thread; calls run one after another.
class Synthesiser {
  public:
    /// Throws Error(kModelMissing, kModelInvalid).
    static std::unique_ptr<Synthesiser> load(const std::filesystem::path& generator, bool cuda = false);
    ~Synthesiser();

    const GeneratorInfo& info() const;
    std::vector<Picture> generate(std::span<const std::uint64_t> seeds,
                                  const SynthesisOptions& options) const;
    /// Styles of `coarse` up to the layer before `crossover`, those of `fine` from there on.
    Picture mix(std::uint64_t coarse, std::uint64_t fine, int crossover,
                const SynthesisOptions& options) const;
    Picture edit(std::uint64_t seed, std::span<const Edit> edits, const SynthesisOptions& options) const;

    /// What a seed stands for, truncated as the options say.
    Latent latent(std::uint64_t seed, const SynthesisOptions& options) const;
    /// The picture of a latent, moved along the edits. Noise, if wanted, is that of noiseSeed; latents of a
    /// projection are found without. The label is the latent's, or else the options'.
    /// Throws Error(kInvalidArgument) if it is of another generator.
    Picture render(const Latent& latent, const SynthesisOptions& options,
                   std::span<const Edit> edits = {}) const;
    /// The pictures of several latents, as render() makes each.
    std::vector<Picture> renderAll(std::span<const Latent> latents, const SynthesisOptions& options) const;
    /// The picture of render() several times faster, for a picture that follows a hand: drawn by itself, not among sixteen,
    /// so that sums may be rounded another way. At most a few grey levels differ (see the test).
    Picture preview(const Latent& latent, const SynthesisOptions& options) const;
    /// What each layer made of a latent. Throws Error(kUnsupported) where there are no layers of style.
    std::vector<Activation> activations(const Latent& latent, const SynthesisOptions& options) const;
    /// The centre that truncation goes to (styleDim); zeros of latentDim where there is no W.
    std::vector<float> meanStyle() const;
    /// Mean style of a class (W), from `samples` draws. Throws Error(kUnsupported) without W or labels.
    std::vector<float> meanStyleOf(int label, int samples = 512) const;
    bool hasStyles() const;
    /// frames pictures on the way through the seeds and back to the first: lerp in W (StyleGAN2), slerp in
    /// Z (the others). onFrame is called in order; it may throw to stop.
    void walk(std::span<const std::uint64_t> seeds, int frames, const SynthesisOptions& options,
              const std::function<void(const Picture&)>& onFrame, JobContext& context) const;

    /// Principal directions of W from `samples` draws. Source: Härkönen et al. 2020, GANSpace, sec. 2.
    /// Throws Error(kUnsupported) if the architecture has no W.
    std::vector<Direction> principalDirections(int count, int samples = 10000) const;
    /// Directions the modulations are most sensitive to, in closed form.
    /// Source: Shen and Zhou 2021, Closed-Form Factorization of Latent Semantics in GANs, eq. 6.
    std::vector<Direction> closedFormDirections(int count) const;

  private:
    struct Impl;
    explicit Synthesiser(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament::gan
