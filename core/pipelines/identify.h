#pragma once

#include <filesystem>
#include <vector>

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// The faces of one picture with templates and, if asked for, who they are.
struct ImageFaces {
    std::string path;
    SizePx size;
    std::vector<Face> faces;          ///< largest first
    std::vector<Template> templates;  ///< as faces, if asked for
    std::vector<Identification>
        identifications;  ///< as faces, if asked for; one identity at most once a picture
};

struct ImagesResult {
    std::vector<ImageFaces> images;
    std::vector<Rejection> rejected;
};

enum class ImageWork { kDetect, kEmbed, kIdentify };

/// Decodes on one thread while another works; order of the input kept.
/// detect and embed need no store: workspace may be null for them. With one, what a network made or changed
/// is rejected as a probe.
ImagesResult processImages(const FaceEngine& engine, Workspace* workspace,
                           const std::vector<std::filesystem::path>& paths, ImageWork work, int top,
                           JobContext& context);

/// 1:1 of the largest face of each picture.
struct Verification {
    float similarity = 0, threshold = 0;
    double fmr = 0;
    bool match = false;
    Face a, b;
};
/// Throws Error(kUnreadable ..., with the path as subject; kNotFound "no face"; kUnsupported for what a
/// network made or changed, by its mark or by the register of the store).
Verification verifyImages(const FaceEngine& engine, const std::filesystem::path& a,
                          const std::filesystem::path& b, double fmr,
                          const std::filesystem::path& storeFolder = {});

}  // namespace lineament
