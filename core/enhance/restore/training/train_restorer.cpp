#include "core/enhance/restore/training/train_restorer.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <future>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/log.h"
#include "core/enhance/restore/face_frame.h"
#include "core/enhance/restore/training/degraded_pairs.h"
#include "core/enhance/restore/training/restorer_state.h"
#include "core/faces/embed/differentiable.h"
#include "core/gan/losses/adversarial.h"
#include "core/gan/training/checkpoint.h"
#include "core/inference/networks/torch_runtime.h"

namespace lineament::enhance {

namespace fs = std::filesystem;
using torch::Tensor;

namespace {

constexpr const char* kStatisticsName = "stats.jsonl";

/// N x 3 x 128 x 128 RGB in [-1, 1].
Tensor tensorOf(const std::vector<cv::Mat>& frames) {
    Tensor raw =
        torch::empty({static_cast<std::int64_t>(frames.size()), kFrameSide, kFrameSide, 3}, torch::kUInt8);
    for (std::size_t i = 0; i < frames.size(); ++i)
        std::copy_n(frames[i].data, frames[i].total() * 3,
                    raw.data_ptr<std::uint8_t>() + i * frames[i].total() * 3);
    return raw.permute({0, 3, 1, 2}).flip({1}).to(torch::kFloat32) / 127.5 - 1;
}

/// What recognisers make of frames.
class Recognisers {
  public:
    Recognisers(const RestorerConfig& config, const std::shared_ptr<const ModelRegistry>& registry,
                Device device) {
        const auto precision = config.run.precision == "fp32" ? Precision::kFp32 : Precision::kAuto;
        if (config.loss.mobileFaceNet > 0)
            mobileFaceNet_ = differentiableMobileFaceNet(registry, device, precision);
        if (config.loss.resNet34 > 0) resNet34_ = differentiableResNet34(registry, device, precision);
        // Of the chip's pixels, where in the frame they lie: -1 and 1 are the outer edges of the border
        // pixels.
        constexpr int kChip = 150;
        const auto frameFromChip = dlibChipFromFrame().inverse();
        const auto along = torch::arange(kChip, torch::kFloat32);
        const auto x = along.view({1, -1}), y = along.view({-1, 1});
        const auto scaled = [](const Tensor& pixels) { return (pixels * 2 + 1) / kFrameSide - 1; };
        grid_ = torch::stack({scaled(x * frameFromChip.a - y * frameFromChip.b + frameFromChip.tx),
                              scaled(x * frameFromChip.b + y * frameFromChip.a + frameFromChip.ty)},
                             2)
                    .unsqueeze(0)
                    .to(device == Device::kCuda ? torch::kCUDA : torch::kCPU);
    }

    Tensor mobileFaceNet(const Tensor& frames) const {
        using torch::indexing::Slice;
        return mobileFaceNet_(
            frames.index({Slice(), Slice(), Slice(kTemplateTop, kTemplateTop + kTemplateSide),
                          Slice(kTemplateLeft, kTemplateLeft + kTemplateSide)}));
    }
    Tensor resNet34(const Tensor& frames) const {
        constexpr int kBilinear = 0, kBorder = 1;
        return resNet34_(
            at::grid_sampler(frames, grid_.expand({frames.size(0), -1, -1, -1}), kBilinear, kBorder, false));
    }

  private:
    DifferentiableRecogniser mobileFaceNet_, resNet34_;
    Tensor grid_;
};

void freeze(torch::nn::Module& module, bool frozen) {
    for (auto& parameter : module.parameters())
        parameter.requires_grad_(!frozen);
}

class Run {
  public:
    Run(const RestorerConfig& config, const FaceCrops& faces, std::shared_ptr<const ModelRegistry> registry,
        const TrainRestorerOptions& options, JobContext& context)
        : config_(config),
          options_(options),
          context_(context),
          device_(options.device == Device::kCuda ? torch::kCUDA : torch::kCPU),
          pairs_(faces,
                 {config.degradation.smallestPx, config.degradation.largestPx, config.degradation.cleanShare,
                  config.degradation.plainShare, config.degradation.jitter},
                 config.run.seed),
          recognisers_(config, registry, options.device),
          state_(config, device_) {
        LINEAMENT_REQUIRE(!options.resume || options.start.empty(), options.start.string(),
                          "a run that is resumed has its weights; give one of the two");
        if (!options.start.empty()) startWith(options.start);
        makeFolder(options.run);
        const auto snapshots = restorerSnapshots(options.run);
        if (options.resume)
            resume(snapshots);
        else if (!snapshots.empty())
            throw Error(ErrorCode::kInvalidArgument, options.run.string(),
                        "the folder already holds a run; resume it or name another");
        writeAtomically(options.run / "config.json",
                        [&](std::ostream& out) { out << toJson(config).dump(2) << '\n'; });
    }

