#include "core/pipelines/evaluate/own_gallery/hard_negatives.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <random>

#include "core/base/check.h"
#include "core/base/parallel.h"
#include "core/pipelines/synthetic/generators.h"
#include "core/pipelines/synthetic/judge_samples.h"
#include "core/pipelines/synthetic/studio/likeness.h"

namespace lineament {
namespace {

using Pictures = std::vector<gan::Picture>;

constexpr int kBatch = 64, kChildren = 4, kParents = 8, kMostOfOne = 2;
constexpr float kFarthest = 0.8f, kBackwards = -0.2f;  // share of the way to a parent that a layer goes

/// Templates of pictures, in their order, on as many threads as the program may use.
cv::Mat embedAll(const FaceEngine& engine, const Pictures& pictures, const JobContext& context) {
    std::vector<Template> templates(pictures.size());
    forEachInParallel(pictures.size(), threads(), "calibrate", context,
                      [&](std::size_t i) { templates[i] = portraitTemplate(engine, pictures[i]); });
    return rowsOf(templates);
}

/// One face on its way to an enrolled template.
struct Climber {
    std::uint64_t seed = 0;
    int target = 0;  // row of the enrolled
    float drawn = 0, best = 0;
    gan::Latent latent;
    gan::Picture picture;
    std::vector<gan::Latent> parents;  // other faces that are near the target
};

class Search {
  public:
    Search(const FaceEngine& engine, const gan::Synthesiser& maker, const EnrolledRows& enrolled,
           const GalleryCalibrationOptions& options, JobContext& context)
        : engine_(engine), maker_(maker), enrolled_(enrolled), options_(options), context_(context) {
        how_.psi = options.psi;
    }

    /// Compares everything drawn with everybody enrolled.
    void draw(ScoreHistogram& histogram) {
        cv::Mat scores;
        for (int first = 0; first < options_.draws; first += kBatch) {
            std::vector<std::uint64_t> seeds;
            for (int i = first; i < std::min(options_.draws, first + kBatch); ++i)
                seeds.push_back(seedOf(i));
            const auto rows = embedAll(engine_, maker_.generate(seeds, how_), context_);
            LINEAMENT_CHECK(rows.cols == enrolled_.rows.cols);
            drawn_.push_back(rows);
            cv::gemm(rows, enrolled_.rows, 1, cv::noArray(), 0, scores, cv::GEMM_2_T);
            for (int row = 0; row < scores.rows; ++row) {
                const auto* begin = scores.ptr<float>(row);
                for (int column = 0; column < scores.cols; ++column)
                    histogram.add(begin[column]);
                const auto* best = std::max_element(begin, begin + scores.cols);
                nearest_.push_back({*best, first + row, static_cast<int>(best - begin)});
            }
            context_.report("drawing", drawn_.rows, options_.draws);
        }
    }

    /// The nearest ones, each with its target; of one person at most a few.
    std::vector<Climber> choose() {
        std::sort(nearest_.begin(), nearest_.end(), [](const Nearest& a, const Nearest& b) {
            return a.similarity != b.similarity ? a.similarity > b.similarity : a.draw < b.draw;
        });
        std::vector<Climber> chosen;
        std::map<std::int64_t, int> ofPerson;
        for (const auto& [similarity, draw, target] : nearest_) {
            if (static_cast<int>(chosen.size()) >= options_.hardest) break;
            if (++ofPerson[enrolled_.identity[static_cast<std::size_t>(target)].value()] > kMostOfOne)
                continue;
            context_.checkpoint();
            Climber climber;
            climber.seed = seedOf(draw);
            climber.target = target;
            climber.drawn = climber.best = similarity;
            climber.latent = maker_.latent(climber.seed, how_);
            climber.parents = parentsFor(target, draw);
            chosen.push_back(std::move(climber));
        }
        return chosen;
    }

    /// Every step tries a few children of each face: layer by layer towards others that are near its target.
    /// They stay mixtures of faces, so that they look like faces. Source: Karras et al. 2019, style mixing.
    void climb(std::vector<Climber>& climbers) {
        std::vector<gan::Latent> start;
        for (const auto& climber : climbers)
            start.push_back(climber.latent);
        // Latents are drawn without the noise of their seed, so the picture is made once more.
        take(climbers, start, true);
        std::mt19937_64 random(options_.seed);
        for (int step = 0; step < options_.steps; ++step) {
            for (int child = 0; child < kChildren; ++child) {
                std::vector<gan::Latent> children;
                for (const auto& climber : climbers)
                    children.push_back(childOf(climber, random));
                take(climbers, children, false);
            }
            context_.report("moving", step + 1, options_.steps);
        }
    }

  private:
    struct Nearest {
        float similarity;
        int draw, target;
    };

