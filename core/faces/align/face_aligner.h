#pragma once

#include <opencv2/core/mat.hpp>
#include <span>

#include "core/domain/face.h"

namespace lineament {

/// Least-squares similarity that maps `from` to `to`. Source: Umeyama 1991, TPAMI 13(4), eq. 40-43.
/// Throws Error(kInvalidArgument) if fewer than two points differ.
SimilarityTransform fitSimilarity(std::span<const PointPx> from, std::span<const PointPx> to);

/// 112 x 112, the ArcFace template. Thread: any.
cv::Mat alignArcFace112(const cv::Mat& bgr, const Landmarks5& points);
/// 150 x 150, dlib's chip with padding 0.25. Thread: any.
cv::Mat alignDlib150(const cv::Mat& bgr, const Landmarks68& points);
/// 128 x 128 for the histogram recogniser: eyes level at (38, 42) and (90, 42), grey levels equalised, the
/// three channels equal. Thread: any.
cv::Mat alignEyesGrey(const cv::Mat& bgr, const Landmarks5& points);
/// side x side with hair and chin, as generators are trained on: see portraitPoints(). Thread: any.
cv::Mat alignPortrait(const cv::Mat& bgr, const Landmarks5& points, int side);
/// Where eyes, nose and corners of the mouth lie in such a crop.
Landmarks5 portraitPoints(int side);
/// alignedFromImage of the ArcFace template.
SimilarityTransform arcFaceFromImage(const Landmarks5& points);
/// The picture under warpedFromImage, black outside; averages pixels first where it shrinks by two or more.
cv::Mat warp(const cv::Mat& image, const SimilarityTransform& warpedFromImage, SizePx size);

}  // namespace lineament
