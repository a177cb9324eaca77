#pragma once

#include <chrono>
#include <map>

#include "core/gan/losses/adversarial.h"
#include "core/gan/training/augment.h"
#include "core/gan/training/checkpoint.h"
#include "core/gan/training/train.h"

namespace lineament::gan {

/// The steps of training; train() wraps it with folders, snapshots and metrics.
class Trainer {
  public:
    Trainer(const TrainConfig& config, const PictureSet& data, torch::Device device);

    TrainingState& state() { return state_; }
    AdaController& ada() { return ada_; }
    /// Takes over the weights of network files. Throws Error(kModelMissing, kModelInvalid, kInvalidArgument where
    /// their networks are of another configuration).
    void startFrom(const std::filesystem::path& generator, const std::filesystem::path& discriminator);
    /// One step of D and one of G.
    void step();
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
    void report(const std::string& name, double value);

    TrainConfig config_;
    const PictureSet& data_;
    torch::Device device_;
    AdversarialLoss loss_;
    Shuffle shuffle_;
    AdaController ada_;
    TrainingState state_;
    torch::Tensor meanRealFeatures_;
    std::map<std::string, std::pair<double, std::int64_t>> sums_;
};

/// bf16 where this CPU has it (auto), else float32. Throws Error(kInvalidArgument) for an unknown name.
torch::ScalarType computeTypeFor(const std::string& precision, torch::Device device);

/// 8-bit pictures of a batch in [-1, 1].
std::vector<Picture> toPictures(const torch::Tensor& batch);
/// One picture of a batch laid out in rows.
Picture gridOf(const torch::Tensor& batch);

}  // namespace lineament::gan
