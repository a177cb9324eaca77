#include "core/gan/training/train.h"

#include <cmath>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/training/trainer.h"
#include "core/gan/training/watch.h"

namespace lineament::gan {

namespace fs = std::filesystem;

namespace {

constexpr const char* kBestName = "best.json";
constexpr const char* kStatisticsName = "stats.jsonl";

/// Next multiple of `every` after `images`.
std::int64_t nextMark(std::int64_t images, std::int64_t every) {
    return every > 0 ? (images / every + 1) * every : INT64_MAX;
}

struct Best {
    double frechet = 0;
    fs::path snapshot;
};
std::optional<Best> bestOf(const fs::path& run) {
    std::ifstream file(run / kBestName);
    if (!file) return std::nullopt;
    const auto json = nlohmann::json::parse(file, nullptr, false);
    if (!json.is_object() || !json.value("frechet", nlohmann::json()).is_number() ||
        !json.value("snapshot", nlohmann::json()).is_string())
        return std::nullopt;
    Best best{json["frechet"].get<double>(), run / fs::path(json["snapshot"].get<std::string>()).filename()};
    return fs::exists(best.snapshot) ? std::optional(best) : std::nullopt;
}

/// One call of train(): the trainer with its folder.
class Run {
  public:
    Run(const TrainConfig& config, const PictureSet& data, const TrainOptions& options, JobContext& context)
        : config_(config),
          options_(options),
          context_(context),
          ranks_(meet(options)),
          trainer_(config, data, options.cuda ? torch::Device(torch::kCUDA) : torch::Device(torch::kCPU),
                   ranks_.get()) {
        if (first()) openFolder();
        if (ranks_) takeStateOfFirst(data);
    }

    TrainResult run() {
        try {
            return steps();
        } catch (const Error& error) {
            // A dead rank must not cost the work since the last snapshot.
            if (ranks_ && first() && error.code() == ErrorCode::kDevice && trainer_.rewind() &&
                trainer_.state().step > 0)
                saveCheckpoint(trainer_.state(), snapshotPath(options_.run, trainer_.state().images));
            throw;
        }
    }

  private:
    static std::unique_ptr<RankGroup> meet(const TrainOptions& options) {
        const auto setting = options.ranks ? options.ranks : rankSettingFromEnvironment();
        return setting && setting->size > 1 ? std::make_unique<RankGroup>(*setting) : nullptr;
    }

    /// Whether this process is the one that writes.
    bool first() const { return !ranks_ || ranks_->rank() == 0; }

    void openFolder() {
        const auto& options = options_;
        makeFolder(options.run);
        removeUnfinished();
        if (options.resume) {
            resume();
            cutStatistics(options_.run / kStatisticsName, trainer_.state().images);
        } else if (!snapshotsOf(options.run).empty()) {
            throw Error(ErrorCode::kInvalidArgument, options.run.string(),
                        "there is a run in it already; resume it or name another folder");
        } else if (!options.startGenerator.empty()) {
            trainer_.startFrom(options.startGenerator, options.startDiscriminator);
        }
        readBest();
        writeAtomically(options.run / "config.json",
                        [&](std::ostream& out) { out << toJson(config_).dump(2) << '\n'; });
    }

    /// What a killed run was writing: as large as a snapshot, and of no use.
    void removeUnfinished() const {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(options_.run))
            if (entry.path().extension() == ".partial") found.push_back(entry.path());
        std::error_code ignored;
        for (const auto& file : found)
            fs::remove(file, ignored);
    }

