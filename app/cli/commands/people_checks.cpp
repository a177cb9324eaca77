#include "app/cli/commands/compare.h"
#include "core/base/atomic_file.h"
#include "core/pipelines/people/calibrate_likelihood.h"
#include "core/pipelines/people/check_people.h"
#include "core/pipelines/people/evaluate_enrolment.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

struct TrialOptions {
    fs::path folder;
    EnrolmentTrial trial;
};

Status evaluateEnrolmentCommand(Invocation& run, const TrialOptions& options) {
    const auto r = evaluateEnrolment(run.workspace(), options.folder, options.trial, run.job());
    Json accepted = Json::array();
    for (const auto& path : r.badAccepted)
        accepted.push_back(path);
    Table table({"measure", "value", "of"});
    const auto share = [](double value) { return fixed(100 * value, 2) + " %"; };
    table.row({"people enrolled", std::to_string(r.people), std::to_string(options.trial.people)});
    table.row({"bad photos refused", std::to_string(r.badRefused.size()), std::to_string(r.badPhotos)});
    table.row({"good photos refused", std::to_string(r.goodRefused.size()),
               std::to_string(r.photos + static_cast<int>(r.goodRefused.size()))});
    table.row({"rank 1", share(r.rank1), std::to_string(r.probes) + " probes"});
    table.row({"FNIR at the default threshold " + fixed(r.threshold, 3), share(r.fnirAtDefault), ""});
    table.row({"FPIR at the default threshold", share(r.fpirAtDefault),
               std::to_string(r.strangers) + " strangers"});
    table.row({"FNIR at FPIR 0.3 %", share(r.fnirAtFpir003), ""});
    table.row({"duplicates found", std::to_string(r.duplicatesFound), std::to_string(r.duplicatesPlanted)});
    table.row({"others flagged", std::to_string(r.falselyFlagged), std::to_string(r.otherPeople)});
    std::string reasons;
    for (const auto& rejection : r.badRefused)
        reasons += fs::path(rejection.path).filename().string() + ": " + rejection.reason + "\n";
    for (const auto& path : r.badAccepted)
        reasons += fs::path(path).filename().string() + ": ACCEPTED\n";
    run.print({{"people", r.people},
               {"photos", r.photos},
               {"bad_photos", r.badPhotos},
               {"bad_refused", rejectionsJson(r.badRefused)},
               {"bad_accepted", std::move(accepted)},
               {"good_refused", rejectionsJson(r.goodRefused)},
               {"probes", r.probes},
               {"without_face", r.withoutFace},
               {"rank1", decimals(r.rank1, 5)},
               {"threshold", decimals(r.threshold, 4)},
               {"fnir", decimals(r.fnirAtDefault, 5)},
               {"fpir", decimals(r.fpirAtDefault, 5)},
               {"fnir_at_fpir_0.003", decimals(r.fnirAtFpir003, 5)},
               {"strangers", r.strangers},
               {"duplicates_planted", r.duplicatesPlanted},
               {"duplicates_found", r.duplicatesFound},
               {"falsely_flagged", r.falselyFlagged},
               {"other_people", r.otherPeople}},
              table.text() + reasons);
    return kDone;
}

