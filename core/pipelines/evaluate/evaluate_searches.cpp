// Protocols in which a gallery is searched: folders of gallery and probes, the store's own samples.
#include <algorithm>
#include <map>
#include <numeric>
#include <opencv2/core.hpp>
#include <optional>
#include <random>
#include <unordered_map>

#include "core/base/check.h"
#include "core/image/image.h"
#include "core/pipelines/evaluate/evaluation_parts.h"
#include "core/pipelines/evaluate/template_cache.h"
#include "core/store/evaluation_book.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

constexpr double kMostComparisons = 4e6;  // kept; of more non-mated ones every n-th

/// Templates of people, as rows.
struct References {
    cv::Mat rows;  // n x dimension, float
    std::vector<std::uint32_t> person;
    std::vector<float> quality;

    void add(const Template& value, std::uint32_t of, float itsQuality) {
        rows.push_back(cv::Mat(1, static_cast<int>(value.values.size()), CV_32F,
                               const_cast<float*>(value.values.data())));
        person.push_back(of);
        quality.push_back(itsQuality);
    }
    int size() const { return rows.rows; }
};

/// Compares probes with references and takes down what each search came to.
class Searcher {
  public:
    /// leaveOut: probe i is reference i, which is left out.
    Searcher(const References& references, std::uint32_t people, double comparisonsExpected, bool leaveOut)
        : references_(references),
          best_(people),
          every_(
              std::max<std::int64_t>(1, static_cast<std::int64_t>(comparisonsExpected / kMostComparisons))),
          leaveOut_(leaveOut) {}

    /// skip: references that are left out as well, by their numbers; null: none.
    void search(const cv::Mat& probe, std::uint32_t person, float quality, int itself = -1,
                const std::vector<bool>* skip = nullptr) {
        constexpr float kNone = -2;
        cv::Mat scores;
        cv::gemm(probe, references_.rows, 1, cv::noArray(), 0, scores, cv::GEMM_2_T);
        std::fill(best_.begin(), best_.end(), kNone);
        for (int i = 0; i < references_.size(); ++i) {
            if (leaveOut_ && i == itself) continue;
            if (skip && (*skip)[static_cast<std::size_t>(i)]) continue;
            const auto whose = references_.person[static_cast<std::size_t>(i)];
            const float score = scores.at<float>(0, i);
            best_[whose] = std::max(best_[whose], score);
            // Of two samples of one store, the pair counts once.
            if (!leaveOut_ || i < itself)
                keep(score, person, whose, std::min(quality, references_.quality[i]));
        }
        SearchOutcome outcome;
        outcome.person = person;
        const float own = person < best_.size() ? best_[person] : kNone;
        outcome.enrolled = own > kNone;
        outcome.mated = own;
        outcome.rank = outcome.enrolled ? 1 : 0;
        for (std::size_t i = 0; i < best_.size(); ++i) {
            if (i == person || best_[i] == kNone) continue;
            outcome.hasOther = true;
            outcome.bestOther = std::max(outcome.bestOther, best_[i]);
            if (outcome.enrolled && best_[i] > own) ++outcome.rank;
        }
        outcomes.push_back(outcome);
    }

    std::vector<SearchOutcome> outcomes;
    std::vector<Trial> comparisons;
    std::int64_t made = 0;

  private:
    void keep(float score, std::uint32_t probe, std::uint32_t reference, float quality) {
        ++made;
        const bool mated = probe == reference;
        if (!mated && made % every_ != 0) return;
        comparisons.push_back({score, mated, 0, probe, reference, quality});
    }

    const References& references_;
    std::vector<float> best_;
    const std::int64_t every_;
    const bool leaveOut_;
};

/// Pictures of sub-folders, each with the number of its person.
struct Portraits {
    std::vector<PictureTask> tasks;
    std::vector<std::uint32_t> person;
};

Portraits portraitsIn(const fs::path& folder, bool treated, std::map<std::string, std::uint32_t>& people,
                      const JobContext& context) {
    if (!fs::is_directory(folder)) throw Error(ErrorCode::kNotFound, folder.string(), "it is not a folder");
    std::vector<fs::path> subfolders;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) subfolders.push_back(entry.path());
    std::sort(subfolders.begin(), subfolders.end());
    Portraits portraits;
    for (const auto& one : subfolders) {
        context.checkpoint();
        const auto number =
            people.emplace(one.filename().string(), static_cast<std::uint32_t>(people.size())).first->second;
        for (auto& picture : imagesIn(one)) {
            portraits.tasks.push_back({std::move(picture), treated});
            portraits.person.push_back(number);
        }
    }
    LINEAMENT_REQUIRE(!portraits.tasks.empty(), folder.string(),
                      "it holds no pictures in sub-folders, one a person");
    return portraits;
}

