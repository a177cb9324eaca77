#pragma once

#include <opencv2/core/types.hpp>
#include <optional>
#include <vector>

#include "core/domain/face.h"

namespace lineament {

/// Looks for small faces one tile of the frame at a time, so that no frame costs much more than another: over
/// a few frames the tiles cover all of it. Thread: one at a time.
class SmallFaceScan {
  public:
    /// minFacePx: what must be found. Tiles are 27 x 20 of these, so that it keeps the 12 px that detectors
    /// with an input of 320 x 240 find reliably.
    explicit SmallFaceScan(float minFacePx);

    /// The next tile; empty if the frame is no larger than one.
    std::optional<cv::Rect> next(cv::Size frame);

  private:
    float minFacePx_;
    cv::Size frame_;
    std::vector<cv::Rect> tiles_;
    std::size_t place_ = 0;
};

/// Faces of the whole frame and of a tile of it (boxes in px of the tile) as one list in px of the frame: of
/// two boxes on one face the surer stays, and parts of faces that the tile's edges cut are left out.
std::vector<Face> mergedFaces(std::vector<Face> whole, const std::vector<Face>& inTile, const cv::Rect& tile,
                              cv::Size frame);

}  // namespace lineament
