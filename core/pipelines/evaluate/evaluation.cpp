#include "core/pipelines/evaluate/evaluation.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <optional>
#include <random>

#include "core/base/check.h"
#include "core/base/file_failure.h"
#include "core/evaluate/bootstrap.h"
#include "core/pipelines/evaluate/evaluation_parts.h"
#include "core/pipelines/evaluate/template_cache.h"
#include "core/store/evaluation_book.h"

namespace lineament {
namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

constexpr int kDrawsSoFar = 60;
constexpr double kBetweenSec = 0.4, kShareOfTime = 0.1;
constexpr double kMostTrialDraws = 4e8, kFewestDraws = 100;

/// Where the templates of one list of pairs lie.
struct PairTasks {
    std::vector<PictureTask> tasks;
    std::vector<std::uint32_t> plain, treated;  // of pictures; kNone where it is not needed
    static constexpr std::uint32_t kNone = UINT32_MAX;

    PairTasks(const PairList& list, const std::vector<std::uint32_t>& order, bool treatSecond)
        : plain(list.pictures.size(), kNone), treated(treatSecond ? list.pictures.size() : 0, kNone) {
        const auto take = [&](std::uint32_t picture, bool asTreated) {
            auto& place = (asTreated ? treated : plain)[picture];
            if (place != kNone) return;
            place = static_cast<std::uint32_t>(tasks.size());
            tasks.push_back({list.pictures[picture], asTreated});
        };
        for (const auto i : order) {
            take(list.pairs[i].a, false);
            take(list.pairs[i].b, treatSecond);
        }
    }
    std::uint32_t ofSecond(std::uint32_t picture) const {
        return (treated.empty() ? plain : treated)[picture];
    }
};

Trial trialOf(const PairList& list, const PairList::Pair& pair, const PictureTemplate& a,
              const PictureTemplate& b) {
    Trial trial;
    trial.mated = pair.mated;
    trial.group = pair.group;
    trial.a = list.person[pair.a], trial.b = list.person[pair.b];
    // No template: an error of the pair's class.
    trial.similarity = a.value && b.value ? similarity(*a.value, *b.value) : pair.mated ? -1.0f : 1.0f;
    trial.quality = std::min(a.quality, b.quality);
    return trial;
}

std::set<std::int64_t> markedLines(const EvaluationRun& run, const std::string& list) {
    LINEAMENT_CHECK(run.store);
    std::set<std::int64_t> lines;
    for (const auto& mark : EvaluationBook::of(*run.store).labelMarks(list))
        lines.insert(mark.line);
    return lines;
}

void addLfwFigures(Evaluation& evaluation, const PairList& list, const std::vector<float>& similarities) {
    std::vector<Score> scores;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> people;
    for (std::size_t i = 0; i < list.pairs.size(); ++i) {
        const auto& pair = list.pairs[i];
        scores.push_back({similarities[i], pair.mated, pair.fold});
        people.emplace_back(list.person[pair.a], list.person[pair.b]);
    }
    evaluation.figures = verificationFigures(scores);
    constexpr int kDraws = 1000;
    evaluation.accuracyInterval =
        accuracyInterval(scores, people, evaluation.figures, drawsFor(kDraws, scores.size()));
}

}  // namespace

int drawsFor(int wanted, std::size_t trials) {
    const double most = kMostTrialDraws / static_cast<double>(std::max<std::size_t>(1, trials));
    return std::max(1, std::min(wanted, static_cast<int>(std::max(kFewestDraws, most))));
}

SoFarTeller::SoFarTeller(const EvaluationRun& run, const JobContext& context)
    : run_(run), context_(context) {}

bool SoFarTeller::due() const {
    return run_.soFar && now() >= nextAt_;
}

void SoFarTeller::tell(std::vector<Trial> comparisons, std::vector<Trial> searches) {
    const double begun = now();
    EvaluationSoFar known;
    const auto perDraw = [this] { context_.checkpoint(); };
    const ErrorRates rates(std::move(comparisons));
    known.mated = rates.mated(), known.nonMated = rates.nonMated();
    if (rates.bothClasses()) known.curve = rates.curveWithBand(kDrawsSoFar, perDraw);
    if (const ErrorRates found(std::move(searches)); found.bothClasses())
        known.searchCurve = found.curveWithBand(kDrawsSoFar, perDraw);
    if (known.curve.empty() && known.searchCurve.empty()) return;
    run_.soFar(known);
    const double cost = now() - begun;
    nextAt_ = now() + std::max(kBetweenSec, cost / kShareOfTime);
}

void finish(Evaluation& evaluation, const EvaluationRun& run, std::vector<Trial> comparisons,
            const std::vector<SearchOutcome>& searches, const JobContext& context) {
    const auto perDraw = [&] { context.checkpoint(); };
    auto rates = std::make_shared<const ErrorRates>(std::move(comparisons));
    if (rates->bothClasses())
        evaluation.curve = rates->curveWithBand(drawsFor(run.draws, rates->trials().size()), perDraw);
    evaluation.rates = std::move(rates);
    evaluation.searches = static_cast<std::int64_t>(searches.size());
    if (searches.empty()) return;
    evaluation.strangers =
        std::count_if(searches.begin(), searches.end(), [](const auto& search) { return !search.enrolled; });
    evaluation.cumulativeMatch = cumulativeMatch(searches);
    auto found = std::make_shared<const ErrorRates>(trialsOf(searches));
    if (found->bothClasses())
        evaluation.searchCurve = found->curveWithBand(drawsFor(run.draws, found->trials().size()), perDraw);
    evaluation.searchRates = std::move(found);
}

