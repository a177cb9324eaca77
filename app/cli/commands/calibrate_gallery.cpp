#include <cstdio>

#include "app/cli/commands/commands.h"
#include "core/pipelines/evaluate/decide_threshold.h"
#include "core/pipelines/evaluate/own_gallery/gallery_calibration.h"

namespace lineament::cli {
namespace {

struct GalleryOptions {
    GalleryCalibrationOptions how;
    bool realOnly = false;
    std::string apply, reason;
};

Json adviceJson(const std::optional<ThresholdAdvice>& advice, const GalleryCalibration& found) {
    if (!advice) return {};
    return {{"threshold", decimals(advice->threshold, 6)},
            {"wanted", advice->wanted},
            {"rate", advice->rate},
            {"as_wanted", advice->asWanted()},
            {"measured", advice->measured},
            {"upper_95", advice->upper},
            {"errors", advice->errors},
            {"trials", advice->trials},
            {"synthetic_reaching", found.reaching(advice->threshold)},
            {"withstanding", decimals(found.withstanding(*advice), 6)}};
}

std::string shortRate(double rate) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", rate);
    return text;
}

std::string adviceText(const char* what, const char* rate, const ThresholdAdvice& advice,
                       const GalleryCalibration& found) {
    std::string text = std::string(what) + "threshold " + fixed(advice.threshold, 4) + " for " + rate + " " +
                       shortRate(advice.rate);
    if (!advice.asWanted()) text += " (" + shortRate(advice.wanted) + " needs more people)";
    text += "; " + std::to_string(advice.errors) + " of " + std::to_string(advice.trials) +
            " reach it, so the rate is at most " + shortRate(advice.upper) + " (95 %)\n";
    if (!found.hardNegatives.empty())
        text += "                 " + std::to_string(found.reaching(advice.threshold)) + " of " +
                std::to_string(found.hardNegatives.size()) + " synthetic faces reach it; " +
                fixed(found.withstanding(advice), 4) + " withstands all of them\n";
    return text;
}

Json tailJson(const ScoreHistogram& scores) {
    constexpr int kPoints = 60;
    Json points = Json::array();
    for (const auto& [similarity, share] : scores.tail(kPoints))
        points.push_back({decimals(similarity, 5), share});
    return points;
}

Json syntheticJson(const GalleryCalibration& found) {
    if (found.generator.empty()) return {};
    Json faces = Json::array();
    for (const auto& face : found.hardNegatives)
        faces.push_back({{"synthetic", true},
                         {"seed", face.seed},
                         {"similarity", decimals(face.similarity, 6)},
                         {"as_drawn", decimals(face.drawn, 6)},
                         {"nearest_identity_id", face.nearest.value()}});
    return {{"generator", found.generator},
            {"drawn", found.drawn},
            {"faceless", found.faceless},
            {"hardest",
             found.hardNegatives.empty() ? Json() : Json(decimals(found.hardNegatives[0].similarity, 6))},
            {"faces", std::move(faces)},
            {"tail", tailJson(found.synthetic)}};
}

void applyAdvice(Invocation& run, const GalleryOptions& options, const GalleryCalibration& found) {
    const bool search = options.apply == "search";
    auto applied =
        found.toApply(search ? AppliedThreshold::Use::kSearch : AppliedThreshold::Use::kVerification,
                      "own gallery, " + std::to_string(found.people) + " people");
    if (!applied) throw Error(ErrorCode::kInvalidArgument, "--apply", "no threshold below 1 gives this rate");
    applied->at = Clock::system().now();
    applyThreshold(*run.store(), *applied, options.reason);
}

Status calibrateOwnGallery(Invocation& run, GalleryOptions options) {
    options.how.synthetic = !options.realOnly;
    options.how.validate();
    auto& workspace = run.workspace();
    const auto found = calibrateGallery(workspace, options.how, run.job());
    if (!options.apply.empty()) applyAdvice(run, options, found);
    run.print({{"recogniser", found.recogniser},
               {"people", found.people},
               {"templates", found.templates},
               {"comparisons", found.nonMated.total()},
               {"mated", found.mated.total()},
               {"mated_missed", found.matedMissed},
               {"hardest_real", decimals(found.hardestReal, 6)},
               {"hardest_pair", {found.hardestPair.first.value(), found.hardestPair.second.value()}},
               {"comparison", adviceJson(found.comparison, found)},
               {"search", adviceJson(found.search, found)},
               {"tail", tailJson(found.nonMated)},
               {"synthetic", syntheticJson(found)},
               {"applied", options.apply.empty() ? Json() : Json(options.apply)}},
              "people " + std::to_string(found.people) + ", templates " + std::to_string(found.templates) +
                  ", comparisons of different people " + std::to_string(found.nonMated.total()) +
                  ", the most alike " + fixed(found.hardestReal, 4) + "\n" +
                  adviceText("one comparison:  ", "FMR", *found.comparison, found) +
                  adviceText("a search:        ", "FPIR", *found.search, found) +
                  (found.generator.empty()
                       ? ""
                       : "synthetic faces are drawn by " + found.generator +
                             " and moved towards enrolled people; they are nobody, and none was "
                             "stored\n"));
    return kDone;
}

}  // namespace

void addCalibrateGallery(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<GalleryOptions>();
    auto* command = app.add_subcommand(
        "calibrate-gallery", "Which thresholds the people of the data store bear, and how sure that is");
    auto& how = options->how;
    command->add_option("--fmr", how.fmr, "False match rate wanted of one comparison [0.0001]");
    command->add_option("--fpir", how.fpir, "False alarms wanted, as a share of searches [0.01]");
    command->add_flag("--real-only", options->realOnly, "Do not look for hard negatives by a generator");
    command->add_option("--generator", how.generator, "Generator, as gan generate --model [the first]");
    command->add_option("--draws", how.draws, "Faces that are drawn [600]");
    command->add_option("--hardest", how.hardest, "Of them moved towards enrolled people [24]");
    command->add_option("--steps", how.steps, "Steps of that search [10]");
    command->add_option("--seed", how.seed, "Everything random follows from it [1]");
    command->add_option("--truncation", how.psi, "Truncation of what is drawn [0.8]");
    command->add_option("--apply", options->apply, "Put the advice for these into force")
        ->check(CLI::IsMember({"comparison", "search"}));
    command->add_option("--reason", options->reason, "Why, for the audit trail");
    commands.on(command, [options](Invocation& run) { return calibrateOwnGallery(run, *options); });
}

}  // namespace lineament::cli
