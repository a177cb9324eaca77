#pragma once

#include <functional>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

struct TrackerOptions {
    float minIou = 0.3f;            ///< overlap that continues a track
    float minAppearance = 0.35f;    ///< cosine similarity that continues a track through an occlusion
    double maxGapMs = 1500;         ///< longest occlusion bridged
    int minDetections = 3;          ///< shorter tracks are dropped as false alarms unless very sure
    int shots = 5;                  ///< best shots kept
    double shotSpacingMs = 400;     ///< so that they differ
};

/// What the tracker needs of a face in a frame.
struct Observation {
    Face face;
    std::vector<float> appearance;  ///< unit template if one was made for this look, else empty
};

/// Joins the faces of successive frames into tracks: by overlap with the predicted box first (optimal
/// assignment), by appearance after an occlusion; never across a cut. Thread: one at a time.
class Tracker {
  public:
    explicit Tracker(TrackerOptions options = {});
    ~Tracker();

    /// Indices of the live tracks that the observations went to, in the order given; -1 starts none.
    std::vector<int> update(double ms, std::vector<Observation> observations);
    /// Forget positions: the picture changed altogether. Tracks end here.
    void cut();
    /// Ends all and hands the tracks over, by first time. Boxes between detections are interpolated.
    std::vector<Track> finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Tells when one camera shot ends and another begins, from the frames' light and colour.
class CutDetector {
  public:
    /// True if this frame starts a new shot. Cost: a 64 x 36 reduction of the frame.
    bool isCut(const cv::Mat& bgr);

  private:
    cv::Mat previous_;
    cv::Mat previousHistogram_;
    double recentChange_ = 0;
};

}  // namespace lineament