Status checkCommand(Invocation& run) {
    const auto check = checkPeople(run.workspace(), run.job());
    auto& store = run.workspace().store();
    const auto nameOf = [&](IdentityId id) {
        return store.identity(id) ? store.identity(id)->name : std::string();
    };
    Json alike = Json::array(), strange = Json::array(), weak = Json::array(), lost = Json::array();
    Table table({"finding", "person", "other", "similarity"});
    for (const auto& pair : check.lookAlikes) {
        alike.push_back(
            {{"a", pair.a.value()}, {"b", pair.b.value()}, {"similarity", decimals(pair.similarity, 4)}});
        table.row({"enrolled twice?", nameOf(pair.a), nameOf(pair.b), fixed(pair.similarity, 3)});
    }
    for (const auto& sample : check.strangeSamples) {
        strange.push_back({{"sample", sample.sample.value()},
                           {"own", sample.own.value()},
                           {"other", sample.other.value()},
                           {"to_own", decimals(sample.toOwn, 4)},
                           {"to_other", decimals(sample.toOther, 4)}});
        table.row({"more like another", nameOf(sample.own), nameOf(sample.other),
                   fixed(sample.toOther, 3) + " against " + fixed(sample.toOwn, 3)});
    }
    for (const auto id : check.weak) {
        weak.push_back(id.value());
        table.row({"few or poor photos", nameOf(id), "", ""});
    }
    for (const auto id : check.withoutTemplates) {
        lost.push_back(id.value());
        table.row({"no template by this recogniser", nameOf(id), "", ""});
    }
    run.print({{"look_alikes", std::move(alike)},
               {"strange_samples", std::move(strange)},
               {"weak", std::move(weak)},
               {"without_templates", std::move(lost)},
               {"threshold", decimals(check.threshold, 4)},
               {"fmr", check.fmr}},
              table.text());
    return kDone;
}

struct LikelihoodOptions {
    fs::path folder, out;
};

Status likelihoodCommand(Invocation& run, const LikelihoodOptions& options) {
    const auto l = calibrateLikelihood(*run.engine(), options.folder, run.job());
    const auto& key = run.engine()->recogniserKey();
    if (!options.out.empty()) saveLikelihood(options.out, key, l);
    Table table({"measure", "value"});
    table.row({"population", l.population});
    table.row({"mated comparisons", std::to_string(l.mated)});
    table.row({"non-mated comparisons", std::to_string(l.nonMated)});
    table.row({"ln LR", fixed(l.offset, 3) + " + " + fixed(l.slope, 3) + " x similarity"});
    table.row({"log10 LR held within", fixed(l.log10Low, 2) + " to " + fixed(l.log10High, 2)});
    table.row({"Cllr", fixed(l.cllr, 4)});
    run.print({{"key", key},
               {"population", l.population},
               {"mated", l.mated},
               {"non_mated", l.nonMated},
               {"offset", decimals(l.offset, 5)},
               {"slope", decimals(l.slope, 5)},
               {"cllr", decimals(l.cllr, 5)}},
              table.text());
    return kDone;
}

}  // namespace

void addPeopleChecks(CLI::App& app, Commands& commands) {
    auto trial = std::make_shared<TrialOptions>();
    auto* evaluate = app.add_subcommand(
        "evaluate-enrolment", "Enrol people of a folder into an empty store and measure how they are found");
    evaluate->add_option("DIR", trial->folder, "Folder with one sub-folder a person")->required();
    evaluate->add_option("--people", trial->trial.people, "People to enrol [300]")
        ->check(CLI::Range(10, 100'000));
    evaluate->add_option("--bad", trial->trial.badPhotos, "Folder of bad photos to mix in");
    evaluate->add_option("--duplicates", trial->trial.duplicates, "People to enrol twice [30]");
    evaluate->add_option("--strangers", trial->trial.strangers, "Photos of strangers, at most [1000]");
    commands.on(evaluate, [trial](Invocation& run) { return evaluateEnrolmentCommand(run, *trial); });

    auto* check =
        app.add_subcommand("check-gallery", "Find people enrolled twice and samples in the wrong hands");
    commands.on(check, [](Invocation& run) { return checkCommand(run); });

    addCompare(app, commands);

    auto likelihood = std::make_shared<LikelihoodOptions>();
    auto* calibrate = app.add_subcommand("calibrate-likelihood",
                                         "Measure mated and non-mated similarities for likelihood ratios");
    calibrate->add_option("DIR", likelihood->folder, "Folder with one sub-folder a person")->required();
    calibrate->add_option("--out", likelihood->out, "calibration.json that takes the figures in");
    commands.on(calibrate, [likelihood](Invocation& run) { return likelihoodCommand(run, *likelihood); });
}

}  // namespace lineament::cli
