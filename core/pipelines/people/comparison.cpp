#include "core/pipelines/people/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/store/gallery_book.h"

namespace lineament {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr int kFormat = 1;
constexpr int kDecimals = 6;

double rounded(double value) {
    const double scale = std::pow(10, kDecimals);
    return std::round(value * scale) / scale;
}

const char* wordOf(FaceSource::Kind kind) {
    switch (kind) {
        case FaceSource::Kind::kSample:
            return "sample";
        case FaceSource::Kind::kFrame:
            return "frame";
        case FaceSource::Kind::kPhoto:
            break;
    }
    return "photo";
}

const char* wordOf(Precision precision) {
    if (precision == Precision::kAuto) precision = cpuHasBf16() ? Precision::kBf16 : Precision::kFp32;
    return precision == Precision::kBf16 ? "bf16" : "fp32";
}

Json jsonOf(const ComparedFace& face) {
    Json json = {{"kind", wordOf(face.source.kind)}, {"source", nameOf(face.source)}};
    if (!face.source.path.empty()) json["path"] = face.source.path;
    if (face.source.kind == FaceSource::Kind::kSample) json["sample"] = face.source.sample.value();
    if (face.source.kind == FaceSource::Kind::kFrame) json["ms"] = face.source.ms;
    const auto& box = face.face.box;
    json.update({{"sha256", face.sha256},
                 {"pixels_sha256", face.pixelsSha256},
                 {"kept_crop", face.keptCrop},
                 {"width", face.size.width},
                 {"height", face.size.height},
                 {"box", {box.x, box.y, box.width, box.height}}});
    return json;
}

Json jsonOf(const RecogniserAnswer& answer) {
    Json json = {{"recogniser", answer.key.empty() ? answer.id : answer.key}};
    if (!answer.problem.empty()) {
        json["problem"] = answer.problem;
        return json;
    }
    json.update({{"similarity", rounded(answer.similarity)},
                 {"threshold", rounded(answer.threshold)},
                 {"fmr", answer.fmr},
                 {"fmr_here", answer.fmrHere},
                 {"fmr_here_is_bound", answer.fmrHereIsBound},
                 {"population", answer.population}});
    if (answer.likelihood) {
        json["log10_likelihood_ratio"] = rounded(answer.likelihood->log10At(answer.similarity));
        json["likelihood_population"] = answer.likelihood->population;
    }
    return json;
}

Json jsonOf(const Assessment& assessment) {
    Json features = Json::object();
    for (const auto& [name, seen] : assessment.features)
        features[name] = seen;
    return {{"examiner", assessment.examiner}, {"at", assessment.at},
            {"blind", assessment.blind},       {"score_seen_at", assessment.scoreSeenAt},
            {"features", std::move(features)}, {"conclusion", assessment.conclusion},
            {"note", assessment.note}};
}

/// Models that took part, with the hashes of what lies on disk.
Json modelsOf(const ModelRegistry& registry) {
    Json models = Json::array();
    for (const auto& model : registry.models()) {
        if (model.role != "recogniser" && model.role != "detector" && model.role != "landmarks") continue;
        for (const auto& file : model.files)
            models.push_back({{"id", model.id}, {"file", file.name}, {"sha256", file.sha256}});
    }
    const auto calibration = registry.folder() / "calibration.json";
    std::error_code ignored;
    if (fs::exists(calibration, ignored))
        models.push_back(
            {{"id", "calibration"}, {"file", "calibration.json"}, {"sha256", sha256File(calibration)}});
    return models;
}

ComparedFace comparedFaceFrom(const Json& json) {
    ComparedFace face;
    const auto kind = json.at("kind").get<std::string>();
    face.source.kind = kind == "sample"  ? FaceSource::Kind::kSample
                       : kind == "frame" ? FaceSource::Kind::kFrame
                                         : FaceSource::Kind::kPhoto;
    face.source.path = json.value("path", std::string());
    face.source.sample = SampleId(json.value("sample", std::int64_t(0)));
    face.source.ms = json.value("ms", 0.0);
    const auto& box = json.at("box");
    face.source.box = BoxPx{box.at(0), box.at(1), box.at(2), box.at(3)};
    face.sha256 = json.at("sha256");
    face.pixelsSha256 = json.at("pixels_sha256");
    face.keptCrop = json.at("kept_crop");
    face.size = {json.at("width").get<int>(), json.at("height").get<int>()};
    face.face.box = *face.source.box;
    return face;
}

Assessment assessmentFrom(const Json& json) {
    Assessment assessment;
    assessment.examiner = json.at("examiner");
    assessment.at = json.at("at");
    assessment.blind = json.at("blind");
    assessment.scoreSeenAt = json.at("score_seen_at");
    for (const auto& [name, seen] : json.at("features").items())
        assessment.features.emplace_back(name, seen.get<std::string>());
    assessment.conclusion = json.at("conclusion");
    assessment.note = json.at("note");
    return assessment;
}

const char* textOf(SecondProblem problem) {
    switch (problem) {
        case SecondProblem::kFirstNotConcluded:
            return "the first examination has no conclusion yet";
        case SecondProblem::kNoName:
            return "the second examiner's name is missing";
        case SecondProblem::kSamePerson:
            return "the second examiner must be somebody else than the first";
        case SecondProblem::kNoConclusion:
            return "the second examiner has no conclusion yet";
        case SecondProblem::kNoReasons:
            break;
    }
    return "whoever disagrees with the first examiner says why";
}

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\n") == std::string::npos;
}

}  // namespace

