#pragma once

#include "core/pipelines/evaluate/own_gallery/gallery_calibration.h"

namespace lineament {

/// Enrolled templates as rows, and whose each is.
struct EnrolledRows {
    cv::Mat rows;
    std::vector<IdentityId> identity;
};

/// Draws faces and moves the nearest ones: fills generator, synthetic, drawn, faceless and hardNegatives.
void findHardNegatives(const FaceEngine& engine, const EnrolledRows& enrolled,
                       const GalleryCalibrationOptions& options, GalleryCalibration& calibration,
                       JobContext& context);

}  // namespace lineament
