#include "core/pipelines/evidence/evidence_guard.h"

#include <algorithm>

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
