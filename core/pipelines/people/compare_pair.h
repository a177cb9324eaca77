#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/evaluate/likelihood.h"
#include "core/faces/face_engine.h"
#include "core/store/store.h"

namespace lineament {

/// Where a face to compare comes from.
struct FaceSource {
    enum class Kind {
        kPhoto,
        kSample,  ///< of somebody enrolled: the original if it was kept, else the crop
        kFrame    ///< of a recording
    };
    Kind kind = Kind::kPhoto;
    std::string path;          ///< of the photo or the recording
    SampleId sample;           ///< of kSample
    double ms = 0;             ///< of kFrame: the frame that is shown then
    std::optional<BoxPx> box;  ///< whose face, px of the picture: the one that lies there; empty: the largest
};
/// "anna.jpg", "sample:12", "lobby.mp4#t=12.480".
std::string nameOf(const FaceSource& source);
/// The inverse, as typed by a person. Throws Error(kInvalidArgument) if the number or time is none.
FaceSource faceSourceNamed(const std::string& name);

/// One side of a comparison: the face of a picture, turned upright and brought to a common size.
struct ComparedFace {
    FaceSource source;
    std::string title;         ///< for people: the file, the person, the recording with its time
    std::string sha256;        ///< of the file (of a sample: of the photo it was enrolled from)
    std::string pixelsSha256;  ///< of `picture`
    bool keptCrop = false;     ///< `picture` is the crop that was kept of the photo
    cv::Mat picture;           ///< H x W, BGR: what was looked at
    SizePx size;               ///< of `picture`
    Face face;
    cv::Mat upright;                 ///< the face with hair and chin, kPortraitPx square, BGR
    std::vector<PointPx> landmarks;  ///< the 68 points in `upright`
};
inline constexpr int kPortraitPx = 512;

/// The face of a picture. Throws Error(kUnreadable ..., kNotFound: no face, or none where it should lie;
/// kUnsupported: a network made or changed it, by its mark or by the register in storeFolder;
/// kInvalidArgument: a sample without a store), model errors, Cancelled.
ComparedFace faceToCompare(const FaceEngine& engine, const FaceSource& source, JobContext& context,
                           const std::filesystem::path& storeFolder = {}, Store* store = nullptr);

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

/// Every built-in recogniser on two faces, the engine's own first; weights that are not there are a problem
/// of that one. Throws Cancelled.
std::vector<RecogniserAnswer> compareByAll(const FaceEngine& engine, const ComparedFace& a,
                                           const ComparedFace& b, double fmr, JobContext& context);

}  // namespace lineament
