#pragma once

#include <chrono>
#include <map>

#include "core/gan/losses/adversarial.h"
#include "core/gan/training/augment.h"
#include "core/gan/training/checkpoint.h"
#include "core/gan/training/rank_group.h"
#include "core/gan/training/train.h"

namespace lineament::gan {

/// The steps of training; train() wraps it with folders, snapshots and metrics.
class Trainer {
  public:
    /// ranks: the processes that compute each batch together, or null. With StyleGAN2 and a batch that is a
    /// multiple of 4 x ranks they make the gradients that one would; the others have batch normalisation,
    /// which is over each rank's own pictures.
    Trainer(const TrainConfig& config, const PictureSet& data, torch::Device device,
            RankGroup* ranks = nullptr);

    TrainingState& state() { return state_; }
    AdaController& ada() { return ada_; }
    /// Takes over the weights of network files. Throws Error(kModelMissing, kModelInvalid, kInvalidArgument
    /// where their networks are of another configuration).
    void startFrom(const std::filesystem::path& generator, const std::filesystem::path& discriminator);
    /// One step of D and one of G. Throws Error(kDevice) if another rank is lost.
    void step();
    /// After a step that failed: takes back what it had changed, unless weights had moved already. Returns
    /// whether the state is one between two steps.
    bool rewind();
    /// Means of what was reported since the last call.
    std::map<std::string, double> takeStatistics();
    /// Pictures of the averaged generator for fixed seeds 0..count-1, N x 3 x R x R in [-1, 1], on the CPU.
    torch::Tensor sample(int count, std::uint64_t firstSeed, double psi = 1);

  private:
    torch::Tensor realBatch(torch::Tensor& labels);
    torch::Tensor latents();
    torch::Tensor fakeLabels();
    torch::Tensor styles(const torch::Tensor& labels);
    void stepDiscriminator(double rate);
    void stepGenerator(double rate);
    void average();
    void averageGradients(Optimiser& optimiser);
    torch::Tensor jointMean(const torch::Tensor& rows);
    void remember();
    std::int64_t ownBatch() const { return config_.run.batch / share_.size; }
    void report(const std::string& name, double value);

    TrainConfig config_;
    const PictureSet& data_;
    torch::Device device_;
    RankGroup* ranks_;
    Share share_;
    AdversarialLoss loss_;
    Shuffle shuffle_;
    AdaController ada_;
    TrainingState state_;
    torch::Tensor meanRealFeatures_;
    std::map<std::string, std::pair<double, std::int64_t>> sums_;
    /// What the first half of a step changes beside weights.
    struct Before {
        torch::Tensor random;
        std::vector<torch::Tensor> buffers;
    };
    std::optional<Before> before_;
    bool weightsMoved_ = false;
};

/// bf16 where this CPU has it (auto), else float32. Throws Error(kInvalidArgument) for an unknown name.
torch::ScalarType computeTypeFor(const std::string& precision, torch::Device device);

/// 8-bit pictures of a batch in [-1, 1].
std::vector<Picture> toPictures(const torch::Tensor& batch);
/// One picture of a batch laid out in rows.
Picture gridOf(const torch::Tensor& batch);

}  // namespace lineament::gan
