#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/pipelines/enrol.h"

namespace lineament {

/// What somebody in front of a camera is told to do; the first that applies.
enum class CaptureHint {
    kComeIntoView,  ///< no face
    kOneAtATime,    ///< several
    kComeCloser,
    kGoBack,
    kMoveIntoMiddle,  ///< the face is cut off by the edge
    kFaceCamera,      ///< yaw
    kLevelHead,       ///< pitch
    kUprightHead,     ///< roll
    kMoreLight,
    kLessLight,
    kEvenLight,
    kHoldStill,  ///< blurred
    kOpenEyes,
    kNotLive,  ///< looks like a picture of a face
    kStay      ///< all is well: stay so until it is captured
};

/// One thing that is looked at, for a bar: where the value lies between useless (0) and full marks (1).
struct CaptureMeasure {
    float share = 0;
    bool good = false;
    bool known = true;  ///< false: it could not be told, and is not held against anybody
};
enum class CaptureCheck { kDistance, kPose, kLight, kSharpness, kEyes, kLiveness };
inline constexpr std::size_t kCaptureChecks = 6;

/// One frame as the guide sees it.
struct CaptureLook {
    std::optional<Face> face;
    CaptureHint hint = CaptureHint::kComeIntoView;
    std::array<CaptureMeasure, kCaptureChecks> checks{};
    float steady = 0;      ///< how much of the time that it must be good is over, 0 to 1
    bool capture = false;  ///< the best of the good frames can be taken now
    bool good() const { return hint == CaptureHint::kStay; }
    const CaptureMeasure& of(CaptureCheck check) const { return checks[static_cast<std::size_t>(check)]; }
};

struct CaptureOptions {
    QualityGate gate = QualityGate::kStrict;
    float smallestFace = 0.22f;  ///< height of the face as a share of the frame's, 0 to 1
    float largestFace = 0.75f;
    double steadyMs = 700;     ///< good without a break for so long, 0 to 10 000
    int steadyLooks = 3;       ///< and in so many frames, 1 to 100
    double pauseMs = 1500;     ///< after a capture none for so long: another look is wanted, not the same
    bool needLiveness = true;  ///< where there is a calibrated network
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// How far the eyes are open: height over width of the lids, the mean of both. Around 0.3 open, below 0.15
/// shut. Source: Soukupova and Cech 2016, "Real-time eye blink detection using facial landmarks", eq. 1.
float eyeOpening(const Landmarks68& points);

/// Watches the frames of a camera for one that is good enough to enrol, and says what is to be changed until
/// then. Thread: one at a time. Cost: a detection and a liveness score a frame.
class CaptureGuide {
  public:
    CaptureGuide(const FaceEngine& engine, CaptureOptions options);

    /// ms: time of the frame; of a frame that is better than the good ones before, the guide keeps a copy.
    CaptureLook look(const cv::Mat& bgr, double ms);
    /// The best frame since all has been good; empty if it is not. Begins anew after it.
    cv::Mat take(double ms);

  private:
    CaptureHint judgeFace(const Face& face, SizePx frame, CaptureLook& look) const;
    bool live() const;
    void forget();

    const FaceEngine& engine_;
    const CaptureOptions options_;
    std::optional<double> livenessThreshold_;  // empty: liveness is not judged
    cv::Mat best_;
    float bestQuality_ = 0;
    std::optional<double> goodSince_, takenAt_;
    std::vector<float> liveness_;  // of the good frames so far
    int looks_ = 0;
};

}  // namespace lineament