bool isConfirmed(const Assessment& first, const Assessment& second) {
    return !first.conclusion.empty() && first.conclusion == second.conclusion;
}

std::optional<SecondProblem> problemOf(const Assessment& first, const Assessment& second) {
    if (first.conclusion.empty()) return SecondProblem::kFirstNotConcluded;
    if (isBlank(second.examiner)) return SecondProblem::kNoName;
    if (second.examiner == first.examiner) return SecondProblem::kSamePerson;
    if (second.conclusion.empty()) return SecondProblem::kNoConclusion;
    if (!isConfirmed(first, second) && isBlank(second.note)) return SecondProblem::kNoReasons;
    return std::nullopt;
}

Examination keepExamination(Store& store, Comparison comparison, const ModelRegistry& registry) {
    auto& book = store.galleryBook();
    Examination kept;
    if (comparison.examination != 0) {
        const auto all = book.examinations();
        const auto found = std::find_if(
            all.begin(), all.end(), [&](const Examination& one) { return one.id == comparison.examination; });
        const auto subject = "examination " + std::to_string(comparison.examination);
        if (found == all.end()) throw Error(ErrorCode::kNotFound, subject, "there is no such examination");
        LINEAMENT_REQUIRE(found->secondConclusion.empty(), subject,
                          "a second examiner has concluded it: it is not changed any more");
        kept = *found;
    }
    const auto& first = comparison.first;
    kept.examiner = first.examiner;
    kept.conclusion = first.conclusion;
    kept.concludedAt = first.at;
    kept.scoreSeenAt = first.scoreSeenAt;
    if (const auto& second = comparison.second) {
        if (const auto problem = problemOf(first, *second))
            throw Error(ErrorCode::kInvalidArgument, "second examination", textOf(*problem));
        kept.secondExaminer = second->examiner;
        kept.secondConclusion = second->conclusion;
        kept.secondAt = second->at;
    }
    // Paths need not be UTF-8; JSON must be.
    kept.content = recordOf(comparison, registry).dump(-1, ' ', false, Json::error_handler_t::replace);
    kept.id = book.saveExamination(kept);
    return kept;
}

Json recordOf(const Comparison& comparison, const ModelRegistry& registry) {
    const auto& engine = comparison.engine;
    Json answers = Json::array();
    for (const auto& answer : comparison.answers)
        answers.push_back(jsonOf(answer));
    Json examiners = {{"first", jsonOf(comparison.first)}};
    if (comparison.second) {
        examiners["second"] = jsonOf(*comparison.second);
        examiners["confirmed"] = isConfirmed(comparison.first, *comparison.second);
    }
    return {{"format", kFormat},
            {"program", "Lineament " LINEAMENT_VERSION},
            {"examination", comparison.examination},
            {"left", jsonOf(comparison.left)},
            {"right", jsonOf(comparison.right)},
            {"settings",
             {{"detector", engine.detector},
              {"landmarks", engine.landmarks},
              {"recogniser", engine.recogniser},
              {"device", name(engine.device)},
              {"precision", wordOf(engine.precision)},
              {"min_score", rounded(engine.minScore)},
              {"min_face_px", rounded(engine.minFacePx)},
              {"tiling", engine.tiling},
              {"mirror_averaging", engine.mirrorAveraging},
              {"fmr", comparison.fmr}}},
            {"models", modelsOf(registry)},
            {"answers", std::move(answers)},
            {"examiners", std::move(examiners)}};
}

