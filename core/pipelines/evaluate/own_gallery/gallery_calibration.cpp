#include "core/pipelines/evaluate/own_gallery/gallery_calibration.h"

#include <algorithm>
#include <map>

#include "core/base/check.h"
#include "core/evaluate/error_rates.h"
#include "core/evaluate/upper_bound.h"
#include "core/pipelines/evaluate/own_gallery/hard_negatives.h"

namespace lineament {
namespace {

constexpr std::size_t kMostKept = 400'000;
constexpr double kFewestErrors = 3;  // the rule of three: below, no rate is told
constexpr double kMargin = 1e-3;     // above the hardest negative

/// The most similar of very many non-mated pairs, with their people.
class HardPairs {
  public:
    struct Pair {
        float similarity;
        std::uint32_t a, b;
    };
    void add(float similarity, std::uint32_t a, std::uint32_t b) {
        if (similarity < least_) return;
        pairs_.push_back({similarity, a, b});
        if (pairs_.size() < kMostKept) return;
        const auto middle = pairs_.begin() + kMostKept / 2;
        std::nth_element(pairs_.begin(), middle, pairs_.end(),
                         [](const Pair& x, const Pair& y) { return x.similarity > y.similarity; });
        least_ = middle->similarity;
        pairs_.resize(kMostKept / 2);
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> reaching(double threshold) const {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> people;
        for (const auto& pair : pairs_)
            if (pair.similarity >= threshold) people.emplace_back(pair.a, pair.b);
        return people;
    }
    const Pair* hardest() const {
        const auto found = std::max_element(pairs_.begin(), pairs_.end(), [](const Pair& x, const Pair& y) {
            return x.similarity < y.similarity;
        });
        return found == pairs_.end() ? nullptr : &*found;
    }

  private:
    std::vector<Pair> pairs_;
    float least_ = -2;
};

/// The gallery with people by number.
struct Numbered {
    EnrolledRows enrolled;
    std::vector<std::uint32_t> person;  // of each row
    std::vector<IdentityId> people;
    std::vector<int> samples;  // of each person

