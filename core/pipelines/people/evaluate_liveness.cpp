#include "core/pipelines/people/evaluate_liveness.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "core/base/check.h"
#include "core/evaluate/logistic_regression.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLive = "live";
constexpr int kDraws = 2000;
constexpr int kFewestPeople = 3;

struct MeasuredPresentation {
    std::string person, kind;  // kind: folder, "live" or an attack's
    std::vector<double> measures;
    bool wrong = false, networkWrong = false;
    bool live() const { return kind == kLive; }
};

std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed))
        if (entry.is_directory()) folders.push_back(entry.path());
    if (failed) throw Error(ErrorCode::kNotFound, folder.string(), failed.message());
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// Reads photos and measures the largest face of each.
class Measuring {
  public:
    Measuring(const FaceEngine& engine, const LivenessMeasures& measures, JobContext& context)
        : engine_(engine), measures_(measures), context_(context) {}

    /// Returns how many could not be judged.
    int add(const std::vector<fs::path>& photos, const std::string& person, const std::string& kind,
            std::vector<MeasuredPresentation>& into) {
        int notJudged = 0;
        PhotoReader reader(photos, {}, context_.stopToken());
        while (auto photo = reader.next()) {
            context_.checkpoint();
            context_.report("photos", ++done_, 0);
            if (photo->rejection) {
                ++notJudged;
                continue;
            }
            const auto faces = engine_.detect(photo->image->bgr);
            const auto measured =
                faces.empty() ? std::nullopt : measures_.of(photo->image->bgr, faces.front());
            if (measured)
                into.push_back({person, kind, *measured});
            else
                ++notJudged;
        }
        context_.checkpoint();
        return notJudged;
    }

  private:
    const FaceEngine& engine_;
    const LivenessMeasures& measures_;
    JobContext& context_;
    std::int64_t done_ = 0;
};

LogisticModel fitWithout(const std::vector<MeasuredPresentation>& all, const std::string& person) {
    std::vector<LabelledMeasures> examples;
    for (const auto& presentation : all)
        if (presentation.person != person) examples.push_back({presentation.measures, presentation.live()});
    return fitLogistic(examples);
}

using Mistake = bool MeasuredPresentation::*;

/// Share of mistakes among presentations of a kind, with the spread that other people would give.
MeasuredRate rateOf(const std::vector<MeasuredPresentation>& all, const std::string& kind, Mistake mistake) {
    std::map<std::string, std::pair<double, double>> counts;  // wrong, all; by person
    for (const auto& presentation : all)
        if (presentation.kind == kind || (kind.empty() && !presentation.live())) {
            counts[presentation.person].first += presentation.*mistake;
            counts[presentation.person].second += 1;
        }
    std::vector<std::pair<double, double>> people;
    double wrong = 0, total = 0;
    for (const auto& [person, count] : counts) {
        people.push_back(count);
        wrong += count.first, total += count.second;
    }
    if (people.empty()) return {};
    std::mt19937 random(1);
    std::uniform_int_distribution<std::size_t> any(0, people.size() - 1);
    std::vector<double> shares;
    for (int draw = 0; draw < kDraws; ++draw) {
        double drawnWrong = 0, drawnTotal = 0;
        for (std::size_t i = 0; i < people.size(); ++i) {
            const auto& count = people[any(random)];
            drawnWrong += count.first, drawnTotal += count.second;
        }
        shares.push_back(drawnWrong / drawnTotal);
    }
    std::sort(shares.begin(), shares.end());
    const auto at = [&](double q) { return shares[static_cast<std::size_t>(q * (kDraws - 1))]; };
    return {wrong / total, at(0.025), at(0.975)};
}

/// Marks the network's own mistakes at the threshold where its larger error is smallest.
double judgeByNetwork(std::vector<MeasuredPresentation>& all) {
    std::vector<std::pair<double, bool>> answers;
    for (const auto& presentation : all)
        answers.emplace_back(presentation.measures.front(), presentation.live());
    std::sort(answers.begin(), answers.end());
    double live = 0, attacks = 0;
    for (const auto& answer : answers)
        (answer.second ? live : attacks) += 1;
    double best = 2, threshold = 0, missed = 0, passed = attacks;
    for (const auto& [value, isLive] : answers) {
        const double worse = std::max(missed / live, passed / attacks);
        if (worse < best) best = worse, threshold = value;
        isLive ? ++missed : --passed;
    }
    for (auto& presentation : all)
        presentation.networkWrong = (presentation.measures.front() >= threshold) != presentation.live();
    return std::exp(threshold);
}

LivenessCalibration calibrationFrom(const LogisticModel& model) {
    LivenessCalibration calibration;
    calibration.means = model.means;
    calibration.deviations = model.deviations;
    calibration.weights = model.weights;
    calibration.weights.push_back(model.constant);
    return calibration;
}

}  // namespace

LivenessEvaluation evaluateLiveness(const FaceEngine& engine, const fs::path& folder, const fs::path& others,
                                    JobContext& context) {
    const LivenessMeasures measures(engine.sharedRegistry());
    Measuring measuring(engine, measures, context);
    LivenessEvaluation result;
    result.key = measures.key();
    std::vector<MeasuredPresentation> all;
    for (const auto& kind : foldersIn(folder))
        for (const auto& person : foldersIn(kind))
            result.notJudged += measuring.add(imagesIn(person, true), person.filename().string(),
                                              kind.filename().string(), all);
    std::set<std::string> people, kinds;
    for (const auto& presentation : all) {
        people.insert(presentation.person);
        (presentation.live() ? result.live : result.attacks)++;
        if (!presentation.live()) kinds.insert(presentation.kind);
    }
    result.people = static_cast<int>(people.size());
    LINEAMENT_REQUIRE(result.people >= kFewestPeople && result.live > 0 && result.attacks > 0,
                      folder.string(),
                      "it must hold the folders `live` and one a kind of attack, with three people at least");

    for (const auto& person : people) {
        context.checkpoint();
        const auto model = fitWithout(all, person);
        for (auto& presentation : all)
            if (presentation.person == person)
                presentation.wrong = (model.logOdds(presentation.measures) >= 0) != presentation.live();
    }
    result.networkThreshold = judgeByNetwork(all);
    result.networkApcer = rateOf(all, {}, &MeasuredPresentation::networkWrong);
    result.networkBpcer = rateOf(all, kLive, &MeasuredPresentation::networkWrong);
    result.calibration = calibrationFrom(fitWithout(all, {}));
    result.calibration.apcer = rateOf(all, {}, &MeasuredPresentation::wrong);
    result.calibration.bpcer = rateOf(all, kLive, &MeasuredPresentation::wrong);
    std::string list;
    for (const auto& kind : kinds) {
        result.apcerOf[kind] = rateOf(all, kind, &MeasuredPresentation::wrong);
        list += (list.empty() ? "" : ", ") + kind;
    }
    result.calibration.population = std::to_string(result.people) + " people, " +
                                    std::to_string(result.live) + " live and " +
                                    std::to_string(result.attacks) + " attacks (" + list +
                                    "); each person judged by a calibration on the others";
    if (!others.empty()) {
        std::vector<MeasuredPresentation> strangers;
        for (const auto& photo : imagesIn(others, true))
            measuring.add({photo}, photo.parent_path().string(), kLive, strangers);
        for (auto& presentation : strangers)
            presentation.wrong =
                result.calibration.score(presentation.measures) < result.calibration.threshold;
        result.others = static_cast<int>(strangers.size());
        result.othersBpcer = rateOf(strangers, kLive, &MeasuredPresentation::wrong);
    }
    return result;
}

}  // namespace lineament