    TrainRestorerResult run() {
        const std::int64_t firstStep = state_.step;
        lineStart_ = std::chrono::steady_clock::now();
        lineImages_ = state_.images;
        while (state_.images < config_.run.images &&
               (options_.maxSteps == 0 || state_.step - firstStep < options_.maxSteps)) {
            if (context_.stopRequested()) {
                save();
                throw Cancelled{};
            }
            step();
            context_.report("training", state_.images, config_.run.images);
            const auto passed = [&](std::int64_t every) {
                return state_.images / every != (state_.images - config_.run.batch) / every;
            };
            if (passed(config_.run.statisticsEvery)) writeLine();
            if (passed(config_.run.snapshotEvery)) save();
        }
        const auto weights = save();
        return {state_.step, state_.images, restorerSnapshotPath(options_.run, state_.images), weights,
                last_};
    }

  private:
    /// Blocks that the weights lack begin as identities, so that a network grows without losing what it knows.
    void startWith(const fs::path& weights) {
        auto start = loadRestorer(weights);
        LINEAMENT_REQUIRE(start->layout().growsInto(state_.network->layout()), weights.string(),
                          "they are of another network than the configuration describes");
        torch::NoGradGuard noGrad;
        const auto from = start->named_parameters();
        for (auto* network : {&state_.network, &state_.ema})
            for (auto& item : (*network)->named_parameters()) {
                if (const auto* known = from.find(item.key()))
                    item.value().copy_(*known);
                else if (item.key().find(".two.") != std::string::npos)
                    item.value().zero_();
            }
    }

    void resume(const std::vector<fs::path>& snapshots) {
        for (const auto& snapshot : snapshots) {
            try {
                loadSnapshot(state_, snapshot);
            } catch (const Error& error) {
                log::warning(error.subject() + ": " + error.detail());
                continue;
            }
            return gan::cutStatistics(options_.run / kStatisticsName, state_.images);
        }
        throw Error(ErrorCode::kUnreadable, options_.run.string(),
                    "it holds no whole snapshot to resume from");
    }

    void step() {
        const auto batch = next_.valid() ? next_.get() : batchAt(state_.images);
        next_ = std::async(std::launch::async, [this, at = state_.images + config_.run.batch] {
            return batchAt(at);
        });
        const Tensor target = batch.target.to(device_), input = batch.input.to(device_);
        const double share = static_cast<double>(state_.images) / static_cast<double>(config_.run.images);
        const bool adversarial = state_.discriminator && share >= config_.loss.adversarialFrom;
        gan::ScheduleConfig schedule;
        schedule.warmUpImages = config_.optimiser.warmUpImages;
        schedule.decay = "cosine";
        const double factor =
            gan::rateFactor(schedule, state_.images + config_.run.batch, config_.run.images);
        state_.optimiser->setRateFactor(factor);
        state_.optimiser->zeroGradients();

        const Tensor output = state_.network->forward(input);
        Tensor loss = pixels(output, target) + identity(output, target);
        if (adversarial) loss = loss + fooling(output, target);
        LINEAMENT_REQUIRE(std::isfinite(loss.item<double>()), "training",
                          "the loss is no longer a number; lower the rate");
        loss.backward();
        note("gradient", state_.optimiser->step(config_.optimiser.clipNorm));
        note("rate", config_.optimiser.rate * factor);
        if (adversarial) stepDiscriminator(output.detach(), target);
        state_.images += config_.run.batch;
        ++state_.step;
        average();
    }

    struct Batch {
        Tensor target, input;
    };

    /// What comes depends on the position alone, so that it may be made ahead.
    Batch batchAt(std::int64_t position) {
        std::vector<cv::Mat> targets, inputs;
        for (int i = 0; i < config_.run.batch; ++i) {
            auto pair = pairs_.at(position + i);
            targets.push_back(std::move(pair.target));
            inputs.push_back(std::move(pair.degraded));
        }
        return {tensorOf(targets), tensorOf(inputs)};
    }

    Tensor pixels(const Tensor& output, const Tensor& target) {
        const Tensor l1 = (output - target).abs().mean();
        note("loss/l1", l1.item<double>());
        return l1 * config_.loss.l1;
    }

    Tensor identity(const Tensor& output, const Tensor& target) {
        Tensor loss = torch::zeros({}, output.options());
        const auto term = [&](const char* name, double weight, const auto& embed) {
            Tensor wanted;
            {
                torch::NoGradGuard noGrad;
                wanted = embed(target);
            }
            const Tensor distance = (1 - (embed(output) * wanted).sum(1)).mean();
            note(name, distance.template item<double>());
            loss = loss + distance * weight;
        };
        if (config_.loss.mobileFaceNet > 0)
            term("loss/mobilefacenet", config_.loss.mobileFaceNet,
                 [&](const Tensor& frames) { return recognisers_.mobileFaceNet(frames); });
        if (config_.loss.resNet34 > 0 && state_.step % config_.loss.resNet34Every == 0)
            term("loss/resnet34", config_.loss.resNet34,
                 [&](const Tensor& frames) { return recognisers_.resNet34(frames); });
        return loss;
    }

