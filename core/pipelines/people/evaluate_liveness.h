#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/base/job_context.h"
#include "core/faces/face_engine.h"
#include "core/faces/liveness/liveness.h"

namespace lineament {

/// How well liveness is told, people kept apart: each is judged by a calibration made on the others.
struct LivenessEvaluation {
    int people = 0;
    int live = 0, attacks = 0;                    ///< presentations with a face large enough to judge
    int notJudged = 0;                            ///< no face was found or it was too small
    std::map<std::string, MeasuredRate> apcerOf;  ///< each kind of attack, by its folder
    MeasuredRate networkApcer, networkBpcer;      ///< the network alone at its own threshold, for comparison
    double networkThreshold = 0;              ///< where the network's two errors are nearest on all of them
    std::optional<MeasuredRate> othersBpcer;  ///< live people of other cameras, by the calibration
    int others = 0;
    LivenessCalibration calibration;  ///< made on all; its rates are those of people kept apart
    std::string key;
};

/// `folder` holds `live` and one folder a kind of attack (`printed`, ...), each with one sub-folder a person;
/// a person has the same name in all. `others` (may be empty): live photos of other people and cameras, never
/// calibrated on. Intervals are 95 %, by drawing the people anew 2 000 times.
/// Throws Error(kInvalidArgument) for fewer than three people or no live folder, Cancelled, model errors.
LivenessEvaluation evaluateLiveness(const FaceEngine& engine, const std::filesystem::path& folder,
                                    const std::filesystem::path& others, JobContext& context);

}  // namespace lineament
