#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <optional>

#include "core/faces/face_engine.h"
#include "core/pipelines/evidence/evidence_guard.h"

namespace lineament {

/// Puts the faces of generated portraits into the register of what a store has made, so that their copies are
/// refused as references and probes also when they have lost their marks. Thread: one at a time.
class MadeFaces {
  public:
    enum class Care {
        kThorough,  ///< two looks at each
        kQuick      ///< for many pictures: one
    };
    /// engine: outlives this; null, or an empty folder: nothing is remembered.
    MadeFaces(const FaceEngine* engine, const std::filesystem::path& storeFolder,
              Care care = Care::kThorough);

    /// A square picture of one portrait. Throws Error(kDiskFull, kUnwritable), model errors.
    void remember(const cv::Mat& bgr) const;
    /// The next frame of a film of portraits: one that looks like the last one remembered is known by it.
    void rememberFrame(const cv::Mat& bgr);

  private:
    void add(const cv::Mat& bgr, std::span<Face> faces) const;

    const FaceEngine* engine_;
    Care care_;
    std::optional<EvidenceGuard> guard_;
    std::optional<FacePrint> last_;
};

}  // namespace lineament
