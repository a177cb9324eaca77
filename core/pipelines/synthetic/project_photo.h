#pragma once

#include <filesystem>

#include "core/faces/face_engine.h"
#include "core/gan/projection/projector.h"

namespace lineament {

struct ProjectPhotoOptions {
    int steps = 500;
    std::uint64_t seed = 1;
    std::optional<int> label;
    double identityWeight = 0.3;  ///< of the recogniser's pull towards the person; 0: pixels alone
    /// Told on the caller's thread; may be empty: the aligned photo before the search, and what it has found so
    /// far every previewEvery steps (0: never).
    std::function<void(const gan::Picture&)> onTarget;
    std::function<void(const gan::Picture&, int step)> onPreview;
    int previewEvery = 0;
};

struct ProjectedPhoto {
    gan::Projection projection;
    gan::Picture target;  ///< the photo's largest face, aligned as the generator's training set was
    double similarity =
        0;  ///< of the engine's recogniser, which the search did not see: photo against projection
    bool faceFound = true;  ///< in the projection; false: similarity is 0
};

/// Finds the largest face of a photo in a generator's latent space. The search is pulled by mobilefacenet's
/// templates; the similarity reported is the engine's recogniser's, so that the search cannot fool it.
/// Throws Error(kUnreadable ... as loadImage; kUnreadable: no face), model errors, Cancelled.
ProjectedPhoto projectPhoto(const FaceEngine& engine, std::shared_ptr<const ModelRegistry> registry,
                            const gan::Projector& projector, const std::filesystem::path& photo,
                            const ProjectPhotoOptions& options, JobContext& context);

}  // namespace lineament
