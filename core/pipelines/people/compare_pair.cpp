#include "core/pipelines/people/compare_pair.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/faces/align/face_aligner.h"
#include "core/image/image.h"
#include "core/media/video_source.h"
#include "core/pipelines/cases/name_person.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/people/calibrate_likelihood.h"
#include "core/store/gallery_book.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

/// Overlap from which a face counts as the one that was chosen.
constexpr float kSamePlace = 0.3f;
constexpr const char* kSamplePrefix = "sample:";
constexpr const char* kTimeMark = "#t=";  // as lookPath() writes it

/// Where eyes, nose and mouth come to lie: the whole head is seen, with ears and chin.
Landmarks5 placeOfPoints() {
    constexpr float kShare = 0.62f, kMiddle = kPortraitPx / 2.0f;
    auto points = portraitPoints(kPortraitPx);
    for (auto& point : points)
        point = {kMiddle + kShare * (point.x - kMiddle), kMiddle + kShare * (point.y - kMiddle)};
    return points;
}

Template templateOf(const FaceEngine& engine, const ComparedFace& compared) {
    // Points as this recogniser was measured with.
    Face face = compared.face;
    if (std::abs(face.pose.roll) < 135) engine.describe(compared.picture, {&face, 1});
    return engine.embed(compared.picture, {&face, 1}).front();
}

