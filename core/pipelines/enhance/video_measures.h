#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "core/enhance/filters/filters.h"
#include "core/footage/state_bytes.h"
#include "core/pipelines/enhance/enhance_file.h"

/// What an enhanced recording carries from frame to frame, and can be set down to go on from later.
namespace lineament {

/// Faces from frame to frame with landmarks that move smoothly.
class SteadyFaces {
  public:
    std::vector<Face> follow(std::vector<Face> found);
    void save(StateWriter& state) const { state.put(last_); }
    void load(StateReader& state) { state.take(last_); }

  private:
    struct Known {
        BoxPx box;
        Landmarks5 points;
    };
    std::vector<Known> last_;
};

/// How much places where nothing moves change from frame to frame.
class Flicker {
  public:
    /// still: mask of what stood still in the original; empty: worked out from this frame.
    void add(const cv::Mat& bgr, cv::Mat& still);
    double mean() const { return count_ ? sum_ / count_ : 0; }
    void save(StateWriter& state) const;
    void load(StateReader& state);

  private:
    cv::Mat last_;
    double sum_ = 0;
    int count_ = 0;
};

/// A face that is measured every now and then.
struct MeasuredFace {
    EnhancedFace face;
    BoxPx last;
    Template first;  ///< after enhancement, to see whether the person drifts
    std::vector<double> toFirst;
    double sum = 0;
};

void save(StateWriter& state, const enhance::FrameMemory& memory);
void load(StateReader& state, enhance::FrameMemory& memory);
void save(StateWriter& state, const std::vector<MeasuredFace>& faces);
void load(StateReader& state, std::vector<MeasuredFace>& faces);

}  // namespace lineament
