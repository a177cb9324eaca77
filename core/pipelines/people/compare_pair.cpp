#include "core/pipelines/people/compare_pair.h"

#include <algorithm>
#include <cmath>

#include "core/base/hash.h"
#include "core/faces/align/face_aligner.h"
#include "core/image/image.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/people/calibrate_likelihood.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

/// Where eyes, nose and mouth come to lie: the whole head is seen, with ears and chin.
Landmarks5 placeOfPoints() {
    constexpr float kShare = 0.62f, kMiddle = kPortraitPx / 2.0f;
    auto points = portraitPoints(kPortraitPx);
    for (auto& point : points)
        point = {kMiddle + kShare * (point.x - kMiddle), kMiddle + kShare * (point.y - kMiddle)};
    return points;
}

Template templateOf(const FaceEngine& engine, const Image& image, Face face) {
    // Points as this recogniser was measured with.
    const auto pose = face.pose;
    if (std::abs(pose.roll) < 135) engine.describe(image.bgr, {&face, 1});
    return engine.embed(image.bgr, {&face, 1}).front();
}

RecogniserAnswer answerOf(const FaceEngine& engine, const Image& a, const Face& faceA, const Image& b,
                          const Face& faceB, double fmr) {
    RecogniserAnswer answer;
    answer.id = engine.options().recogniser;
    answer.key = engine.recogniserKey();
    try {
        answer.similarity = similarity(templateOf(engine, a, faceA), templateOf(engine, b, faceB));
        const auto& calibration = engine.calibration();
        answer.fmr = fmr;
        answer.threshold = calibration.thresholdAt(fmr);
        answer.fmrHere = calibration.fmrAt(answer.similarity);
        const double least = 1.0 / static_cast<double>(std::max<std::int64_t>(1, calibration.comparisons));
        answer.fmrHereIsBound = answer.fmrHere < least;
        answer.fmrHere = std::max(answer.fmrHere, least);
        answer.match = answer.similarity >= answer.threshold;
        answer.population = calibration.population;
        answer.likelihood = loadLikelihood(engine.registry(), answer.key);
    } catch (const Error& error) {
        answer.problem = error.detail();
    }
    return answer;
}

}  // namespace

ComparedFace faceToCompare(const FaceEngine& engine, const fs::path& picture, const fs::path& storeFolder) {
    const auto image = loadImage(picture);
    ComparedFace compared;
    compared.source = picture.string();
    compared.sha256 = sha256File(picture);
    compared.size = {image.bgr.cols, image.bgr.rows};
    compared.face = EvidenceGuard(engine, storeFolder).largestFaceOf(image);
    const auto& points = compared.face.landmarks5;
    const auto uprightFromImage = fitSimilarity(points, placeOfPoints());
    compared.upright = warp(image.bgr, uprightFromImage, {kPortraitPx, kPortraitPx});
    if (compared.face.landmarks68)
        for (const auto& point : *compared.face.landmarks68)
            compared.landmarks.push_back(uprightFromImage(point));
    return compared;
}

std::vector<RecogniserAnswer> compareByAll(const FaceEngine& engine, const fs::path& a, const fs::path& b,
                                           double fmr, JobContext& context, const fs::path& storeFolder) {
    const EvidenceGuard guard(engine, storeFolder);
    const auto imageA = loadImage(a), imageB = loadImage(b);
    const auto faceA = guard.largestFaceOf(imageA), faceB = guard.largestFaceOf(imageB);
    std::vector<std::string> ids = {engine.options().recogniser};
    for (const auto* model : engine.registry().withRole("recogniser"))
        if (model->id != ids.front()) ids.push_back(model->id);
    std::vector<RecogniserAnswer> answers;
    for (const auto& id : ids) {
        context.checkpoint();
        if (id == engine.options().recogniser) {
            answers.push_back(answerOf(engine, imageA, faceA, imageB, faceB, fmr));
        } else {
            auto options = engine.options();
            options.recogniser = id;
            options.landmarks.clear();
            answers.push_back(
                answerOf(FaceEngine(engine.sharedRegistry(), options), imageA, faceA, imageB, faceB, fmr));
        }
        context.report("recognisers", static_cast<std::int64_t>(answers.size()),
                       static_cast<std::int64_t>(ids.size()));
    }
    return answers;
}

}  // namespace lineament
