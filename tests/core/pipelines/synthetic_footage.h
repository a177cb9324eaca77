#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <optional>

#include "core/faces/face_engine.h"

namespace lineament::test {

/// A little film whose truth is known: Anna walks to the right and is hidden behind a board for 0.72 s, Bea
/// sits beside; after a cut Anna alone stands elsewhere. Made from the sample photos, 640 x 360, 25 frames a
/// second.
class SyntheticFootage {
  public:
    static constexpr int kFrames = 100, kCut = 65;
    static constexpr int kHiddenFrom = 25, kHiddenUntil = 43;
    static constexpr double kFrameMs = 40;

    /// Finds the two in a sample photo.
    explicit SyntheticFootage(const FaceEngine& engine);

    cv::Mat frame(int number) const;
    /// Where Anna's face is, also while it is hidden.
    BoxPx anna(int frame) const;
    /// Where Bea's is; empty after the cut.
    std::optional<BoxPx> bea(int frame) const;
    /// Anna's template from the photo.
    const Template& annasTemplate() const { return annasTemplate_; }
    const Face& annasFace() const { return annasFace_; }

    /// The frames as pictures of a folder.
    void write(const std::filesystem::path& folder) const;

  private:
    /// A head on transparent ground: pixels, softness of the edge, and where the face is in it.
    struct Head {
        cv::Mat bgr, alpha;
        BoxPx face;
    };
    static Head cutOut(const cv::Mat& photo, const BoxPx& face);
    static void paste(const Head& head, const BoxPx& face, cv::Mat& frame);

    Head anna_, bea_;
    Face annasFace_;
    Template annasTemplate_;
    cv::Mat firstScene_, secondScene_;
};

}  // namespace lineament::test
