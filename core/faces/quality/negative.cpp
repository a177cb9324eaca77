#include "core/faces/quality/negative.h"

#include <opencv2/imgproc.hpp>

#include "core/faces/align/face_aligner.h"

namespace lineament {
namespace {

// In the ArcFace template of 112 px: half width and height of what is averaged about a point.
constexpr int kEyeHalfWidth = 6, kEyeHalfHeight = 4, kMouthHalfWidth = 11, kMouthHalfHeight = 3,
              kCheekHalf = 5;
constexpr int kTemplatePx = 112;
constexpr double kMouthWeight = 0.5;
constexpr double kLeastDeviation = 5;  // grey levels: what a flat picture varies at least
/// Of 759 photos of LFW and of other people none has more than 0.06, of their negatives all of LFW more than
/// 0.6 and 99 % of the others.
constexpr double kSure = 0.3;

double meanAbout(const cv::Mat& grey, double x, double y, int halfWidth, int halfHeight) {
    const cv::Rect part(cvRound(x) - halfWidth, cvRound(y) - halfHeight, 2 * halfWidth + 1,
                        2 * halfHeight + 1);
    return cv::mean(grey(part & cv::Rect({0, 0}, grey.size())))[0];
}

}  // namespace

double evidenceOfNegative(const cv::Mat& bgr, const Face& face) {
    cv::Mat grey;
    cv::cvtColor(warp(bgr, arcFaceFromImage(face.landmarks5), {kTemplatePx, kTemplatePx}), grey,
                 cv::COLOR_BGR2GRAY);
    const double eyes = (meanAbout(grey, 38.3, 51.7, kEyeHalfWidth, kEyeHalfHeight) +
                         meanAbout(grey, 73.5, 51.5, kEyeHalfWidth, kEyeHalfHeight)) /
                        2;
    const double cheeks =
        (meanAbout(grey, 35, 70, kCheekHalf, kCheekHalf) + meanAbout(grey, 77, 70, kCheekHalf, kCheekHalf)) /
        2;
    const double mouth = meanAbout(grey, 56, 92.3, kMouthHalfWidth, kMouthHalfHeight);
    cv::Scalar mean, deviation;
    cv::meanStdDev(grey(cv::Rect(22, 28, 68, 72)), mean, deviation);
    return (eyes - cheeks + kMouthWeight * (mouth - cheeks)) / (deviation[0] + kLeastDeviation);
}

bool looksNegative(const cv::Mat& bgr, const Face& face) {
    return evidenceOfNegative(bgr, face) > kSure;
}

}  // namespace lineament
