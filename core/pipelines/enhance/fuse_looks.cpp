#include "core/pipelines/enhance/fuse_looks.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/restore/face_frame.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/enhance/restore/multi_frame.h"
#include "core/image/provenance.h"
#include "core/media/video_source.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/enhance/visible_mark.h"
#include "core/pipelines/evidence/evidence_guard.h"

namespace lineament {
namespace {

constexpr std::size_t kMostLooks = 120;
constexpr float kLeastOverlap = 0.2f, kLeastSimilarity = 0.35f;
constexpr int kEnlarge = 2;  ///< of the frame of 128 px, so that a label has room

struct Look {
    enhance::WeightedFrame frame;
    Template value;
};

Template meanOf(const std::vector<Template>& all) {
    Template mean = all.front();
    for (std::size_t i = 1; i < all.size(); ++i)
        for (std::size_t k = 0; k < mean.values.size(); ++k)
            mean.values[k] += all[i].values[k];
    double squares = 0;
    for (const float value : mean.values)
        squares += static_cast<double>(value) * value;
    for (float& value : mean.values)
        value = static_cast<float>(value / std::max(1e-9, std::sqrt(squares)));
    return mean;
}

/// The face that was chosen, and all looks at it about that time.
std::vector<Look> looksAt(const FaceEngine& engine, const FuseLooksRequest& request, JobContext& context) {
    auto source = openVideoSource(request.recording.string(), context.stopToken());
    const auto facesOf = [&](const VideoFrame& frame) {
        auto faces = engine.detectBoxes(frame.bgr);
        std::stable_sort(faces.begin(), faces.end(),
                         [](const Face& a, const Face& b) { return a.box.area() > b.box.area(); });
        return faces;
    };
    source->seek(request.ms);
    const auto chosenFrame = source->read();
    context.checkpoint();
    if (!chosenFrame)
        throw Error(ErrorCode::kUnreadable, request.recording.string(), "there is no frame at that time");
    auto faces = facesOf(*chosenFrame);
    if (request.face >= static_cast<int>(faces.size()))
        throw Error(ErrorCode::kNotFound, request.recording.string(),
                    std::to_string(faces.size()) + " faces were found in the frame at that time");
    Face chosen = faces[static_cast<std::size_t>(request.face)];
    if (request.box) {
        const auto overlap = [&](const Face& face) { return iou(face.box, *request.box); };
        chosen = *std::max_element(faces.begin(), faces.end(),
                                   [&](const Face& a, const Face& b) { return overlap(a) < overlap(b); });
        if (overlap(chosen) < kLeastOverlap)
            throw Error(ErrorCode::kNotFound, request.recording.string(),
                        "the face of the track is not found again at that time");
    }
    engine.describe(chosenFrame->bgr, {&chosen, 1});
    const auto reference = engine.embed(chosenFrame->bgr, {&chosen, 1}).front();

    std::vector<Look> looks;
    const double from = std::max(0.0, request.ms - 500 * request.seconds),
                 to = request.ms + 500 * request.seconds;
    source->seek(from);
    while (auto frame = source->read()) {
        context.checkpoint();
        if (frame->ms > to || looks.size() >= kMostLooks) break;
        const Face* nearest = nullptr;
        float best = kLeastOverlap;
        auto found = facesOf(*frame);
        for (const auto& face : found)
            if (const float overlap = iou(face.box, chosen.box); overlap > best)
                best = overlap, nearest = &face;
        if (!nearest) continue;
        Face face = *nearest;
        engine.describe(frame->bgr, {&face, 1});
        auto value = engine.embed(frame->bgr, {&face, 1}).front();
        if (similarity(value, reference) < kLeastSimilarity)
            continue;  // somebody else came before the camera
        looks.push_back({{enhance::FaceRestorer::frameOf(frame->bgr, face.landmarks5),
                          std::max(1.0f, face.quality.overall)},
                         std::move(value)});
        context.report("looks", static_cast<std::int64_t>(looks.size()), 0);
    }
    if (looks.empty())
        throw Error(ErrorCode::kNotFound, request.recording.string(), "the face is not seen about that time");
    return looks;
}

void save(const FaceEngine& engine, const FuseLooksRequest& request, const enhance::FaceRestorer& restorer,
          cv::Mat picture, const Face& face) {
    if (!request.storeFolder.empty())
        EvidenceGuard(engine, request.storeFolder).remember(picture, {&face, 1}, SourceType::kEnhanced);
    markVisibly(picture, Corner::kBottomLeft);
    LineageRecord record;
    record.inputSha256 = sha256File(request.recording);
    record.pixelsSha256 = pixelsSha256(picture);
    record.chain = {{enhance::Restore{request.fidelity, 0}}};
    const auto* model = engine.registry().find(restorer.id());
    record.networks = {{restorer.id(), model && !model->files.empty() ? model->files.front().sha256 : ""}};
    auto lineage = signedLineage(record, request.storeFolder);
    lineage["looks"] = std::to_string(request.seconds) + " s about " + std::to_string(request.ms) + " ms";
    saveMarkedPicture(request.output, picture, {SourceType::kEnhanced, std::move(lineage)});
}

}  // namespace

FuseLooksResult fuseLooks(const FaceEngine& engine, const FuseLooksRequest& request, JobContext& context) {
    LINEAMENT_REQUIRE(request.seconds >= 0.1 && request.seconds <= 10, "seconds", "it must be 0.1 to 10");
    LINEAMENT_REQUIRE(request.face >= 0 && request.ms >= 0, "face", "face and time are counted from 0");
    LINEAMENT_REQUIRE(request.fidelity >= 0 && request.fidelity <= 1, "fidelity", "it must be 0 to 1");
    const auto looks = looksAt(engine, request, context);
    std::vector<enhance::WeightedFrame> frames;
    std::vector<cv::Mat> pictures;
    std::vector<Template> seen;
    std::size_t best = 0;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        frames.push_back(looks[i].frame);
        pictures.push_back(looks[i].frame.bgr);
        seen.push_back(looks[i].value);
        if (looks[i].frame.weight > looks[best].frame.weight) best = i;
    }
    const auto fused = enhance::fuseFrames(frames);
    context.checkpoint();
    const enhance::FaceRestorer restorer(engine.sharedRegistry(), engine.options().device,
                                         engine.options().precision);
    pictures.push_back(fused.bgr);
    const auto restored = restorer.restore(pictures, request.fidelity);
    context.checkpoint();
    Face there;
    there.landmarks5 = enhance::framePoints();
    there.box = {24, 24, 80, 96};
    const auto embed = [&](const cv::Mat& frame) { return engine.embed(frame, {&there, 1}).front(); };
    FuseLooksResult result;
    result.looks = static_cast<int>(looks.size());
    result.used = fused.used;
    const auto mean = meanOf(seen);
    std::vector<Template> each;
    for (std::size_t i = 0; i < looks.size(); ++i)
        each.push_back(embed(restored[i]));
    result.best = similarity(each[best], mean);
    result.fused = similarity(embed(restored.back()), mean);
    result.fusedTemplate = meanOf(each);
    cv::Mat larger;
    cv::resize(restored.back(), larger, {}, kEnlarge, kEnlarge, cv::INTER_CUBIC);
    save(engine, request, restorer, larger, enhance::scaledFace(there, kEnlarge));
    return result;
}

}  // namespace lineament
