#pragma once

#include <opencv2/core/mat.hpp>

#include "core/domain/face.h"

namespace lineament {

/// How sure the pixels speak for a photographic negative, light and dark exchanged: below 0 for ordinary
/// photos, the more the surer. Eyes and mouth of a face are darker than the cheeks between them, whatever the
/// skin; in a negative they are lighter. Needs landmarks5. Costs about 1 ms. Thread: any.
double evidenceOfNegative(const cv::Mat& bgr, const Face& face);

/// Whether a picture is taken for a negative.
bool looksNegative(const cv::Mat& bgr, const Face& face);

}  // namespace lineament
