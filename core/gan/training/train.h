#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/gan/gan_config.h"
#include "core/gan/training/picture_set.h"
#include "core/gan/training/rank_group.h"

namespace lineament::gan {

/// What a run says of itself as it goes: one line of stats.jsonl.
struct Statistics {
    std::int64_t step = 0, images = 0;
    double seconds = 0, imagesPerSecond = 0;
    std::map<std::string, double> values;  ///< "loss/d", "score/real", "grad/g", "rate/g", "ada/p" ...
};

/// Measures samples of the averaged generator: name -> figure. "frechet" decides which snapshot is best
/// (smaller is better) if it is there.
using MeasureSamples = std::function<std::map<std::string, double>(const std::vector<Picture>& samples)>;

struct TrainOptions {
    std::filesystem::path run;  ///< folder of checkpoints, stats.jsonl, sample grids and config.json
    bool resume = false;        ///< go on from the newest snapshot that is whole
    std::int64_t maxSteps = 0;  ///< stop after so many steps in this call; 0: at the configured images
    bool cuda = false;
    /// Network files that a fresh run starts from instead of random weights; empty: none. Same configuration.
    std::filesystem::path startGenerator, startDiscriminator;
    /// Several processes that train together, each called with the same configuration and data; empty: as the
    /// environment says (rankSettingFromEnvironment). Rank 0 alone writes to the run's folder and measures.
    std::optional<RankSetting> ranks;
    MeasureSamples measure;  ///< may be empty
    /// Called before each step; may wait, so that somebody else has the cores meanwhile. May be empty.
    std::function<void()> beforeStep;
    std::function<void(const Statistics&)> onStatistics;
    /// Writes a picture file (PNG) for sample grids; may be empty: no grids.
    std::function<void(const Picture&, const std::filesystem::path&)> writePicture;
};

struct TrainResult {
    std::int64_t step = 0, images = 0;
    std::filesystem::path checkpoint;  ///< newest
    std::filesystem::path best;        ///< by metrics; empty if never measured
    std::map<std::string, double> metrics;
    std::string stoppedBecause;  ///< "done", "steps", or why it was stopped in words
};

/// Trains a pair of networks. A cancelled run first writes a checkpoint, then throws Cancelled.
/// On the CPU a resumed run equals an uninterrupted one bit for bit. If a rank is lost, the others stop with
/// Error(kDevice), and rank 0 first writes a checkpoint, unless the step had moved weights already.
/// Throws Error(kInvalidArgument: configuration or data do not fit; kDiskFull, kUnwritable;
/// kUnreadable: no whole snapshot to resume from; kDevice).
TrainResult train(const TrainConfig& config, const PictureSet& data, const TrainOptions& options,
                  JobContext& context);

/// The snapshot that the metrics chose, else the newest; empty if the folder holds none.
std::optional<std::filesystem::path> bestSnapshot(const std::filesystem::path& run);

/// Writes the averaged generator and the discriminator of a snapshot as safetensors (fp16 if `half`).
/// Throws Error(kUnreadable: the snapshot is damaged; kDiskFull).
void exportSnapshot(const std::filesystem::path& snapshot, const std::filesystem::path& generator,
                    const std::filesystem::path& discriminator, bool half,
                    const std::map<std::string, std::string>& notes = {});

}  // namespace lineament::gan