    Tensor fooling(const Tensor& output, const Tensor& target) {
        freeze(*state_.discriminator, true);
        const auto onFake = state_.discriminator->judge(output, {});
        Tensor loss =
            gan::generatorLoss(gan::AdversarialLoss::kHinge, onFake.score) * config_.loss.adversarial;
        note("loss/adversarial", loss.item<double>());
        if (config_.loss.feature > 0) {
            Tensor wanted;
            {
                torch::NoGradGuard noGrad;
                wanted = state_.discriminator->judge(target, {}).features;
            }
            // Features are sums over 4 x 4 places.
            const Tensor feature = (onFake.features - wanted).abs().mean() / 16;
            note("loss/feature", feature.item<double>());
            loss = loss + feature * (config_.loss.feature * config_.loss.adversarial);
        }
        freeze(*state_.discriminator, false);
        return loss;
    }

    void stepDiscriminator(const Tensor& output, const Tensor& target) {
        state_.discriminatorOptimiser->zeroGradients();
        const auto onReal = state_.discriminator->judge(target, {}),
                   onFake = state_.discriminator->judge(output, {});
        const Tensor loss = gan::discriminatorLoss(gan::AdversarialLoss::kHinge, onReal.score, onFake.score);
        note("loss/discriminator", loss.item<double>());
        loss.backward();
        state_.discriminatorOptimiser->step(config_.optimiser.clipNorm);
    }

    void average() {
        torch::NoGradGuard noGrad;
        // Early weights would linger: the average covers at most the run so far.
        const double half = std::min(config_.run.emaHalfLifeImages, static_cast<double>(state_.images) / 10);
        const double keep = std::pow(0.5, config_.run.batch / std::max(1.0, half));
        const auto from = state_.network->parameters();
        const auto to = state_.ema->parameters();
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i].lerp_(from[i].detach(), 1 - keep);
    }

    void note(const std::string& name, double value) {
        auto& [sum, count] = sums_[name];
        sum += value;
        ++count;
    }

    void writeLine() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - lineStart_).count();
        RestorerStatistics line{state_.step,
                                state_.images,
                                static_cast<double>(state_.images - lineImages_) / std::max(1e-9, seconds),
                                {}};
        for (const auto& [name, sum] : sums_)
            line.values[name] = sum.first / sum.second;
        sums_.clear();
        last_ = line.values;
        lineStart_ = now, lineImages_ = state_.images;
        nlohmann::ordered_json json = {
            {"step", line.step}, {"images", line.images}, {"imagesPerSecond", line.imagesPerSecond}};
        for (const auto& [name, value] : line.values)
            json[name] = value;
        std::ofstream(options_.run / kStatisticsName, std::ios::app) << json.dump() << '\n';
        if (options_.onStatistics) options_.onStatistics(line);
    }

    /// A snapshot to resume from and the averaged weights to use. Returns the latter.
    fs::path save() {
        const auto snapshot = restorerSnapshotPath(options_.run, state_.images);
        saveSnapshot(state_, snapshot);
        const auto all = restorerSnapshots(options_.run);
        for (std::size_t i = static_cast<std::size_t>(config_.run.keepSnapshots); i < all.size(); ++i) {
            std::error_code ignored;
            fs::remove(all[i], ignored);
        }
        auto weights = snapshot;
        weights.replace_filename("restorer" + snapshot.stem().string().substr(8) + ".safetensors");
        saveRestorer(*state_.ema, weights, true,
                     {{"images", std::to_string(state_.images)}, {"configuration", toJson(config_).dump()}});
        return weights;
    }

    const RestorerConfig& config_;
    const TrainRestorerOptions& options_;
    JobContext& context_;
    torch::Device device_;
    DegradedPairs pairs_;
    Recognisers recognisers_;
    RestorerState state_;
    std::map<std::string, std::pair<double, int>> sums_;
    std::map<std::string, double> last_;
    std::chrono::steady_clock::time_point lineStart_;
    std::int64_t lineImages_ = 0;
    std::future<Batch> next_;  ///< last: it is awaited before what it reads goes
};

}  // namespace

TrainRestorerResult trainRestorer(const RestorerConfig& config, const FaceCrops& faces,
                                  std::shared_ptr<const ModelRegistry> registry,
                                  const TrainRestorerOptions& options, JobContext& context) {
    config.validate();
    LINEAMENT_REQUIRE(faces.size() >= config.run.batch, "faces",
                      "there are fewer of them than a batch holds");
    { const TorchScope once; }  // memory that steps free is kept for the next
    try {
        return Run(config, faces, std::move(registry), options, context).run();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        const bool memory = text.find("memory") != std::string::npos;
        throw memory
            ? Error(ErrorCode::kDevice, "training", "the device ran out of memory; use a smaller batch")
            : Error(ErrorCode::kInternal, "training", text.substr(0, text.find('\n')));
    }
}

}  // namespace lineament::enhance
