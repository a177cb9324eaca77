#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/gan/nets/networks.h"
#include "core/gan/training/augment.h"
#include "core/gan/training/optimisers.h"

namespace lineament::gan {

/// All that a run is made of; what a checkpoint holds.
struct TrainingState {
    GeneratorPtr g, ema;
    DiscriminatorPtr d;
    std::unique_ptr<Optimiser> gOptimiser, dOptimiser;
    at::Generator random;      ///< every draw of training comes from here (and from `sampling` for grids)
    torch::Tensor pathLength;  ///< running mean, 1 number
    std::int64_t step = 0, images = 0;
    AdaController::State ada;
    std::string configJson;
    std::vector<std::string> labelNames;
};

/// The bytes of a checkpoint file, and back: a rank that joins a run gets its state so.
std::string checkpointBytes(TrainingState& state);
void loadCheckpointBytes(TrainingState& state, const std::string& bytes);

/// Writes atomically. Throws Error(kDiskFull, kUnwritable); an earlier file of the name stays then.
void saveCheckpoint(TrainingState& state, const std::filesystem::path& file);
/// Fills a freshly made state. Throws Error(kUnreadable) if the file is damaged or does not fit.
void loadCheckpoint(TrainingState& state, const std::filesystem::path& file);

/// The networks of a checkpoint alone, made from the configuration it holds.
struct CheckpointNetworks {
    NetworkConfig config;
    std::vector<std::string> labelNames;
    GeneratorPtr ema;
    DiscriminatorPtr d;
};
/// Throws Error(kUnreadable).
CheckpointNetworks readNetworks(const std::filesystem::path& file);

/// "snapshot-000123456.ckpt" files of a run, newest first.
std::vector<std::filesystem::path> snapshotsOf(const std::filesystem::path& run);
/// Takes out of a run's statistics, one JSON object a line with its "images", the lines of after so many
/// images, which come again, and one that a full disk cut off. Throws Error(kDiskFull, kUnwritable).
void cutStatistics(const std::filesystem::path& file, std::int64_t images);
std::filesystem::path snapshotPath(const std::filesystem::path& run, std::int64_t images);
/// Removes all but the newest `keep` and `best`.
void rotateSnapshots(const std::filesystem::path& run, int keep,
                     const std::optional<std::filesystem::path>& best);

}  // namespace lineament::gan
