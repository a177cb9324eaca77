#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/evaluate/likelihood.h"
#include "core/faces/face_engine.h"

namespace lineament {

/// One side of a comparison: the face of a picture, turned upright and brought to a common size.
struct ComparedFace {
    std::string source;  ///< path, or what else it came from
    std::string sha256;  ///< of the file
    SizePx size;         ///< of the picture
    Face face;
    cv::Mat upright;                 ///< the face with hair and chin, kPortraitPx square, BGR
    std::vector<PointPx> landmarks;  ///< the 68 points in `upright`
};
inline constexpr int kPortraitPx = 512;

/// The largest face of a picture. Throws Error(kUnreadable ..., kNotFound: no face; kUnsupported: a network
/// made or changed it, by its mark or by the register in storeFolder), model errors.
ComparedFace faceToCompare(const FaceEngine& engine, const std::filesystem::path& picture,
                           const std::filesystem::path& storeFolder = {});

/// What one recogniser says of a pair.
struct RecogniserAnswer {
    std::string id, key;
    float similarity = 0;
    double threshold = 0, fmr = 0;  ///< the operating point
    /// Share of pairs of two people that come out as similar as this; `fmrHereIsBound`: less than this, the
    /// population has too few comparisons to say how much less.
    double fmrHere = 0;
    bool fmrHereIsBound = false;
    bool match = false;
    std::string population;  ///< of the false match rate
    std::optional<Likelihood> likelihood;
    std::string problem;  ///< why it has no answer; the rest is then void
};

/// Every built-in recogniser on the largest faces of two pictures, the engine's own first; weights that are
/// not there are a problem of that one. Throws Error about the pictures, Cancelled.
std::vector<RecogniserAnswer> compareByAll(const FaceEngine& engine, const std::filesystem::path& a,
                                           const std::filesystem::path& b, double fmr, JobContext& context,
                                           const std::filesystem::path& storeFolder = {});

}  // namespace lineament