    /// Latents of the other faces that are nearest to an enrolled template.
    std::vector<gan::Latent> parentsFor(int target, int but) const {
        cv::Mat similar;
        cv::gemm(drawn_, enrolled_.rows.row(target), 1, cv::noArray(), 0, similar, cv::GEMM_2_T);
        std::vector<int> draws(static_cast<std::size_t>(similar.rows));
        std::iota(draws.begin(), draws.end(), 0);
        const auto last = draws.begin() + std::min<std::ptrdiff_t>(kParents + 1, similar.rows);
        std::partial_sort(draws.begin(), last, draws.end(), [&](int a, int b) {
            const float x = similar.at<float>(a), y = similar.at<float>(b);
            return x != y ? x > y : a < b;
        });
        std::vector<gan::Latent> parents;
        for (auto draw = draws.begin(); draw != last; ++draw)
            if (*draw != but) parents.push_back(maker_.latent(seedOf(*draw), how_));
        return parents;
    }

    std::uint64_t seedOf(int draw) const {
        return options_.seed * 1'000'003 + static_cast<std::uint64_t>(draw);
    }

    static gan::Latent childOf(const Climber& climber, std::mt19937_64& random) {
        gan::Latent child = climber.latent;
        if (climber.parents.empty()) return child;
        const auto& parent = climber.parents[random() % climber.parents.size()];
        const auto unit = [&] { return static_cast<float>(random() >> 40) / static_cast<float>(1 << 24); };
        for (int layer = 0; layer < child.layers; ++layer) {
            if (child.layers > 1 && unit() < 0.5f) continue;
            const float share = kBackwards + (kFarthest - kBackwards) * unit();
            for (int i = layer * child.size; i < (layer + 1) * child.size; ++i) {
                auto& value = child.values[static_cast<std::size_t>(i)];
                value += share * (parent.values[static_cast<std::size_t>(i)] - value);
            }
        }
        return child;
    }

    /// Takes over what comes nearer to its target (or everything).
    void take(std::vector<Climber>& climbers, const std::vector<gan::Latent>& latents, bool always) {
        auto still = how_;
        still.noise = false;
        auto pictures = maker_.renderAll(latents, still);
        const auto rows = embedAll(engine_, pictures, context_);
        for (std::size_t i = 0; i < climbers.size(); ++i) {
            auto& climber = climbers[i];
            const float now =
                static_cast<float>(rows.row(static_cast<int>(i)).dot(enrolled_.rows.row(climber.target)));
            if (!always && now <= climber.best) continue;
            climber.best = now;
            climber.latent = latents[i];
            climber.picture = std::move(pictures[i]);
        }
    }

    const FaceEngine& engine_;
    const gan::Synthesiser& maker_;
    const EnrolledRows& enrolled_;
    const GalleryCalibrationOptions& options_;
    JobContext& context_;
    gan::SynthesisOptions how_;
    cv::Mat drawn_;  // templates, draws x dimension
    std::vector<Nearest> nearest_;
};

std::string generatorFor(const FaceEngine& engine, const GalleryCalibrationOptions& options) {
    if (!options.generator.empty()) return options.generator;
    const auto known = generatorsOf(engine.registry());
    if (known.empty())
        throw Error(ErrorCode::kModelMissing, "generator", "there is none to make hard negatives with");
    return known.front().id;
}

}  // namespace

void findHardNegatives(const FaceEngine& engine, const EnrolledRows& enrolled,
                       const GalleryCalibrationOptions& options, GalleryCalibration& calibration,
                       JobContext& context) {
    calibration.generator = generatorFor(engine, options);
    const OpenGenerator generator(engine.registry(), calibration.generator, engine.options().device);
    Search search(engine, generator.synthesiser(), enrolled, options, context);
    search.draw(calibration.synthetic);
    calibration.drawn = options.draws;
    auto climbers = search.choose();
    search.climb(climbers);

    // A picture that no longer shows a face proves nothing.
    Pictures pictures;
    for (const auto& climber : climbers)
        pictures.push_back(climber.picture);
    const auto judged = judgePictures(engine, pictures, context);
    for (std::size_t i = 0; i < climbers.size(); ++i) {
        if (judged.faces[i] == 0) {
            ++calibration.faceless;
            continue;
        }
        auto& climber = climbers[i];
        calibration.hardNegatives.push_back({climber.seed, climber.drawn, climber.best,
                                             enrolled.identity[static_cast<std::size_t>(climber.target)],
                                             std::move(climber.picture)});
    }
    std::stable_sort(calibration.hardNegatives.begin(), calibration.hardNegatives.end(),
                     [](const auto& a, const auto& b) { return a.similarity > b.similarity; });
}

}  // namespace lineament
