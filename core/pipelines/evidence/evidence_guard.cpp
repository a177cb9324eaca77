#include "core/pipelines/evidence/evidence_guard.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/enhance/restore/face_restorer.h"

namespace lineament {
namespace {

std::string sentence(SourceType type, const char* how) {
    return std::string(how) +
           (type == SourceType::kGenerated ? "a network made it up" : "a network changed the face in it") +
           ": it may be a lead, but neither a reference nor a probe; use the original";
}

}  // namespace

EvidenceGuard::EvidenceGuard(const FaceEngine& engine, const std::filesystem::path& storeFolder)
    : engine_(engine), register_(storeFolder) {}

std::optional<Rejection> EvidenceGuard::refuseFile(const std::filesystem::path& file) {
    const auto marked = provenanceOf(file);
    if (!marked || !isGenerative(marked->type)) return std::nullopt;
    return Rejection{
        file.string(), RejectionCode::kUnsupported, sentence(marked->type, "the picture says that "), {}};
}

std::optional<Rejection> EvidenceGuard::refuseFace(const std::string& path, const cv::Mat& bgr,
                                                   const Face& face, const Template* value) const {
    const auto print = FacePrint::of(enhance::FaceRestorer::frameOf(bgr, face.landmarks5));
    const auto found = register_.find(print, value ? value->recogniser : std::string(),
                                      value ? value->values : std::vector<float>());
    if (!found) return std::nullopt;
    return Rejection{path,
                     RejectionCode::kUnsupported,
                     sentence(found->type, "it is a copy of a picture of which this store knows that "),
                     {}};
}

Face EvidenceGuard::largestFaceOf(const Image& image) const {
    const auto path = image.path.string();
    const auto refuse = [&](const std::optional<Rejection>& rejection) {
        if (rejection) throw Error(ErrorCode::kUnsupported, path, rejection->reason);
    };
    refuse(refuseFile(image.path));
    auto faces = engine_.detect(image.bgr);
    if (faces.empty()) throw Error(ErrorCode::kNotFound, path, "no face was found in it");
    if (!register_.empty()) {
        const auto value = engine_.embed(image.bgr, {&faces.front(), 1});
        refuse(refuseFace(path, image.bgr, faces.front(), &value.front()));
    }
    return std::move(faces.front());
}

void EvidenceGuard::remember(const cv::Mat& bgr, std::span<const Face> faces, SourceType type,
                             const cv::Mat* before, std::span<const Face> beforeFaces) const {
    if (faces.empty()) return;
    const auto templates = engine_.embed(bgr, faces);
    for (std::size_t i = 0; i < faces.size(); ++i) {
        GeneratedFace face;
        face.type = type;
        face.print = FacePrint::of(enhance::FaceRestorer::frameOf(bgr, faces[i].landmarks5));
        if (before && i < beforeFaces.size())
            face.before = FacePrint::of(enhance::FaceRestorer::frameOf(*before, beforeFaces[i].landmarks5));
        face.recogniser = templates[i].recogniser;
        face.values = templates[i].values;
        register_.add(face);
    }
}

}  // namespace lineament
