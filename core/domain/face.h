#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/image/geometry.h"

namespace lineament {

/// Head rotation in degrees; yaw > 0 turns to the image's right, pitch > 0 looks up, roll > 0 leans clockwise.
struct Pose {
    float yaw = 0, pitch = 0, roll = 0;
};

/// Which component measure is why a face is poor.
enum class QualityIssue { kSharpness, kTooDark, kTooBright, kUnevenLight, kYaw, kPitch, kRoll, kSize, kCropped };

/// Component measures in the manner of ISO/IEC 29794-5, each 0 (useless) to 100.
struct Quality {
    float overall = 0;       ///< unified score
    float sharpness = 0;
    float illumination = 0;
    float pose = 0;
    float size = 0;
    std::vector<QualityIssue> issues;  ///< worst first; empty if nothing is amiss
    float interEyePx = 0;              ///< native measure behind `size`

    bool has(QualityIssue issue) const {
        return std::find(issues.begin(), issues.end(), issue) != issues.end();
    }
};

/// One face of one picture.
struct Face {
    BoxPx box;
    float score = 0;  ///< detector's confidence, 0 to 1
    Landmarks5 landmarks5{};
    std::optional<Landmarks68> landmarks68;
    Pose pose;
    Quality quality;
    std::optional<float> liveness;  ///< 0 to 1, where it was asked for
};

/// A biometric template. Only templates with the same recogniser key may be compared.
struct Template {
    std::string recogniser;     ///< id and version of weights, e.g. "fr_feature@87aacdfe"
    std::vector<float> values;  ///< unit length
};

/// Cosine similarity in [-1, 1]. Throws Error(kModelMismatch) if the recognisers differ.
float similarity(const Template& a, const Template& b);

}  // namespace lineament
