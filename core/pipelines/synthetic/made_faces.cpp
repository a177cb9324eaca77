#include "core/pipelines/synthetic/made_faces.h"

#include <opencv2/imgproc.hpp>

#include "core/enhance/restore/face_restorer.h"
#include "core/pipelines/synthetic/studio/likeness.h"

namespace lineament {

namespace {

constexpr double kKnownLook = 0.985;   // a look this like one that is remembered is known by it
constexpr double kKnownFrame = 0.993;  // the same of a film's next frame
constexpr int kLeastSide = 256;        // px; the detector finds no face that fills a smaller picture
constexpr int kAround = 40;            // grey level of what is around a portrait on a page

FacePrint printOf(const cv::Mat& bgr, const Face& face) {
    return FacePrint::of(enhance::FaceRestorer::frameOf(bgr, face.landmarks5));
}

}  // namespace

MadeFaces::MadeFaces(const FaceEngine* engine, const std::filesystem::path& storeFolder, Care care)
    : engine_(engine), care_(care) {
    if (engine_ && !storeFolder.empty()) guard_.emplace(*engine_, storeFolder);
}

void MadeFaces::add(const cv::Mat& bgr, std::span<Face> faces) const {
    try {
        guard_->remember(bgr, faces, SourceType::kGenerated);
    } catch (const Error& error) {
        // The recogniser aligns by more points than portraits have known places for.
        if (error.code() != ErrorCode::kInvalidArgument) throw;
        engine_->describe(bgr, faces);
        guard_->remember(bgr, faces, SourceType::kGenerated);
    }
}

void MadeFaces::remember(const cv::Mat& bgr) const {
    if (!guard_) return;
    // A copy is looked at where the detector finds its face in a picture with room around it, and laid over
    // what is remembered: one look is enough, two are for those whose landmarks come out badly.
    cv::Mat large = bgr, framed;
    if (bgr.cols < kLeastSide) cv::resize(bgr, large, {kLeastSide, kLeastSide}, 0, 0, cv::INTER_CUBIC);
    const int margin = large.cols / 3;
    cv::copyMakeBorder(large, framed, margin, margin, margin, margin, cv::BORDER_CONSTANT,
                       cv::Scalar::all(kAround));
    auto found = engine_->detect(framed);
    if (!found.empty()) add(framed, {found.data(), 1});
    if (!found.empty() && care_ == Care::kQuick) return;
    auto nominal = portraitFace(large.cols, margin);
    if (!found.empty() && printOf(framed, found.front()).likeness(printOf(framed, nominal)) >= kKnownLook)
        return;
    add(framed, {&nominal, 1});
}

void MadeFaces::rememberFrame(const cv::Mat& bgr) {
    if (!guard_) return;
    const auto print = printOf(bgr, portraitFace(bgr.cols));
    if (last_ && last_->likeness(print) >= kKnownFrame) return;
    remember(bgr);
    last_ = print;
}

}  // namespace lineament
