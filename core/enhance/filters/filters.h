#pragma once

#include <array>
#include <opencv2/core/mat.hpp>
#include <span>

#include "core/domain/face.h"
#include "core/enhance/chain.h"

namespace lineament::enhance {

/// The way of the camera through a recording so far: logarithm of scale, angle, x and y of the middle in px
/// of the picture, and the same smoothed.
struct CameraPath {
    cv::Mat grey;                    ///< the frame before, reduced
    std::array<double, 4> now{};     ///< since the first frame
    std::array<double, 4> smooth{};  ///< smoothed
    std::array<double, 4> trend{};   ///< change of it a frame
};
/// Looks at one face in the frames before.
struct FaceLooks {
    struct Look {
        cv::Mat bgr;                ///< part of its frame about the face
        cv::Matx23d frameFromLook;  ///< where its pixels lie in the frame that was last seen
    };
    BoxPx box;  ///< of the face in that frame
    Landmarks5 points{};
    std::vector<Look> looks;  ///< newest first
};

/// What filters remember from one frame of a recording to the next, so that nothing flickers. A fresh one for
/// every recording, and after every seek.
struct FrameMemory {
    cv::Mat averaged;               ///< of denoising: H x W x 3 float, the picture over time
    std::array<double, 3> gains{};  ///< of the white balance, BGR; 0: none yet
    cv::Mat luma, lift;             ///< of local contrast: the frame before, and what was added to it
    double noise = -1;              ///< estimated standard deviation; below 0: none yet
    double blurPx = -1;             ///< estimated; below 0: none yet
    cv::Mat interlaced;             ///< of deinterlacing: the frame before, as it came
    CameraPath camera;
    std::vector<FaceLooks> faces;  ///< of averaging faces
    double faceNoise = -1;         ///< of averaging: as noise
};

/// Every filter of pixels takes H x W x 3 8-bit BGR and gives the same; memory is null for still pictures.
/// Non-local means: Buades et al. 2005.
cv::Mat denoise(const cv::Mat& bgr, const Denoise& options, FrameMemory* memory = nullptr);
/// Richardson 1972; Lucy 1974; damping after White 1994. Wiener 1949.
cv::Mat deblur(const cv::Mat& bgr, const Deblur& options, FrameMemory* memory = nullptr);
/// CLAHE: Zuiderveld 1994. White balance: shades of grey, Finlayson and Trezzi 2004.
cv::Mat relight(const cv::Mat& bgr, const Light& options, FrameMemory* memory = nullptr);

/// A line between two of the other field is kept where it continues them, or where the frame before shows
/// that nothing moves; else it is drawn along the nearest edge. Source: Doyle 1988 (edge-based line
/// averaging), with motion told per pixel. Frames that are not combed come out as they are.
cv::Mat deinterlace(const cv::Mat& bgr, const Deinterlace& options, FrameMemory* memory = nullptr);
/// Corners followed from frame to frame (Shi and Tomasi 1994; Lucas and Kanade 1981), a similarity fitted to
/// most of them, its path smoothed without a lag behind pans (Brown 1963, double exponential). Black where
/// nothing was seen. faces: moved along.
cv::Mat stabilise(const cv::Mat& bgr, const Stabilise& options, FrameMemory* memory, std::span<Face> faces);
/// faces: with landmarks. Looks are fitted by the landmarks, then by correlation (Evangelidis and Psarakis
/// 2008), each from its own pixels.
cv::Mat averageFaces(const cv::Mat& bgr, const Average& options, FrameMemory* memory,
                     std::span<const Face> faces);
/// A mean head is fitted to 68 landmarks under weak perspective, made to agree with them, and turned; the
/// picture is warped along. faces: their landmarks and poses follow; those without 68 landmarks are left.
/// Source: Dementhon and Davis 1995 (pose), Hassner et al. 2015 (frontalisation by one mean shape).
cv::Mat turnToFront(const cv::Mat& bgr, const Frontal& options, std::span<Face> faces);

/// Standard deviation of white noise in grey levels. Source: Immerkaer 1996, Fast Noise Variance Estimation,
/// with the median in place of the mean, so that texture counts little.
double estimatedNoise(const cv::Mat& bgr);
/// Standard deviation of a Gaussian blur in px, from how much the strongest edges lose when blurred again.
/// Source: Zhuo and Sim 2011, Defocus map estimation from a single image, eq. 6.
double estimatedBlur(const cv::Mat& bgr);

}  // namespace lineament::enhance
