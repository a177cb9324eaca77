#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/job_context.h"
#include "core/gan/synthesis/latent.h"
#include "core/gan/training/picture_set.h"

namespace at {
class Tensor;
}

namespace lineament::gan {

/// Differentiable map of pictures (N x 3 x R x R in [-1, 1], float32) to vectors (N x D); as in
/// losses/regularisers.h, but without torch's headers for those who only pass one on.
using Embedder = std::function<at::Tensor(const at::Tensor&)>;

/// Weights are of terms in comparable units: pixels in [-1, 1], features as the embedder gives them,
/// 1 - cosine, and styles in standard deviations of a component of W.
struct ProjectionOptions {
    int steps = 500;         ///< 1 to 100000
    double rate = 0.1;       ///< of Adam at its height; (0, 10]
    double rampUp = 0.05;    ///< share of the steps in which the rate rises from 0
    double rampDown = 0.25;  ///< share of the steps in which it falls back to 0 along a cosine
    double noise =
        0.05;  ///< added to styles at first, in root mean square distances of W from its mean; >= 0
    double noiseRamp = 0.75;      ///< share of the steps in which it falls to 0 as a square
    bool perLayer = true;         ///< W+, a style a layer; false: one style for all, closer to real faces
    std::string pixels = "l2";    ///< distance of pixels: "l1" or "l2"
    double pixelWeight = 1;       ///< mean over the scales R, R/2 ... 8; >= 0
    Embedder features;            ///< perceptual features; may be empty
    double featureWeight = 1;     ///< of the mean squared difference of features; >= 0
    Embedder identity;            ///< templates of a face recogniser; may be empty
    double identityWeight = 0.3;  ///< of 1 - cosine; >= 0
    double styleWeight = 1e-3;    ///< of the mean squared distance from the mean style; >= 0
    std::optional<int> label;     ///< class; empty: the class whose mean picture is nearest to the photo
    std::uint64_t seed = 1;       ///< of the noise and the draws that measure W
    int previewEvery = 0;         ///< steps between previews; 0: none
    std::function<void(const Picture&, int step)> onPreview;

    /// Throws Error(kInvalidArgument) naming the field.
    void validate() const;
};

struct Projection {
    Latent latent;
    Picture picture;     ///< what the generator makes of the latent, without noise
    double startL2 = 0;  ///< as l2, of the mean face the search began at
    double l2 = 0;       ///< mean squared error of a pixel's channel, in units of [0, 1]
    std::optional<double> identitySimilarity;  ///< cosine of templates, -1 to 1; empty without an embedder
};

/// Finds the latent a generator makes a given photo from, by gradient descent: in W+ where there is a W,
/// else in Z. Holds a generator of its own, so that a search holds nobody up who synthesises meanwhile.
/// The noise inputs of StyleGAN2 stay empty: what they would explain is no part of the face.
/// Source: Karras et al. 2020, Analyzing and Improving the Image Quality of StyleGAN, sec. 5 and appendix D
/// (schedules of rate and noise); W+: Abdal et al. 2019, Image2StyleGAN, sec. 3.
/// Thread: const, any thread.
class Projector {
  public:
    /// Throws Error(kModelMissing, kModelInvalid, kDevice).
    static std::unique_ptr<Projector> load(const std::filesystem::path& generator, bool cuda = false);
    ~Projector();

    const NetworkConfig& network() const;
    /// photo: R x R of the generator, the face aligned as its training set was. The same seed and options
    /// give the same latent on the same machine.
    /// Throws Error(kInvalidArgument: an option or the size of the photo; kModelInvalid: the generator gives
    /// numbers that are none), Cancelled.
    Projection project(const Picture& photo, const ProjectionOptions& options, JobContext& context) const;

  private:
    struct Impl;
    explicit Projector(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament::gan
