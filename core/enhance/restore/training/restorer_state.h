#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "core/enhance/restore/restorer_network.h"
#include "core/enhance/restore/training/restorer_config.h"
#include "core/gan/nets/networks.h"
#include "core/gan/training/optimisers.h"

namespace lineament::enhance {

/// All that a run is made of; what a snapshot holds.
struct RestorerState {
    explicit RestorerState(const RestorerConfig& config, torch::Device device);

    Restorer network{nullptr}, ema{nullptr};
    gan::DiscriminatorPtr discriminator;  ///< null without an adversarial term
    std::unique_ptr<gan::Optimiser> optimiser, discriminatorOptimiser;
    std::int64_t step = 0, images = 0;
};

/// Writes atomically, with a checksum. Throws Error(kDiskFull).
void saveSnapshot(RestorerState& state, const std::filesystem::path& file);
/// Fills a freshly made state. Throws Error(kUnreadable) if the file is damaged or of another network.
void loadSnapshot(RestorerState& state, const std::filesystem::path& file);

std::filesystem::path restorerSnapshotPath(const std::filesystem::path& run, std::int64_t images);
/// Newest first.
std::vector<std::filesystem::path> restorerSnapshots(const std::filesystem::path& run);

}  // namespace lineament::enhance
