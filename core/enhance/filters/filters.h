#pragma once

#include <array>
#include <opencv2/core/mat.hpp>

#include "core/enhance/chain.h"

namespace lineament::enhance {

/// What filters remember from one frame of a recording to the next, so that nothing flickers. A fresh one for
/// every recording, and after every seek.
struct FrameMemory {
    cv::Mat averaged;               ///< of denoising: H x W x 3 float, the picture over time
    std::array<double, 3> gains{};  ///< of the white balance, BGR; 0: none yet
    cv::Mat luma, lift;             ///< of local contrast: the frame before, and what was added to it
    double noise = -1;              ///< estimated standard deviation; below 0: none yet
    double blurPx = -1;             ///< estimated; below 0: none yet
};

/// Every filter takes H x W x 3 8-bit BGR and gives the same; memory is null for still pictures.
/// Non-local means: Buades et al. 2005.
cv::Mat denoise(const cv::Mat& bgr, const Denoise& options, FrameMemory* memory = nullptr);
/// Richardson 1972; Lucy 1974; damping after White 1994. Wiener 1949.
cv::Mat deblur(const cv::Mat& bgr, const Deblur& options, FrameMemory* memory = nullptr);
/// CLAHE: Zuiderveld 1994. White balance: shades of grey, Finlayson and Trezzi 2004.
cv::Mat relight(const cv::Mat& bgr, const Light& options, FrameMemory* memory = nullptr);

/// Standard deviation of white noise in grey levels. Source: Immerkaer 1996, Fast Noise Variance Estimation,
/// with the median in place of the mean, so that texture counts little.
double estimatedNoise(const cv::Mat& bgr);
/// Standard deviation of a Gaussian blur in px, from how much the strongest edges lose when blurred again.
/// Source: Zhuo and Sim 2011, Defocus map estimation from a single image, eq. 6.
double estimatedBlur(const cv::Mat& bgr);

}  // namespace lineament::enhance