    void takeStateOfFirst(const PictureSet& data) {
        const std::size_t some = std::min<std::size_t>(data.pixels.size(), 1u << 16);
        const std::string mine =
            sha256(toJson(config_).dump() + "/" + std::to_string(data.size()) + "/" +
                   std::string(data.pixels.begin(), data.pixels.begin() + static_cast<std::ptrdiff_t>(some)));
        std::string ofFirst = mine;
        ranks_->broadcast(ofFirst);
        if (ranks_->any(ofFirst != mine))
            throw Error(ErrorCode::kInvalidArgument, "ranks",
                        "the processes were started with different configurations or data sets");
        std::string bytes = first() ? checkpointBytes(trainer_.state()) : std::string();
        ranks_->broadcast(bytes);
        if (first()) return;
        loadCheckpointBytes(trainer_.state(), bytes);
        trainer_.ada().restore(trainer_.state().ada);
    }

    TrainResult steps() {
        auto& state = trainer_.state();
        const std::int64_t firstStep = state.step;
        statisticsAt_ = nextMark(state.images, config_.run.statisticsEvery);
        snapshotAt_ = nextMark(state.images, config_.run.snapshotEvery);
        metricsAt_ = nextMark(state.images, config_.run.metricsEvery);
        start_ = std::chrono::steady_clock::now();
        lineStart_ = start_;
        lineImages_ = state.images;
        std::string reason = "done";
        while (state.images < config_.run.images) {
            if (options_.maxSteps > 0 && state.step - firstStep >= options_.maxSteps) {
                reason = "steps";
                break;
            }
            if (ranks_ ? ranks_->any(context_.stopRequested()) : context_.stopRequested()) {
                snapshot();
                throw Cancelled{};
            }
            if (options_.beforeStep) options_.beforeStep();
            trainer_.step();
            context_.report("training", state.images, config_.run.images);
            if (state.images >= statisticsAt_)
                if (const auto verdict = statistics(); verdict && config_.run.stopOnCollapse) {
                    reason = *verdict;
                    break;
                }
            if (state.images >= metricsAt_) {
                metricsAt_ = nextMark(state.images, config_.run.metricsEvery);
                snapshot();
                measure();
            } else if (state.images >= snapshotAt_) {
                snapshot();
            }
        }
        // A run that went wrong keeps its last good snapshot as the newest.
        if (reason == "done" || reason == "steps")
            snapshot();
        else
            log::warning("training stopped: " + reason);
        const auto all = first() ? snapshotsOf(options_.run) : std::vector<fs::path>();
        return {state.step, state.images, all.empty() ? fs::path() : all.front(), best_, metrics_, reason};
    }

    void resume() {
        std::string lastReason = "there is no snapshot in it";
        for (const auto& file : snapshotsOf(options_.run)) {
            try {
                loadCheckpoint(trainer_.state(), file);
                trainer_.ada().restore(trainer_.state().ada);
                return;
            } catch (const Error& error) {
                lastReason = error.detail();
                log::warning(file.string() + ": " + error.detail() + "; trying the one before");
            }
        }
        throw Error(ErrorCode::kUnreadable, options_.run.string(),
                    "the run cannot be resumed: " + lastReason);
    }

    void readBest() {
        if (const auto read = bestOf(options_.run)) {
            bestFrechet_ = read->frechet;
            best_ = read->snapshot;
        }
    }

    void snapshot() {
        auto& state = trainer_.state();
        snapshotAt_ = nextMark(state.images, config_.run.snapshotEvery);
        if (!first()) return;
        saveCheckpoint(state, snapshotPath(options_.run, state.images));
        rotateSnapshots(options_.run, config_.run.keepSnapshots,
                        best_.empty() ? std::nullopt : std::optional(best_));
        if (!options_.writePicture) return;
        char name[64];
        std::snprintf(name, sizeof name, "samples-%012lld.png", static_cast<long long>(state.images));
        options_.writePicture(gridOf(trainer_.sample(config_.run.sampleGrid, 0)), options_.run / name);
    }

    std::optional<std::string> statistics() {
        auto& state = trainer_.state();
        statisticsAt_ = nextMark(state.images, config_.run.statisticsEvery);
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - lineStart_).count();
        Statistics line{state.step, state.images, std::chrono::duration<double>(now - start_).count(),
                        static_cast<double>(state.images - lineImages_) / std::max(1e-9, seconds),
                        trainer_.takeStatistics()};
        lineStart_ = now;
        lineImages_ = state.images;
        if (first()) writeLine(line);
        if (first() && options_.onStatistics) options_.onStatistics(line);
        return watch_.verdict(line);
    }