void shuffle(Portraits& portraits) {
    std::vector<std::size_t> order(portraits.tasks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    Portraits mixed;
    for (const auto i : order) {
        mixed.tasks.push_back(std::move(portraits.tasks[i]));
        mixed.person.push_back(portraits.person[i]);
    }
    portraits = std::move(mixed);
}

cv::Mat rowOf(const Template& value) {
    return cv::Mat(1, static_cast<int>(value.values.size()), CV_32F, const_cast<float*>(value.values.data()));
}

std::uint32_t peopleAmong(const References& references) {
    auto people = references.person;
    std::sort(people.begin(), people.end());
    return static_cast<std::uint32_t>(std::unique(people.begin(), people.end()) - people.begin());
}

}  // namespace

void evaluateGalleryProbe(Evaluation& evaluation, const EvaluationRun& run,
                          const EvaluationProtocol& protocol, JobContext& context) {
    std::map<std::string, std::uint32_t> people;
    const auto gallery = portraitsIn(protocol.gallery, false, people, context);
    const auto enrolled = static_cast<std::uint32_t>(people.size());
    auto probes = portraitsIn(protocol.probes, run.treatment.any(), people, context);
    shuffle(probes);
    auto tasks = gallery.tasks;
    tasks.insert(tasks.end(), probes.tasks.begin(), probes.tasks.end());
    const std::size_t first = gallery.tasks.size();

    std::optional<TemplateCache> cache;
    if (!run.cache.empty()) cache.emplace(run.cache, templateSettingKey(*run.engine, run.treatment));
    References references;
    std::optional<Searcher> searcher;
    std::size_t next = 0;  // probes before it were searched
    const auto advance = [&](const std::vector<PictureTemplate>& templates) {
        const auto ready = [&](const PictureTemplate& one) { return one.value || one.rejection; };
        if (!searcher) {
            if (!std::all_of(templates.begin(), templates.begin() + static_cast<std::ptrdiff_t>(first),
                             ready))
                return;
            for (std::size_t i = 0; i < first; ++i)
                if (templates[i].value)
                    references.add(*templates[i].value, gallery.person[i], templates[i].quality);
            LINEAMENT_REQUIRE(references.size() > 0, protocol.gallery.string(),
                              "no picture in it shows a face");
            searcher.emplace(
                references, enrolled,
                static_cast<double>(references.size()) * static_cast<double>(probes.tasks.size()), false);
        }
        for (; next < probes.tasks.size() && ready(templates[first + next]); ++next) {
            const auto& probe = templates[first + next];
            const auto person = probes.person[next];
            if (probe.value) {
                searcher->search(rowOf(*probe.value), person, probe.quality);
                continue;
            }
            SearchOutcome missed;
            missed.person = person;
            missed.searched = false;
            missed.enrolled = std::find(references.person.begin(), references.person.end(), person) !=
                              references.person.end();
            searcher->outcomes.push_back(missed);
        }
    };
    SoFarTeller teller(run, context);
    std::size_t looked = 0;
    const auto done = [&](std::size_t, const std::vector<PictureTemplate>& templates) {
        if (++looked < first || !teller.due()) return;
        advance(templates);
        if (next > 1) teller.tell(searcher->comparisons, trialsOf(searcher->outcomes));
    };
    auto templates = templatesOf(*run.engine, tasks, run.treatment, context, cache ? &*cache : nullptr,
                                 run.soFar ? PictureDone(done) : PictureDone());
    advance(templates);
    evaluation.people = peopleAmong(references);
    evaluation.comparisons = searcher->made;
    evaluation.pictures = static_cast<std::int64_t>(templates.size());
    for (auto& picture : templates)
        if (picture.rejection) evaluation.rejected.push_back(std::move(*picture.rejection));
    finish(evaluation, run, std::move(searcher->comparisons), searcher->outcomes, context);
    LINEAMENT_REQUIRE(
        !evaluation.curve.empty() || !evaluation.searchCurve.empty(), protocol.probes.string(),
        "no probe shows anybody of the gallery, or nobody else; sub-folders of one person have the "
        "same name in both folders");
}

