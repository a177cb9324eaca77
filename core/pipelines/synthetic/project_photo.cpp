#include "core/pipelines/synthetic/project_photo.h"

#include "core/faces/align/face_aligner.h"
#include "core/faces/embed/differentiable.h"
#include "core/image/image.h"
#include "core/pipelines/synthetic/judge_samples.h"

namespace lineament {

ProjectedPhoto projectPhoto(const FaceEngine& engine, std::shared_ptr<const ModelRegistry> registry,
                            const gan::Projector& projector, const std::filesystem::path& photo,
                            const ProjectPhotoOptions& options, JobContext& context) {
    const auto bgr = loadImage(photo).bgr;
    const auto faces = engine.detect(bgr);
    if (faces.empty()) throw Error(ErrorCode::kUnreadable, photo.string(), "no face was found in it");
    ProjectedPhoto result;
    result.target = pictureOf(alignPortrait(bgr, faces.front().landmarks5, projector.network().resolution));
    if (options.onTarget) options.onTarget(result.target);

    gan::ProjectionOptions search;
    search.onPreview = options.onPreview;
    search.previewEvery = options.onPreview ? options.previewEvery : 0;
    search.steps = options.steps;
    search.seed = options.seed;
    search.label = options.label;
    search.identityWeight = options.identityWeight;
    if (options.identityWeight > 0)
        search.identity =
            takingPortraits(differentiableMobileFaceNet(std::move(registry), engine.options().device));
    result.projection = projector.project(result.target, search, context);

    // Both sides as crops of the generator's size: else the loss by scaling down would count as drift.
    const std::vector<gan::Picture> sides = {result.target, result.projection.picture};
    const auto judged = judgePictures(engine, sides, context);
    result.faceFound = judged.templates.size() == 2;
    if (result.faceFound)
        for (std::size_t i = 0; i < judged.templates[0].size(); ++i)
            result.similarity += static_cast<double>(judged.templates[0][i]) * judged.templates[1][i];
    return result;
}

}  // namespace lineament