Comparison comparisonFrom(const nlohmann::ordered_json& record, const std::string& subject) {
    try {
        if (record.at("format").get<int>() > kFormat)
            throw Error(ErrorCode::kUnsupported, subject, "its record was written by a newer version");
        Comparison comparison;
        comparison.examination = record.at("examination");
        comparison.left = comparedFaceFrom(record.at("left"));
        comparison.right = comparedFaceFrom(record.at("right"));
        const auto& settings = record.at("settings");
        comparison.engine.detector = settings.at("detector");
        comparison.engine.landmarks = settings.at("landmarks");
        comparison.engine.recogniser = settings.at("recogniser");
        comparison.engine.minScore = settings.at("min_score");
        comparison.engine.minFacePx = settings.at("min_face_px");
        comparison.engine.tiling = settings.at("tiling");
        comparison.engine.mirrorAveraging = settings.at("mirror_averaging");
        comparison.fmr = settings.at("fmr");
        const auto& examiners = record.at("examiners");
        comparison.first = assessmentFrom(examiners.at("first"));
        if (examiners.contains("second")) comparison.second = assessmentFrom(examiners.at("second"));
        return comparison;
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::kUnreadable, subject, "it holds no record of a comparison");
    }
}

namespace {

class Repeater {
  public:
    void add(std::string what, std::string then, std::string now) {
        const bool same = then == now;
        put({std::move(what), std::move(then), std::move(now), same});
    }
    void put(RepeatedFigure figure) {
        result.same &= figure.same;
        result.figures.push_back(std::move(figure));
    }
    Repetition result;
};

std::string textOf(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6f", value);
    return text;
}

void repeatModels(const nlohmann::ordered_json& record, const ModelRegistry& registry, Repeater& repeater) {
    const auto now = modelsOf(registry);
    for (const auto& model : record.at("models")) {
        const auto found = std::find_if(now.begin(), now.end(), [&](const Json& other) {
            return other["id"] == model.at("id") && other["file"] == model.at("file");
        });
        repeater.add("model " + model.at("id").get<std::string>() + " " + model.at("file").get<std::string>(),
                     model.at("sha256"), found == now.end() ? "" : found->at("sha256").get<std::string>());
    }
}

void repeatAnswers(const nlohmann::ordered_json& record, const std::vector<RecogniserAnswer>& answers,
                   Repeater& repeater) {
    for (const auto& then : record.at("answers")) {
        if (then.contains("problem")) continue;
        const auto key = then.at("recogniser").get<std::string>();
        const auto found = std::find_if(answers.begin(), answers.end(), [&](const RecogniserAnswer& answer) {
            return answer.key == key && answer.problem.empty();
        });
        const double before = then.at("similarity");
        RepeatedFigure figure{"similarity by " + key, textOf(before), {}, false};
        if (found != answers.end()) {
            const double difference = std::abs(before - found->similarity);
            repeater.result.largestDifference = std::max(repeater.result.largestDifference, difference);
            figure.now = textOf(found->similarity);
            figure.same = difference <= kSameSimilarity;
        }
        repeater.put(std::move(figure));
    }
}

}  // namespace

Repetition repeatComparison(const std::shared_ptr<const ModelRegistry>& registry,
                            const nlohmann::ordered_json& record, const std::string& subject, Device device,
                            const fs::path& storeFolder, Store* store, JobContext& context) {
    auto comparison = comparisonFrom(record, subject);
    comparison.engine.device = device;
    Repeater repeater;
    try {
        repeatModels(record, *registry, repeater);
        const FaceEngine engine(registry, comparison.engine);
        const auto look = [&](const ComparedFace& then,
                              const std::string& side) -> std::optional<ComparedFace> {
            try {
                auto now = faceToCompare(engine, then.source, context, storeFolder, store);
                repeater.add(side + " file", then.sha256, now.sha256);
                repeater.add(side + " picture", then.pixelsSha256, now.pixelsSha256);
                return now;
            } catch (const Error& error) {
                repeater.put({side + " file", then.sha256, "", false});
                repeater.result.figures.back().now = error.detail();
                return std::nullopt;
            }
        };
        const auto left = look(comparison.left, "left"), right = look(comparison.right, "right");
        const auto answers = left && right ? compareByAll(engine, *left, *right, comparison.fmr, context)
                                           : std::vector<RecogniserAnswer>();
        repeatAnswers(record, answers, repeater);
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::kUnreadable, subject, "it holds no record of a comparison");
    }
    return std::move(repeater.result);
}

}  // namespace lineament
