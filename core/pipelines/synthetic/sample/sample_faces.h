#pragma once

#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/domain/face.h"
#include "core/faces/face_engine.h"

namespace lineament {

/// A photo of somebody who does not exist.
struct SampleLook {
    cv::Mat bgr;  ///< kSampleLookSide square
    Face face;
    Template value;
};
inline constexpr int kSampleLookSide = 256;

/// Somebody who does not exist.
struct SampleFace {
    std::string name;
    bool enrolled = true;           ///< false: a stranger
    std::vector<SampleLook> looks;  ///< the first is the plainest
};

struct SampleFaces {
    std::vector<SampleFace> people;
    std::string generator, generatorSha256;  ///< that drew them
};

/// Draws people that the recogniser tells apart: in the order of seeds, those whose looks agree with each
/// other and with nobody before them. The same on every call. Throws Error(kModelMissing: no generator;
/// kUnsupported: too few of its faces can be told apart), model errors, Cancelled.
SampleFaces drawSampleFaces(const FaceEngine& engine, JobContext& context);

}  // namespace lineament
