#include "core/pipelines/cases/frame_look.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/image/image.h"
#include "core/media/video_source.h"

namespace lineament {

Look lookAtBox(const FaceEngine& engine, const cv::Mat& bgr, double ms, const BoxPx& box) {
    Face face;
    face.box = box;
    face.score = 1;
    engine.describe(bgr, {&face, 1});
    auto templates = engine.embed(bgr, {&face, 1});
    return {{ms, box, face.quality.overall, faceCrop(bgr, box)}, std::move(templates.front())};
}

std::optional<Look> lookAtRecording(const FaceEngine& engine, const std::string& source, double ms,
                                    const BoxPx& box, std::stop_token stop) {
    try {
        const auto video = openVideoSource(source, std::move(stop));
        video->seek(ms);
        if (const auto frame = video->read()) return lookAtBox(engine, frame->bgr, ms, box);
    } catch (const Error& error) {
        log::warning(error.what());
    }
    return std::nullopt;
}

std::optional<Look> lookAtCrop(const FaceEngine& engine, const BestShot& shot) {
    const Image image = decodeImage(shot.crop, "look");
    const auto faces = engine.detect(image.bgr);
    if (faces.empty()) return std::nullopt;
    auto templates = engine.embed(image.bgr, std::span(faces).first(1));
    return Look{shot, std::move(templates.front())};
}

std::optional<Candidate> bestCandidate(const Workspace& workspace, const std::optional<Template>& pooled) {
    const auto gallery = workspace.gallery();
    if (!pooled || gallery->identities() == 0) return std::nullopt;
    const auto [threshold, fmr] = workspace.searchThreshold();
    auto found = gallery->identify(*pooled, threshold, fmr, 1);
    if (!found.match) return std::nullopt;
    return std::move(found.candidates.front());
}

}  // namespace lineament