    explicit Numbered(const std::vector<StoredTemplate>& stored) {
        std::vector<Template> values;
        std::map<std::int64_t, std::uint32_t> numbers;
        for (const auto& one : stored) {
            const auto [entry, isNew] =
                numbers.emplace(one.identity.value(), static_cast<std::uint32_t>(numbers.size()));
            if (isNew) people.push_back(one.identity), samples.push_back(0);
            ++samples[entry->second];
            person.push_back(entry->second);
            enrolled.identity.push_back(one.identity);
            values.push_back(one.value);
        }
        enrolled.rows = rowsOf(values);
    }
};

/// Rate that so many trials can tell: the wanted one, or what three errors in them would be.
double tellable(double wanted, std::int64_t trials) {
    return supportFor(wanted, trials) != Support::kNone
               ? wanted
               : std::min(0.5, kFewestErrors / static_cast<double>(std::max<std::int64_t>(1, trials)));
}

ThresholdAdvice adviceFrom(const ScoreHistogram& scores, double wanted) {
    ThresholdAdvice advice;
    advice.wanted = wanted;
    advice.trials = scores.total();
    advice.rate = tellable(wanted, advice.trials);
    advice.threshold = scores.thresholdAt(advice.rate);
    advice.errors = scores.reaching(advice.threshold);
    advice.measured = static_cast<double>(advice.errors) / static_cast<double>(advice.trials);
    return advice;
}

void measureReal(const Numbered& gallery, const GalleryCalibrationOptions& options,
                 GalleryCalibration& calibration, JobContext& context) {
    const auto count = static_cast<std::int64_t>(gallery.person.size());
    std::vector<float> bestOther(gallery.person.size(), -2);
    HardPairs hard;
    std::int64_t done = 0;
    const auto all = count * (count - 1) / 2;
    forEachComparison(
        gallery.enrolled.rows,
        [&](int i, int j, float similarity) {
            const auto a = static_cast<std::size_t>(i), b = static_cast<std::size_t>(j);
            constexpr std::int64_t kBetween = 1 << 20;
            if (++done % kBetween == 0) context.report("comparing", done, all);
            if (gallery.person[a] == gallery.person[b]) return calibration.mated.add(similarity);
            calibration.nonMated.add(similarity);
            bestOther[a] = std::max(bestOther[a], similarity);
            bestOther[b] = std::max(bestOther[b], similarity);
            hard.add(similarity, gallery.person[a], gallery.person[b]);
        },
        context);
    if (const auto* pair = hard.hardest()) {
        calibration.hardestReal = pair->similarity;
        calibration.hardestPair = {gallery.people[pair->a], gallery.people[pair->b]};
    }
    auto comparison = adviceFrom(calibration.nonMated, options.fmr);
    comparison.upper = upperBoundOfComparisons(hard.reaching(comparison.threshold), gallery.samples);
    calibration.matedMissed = calibration.mated.total() - calibration.mated.reaching(comparison.threshold);
    calibration.comparison = comparison;

    // Each sample searches for somebody else: its own person left out, is anybody found?
    ScoreHistogram searches;
    for (const float best : bestOther)
        searches.add(best);
    auto search = adviceFrom(searches, options.fpir);
    std::vector<int> errors(gallery.people.size());
    for (std::size_t i = 0; i < bestOther.size(); ++i)
        errors[gallery.person[i]] += bestOther[i] >= search.threshold;
    search.upper = upperBoundOfSearches(errors, gallery.samples);
    calibration.search = search;
}

}  // namespace

void GalleryCalibrationOptions::validate() const {
    const auto within = [](double value, double low, double high) { return value >= low && value <= high; };
    LINEAMENT_REQUIRE(fmr > 0 && fmr <= 0.5, "fmr", "it lies above 0 and is at most 0.5");
    LINEAMENT_REQUIRE(fpir > 0 && fpir <= 0.5, "fpir", "it lies above 0 and is at most 0.5");
    LINEAMENT_REQUIRE(within(draws, 16, 100'000), "draws", "16 to 100 000 faces are drawn");
    LINEAMENT_REQUIRE(within(hardest, 1, 1'000), "hardest", "1 to 1 000 faces are moved");
    LINEAMENT_REQUIRE(within(steps, 0, 200), "steps", "there are 0 to 200");
    LINEAMENT_REQUIRE(within(psi, 0, 1), "truncation", "it lies between 0 and 1");
}

int GalleryCalibration::reaching(double threshold) const {
    return static_cast<int>(std::count_if(hardNegatives.begin(), hardNegatives.end(),
                                          [&](const auto& one) { return one.similarity >= threshold; }));
}

double GalleryCalibration::withstanding(const ThresholdAdvice& advice) const {
    if (hardNegatives.empty()) return advice.threshold;
    return std::min(1.0, std::max(advice.threshold, hardNegatives.front().similarity + kMargin));
}

std::optional<AppliedThreshold> GalleryCalibration::toApply(AppliedThreshold::Use use,
                                                            const std::string& source) const {
    const auto& advice = use == AppliedThreshold::Use::kSearch ? search : comparison;
    if (!advice || advice->threshold > 1) return std::nullopt;
    AppliedThreshold applied;
    applied.use = use;
    applied.recogniser = recogniser;
    applied.threshold = advice->threshold;
    // None seen is not none.
    applied.rate = advice->errors > 0 ? advice->measured : advice->upper;
    if (use == AppliedThreshold::Use::kVerification && mated.total() > 0)
        applied.misses = static_cast<double>(matedMissed) / static_cast<double>(mated.total());
    applied.comparisons = advice->trials;
    applied.source = source;
    return applied;
}

GalleryCalibration calibrateGallery(const Workspace& workspace, const GalleryCalibrationOptions& options,
                                    JobContext& context) {
    options.validate();
    GalleryCalibration calibration;
    calibration.recogniser = workspace.engine().recogniserKey();
    const Numbered gallery(workspace.store().templates(calibration.recogniser));
    calibration.people = static_cast<int>(gallery.people.size());
    calibration.templates = static_cast<int>(gallery.person.size());
    LINEAMENT_REQUIRE(calibration.people >= 2, "gallery",
                      "it needs two enrolled people or more by " + calibration.recogniser);
    measureReal(gallery, options, calibration, context);
    if (options.synthetic)
        findHardNegatives(workspace.engine(), gallery.enrolled, options, calibration, context);
    return calibration;
}

}  // namespace lineament
