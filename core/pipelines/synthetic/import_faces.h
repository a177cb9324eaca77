#pragma once

#include <filesystem>
#include <vector>

#include "core/base/job_context.h"
#include "core/domain/identity.h"
#include "core/faces/face_engine.h"

namespace lineament {

struct ImportFacesOptions {
    int resolution = 128;    ///< side of the pictures written, px; 32 to 1024
    bool everyFace = false;  ///< all faces of a photo; else it must show exactly one
    float smallest = 0.5f;   ///< face width against that of the crop below which a face is too small to help
};

struct ImportedFaces {
    std::vector<std::filesystem::path> written;
    std::vector<Rejection> rejected;
};

/// Aligns the faces of photos into a training set: eyes and mouth at the same place in every picture,
/// upright, head and hair within. Photos of folders are taken too. A photo imported before is written again
/// under the same name. Throws Cancelled, Error(kDiskFull, kUnwritable: the folder cannot be written) and
/// model errors.
ImportedFaces importFaces(const FaceEngine& engine, const std::vector<std::filesystem::path>& photos,
                          const std::filesystem::path& folder, const ImportFacesOptions& options,
                          JobContext& context);

}  // namespace lineament
