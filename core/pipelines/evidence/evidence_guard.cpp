#include "core/pipelines/evidence/evidence_guard.h"

#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/enhance/restore/face_frame.h"
#include "core/enhance/restore/face_restorer.h"

namespace lineament {
namespace {

constexpr int kLooks = 1;              // beyond the first
constexpr float kFillsPicture = 0.5f;  // of its width
constexpr int kRoomGrey = 40;          // grey level of the room

/// Where the average face of a record's frame lies in a picture whose face has its landmarks at `points`.
Landmarks5 pointsOf(const PrintMatcher::Match& match, const Landmarks5& points) {
    constexpr double kPixels = static_cast<double>(enhance::kFrameSide) / FacePrint::kSide;
    const auto imageFromFrame = enhance::frameFromImage(points).inverse();
    const cv::Matx33d thisFromOther = match.otherFromThis.inv();
    Landmarks5 moved = enhance::framePoints();
    for (auto& point : moved) {
        const cv::Vec3d at =
            thisFromOther * cv::Vec3d((point.x + 0.5) / kPixels - 0.5, (point.y + 0.5) / kPixels - 0.5, 1);
        point = imageFromFrame({static_cast<float>((at[0] + 0.5) * kPixels - 0.5),
                                static_cast<float>((at[1] + 0.5) * kPixels - 0.5)});
    }
    return moved;
}

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
    if (register_.empty()) return std::nullopt;
    auto copyOf = copyAt(bgr, face, value);
    // A face that fills its picture has its landmarks put badly: room is made around it.
    if (!copyOf && face.box.width > kFillsPicture * static_cast<float>(bgr.cols)) {
        cv::Mat framed;
        const int margin = bgr.cols / 3;
        cv::copyMakeBorder(bgr, framed, margin, margin, margin, margin, cv::BORDER_CONSTANT,
                           cv::Scalar::all(kRoomGrey));
        if (const auto faces = engine_.detect(framed); !faces.empty())
            copyOf = copyAt(framed, faces.front(), nullptr);
    }
    if (!copyOf) return std::nullopt;
    return Rejection{path,
                     RejectionCode::kUnsupported,
                     sentence(*copyOf, "it is a copy of a picture of which this store knows that "),
                     {}};
}

std::optional<SourceType> EvidenceGuard::copyAt(const cv::Mat& bgr, const Face& face,
                                                const Template* value) const {
    Face looked = face;
    Template found = value ? *value : engine_.embed(bgr, {&looked, 1}).front();
    for (int look = 0;; ++look) {
        const auto print = FacePrint::of(enhance::FaceRestorer::frameOf(bgr, looked.landmarks5));
        const auto answer = register_.ask(print, found.recogniser, found.values);
        if (answer.copyOf || !answer.nearest || look == kLooks) return answer.copyOf;
        // Where the record has its landmarks, and looked at there.
        looked.landmarks5 = pointsOf(*answer.nearest, looked.landmarks5);
        looked.landmarks68.reset();
        try {
            found = engine_.embed(bgr, {&looked, 1}).front();
        } catch (const Error& error) {  // a recogniser that aligns by more points
            if (error.code() != ErrorCode::kInvalidArgument) throw;
            return std::nullopt;
        }
    }
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
