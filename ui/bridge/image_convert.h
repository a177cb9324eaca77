#pragma once

#include <QImage>
#include <cstddef>
#include <opencv2/core/mat.hpp>
#include <span>

namespace lineament::ui {

/// A picture for the screen, pixels copied. H x W, 8 bit; 1 channel grey, 3 BGR, 4 BGRA.
/// Empty in, null out. Throws Error(kInvalidArgument) for other depths. Thread: any.
QImage toQImage(const cv::Mat& picture);

/// H x W x 3, 8-bit BGR, pixels copied; alpha is dropped. Null in, empty out. Thread: any.
cv::Mat toMat(const QImage& image);

/// A picture of JPEG or PNG bytes (crops of the store); null if they cannot be decoded. Thread: any.
QImage imageFromBytes(std::span<const std::byte> bytes);

}  // namespace lineament::ui
