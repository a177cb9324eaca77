#include "core/gan/training/trainer.h"

#include <cmath>
#include <numeric>

#include "core/base/check.h"
#include "core/base/cpu.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/losses/regularisers.h"

namespace lineament::gan {

using torch::Tensor;

namespace {

constexpr std::int64_t kDiversityEvery = 8;

void freeze(torch::nn::Module& module, bool frozen) {
    for (auto& parameter : module.parameters())
        parameter.requires_grad_(!frozen);
}

/// Mean over pixels of the standard deviation over the batch: 0 if all pictures are the same.
double diversity(const Tensor& batch) {
    return batch.detach().to(torch::kFloat32).std(0, false).mean().item<double>();
}

std::vector<Tensor> without(const std::vector<Tensor>& all, const std::vector<Tensor>& removed) {
    std::vector<Tensor> kept;
    for (const auto& tensor : all) {
        bool found = false;
        for (const auto& other : removed)
            found = found || tensor.is_same(other);
        if (!found) kept.push_back(tensor);
    }
    return kept;
}

void copyState(torch::nn::Module& to, torch::nn::Module& from) {
    torch::NoGradGuard noGrad;
    const auto parameters = from.named_parameters();
    for (auto& item : to.named_parameters())
        item.value().copy_(parameters[item.key()]);
    const auto buffers = from.named_buffers();
    for (auto& item : to.named_buffers())
        item.value().copy_(buffers[item.key()]);
}

}  // namespace

torch::ScalarType computeTypeFor(const std::string& precision, torch::Device device) {
    if (precision == "fp32") return torch::kFloat32;
    if (precision == "bf16") return torch::kBFloat16;
    LINEAMENT_REQUIRE(precision == "auto", precision, "there is no such precision");
    return device.is_cuda() || cpu::hasBf16() ? torch::kBFloat16 : torch::kFloat32;
}

Trainer::Trainer(const TrainConfig& config, const PictureSet& data, torch::Device device, RankGroup* ranks)
    : config_(config),
      data_(data),
      device_(device),
      ranks_(ranks),
      share_(ranks ? Share{ranks->rank(), ranks->size()} : Share{}),
      loss_(adversarialLossFromName(config.loss.adversarial)),
      shuffle_(data.size(), config.run.seed),
      ada_(config.augment.adaTarget, config.augment.adaImages) {
    LINEAMENT_REQUIRE(data.resolution == config.network.resolution, "data",
                      "its resolution is not the network's");
    LINEAMENT_REQUIRE(data.size() >= 2, "data", "a training set needs at least 2 pictures");
    LINEAMENT_REQUIRE(config.run.batch % share_.size == 0, "run.batch",
                      std::to_string(config.run.batch) + " is not a multiple of the " +
                          std::to_string(share_.size) + " processes");
    LINEAMENT_REQUIRE(
        config.loss.pathLengthWeight == 0 || share_.size == 1 || config.run.batch % (2 * share_.size) == 0,
        "run.batch", "path lengths take half of it, which is not a multiple of the processes");
    if (config.network.labels > 0 && static_cast<int>(data.labelNames.size()) != config.network.labels)
        throw Error(ErrorCode::kInvalidArgument, "network.labels",
                    "the network has " + std::to_string(config.network.labels) + " classes and the set " +
                        std::to_string(data.labelNames.size()));
    torch::manual_seed(config.run.seed);
    state_.g = makeGenerator(config.network);
    state_.d = makeDiscriminator(config.network);
    state_.ema = makeGenerator(config.network);
    copyState(*state_.ema, *state_.g);
    freeze(*state_.ema, true);
    state_.ema->eval();
    for (torch::nn::Module* module :
         {static_cast<torch::nn::Module*>(state_.g.get()), static_cast<torch::nn::Module*>(state_.ema.get()),
          static_cast<torch::nn::Module*>(state_.d.get())})
        module->to(device);
    const auto type = computeTypeFor(config.run.precision, device);
    state_.g->setComputeType(type);
    state_.ema->setComputeType(type);
    state_.d->setComputeType(type);
    const auto mapping = state_.g->mappingParameters();
    state_.gOptimiser = std::make_unique<Optimiser>(
        config.generator, without(state_.g->parameters(), mapping), mapping, config.schedule.mappingRate);
    state_.dOptimiser = std::make_unique<Optimiser>(config.discriminator, state_.d->parameters());
    state_.random = at::detail::createCPUGenerator(config.run.seed ^ 0x5EEDull);
    state_.pathLength = torch::zeros({}, torch::TensorOptions().device(device));
    state_.configJson = toJson(config).dump();
    state_.labelNames = data.labelNames;
}

void Trainer::startFrom(const std::filesystem::path& generator, const std::filesystem::path& discriminator) {
    const auto require = [&](const NetworkConfig& found, const std::filesystem::path& file) {
        if (!(found == config_.network))
            throw Error(ErrorCode::kInvalidArgument, file.string(),
                        "its network is not the one of the configuration");
    };
    const auto g = loadGenerator(generator);
    require(g->config(), generator);
    copyState(*state_.g, *g);
    copyState(*state_.ema, *g);
    if (discriminator.empty()) return;
    const auto d = loadDiscriminator(discriminator);
    require(d->config(), discriminator);
    copyState(*state_.d, *d);
}

Tensor Trainer::realBatch(Tensor& labels) {
    const auto n = ownBatch();
    const int r = data_.resolution;
    const std::int64_t bytes = 3LL * r * r;
    Tensor raw = torch::empty({n, r, r, 3}, torch::kUInt8);
    std::vector<std::int64_t> classes;
    for (std::int64_t i = 0; i < n; ++i) {
        const auto index = shuffle_.index(state_.images + share_.rank + i * share_.size);
        std::copy_n(data_.pixels.data() + index * bytes, bytes, raw.data_ptr<std::uint8_t>() + i * bytes);
        if (config_.network.labels > 0) classes.push_back(data_.labels[index]);
    }
    if (!classes.empty()) labels = torch::tensor(classes, torch::kInt64).to(device_);
    Tensor pictures = raw.to(device_).permute({0, 3, 1, 2}).to(torch::kFloat32) / 127.5 - 1;
    if (config_.augment.mirror) {
        const Tensor flip =
            share_.of(torch::rand({config_.run.batch, 1, 1, 1}, state_.random) < 0.5).to(device_);
        pictures = torch::where(flip, pictures.flip({3}), pictures);
    }
    return pictures;
}

Tensor Trainer::latents() {
    return share_.of(torch::randn({config_.run.batch, config_.network.latentDim}, state_.random)).to(device_);
}

Tensor Trainer::fakeLabels() {
    if (config_.network.labels == 0) return {};
    // Classes as often as in the set, so that D cannot tell by the label alone.
    std::vector<std::int64_t> classes;
    const Tensor drawn = share_.of(torch::randint(0, data_.size(), {config_.run.batch}, state_.random,
                                                  torch::TensorOptions().dtype(torch::kInt64)));
    for (std::int64_t i = 0; i < drawn.size(0); ++i)
        classes.push_back(data_.labels[drawn[i].item<std::int64_t>()]);
    return torch::tensor(classes, torch::kInt64).to(device_);
}

Tensor Trainer::styles(const Tensor& labels) {
    Tensor w = state_.g->map(latents(), labels);
    state_.g->trackMeanStyle(w.select(1, 0));
    if (state_.g->layers() == 1 || config_.run.mixing <= 0) return w;
    // Style mixing regularisation: the later layers take another style. Source: Karras et al. 2019, sec. 3.1.
    const Tensor other = state_.g->map(latents(), labels);
    const auto whole = torch::TensorOptions().dtype(torch::kInt64);
    const Tensor crossover =
        share_.of(torch::randint(1, state_.g->layers(), {config_.run.batch, 1, 1}, state_.random, whole));
    const Tensor mixed =
        share_.of(torch::rand({config_.run.batch, 1, 1}, state_.random)) < config_.run.mixing;
    const Tensor late = torch::arange(state_.g->layers()).view({1, -1, 1}) >= crossover;
    return torch::where((late & mixed).to(device_), other, w);
}

void Trainer::stepDiscriminator(double rate) {
    state_.dOptimiser->setRateFactor(rate);
    state_.dOptimiser->zeroGradients();
    const double p = config_.augment.kind == "ada" ? ada_.probability() : 1;
    Tensor labels;
    const Tensor real = realBatch(labels);
    Tensor fake, fakeLabel = fakeLabels();
    {
        torch::NoGradGuard noGrad;
        fake = state_.g->synthesise(styles(fakeLabel), fakeLabel, Noise(state_.random, share_));
    }
    const Tensor shownReal = augment(real, config_.augment, p, state_.random, share_);
    const Tensor shownFake = augment(fake, config_.augment, p, state_.random, share_);
    const auto onReal = state_.d->judge(shownReal, labels, true);
    const auto onFake = state_.d->judge(shownFake, fakeLabel);
    Tensor loss = discriminatorLoss(loss_, onReal.score, onFake.score);
    report("loss/d", loss.item<double>());
    report("score/real", onReal.score.mean().item<double>());
    report("score/fake", onFake.score.mean().item<double>());
    if (config_.augment.kind == "ada") ada_.observe(ranks_ ? ranks_->gather(onReal.score) : onReal.score);
    if (onReal.reconstruction.defined() && config_.loss.reconstructionWeight > 0) {
        const Tensor reconstruction =
            reconstructionLoss(config_.loss.reconstruction, onReal.reconstruction, shownReal);
        report("loss/reconstruction", reconstruction.item<double>());
        loss = loss + reconstruction * config_.loss.reconstructionWeight;
    }
    if (config_.loss.featureMatchingWeight > 0) meanRealFeatures_ = jointMean(onReal.features.detach());
    if (loss_ == AdversarialLoss::kWasserstein && config_.loss.gradientPenalty > 0) {
        const Tensor penalty =
            gradientPenalty(*state_.d, shownReal, shownFake, labels, state_.random, share_);
        report("loss/gradientPenalty", penalty.item<double>());
        loss = loss + penalty * config_.loss.gradientPenalty;
    }
    loss.backward();
    if (config_.loss.r1Gamma > 0 && state_.step % config_.loss.r1Every == 0) {
        const Tensor r1 = r1Penalty(*state_.d, shownReal, labels);
        report("loss/r1", r1.item<double>());
        (r1 * (config_.loss.r1Gamma / 2 * config_.loss.r1Every)).backward();
    }
    averageGradients(*state_.dOptimiser);
    weightsMoved_ = true;
    report("grad/d", state_.dOptimiser->step(config_.schedule.clipNorm));
    if (state_.step % kDiversityEvery == 0) {
        report("diversity/real", diversity(real));
        report("diversity/fake", diversity(fake));
    }
}

void Trainer::stepGenerator(double rate) {
    state_.gOptimiser->setRateFactor(rate);
    state_.gOptimiser->zeroGradients();
    const double p = config_.augment.kind == "ada" ? ada_.probability() : 1;
    freeze(*state_.d, true);  // its gradients are not needed: a third of the work of its backward pass
    const Tensor labels = fakeLabels();
    const Tensor w = styles(labels);
    const Tensor fake = state_.g->synthesise(w, labels, Noise(state_.random, share_));
    const auto judged = state_.d->judge(augment(fake, config_.augment, p, state_.random, share_), labels);
    Tensor loss = generatorLoss(loss_, judged.score);
    report("loss/g", loss.item<double>());
    if (config_.loss.featureMatchingWeight > 0 && meanRealFeatures_.defined())
        loss = loss + featureMatching(meanRealFeatures_, jointMean(judged.features)) *
                          config_.loss.featureMatchingWeight;
    loss.backward();
    if (config_.loss.pathLengthWeight > 0 && state_.step % config_.loss.pathLengthEvery == 0) {
        // Half the batch, as the paper does, since the second derivative costs as much again.
        const auto half = std::max<std::int64_t>(1, ownBatch() / 2);
        const Tensor someLabels = labels.defined() ? labels.narrow(0, 0, half) : labels;
        const Tensor some = state_.g->map(latents().narrow(0, 0, half), someLabels);
        const Tensor pictures = state_.g->synthesise(some, someLabels, Noise(state_.random, share_));
        const auto overRanks = [this](Tensor& mean) {
            if (ranks_) ranks_->average({mean});
        };
        const Tensor penalty =
            pathLengthPenalty(pictures, some, state_.random, state_.pathLength, share_, overRanks);
        report("loss/pathLength", penalty.item<double>());
        (penalty * (config_.loss.pathLengthWeight * config_.loss.pathLengthEvery)).backward();
    }
    averageGradients(*state_.gOptimiser);
    report("grad/g", state_.gOptimiser->step(config_.schedule.clipNorm));
    freeze(*state_.d, false);
}

void Trainer::average() {
    torch::NoGradGuard noGrad;
    double halfLife = config_.schedule.emaHalfLifeImages;
    if (config_.schedule.emaRampUp > 0)
        halfLife = std::min(halfLife, config_.schedule.emaRampUp * static_cast<double>(state_.images));
    const double keep = halfLife > 0 ? std::pow(0.5, config_.run.batch / halfLife) : 0;
    const auto now = state_.g->parameters();
    const auto averaged = state_.ema->parameters();
    for (std::size_t i = 0; i < now.size(); ++i)
        averaged[i].lerp_(now[i], 1 - keep);
    const auto buffers = state_.g->buffers();
    const auto kept = state_.ema->buffers();
    for (std::size_t i = 0; i < buffers.size(); ++i)
        kept[i].copy_(buffers[i]);
}

/// Mean over the joint batch (1 x F). Each rank's rows get the gradient of their own part of it.
Tensor Trainer::jointMean(const Tensor& rows) {
    const Tensor own = rows.mean(0, true);
    if (!ranks_) return own;
    const Tensor joint = own.detach().clone();
    ranks_->average({joint});
    return own + (joint - own.detach());
}

void Trainer::averageGradients(Optimiser& optimiser) {
    if (!ranks_) return;
    std::vector<Tensor> gradients;
    for (const auto& parameter : optimiser.parameters())
        if (parameter.grad().defined()) gradients.push_back(parameter.grad());
    ranks_->average(gradients);
}

void Trainer::remember() {
    weightsMoved_ = false;
    before_ = Before{state_.random.get_state(), {}};
    for (torch::nn::Module* module :
         {static_cast<torch::nn::Module*>(state_.g.get()), static_cast<torch::nn::Module*>(state_.d.get())})
        for (const auto& buffer : module->buffers())
            before_->buffers.push_back(buffer.detach().clone());
}

bool Trainer::rewind() {
    if (weightsMoved_) return false;
    if (!before_) return true;
    torch::NoGradGuard noGrad;
    state_.random.set_state(before_->random);
    std::size_t next = 0;
    for (torch::nn::Module* module :
         {static_cast<torch::nn::Module*>(state_.g.get()), static_cast<torch::nn::Module*>(state_.d.get())})
        for (auto& buffer : module->buffers())
            buffer.copy_(before_->buffers[next++]);
    before_.reset();
    return true;
}

void Trainer::step() {
    if (ranks_) remember();
    const double rate = rateFactor(config_.schedule, state_.images, config_.run.images);
    stepDiscriminator(rate);
    stepGenerator(rate);
    state_.images += config_.run.batch;
    ++state_.step;
    if (ranks_) {
        // Running means (of styles, of batch normalisation) are linear in what each rank has seen.
        std::vector<Tensor> means;
        for (torch::nn::Module* module : {static_cast<torch::nn::Module*>(state_.g.get()),
                                          static_cast<torch::nn::Module*>(state_.d.get())})
            for (const auto& buffer : module->buffers())
                if (buffer.is_floating_point()) means.push_back(buffer);
        ranks_->average(means);
    }
    average();
    if (config_.augment.kind == "ada" && state_.step % 4 == 0) ada_.step(4LL * config_.run.batch);
    state_.ada = ada_.state();
    report("ada/p", ada_.probability());
    report("rate/g", config_.generator.rate * rate);
    report("rate/d", config_.discriminator.rate * rate);
    before_.reset();
    weightsMoved_ = false;
}

void Trainer::report(const std::string& name, double value) {
    auto& [sum, count] = sums_[name];
    sum += value;
    ++count;
}

std::map<std::string, double> Trainer::takeStatistics() {
    std::map<std::string, double> means;
    std::vector<double> values;
    for (const auto& [name, sum] : sums_)
        values.push_back(sum.first / static_cast<double>(sum.second));
    if (ranks_) ranks_->average(values);
    std::size_t next = 0;
    for (const auto& [name, sum] : sums_)
        means[name] = values[next++];
    sums_.clear();
    return means;
}

Tensor Trainer::sample(int count, std::uint64_t firstSeed, double psi) {
    torch::NoGradGuard noGrad;
    std::vector<Tensor> batches;
    for (int start = 0; start < count; start += 32) {
        const int n = std::min(32, count - start);
        Tensor z = torch::empty({n, config_.network.latentDim});
        std::vector<std::int64_t> classes;
        for (int i = 0; i < n; ++i) {
            const auto seed = firstSeed + static_cast<std::uint64_t>(start + i);
            z[i] = torch::randn({config_.network.latentDim}, at::detail::createCPUGenerator(seed));
            if (config_.network.labels > 0)
                classes.push_back(data_.labels[static_cast<std::int64_t>(seed % data_.size())]);
        }
        const Tensor labels = classes.empty() ? Tensor() : torch::tensor(classes, torch::kInt64).to(device_);
        Tensor w = state_.ema->map(z.to(device_), labels);
        if (psi != 1 && state_.ema->meanStyle().defined())
            w = torch::lerp(state_.ema->meanStyle().expand_as(w), w, psi);
        std::vector<std::uint64_t> seeds(n);
        std::iota(seeds.begin(), seeds.end(), firstSeed + static_cast<std::uint64_t>(start));
        const Noise noise{std::span<const std::uint64_t>(seeds)};
        batches.push_back(state_.ema->synthesise(w, labels, noise).cpu());
    }
    return torch::cat(batches, 0);
}

std::vector<Picture> toPictures(const Tensor& batch) {
    const Tensor bytes = ((batch.to(torch::kFloat32).clamp(-1, 1) + 1) * 127.5)
                             .round()
                             .to(torch::kUInt8)
                             .permute({0, 2, 3, 1})
                             .contiguous()
                             .cpu();
    std::vector<Picture> pictures;
    const std::int64_t each = bytes.size(1) * bytes.size(2) * 3;
    for (std::int64_t i = 0; i < bytes.size(0); ++i) {
        const auto* start = bytes.data_ptr<std::uint8_t>() + i * each;
        pictures.push_back(
            {static_cast<int>(bytes.size(2)), static_cast<int>(bytes.size(1)), {start, start + each}});
    }
    return pictures;
}

Picture gridOf(const Tensor& batch) {
    const auto n = batch.size(0);
    const auto columns = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(n)))),
               rows = (n + columns - 1) / columns;
    Tensor grid = torch::ones({3, rows * batch.size(2), columns * batch.size(3)});
    for (std::int64_t i = 0; i < n; ++i)
        grid.narrow(1, i / columns * batch.size(2), batch.size(2))
            .narrow(2, i % columns * batch.size(3), batch.size(3))
            .copy_(batch[i]);
    return toPictures(grid.unsqueeze(0)).front();
}

}  // namespace lineament::gan