void evaluatePairList(Evaluation& evaluation, const EvaluationRun& run, const EvaluationProtocol& protocol,
                      JobContext& context) {
    PairChoice choice{protocol.folds, {}};
    if (run.store) evaluation.listHash = listHash(protocol.csv);
    if (protocol.leaveOutMarked) choice.without = markedLines(run, evaluation.listHash);
    const auto list =
        std::make_shared<const PairList>(readPairs(protocol.csv, protocol.root, context, choice));
    evaluation.leftOut = list->leftOut;
    const auto mated =
        std::count_if(list->pairs.begin(), list->pairs.end(), [](const auto& p) { return p.mated; });
    LINEAMENT_REQUIRE(
        mated > 0 && mated<static_cast<std::ptrdiff_t>(list->pairs.size()), protocol.csv.string(), mated> 0
            ? "all its pairs are of one person each; pairs of two people are needed as well"
            : "none of its pairs is of one person; such pairs are needed as well");
    // In an order of its own, so that what is known early is of all the list.
    std::vector<std::uint32_t> order(list->pairs.size());
    std::iota(order.begin(), order.end(), 0u);
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    const PairTasks places(*list, order, run.treatment.any());

    std::optional<TemplateCache> cache;
    if (!run.cache.empty()) cache.emplace(run.cache, templateSettingKey(*run.engine, run.treatment));
    SoFarTeller teller(run, context);
    std::vector<Trial> known;
    std::size_t next = 0;  // of order: pairs before it are known
    const auto done = [&](std::size_t, const std::vector<PictureTemplate>& templates) {
        const auto ready = [&](std::uint32_t i) { return templates[i].value || templates[i].rejection; };
        for (; next < order.size(); ++next) {
            const auto& pair = list->pairs[order[next]];
            const auto a = places.plain[pair.a], b = places.ofSecond(pair.b);
            if (!ready(a) || !ready(b)) break;
            known.push_back(trialOf(*list, pair, templates[a], templates[b]));
        }
        if (teller.due() && next > 1) teller.tell(known, {});
    };
    auto templates = templatesOf(*run.engine, places.tasks, run.treatment, context, cache ? &*cache : nullptr,
                                 run.soFar ? PictureDone(done) : PictureDone());

    // A root that was mistyped is no recogniser that fails on every picture.
    if (std::none_of(templates.begin(), templates.end(), [](const PictureTemplate& one) {
            return one.value || !one.rejection || one.rejection->reason != kNoSuchFile;
        })) {
        if (!protocol.root.empty() && !std::filesystem::is_directory(protocol.root))
            throw Error(ErrorCode::kNotFound, protocol.root.string(), "there is no such folder");
        throw Error(ErrorCode::kNotFound, list->pictures.front().string(),
                    "neither it nor any other of the " + std::to_string(templates.size()) +
                        " pictures of the list is there");
    }

    std::vector<Trial> trials;
    std::vector<float> similarities;
    for (const auto& pair : list->pairs) {
        trials.push_back(
            trialOf(*list, pair, templates[places.plain[pair.a]], templates[places.ofSecond(pair.b)]));
        similarities.push_back(trials.back().similarity);
    }
    evaluation.comparisons = static_cast<std::int64_t>(trials.size());
    evaluation.pictures = static_cast<std::int64_t>(templates.size());
    for (auto& picture : templates)
        if (picture.rejection) evaluation.rejected.push_back(std::move(*picture.rejection));
    std::sort(evaluation.rejected.begin(), evaluation.rejected.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    finish(evaluation, run, std::move(trials), {}, context);
    addLfwFigures(evaluation, *list, similarities);
    evaluation.list = list;
    evaluation.similarityOfPair = std::make_shared<const std::vector<float>>(std::move(similarities));
}

Evaluation evaluate(const EvaluationRun& run, const EvaluationProtocol& protocol, JobContext& context) {
    const double begun = now();
    LINEAMENT_CHECK(run.engine);
    Evaluation evaluation;
    evaluation.kind = protocol.kind;
    evaluation.recogniser = run.engine->recogniserKey();
    evaluation.detector = run.engine->options().detector;
    switch (protocol.kind) {
        case EvaluationProtocol::Kind::kPairs:
            evaluatePairList(evaluation, run, protocol, context);
            break;
        case EvaluationProtocol::Kind::kGalleryProbe:
            evaluateGalleryProbe(evaluation, run, protocol, context);
            break;
        case EvaluationProtocol::Kind::kOwnGallery:
            evaluateOwnGallery(evaluation, run, context);
            break;
        case EvaluationProtocol::Kind::kConfirmedTracks:
            evaluateConfirmedTracks(evaluation, run, context);
            break;
    }
    if (evaluation.pictures > 0)
        evaluation.failedToAcquire =
            static_cast<double>(evaluation.rejected.size()) / static_cast<double>(evaluation.pictures);
    evaluation.seconds = now() - begun;
    return evaluation;
}

std::shared_ptr<const FaceEngine> engineWith(const std::shared_ptr<const FaceEngine>& engine,
                                             const std::string& recogniser, const std::string& detector) {
    auto options = engine->options();
    if (!recogniser.empty()) options.recogniser = recogniser;
    if (!detector.empty()) options.detector = detector;
    const auto& now = engine->options();
    if (options.recogniser == now.recogniser && options.detector == now.detector) return engine;
    if (options.recogniser != now.recogniser) options.landmarks.clear();
    return std::make_shared<const FaceEngine>(engine->sharedRegistry(), options);
}

}  // namespace lineament
