#pragma once

#include "core/faces/face_engine.h"
#include "core/gan/training/train.h"

namespace lineament {

struct TrainGeneratorRequest {
    gan::TrainConfig config;
    std::filesystem::path data;  ///< folder, tar or packed file of faces
    std::filesystem::path run;
    bool resume = false;
    std::int64_t maxSteps = 0;  ///< 0: to the end
    std::filesystem::path startGenerator, startDiscriminator;
    std::function<void()> beforeStep;  ///< see gan::TrainOptions
};

struct TrainGeneratorResult {
    gan::TrainResult training;
    std::int64_t pictures = 0;
    std::vector<std::string> skipped;  ///< "name: reason"
};

/// Loads the set through core/image, trains, and judges snapshots by the engine as the configuration says:
/// "frechet", "detected", "nearest" ... (see SampleFigures). engine may be null: no metrics.
/// Throws as gan::loadPictureSet() and gan::train().
TrainGeneratorResult trainGenerator(const TrainGeneratorRequest& request, const FaceEngine* engine,
                                    Device device, JobContext& context,
                                    const std::function<void(const gan::Statistics&)>& onStatistics = {});

}  // namespace lineament