RecogniserAnswer answerOf(const FaceEngine& engine, const ComparedFace& a, const ComparedFace& b,
                          double fmr) {
    RecogniserAnswer answer;
    answer.id = engine.options().recogniser;
    answer.key = engine.recogniserKey();
    try {
        answer.similarity = similarity(templateOf(engine, a), templateOf(engine, b));
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

/// The face that lies at a place, or the largest one, where it may be compared.
Face faceAt(const FaceEngine& engine, const Image& image, const std::string& subject,
            const std::optional<BoxPx>& place, const fs::path& storeFolder) {
    const EvidenceGuard guard(engine, storeFolder);
    const auto refuse = [&](const std::optional<Rejection>& rejection) {
        if (rejection) throw Error(ErrorCode::kUnsupported, subject, rejection->reason);
    };
    refuse(EvidenceGuard::refuseFile(image.path));
    auto faces = engine.detect(image.bgr);
    if (faces.empty()) throw Error(ErrorCode::kNotFound, subject, "no face was found in it");
    auto chosen = faces.begin();
    if (place) {
        chosen = std::max_element(faces.begin(), faces.end(), [&](const Face& a, const Face& b) {
            return iou(a.box, *place) < iou(b.box, *place);
        });
        if (iou(chosen->box, *place) < kSamePlace)
            throw Error(ErrorCode::kNotFound, subject, "no face was found at the place that was chosen");
    }
    const auto value = engine.embed(image.bgr, {&*chosen, 1});
    refuse(guard.refuseFace(subject, image.bgr, *chosen, &value.front()));
    return std::move(*chosen);
}

/// Fills in the picture and what is known of it.
Image pictureOf(ComparedFace& compared, JobContext& context, Store* store) {
    const auto& source = compared.source;
    Image image;
    if (source.kind == FaceSource::Kind::kSample) {
        LINEAMENT_REQUIRE(store, nameOf(source), "samples are compared with a data store alone");
        const auto sample = store->galleryBook().sample(source.sample);
        if (!sample) throw Error(ErrorCode::kNotFound, nameOf(source), "there is no such sample");
        const auto person = store->identity(sample->identity);
        const auto original = store->original(source.sample);
        compared.keptCrop = original.empty();
        image = decodeImage(compared.keptCrop ? sample->crop : original, nameOf(source));
        compared.sha256 = sample->sha256;
        compared.title =
            (person ? person->name + " · " : std::string()) + fs::path(sample->path).filename().string();
        // The crop shows the one face; in the original it lies where it was enrolled.
        if (!compared.keptCrop) compared.source.box = sample->face.box;
        return image;
    }
    compared.sha256 = sha256File(source.path, [&] { context.checkpoint(); });
    compared.title = fs::path(nameOf(source)).filename().string();
    if (source.kind == FaceSource::Kind::kPhoto) return loadImage(source.path);
    const auto video = openVideoSource(source.path, context.stopToken());
    video->seek(source.ms);
    auto frame = video->read();
    context.checkpoint();
    if (!frame)
        throw Error(ErrorCode::kNotFound, nameOf(source), "the recording shows no frame at this time");
    image.bgr = std::move(frame->bgr);
    image.path = source.path;
    image.stored = {image.bgr.cols, image.bgr.rows};
    return image;
}

}  // namespace

std::string nameOf(const FaceSource& source) {
    switch (source.kind) {
        case FaceSource::Kind::kSample:
            return kSamplePrefix + std::to_string(source.sample.value());
        case FaceSource::Kind::kFrame:
            return lookPath(source.path, source.ms);
        case FaceSource::Kind::kPhoto:
            break;
    }
    return source.path;
}

FaceSource faceSourceNamed(const std::string& name) {
    FaceSource source;
    source.path = name;
    const auto number = [&](const std::string& text, auto& value) {
        const auto end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        LINEAMENT_REQUIRE(error == std::errc() && stop == end && value >= 0, name,
                          "\"" + text + "\" is no number that can stand there");
    };
    std::error_code ignored;
    if (fs::exists(name, ignored)) return source;
    if (name.starts_with(kSamplePrefix)) {
        std::int64_t id = 0;
        number(name.substr(std::string_view(kSamplePrefix).size()), id);
        source.kind = FaceSource::Kind::kSample;
        source.sample = SampleId(id);
        source.path.clear();
    } else if (const auto at = name.rfind(kTimeMark); at != std::string::npos && at > 0) {
        double seconds = 0;
        number(name.substr(at + std::string_view(kTimeMark).size()), seconds);
        source.kind = FaceSource::Kind::kFrame;
        source.ms = 1000 * seconds;
        source.path = name.substr(0, at);
    }
    return source;
}

ComparedFace faceToCompare(const FaceEngine& engine, const FaceSource& source, JobContext& context,
                           const fs::path& storeFolder, Store* store) {
    ComparedFace compared;
    compared.source = source;
    const auto image = pictureOf(compared, context, store);
    context.checkpoint();
    compared.face = faceAt(engine, image, nameOf(source), compared.source.box, storeFolder);
    compared.source.box = compared.face.box;
    compared.picture = image.bgr;
    compared.pixelsSha256 = pixelsSha256(image.bgr);
    compared.size = {image.bgr.cols, image.bgr.rows};
    const auto& points = compared.face.landmarks5;
    const auto uprightFromImage = fitSimilarity(points, placeOfPoints());
    compared.upright = warp(image.bgr, uprightFromImage, {kPortraitPx, kPortraitPx});
    if (compared.face.landmarks68)
        for (const auto& point : *compared.face.landmarks68)
            compared.landmarks.push_back(uprightFromImage(point));
    return compared;
}

std::vector<RecogniserAnswer> compareByAll(const FaceEngine& engine, const ComparedFace& a,
                                           const ComparedFace& b, double fmr, JobContext& context) {
    std::vector<std::string> ids = {engine.options().recogniser};
    for (const auto* model : engine.registry().withRole("recogniser"))
        if (model->id != ids.front()) ids.push_back(model->id);
    std::vector<RecogniserAnswer> answers;
    for (const auto& id : ids) {
        context.checkpoint();
        if (id == engine.options().recogniser) {
            answers.push_back(answerOf(engine, a, b, fmr));
        } else {
            auto options = engine.options();
            options.recogniser = id;
            options.landmarks.clear();
            answers.push_back(answerOf(FaceEngine(engine.sharedRegistry(), options), a, b, fmr));
        }
        context.report("recognisers", static_cast<std::int64_t>(answers.size()),
                       static_cast<std::int64_t>(ids.size()));
    }
    return answers;
}

}  // namespace lineament