    void writeLine(const Statistics& line) {
        nlohmann::ordered_json json = {{"step", line.step},
                                       {"images", line.images},
                                       {"seconds", line.seconds},
                                       {"imagesPerSecond", line.imagesPerSecond}};
        for (const auto& [name, value] : line.values)
            json[name] = value;
        std::ofstream out(options_.run / kStatisticsName, std::ios::app);
        out << json.dump() << '\n';
    }

    void measure() {
        if (!options_.measure || !first()) return;
        auto& state = trainer_.state();
        std::vector<Picture> samples;
        for (int start = 0; start < config_.run.metricsSamples; start += 256) {
            context_.report("measuring", start, config_.run.metricsSamples);
            if (context_.stopRequested()) return;
            auto some = toPictures(trainer_.sample(std::min(256, config_.run.metricsSamples - start),
                                                   1'000'000 + static_cast<std::uint64_t>(start)));
            std::move(some.begin(), some.end(), std::back_inserter(samples));
        }
        metrics_ = options_.measure(samples);
        nlohmann::ordered_json json = {{"step", state.step}, {"images", state.images}};
        for (const auto& [name, value] : metrics_)
            json["metric/" + name] = value;
        std::ofstream(options_.run / kStatisticsName, std::ios::app) << json.dump() << '\n';
        const auto found = metrics_.find("frechet");
        if (found == metrics_.end() || !std::isfinite(found->second) ||
            (bestFrechet_ && *bestFrechet_ <= found->second))
            return;
        bestFrechet_ = found->second;
        best_ = snapshotPath(options_.run, state.images);
        writeAtomically(options_.run / kBestName, [&](std::ostream& out) {
            out << nlohmann::ordered_json{{"snapshot", best_.filename().string()},
                                          {"images", state.images},
                                          {"frechet", *bestFrechet_},
                                          {"metrics", metrics_}}
                       .dump(2)
                << '\n';
        });
    }

    const TrainConfig& config_;
    const TrainOptions& options_;
    JobContext& context_;
    std::unique_ptr<RankGroup> ranks_;
    Trainer trainer_;
    CollapseWatch watch_;
    std::int64_t statisticsAt_ = 0, snapshotAt_ = 0, metricsAt_ = 0, lineImages_ = 0;
    std::chrono::steady_clock::time_point start_, lineStart_;
    std::optional<double> bestFrechet_;
    fs::path best_;
    std::map<std::string, double> metrics_;
};

}  // namespace

TrainResult train(const TrainConfig& config, const PictureSet& data, const TrainOptions& options,
                  JobContext& context) {
    config.validate();
    try {
        return Run(config, data, options, context).run();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        const bool memory = text.find("out of memory") != std::string::npos ||
                            text.find("not enough memory") != std::string::npos;
        throw memory
            ? Error(ErrorCode::kDevice, "training", "the device ran out of memory; use a smaller batch")
            : Error(ErrorCode::kInternal, "training", text.substr(0, text.find('\n')));
    }
}

std::optional<fs::path> bestSnapshot(const fs::path& run) {
    if (const auto best = bestOf(run)) return best->snapshot;
    const auto all = snapshotsOf(run);
    return all.empty() ? std::nullopt : std::optional(all.front());
}

void exportSnapshot(const fs::path& snapshot, const fs::path& generator, const fs::path& discriminator,
                    bool half, const std::map<std::string, std::string>& notes) {
    auto networks = readNetworks(snapshot);
    saveNetwork(*networks.ema, {"generator", networks.config, networks.labelNames, notes}, generator, half);
    saveNetwork(*networks.d, {"discriminator", networks.config, networks.labelNames, notes}, discriminator,
                half);
}

}  // namespace lineament::gan
