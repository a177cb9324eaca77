#include "core/pipelines/evaluate_pairs.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/faces/align/face_aligner.h"
#include "core/image/image.h"
#include "core/pipelines/evaluate/evaluation.h"
#include "core/pipelines/evaluate/score_histogram.h"
#include "core/pipelines/synthetic/judge_samples.h"
#include "core/pipelines/synthetic/studio/likeness.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

/// Templates of the largest faces, each cut out and reduced as a training set of a generator holds it.
std::vector<PictureTemplate> portraitTemplates(const FaceEngine& engine,
                                               const std::vector<PictureTask>& pictures, int side,
                                               JobContext& context) {
    std::vector<PictureTemplate> found(pictures.size());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        context.checkpoint();
        try {
            const cv::Mat bgr = loadImage(pictures[i].path).bgr;
            auto faces = engine.detectBoxes(bgr, true);
            if (!faces.empty()) {
                auto& largest = *std::max_element(
                    faces.begin(), faces.end(),
                    [](const Face& a, const Face& b) { return a.box.area() < b.box.area(); });
                engine.describe(bgr, {&largest, 1});
                found[i].value =
                    portraitTemplate(engine, pictureOf(alignPortrait(bgr, largest.landmarks5, side)));
            }
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kUnreadable && error.code() != ErrorCode::kUnsupported) throw;
        }
        context.report("templates", static_cast<std::int64_t>(i) + 1,
                       static_cast<std::int64_t>(pictures.size()));
    }
    return found;
}

}  // namespace

PairsResult evaluatePairs(const FaceEngine& engine, const fs::path& csv, const fs::path& root,
                          JobContext& context, const PairsOptions& options) {
    EvaluationProtocol protocol;
    protocol.csv = csv, protocol.root = root, protocol.folds = options.folds;
    EvaluationRun run;
    run.engine = {std::shared_ptr<void>(), &engine};
    run.treatment = options;
    run.cache = options.cache;
    run.store = options.withoutMarkedOf;
    protocol.leaveOutMarked = options.withoutMarkedOf != nullptr;
    run.draws = 1;  // no band is asked for
    auto evaluation = evaluate(run, protocol, context);
    return {evaluation.comparisons,      evaluation.failedToAcquire,     std::move(evaluation.figures),
            evaluation.accuracyInterval, std::move(evaluation.rejected), evaluation.seconds,
            evaluation.leftOut};
}

Calibration calibrate(const FaceEngine& engine, const fs::path& folder, JobContext& context,
                      int portraitSide) {
    LINEAMENT_REQUIRE(portraitSide == 0 || (portraitSide >= 16 && portraitSide <= 1024), "portrait",
                      "its side is outside 16 to 1024 px");
    std::vector<fs::path> people, pictures;
    std::vector<std::size_t> personOfPicture;
    if (!fs::is_directory(folder)) throw Error(ErrorCode::kNotFound, folder.string(), "it is not a folder");
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) people.push_back(entry.path());
    std::sort(people.begin(), people.end());
    for (std::size_t person = 0; person < people.size(); ++person)
        for (auto& picture : imagesIn(people[person])) {
            pictures.push_back(std::move(picture));
            personOfPicture.push_back(person);
        }

    std::vector<PictureTask> tasks;
    for (auto& picture : pictures)
        tasks.push_back({std::move(picture), false});
    auto acquired = portraitSide > 0 ? portraitTemplates(engine, tasks, portraitSide, context)
                                     : templatesOf(engine, tasks, {}, context);
    std::vector<Template> templates;
    std::vector<std::uint32_t> personOfTemplate;
    for (std::size_t i = 0; i < acquired.size(); ++i)
        if (acquired[i].value) {
            templates.push_back(std::move(*acquired[i].value));
            personOfTemplate.push_back(static_cast<std::uint32_t>(personOfPicture[i]));
        }
    LINEAMENT_REQUIRE(!templates.empty() && personOfTemplate.front() != personOfTemplate.back(),
                      folder.string(),
                      "a calibration needs faces of two people or more, in a sub-folder each");
    ScoreHistogram scores;
    forEachComparison(
        rowsOf(templates),
        [&](int a, int b, float similarity) {
            if (personOfTemplate[static_cast<std::size_t>(a)] !=
                personOfTemplate[static_cast<std::size_t>(b)])
                scores.add(similarity);
        },
        context);

    // A rate is measured only where enough errors stand behind it: 30, after Doddington's rule.
    constexpr double kFewestErrors = 30;
    Calibration calibration;
    calibration.population =
        folder.filename().string() + ", " + std::to_string(people.size()) + " people, " +
        std::to_string(templates.size()) + " faces" +
        (portraitSide > 0 ? ", reduced to portraits of " + std::to_string(portraitSide) + " px" : "");
    calibration.comparisons = scores.total();
    for (const double fmr : {0.5, 0.2, 1e-1, 5e-2, 2e-2, 1e-2, 5e-3, 2e-3, 1e-3, 5e-4, 2e-4, 1e-4, 5e-5, 2e-5,
                             1e-5, 5e-6, 2e-6, 1e-6})
        if (fmr * static_cast<double>(scores.total()) >= kFewestErrors || calibration.points.size() < 2)
            calibration.points.push_back({fmr, scores.thresholdAt(fmr)});
    return calibration;
}

}  // namespace lineament
