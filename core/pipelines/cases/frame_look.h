#pragma once

#include <opencv2/core/mat.hpp>
#include <optional>
#include <stop_token>
#include <string>

#include "core/footage/best_shots.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// A look at the face in a box of a frame: measured, embedded, cut out.
Look lookAtBox(const FaceEngine& engine, const cv::Mat& bgr, double ms, const BoxPx& box);

/// The same from the recording itself; empty if the frame cannot be had (the file is gone or damaged).
std::optional<Look> lookAtRecording(const FaceEngine& engine, const std::string& source, double ms,
                                    const BoxPx& box, std::stop_token stop);

/// The same from a crop that was kept; empty if no face is found in it.
std::optional<Look> lookAtCrop(const FaceEngine& engine, const BestShot& shot);

/// Who a track may be: the best person of the gallery that reaches the threshold of a search.
std::optional<Candidate> bestCandidate(const Workspace& workspace, const std::optional<Template>& pooled);

}  // namespace lineament
