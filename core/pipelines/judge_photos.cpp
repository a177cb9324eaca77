#include "core/pipelines/judge_photos.h"

#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/photo_gate.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {
namespace {

JudgedPhoto judgeOne(const FaceEngine& engine, const Photo& photo, const EnrolOptions& options) {
    JudgedPhoto judged;
    judged.path = photo.path.string();
    if (photo.rejection) {
        judged.rejection = photo.rejection;
        return judged;
    }
    const auto& bgr = photo.image->bgr;
    const SizePx size{bgr.cols, bgr.rows};
    auto chosen = chooseFace(engine.detect(bgr), size, options.severalFaces, judged.path);
    if (auto* rejection = std::get_if<Rejection>(&chosen)) {
        judged.rejection = std::move(*rejection);
        judged.crop = faceCrop(bgr, {0, 0, static_cast<float>(size.width), static_cast<float>(size.height)});
        return judged;
    }
    judged.face = std::get<Face>(std::move(chosen));
    engine.judgeLiveness(bgr, {&*judged.face, 1});
    judged.crop = faceCrop(bgr, judged.face->box);
    judged.rejection = EvidenceGuard::refuseFile(photo.path);
    if (!judged.rejection) judged.rejection = judgePhoto(bgr, *judged.face, options.gate, judged.path);
    return judged;
}

}  // namespace

void judgePhotos(const FaceEngine& engine, const std::vector<std::filesystem::path>& photos,
                 const EnrolOptions& options, JobContext& context,
                 const std::function<void(JudgedPhoto)>& onPhoto) {
    PhotoReader reader(photos, {}, context.stopToken());
    const auto total = static_cast<std::int64_t>(photos.size());
    for (std::int64_t done = 1; auto photo = reader.next(); ++done) {
        context.checkpoint();
        try {
            onPhoto(judgeOne(engine, *photo, options));
        } catch (const Error& error) {
            JudgedPhoto judged;
            judged.path = photo->path.string();
            judged.rejection = rejectionFrom(error, judged.path);
            onPhoto(std::move(judged));
        }
        context.report("photos", done, total);
    }
    context.checkpoint();
}

}  // namespace lineament