void evaluateConfirmedTracks(Evaluation& evaluation, const EvaluationRun& run, JobContext& context) {
    LINEAMENT_CHECK(run.store);
    const auto& key = run.engine->recogniserKey();
    auto& book = EvaluationBook::of(*run.store);
    const auto tracks = book.judgedTracks(key);
    LINEAMENT_REQUIRE(!tracks.empty(), "footage",
                      "no track of it that a person confirmed or refused a name has a template by " + key);
    std::map<std::int64_t, std::uint32_t> people;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> referencesOf;  // by sample
    References references;
    for (const auto& one : run.store->templates(key)) {
        const auto number =
            people.emplace(one.identity.value(), static_cast<std::uint32_t>(people.size())).first->second;
        referencesOf[one.sample.value()].push_back(static_cast<std::size_t>(references.size()));
        references.add(one.value, number, std::numeric_limits<float>::quiet_NaN());
    }
    LINEAMENT_REQUIRE(references.size() > 0, "gallery", "nobody is enrolled by " + key);
    const auto enrolled = static_cast<std::uint32_t>(people.size());
    evaluation.people = enrolled;

    // Whoever was put together as one unknown is one stranger; anybody else is one of their own.
    std::map<std::pair<std::int64_t, int>, std::uint32_t> strangers;
    auto next = enrolled;
    std::vector<std::uint32_t> personOf;
    for (const auto& track : tracks) {
        auto number = next;
        if (track.identity)
            number = people.emplace(track.identity->value(), next).first->second;
        else if (track.unknown.second > 0)
            number = strangers.emplace(std::pair(track.unknown.first.value(), track.unknown.second), next)
                         .first->second;
        if (number == next) ++next;
        personOf.push_back(number);
    }

    std::vector<std::size_t> order(tracks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    std::map<std::int64_t, std::vector<bool>> ownReferences;  // by recording
    Searcher searcher(references, enrolled,
                      static_cast<double>(references.size()) * static_cast<double>(tracks.size()), false);
    SoFarTeller teller(run, context);
    for (std::size_t i = 0; i < order.size(); ++i) {
        context.checkpoint();
        const auto& track = tracks[order[i]];
        auto [own, isNew] = ownReferences.try_emplace(track.recording.value());
        if (isNew) {
            own->second.assign(static_cast<std::size_t>(references.size()), false);
            for (const auto sample : book.samplesFrom(track.recording))
                if (const auto found = referencesOf.find(sample.value()); found != referencesOf.end())
                    for (const auto reference : found->second)
                        own->second[reference] = true;
        }
        const auto person = personOf[order[i]];
        searcher.search(rowOf(track.value), person, track.quality, -1, &own->second);
        if (person < enrolled && !searcher.outcomes.back().enrolled) ++evaluation.knownHereAlone;
        context.report("searches", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(order.size()));
        if (i > 1 && teller.due()) teller.tell(searcher.comparisons, trialsOf(searcher.outcomes));
    }
    evaluation.comparisons = searcher.made;
    evaluation.pictures = static_cast<std::int64_t>(tracks.size());
    finish(evaluation, run, std::move(searcher.comparisons), searcher.outcomes, context);
    LINEAMENT_REQUIRE(
        !evaluation.curve.empty() || !evaluation.searchCurve.empty(), "footage",
        "the tracks that were judged show nobody whose references come from elsewhere, or nobody "
        "else; confirm more names, or enrol from photos");
}

void evaluateOwnGallery(Evaluation& evaluation, const EvaluationRun& run, JobContext& context) {
    LINEAMENT_CHECK(run.store);
    const auto stored = run.store->templates(run.engine->recogniserKey());
    std::map<std::int64_t, std::uint32_t> people;
    References references;
    for (const auto& one : stored) {
        const auto number =
            people.emplace(one.identity.value(), static_cast<std::uint32_t>(people.size())).first->second;
        references.add(one.value, number, std::numeric_limits<float>::quiet_NaN());
    }
    evaluation.people = static_cast<std::int64_t>(people.size());
    LINEAMENT_REQUIRE(people.size() >= 2 && stored.size() > people.size(), "gallery",
                      "it needs two enrolled people or more, and two photos or more of somebody, by " +
                          run.engine->recogniserKey());
    const double n = references.size();
    Searcher searcher(references, static_cast<std::uint32_t>(people.size()), n * (n - 1) / 2, true);
    std::vector<int> order(static_cast<std::size_t>(references.size()));
    std::iota(order.begin(), order.end(), 0);
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    SoFarTeller teller(run, context);
    for (std::size_t i = 0; i < order.size(); ++i) {
        context.checkpoint();
        const int probe = order[i];
        searcher.search(references.rows.row(probe), references.person[static_cast<std::size_t>(probe)],
                        references.quality[static_cast<std::size_t>(probe)], probe);
        context.report("searches", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(order.size()));
        if (i > 1 && teller.due()) teller.tell(searcher.comparisons, trialsOf(searcher.outcomes));
    }
    evaluation.comparisons = searcher.made;
    evaluation.pictures = references.size();
    finish(evaluation, run, std::move(searcher.comparisons), searcher.outcomes, context);
}

}  // namespace lineament
