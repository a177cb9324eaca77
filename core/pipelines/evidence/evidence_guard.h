#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "core/domain/identity.h"
#include "core/faces/face_engine.h"
#include "core/image/image.h"
#include "core/image/provenance.h"
#include "core/pipelines/evidence/generated_register.h"

namespace lineament {

/// Keeps what a network made or changed from serving as somebody's likeness: by what a file says of itself,
/// and by a register of what this store has made, which also knows copies that were coded anew, scaled or
/// cropped and have lost their marks. Thread: any.
class EvidenceGuard {
  public:
    /// storeFolder: where the register lies; empty: files' own marks alone.
    EvidenceGuard(const FaceEngine& engine, const std::filesystem::path& storeFolder);

    /// Why a file may be neither enrolled nor searched with (kUnsupported); empty if it says nothing.
    static std::optional<Rejection> refuseFile(const std::filesystem::path& file);
    /// The same of a face that has landmarks, by its looks: it is one of the register.
    std::optional<Rejection> refuseFace(const std::string& path, const cv::Mat& bgr, const Face& face,
                                        const Template* value = nullptr) const;

    /// The largest face of a picture that may be compared. Throws Error(kNotFound: no face; kUnsupported:
    /// what refuseFile() or refuseFace() says).
    Face largestFaceOf(const Image& image) const;

    /// Writes the faces of a picture that a network made or changed into the register.
    /// before: the picture it was changed from, in which the same faces lie at beforeFaces; null: it was made
    /// up. Throws Error(kDiskFull, kUnwritable).
    void remember(const cv::Mat& bgr, std::span<const Face> faces, SourceType type,
                  const cv::Mat* before = nullptr, std::span<const Face> beforeFaces = {}) const;

  private:
    std::optional<SourceType> copyAt(const cv::Mat& bgr, const Face& face, const Template* value) const;

    const FaceEngine& engine_;
    GeneratedRegister register_;
};

}  // namespace lineament
