#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/base/job_context.h"
#include "core/enhance/restore/training/restorer_config.h"
#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament::enhance {

class FaceCrops;

/// What a run says of itself as it goes: one line of stats.jsonl.
struct RestorerStatistics {
    std::int64_t step = 0, images = 0;
    double imagesPerSecond = 0;
    std::map<std::string, double> values;  ///< "loss/l1", "loss/mobilefacenet", "rate" ...
};

struct TrainRestorerOptions {
    std::filesystem::path run;    ///< folder of snapshots, exported weights, config.json and stats.jsonl
    bool resume = false;          ///< go on from the newest whole snapshot; the configuration may differ but
                                  ///< for the network
    std::filesystem::path start;  ///< weights that a new run begins with, as saveRestorer() writes them, of
                                  ///< its network or of one with fewer blocks; empty: drawn anew
    std::int64_t maxSteps = 0;    ///< stop after so many steps in this call; 0: at the end
    Device device = Device::kCpu;
    std::function<void(const RestorerStatistics&)> onStatistics;
};

struct TrainRestorerResult {
    std::int64_t step = 0, images = 0;
    std::filesystem::path snapshot;  ///< to resume from
    std::filesystem::path weights;   ///< averaged, fp16 safetensors
    std::map<std::string, double> values;
};

/// Trains a restorer on faces that are degraded as they stream. L1 and identity terms; after the first phase
/// an adversarial and a feature term if they are asked for. The recognisers of the registry that the identity
/// terms ask for are needed. A cancelled run writes a snapshot first, then throws Cancelled.
/// Throws Error(kInvalidArgument, kModelMissing, kModelInvalid: weights to start with, kDiskFull,
/// kUnwritable, kUnreadable: no whole snapshot to resume from).
TrainRestorerResult trainRestorer(const RestorerConfig& config, const FaceCrops& faces,
                                  std::shared_ptr<const ModelRegistry> registry,
                                  const TrainRestorerOptions& options, JobContext& context);

}  // namespace lineament::enhance
