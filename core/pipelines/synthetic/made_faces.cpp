#include "core/pipelines/synthetic/made_faces.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/enhance/restore/face_restorer.h"
#include "core/pipelines/enhance/visible_mark.h"
#include "core/pipelines/synthetic/studio/likeness.h"

namespace lineament {

namespace {

constexpr double kKnownLook = 0.985;   // a look this like one that is remembered is known by it
constexpr double kKnownFrame = 0.993;  // the same of a film's next frame
constexpr int kLeastSide = 256;        // px; the detector finds no face that fills a smaller picture
constexpr int kCutOff[] = {24, 12};    // crops lack these parts of each side
constexpr int kAround = 40;            // grey level of what is around a portrait on a page

FacePrint printOf(const cv::Mat& bgr, const Face& face) {
    return FacePrint::of(enhance::FaceRestorer::frameOf(bgr, face.landmarks5));
}

}  // namespace

MadeFaces::MadeFaces(const FaceEngine* engine, const std::filesystem::path& storeFolder, bool markedToo,
                     Care care)
    : engine_(engine), markedToo_(markedToo), care_(care) {
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
    std::vector<FacePrint> known;
    const auto addAt = [&](const cv::Mat& picture, Face face) {
        const auto print = printOf(picture, face);
        if (std::any_of(known.begin(), known.end(),
                        [&](const auto& other) { return other.likeness(print) >= kKnownLook; }))
            return;
        known.push_back(print);
        add(picture, {&face, 1});
    };
    const bool thorough = care_ == Care::kThorough;
    if (thorough) addAt(bgr, portraitFace(bgr.cols));
    // A copy is looked at where the detector finds its face, which is not where that was drawn: it depends on
    // how large the copy is, on what is around it, and on the mark.
    std::vector<cv::Mat> looks = {bgr};
    if (markedToo_) {
        looks.push_back(bgr.clone());
        markVisibly(looks.back(), Corner::kBottomRight, SourceType::kGenerated);
    }
    for (const auto& look : looks) {
        cv::Mat large = look, framed;
        if (look.cols < kLeastSide) cv::resize(look, large, {kLeastSide, kLeastSide}, 0, 0, cv::INTER_CUBIC);
        const int margin = large.cols / 3;
        cv::copyMakeBorder(large, framed, margin, margin, margin, margin, cv::BORDER_CONSTANT,
                           cv::Scalar::all(kAround));
        std::vector<cv::Mat> versions = {large, framed};
        for (const int part : kCutOff) {
            if (!thorough) break;
            const int cut = large.cols / part;
            versions.push_back(large(cv::Rect(cut, cut, large.cols - 2 * cut, large.rows - 2 * cut)));
        }
        for (const auto& version : versions)
            if (auto found = engine_->detect(version); !found.empty()) addAt(version, found.front());
    }
}

void MadeFaces::rememberFrame(const cv::Mat& bgr) {
    if (!guard_) return;
    const auto print = printOf(bgr, portraitFace(bgr.cols));
    if (last_ && last_->likeness(print) >= kKnownFrame) return;
    remember(bgr);
    last_ = print;
}

}  // namespace lineament
