#include "core/gan/synthesis/synthesiser.h"

#include <cmath>
#include <mutex>
#include <numbers>

#include "core/base/check.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/training/trainer.h"

namespace lineament::gan {

namespace fs = std::filesystem;
using torch::Tensor;

namespace {

// Networks always get so many pictures at once, the last one repeated where there are fewer: with another
// number oneDNN may take another kernel, whose bf16 sums differ by a bit, and a seed would not give the same
// pixels.
constexpr int kExactBatch = 16;

/// x with rows repeated at the end up to kExactBatch.
Tensor filledUp(const Tensor& x) {
    const auto missing = kExactBatch - x.size(0);
    if (missing == 0) return x;
    auto sizes = x.sizes().vec();
    sizes[0] = missing;
    return torch::cat({x, x.narrow(0, x.size(0) - 1, 1).expand(sizes)}, 0);
}

Tensor slerp(const Tensor& a, const Tensor& b, double t) {
    const double cosine = std::clamp(torch::cosine_similarity(a, b, 1).item<double>(), -1.0, 1.0);
    const double angle = std::acos(cosine);
    if (angle < 1e-4) return torch::lerp(a, b, t);
    return (a * std::sin((1 - t) * angle) + b * std::sin(t * angle)) / std::sin(angle);
}

Direction directionOf(std::string name, const Tensor& vector, double deviation) {
    const Tensor unit = (vector / vector.norm()).contiguous().to(torch::kFloat32);
    return {std::move(name), {unit.data_ptr<float>(), unit.data_ptr<float>() + unit.numel()}, deviation};
}

/// w (1 x layers x size) moved along the edits.
Tensor moved(const Tensor& from, std::span<const Edit> edits) {
    Tensor w = from.clone();
    for (const auto& edit : edits) {
        LINEAMENT_REQUIRE(
            edit.direction && static_cast<std::int64_t>(edit.direction->vector.size()) == w.size(2),
            "direction", "it is of another generator");
        const auto last =
            edit.lastLayer < 0 ? w.size(1) - 1 : std::min<std::int64_t>(edit.lastLayer, w.size(1) - 1);
        LINEAMENT_REQUIRE(edit.firstLayer >= 0 && edit.firstLayer <= last, "layers", "the range is empty");
        const Tensor step =
            torch::tensor(edit.direction->vector).to(w.device()) * (edit.amount * edit.direction->deviation);
        w.narrow(1, edit.firstLayer, last - edit.firstLayer + 1).add_(step);
    }
    return w;
}

}  // namespace

struct Synthesiser::Impl {
    GeneratorPtr generator;
    GeneratorInfo info;
    torch::Device device = torch::kCPU;
    mutable std::mutex mutex;

    Tensor latent(std::uint64_t seed) const {
        return torch::randn({1, info.network.latentDim}, at::detail::createCPUGenerator(seed));
    }

    Tensor label(std::uint64_t seed, const SynthesisOptions& options) const {
        if (info.network.labels == 0) return {};
        if (options.label && (*options.label < 0 || *options.label >= info.network.labels))
            throw Error(ErrorCode::kInvalidArgument, "label",
                        std::to_string(*options.label) + " is outside 0 to " +
                            std::to_string(info.network.labels - 1));
        const std::int64_t drawn =
            static_cast<std::int64_t>(seed * 0x9E3779B97F4A7C15ull >> 33) % info.network.labels;
        return torch::tensor({options.label ? static_cast<std::int64_t>(*options.label) : drawn},
                             torch::kInt64);
    }

    Tensor truncated(const Tensor& w, const SynthesisOptions& options) const {
        const Tensor mean = generator->meanStyle();
        if (!mean.defined() || options.psi == 1) return w;
        const auto cutoff =
            options.cutoff < 0 ? w.size(1) : std::min<std::int64_t>(options.cutoff, w.size(1));
        Tensor result = w.clone();
        result.narrow(1, 0, cutoff)
            .copy_(torch::lerp(mean.expand_as(w.narrow(1, 0, cutoff)), w.narrow(1, 0, cutoff), options.psi));
        return result;
    }

    Tensor style(std::uint64_t seed, const SynthesisOptions& options) const {
        const Tensor labels = label(seed, options);
        // z of networks without W shrinks instead: the same trade of variety for quality.
        Tensor z = latent(seed);
        if (!generator->meanStyle().defined()) z = z * options.psi;
        return truncated(generator->map(z.to(device), labels.defined() ? labels.to(device) : labels),
                         options);
    }

    /// Throws Error(kInvalidArgument) if the latent is of another generator.
    Tensor checked(const Latent& latent) const {
        const auto size = generator->meanStyle().defined() ? info.network.styleDim : info.network.latentDim;
        LINEAMENT_REQUIRE(latent.network == info.network && latent.layers == info.layers &&
                              latent.size == size &&
                              latent.values.size() == static_cast<std::size_t>(latent.layers) * latent.size,
                          "latent", "it is of another generator");
        return torch::tensor(latent.values).view({1, latent.layers, latent.size}).to(device);
    }

    /// One picture's tensor, by itself.
    Tensor alone(const Latent& latent, const SynthesisOptions& options) const {
        SynthesisOptions with = options;
        if (latent.label) with.label = latent.label;
        const Tensor w = truncated(checked(latent), with);
        const Tensor labels = label(0, with);
        const Noise source = with.noise ? Noise(std::span<const std::uint64_t>(&with.noiseSeed, 1)) : Noise();
        return generator->synthesise(w, labels.defined() ? labels.to(device) : labels, source);
    }

    /// Noise is drawn picture by picture, so that a picture does not depend on its neighbours.
    std::vector<Picture> draw(const Tensor& w, const Tensor& labels,
                              std::span<const std::uint64_t> noiseSeeds, bool noise) const {
        std::vector<Picture> pictures;
        for (std::int64_t start = 0; start < w.size(0); start += kExactBatch) {
            const auto n = std::min<std::int64_t>(kExactBatch, w.size(0) - start);
            const Tensor some = labels.defined() ? filledUp(labels.narrow(0, start, n)).to(device) : labels;
            std::vector<std::uint64_t> seeds(noiseSeeds.begin() + start, noiseSeeds.begin() + start + n);
            seeds.resize(kExactBatch, seeds.back());
            const Noise source = noise ? Noise(std::span<const std::uint64_t>(seeds)) : Noise();
            auto drawn = toPictures(
                generator->synthesise(filledUp(w.narrow(0, start, n)), some, source).narrow(0, 0, n));
            std::move(drawn.begin(), drawn.end(), std::back_inserter(pictures));
        }
        return pictures;
    }
};

GeneratorInfo describeGenerator(const fs::path& file) {
    const auto read = readNetworkInfo(file);
    if (read.kind != "generator")
        throw Error(ErrorCode::kModelInvalid, file.string(), "it holds a " + read.kind + ", not a generator");
    return {read.config, makeGenerator(read.config)->layers(), read.labelNames, read.notes};
}

Synthesiser::Synthesiser(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Synthesiser::~Synthesiser() = default;

std::unique_ptr<Synthesiser> Synthesiser::load(const fs::path& file, bool cuda) {
    auto impl = std::make_unique<Impl>();
    NetworkFileInfo read;
    impl->generator = loadGenerator(file, &read);
    impl->device = cuda ? torch::kCUDA : torch::kCPU;
    impl->generator->to(impl->device);
    impl->generator->setComputeType(computeTypeFor("auto", impl->device));
    impl->info = {read.config, impl->generator->layers(), read.labelNames, read.notes};
    return std::unique_ptr<Synthesiser>(new Synthesiser(std::move(impl)));
}

const GeneratorInfo& Synthesiser::info() const {
    return impl_->info;
}

std::vector<Picture> Synthesiser::generate(std::span<const std::uint64_t> seeds,
                                           const SynthesisOptions& options) const {
    if (seeds.empty()) return {};
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    std::vector<Tensor> styles, labels;
    for (const auto seed : seeds) {
        styles.push_back(impl_->style(seed, options));
        if (const Tensor label = impl_->label(seed, options); label.defined()) labels.push_back(label);
    }
    return impl_->draw(torch::cat(styles, 0), labels.empty() ? Tensor() : torch::cat(labels, 0), seeds,
                       options.noise);
}

Picture Synthesiser::mix(std::uint64_t coarse, std::uint64_t fine, int crossover,
                         const SynthesisOptions& options) const {
    const int layers = info().layers;
    if (layers == 1)
        throw Error(ErrorCode::kUnsupported, info().network.architecture, "it has no layers of style to mix");
    LINEAMENT_REQUIRE(crossover >= 0 && crossover <= layers, "crossover",
                      "it is outside 0 to " + std::to_string(layers));
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    Tensor w = impl_->style(coarse, options).clone();
    w.narrow(1, crossover, layers - crossover)
        .copy_(impl_->style(fine, options).narrow(1, crossover, layers - crossover));
    return impl_->draw(w, impl_->label(coarse, options), std::span(&coarse, 1), options.noise).front();
}

Picture Synthesiser::edit(std::uint64_t seed, std::span<const Edit> edits,
                          const SynthesisOptions& options) const {
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    const Tensor w = moved(impl_->style(seed, options), edits);
    return impl_->draw(w, impl_->label(seed, options), std::span(&seed, 1), options.noise).front();
}

Latent Synthesiser::latent(std::uint64_t seed, const SynthesisOptions& options) const {
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    const Tensor w = impl_->style(seed, options)[0].cpu().to(torch::kFloat32).contiguous();
    const Tensor label = impl_->label(seed, options);
    Latent latent{info().network,
                  static_cast<int>(w.size(0)),
                  static_cast<int>(w.size(1)),
                  {w.data_ptr<float>(), w.data_ptr<float>() + w.numel()},
                  {}};
    if (label.defined()) latent.label = static_cast<int>(label.item<std::int64_t>());
    return latent;
}

Picture Synthesiser::render(const Latent& latent, const SynthesisOptions& options,
                            std::span<const Edit> edits) const {
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    SynthesisOptions with = options;
    if (latent.label) with.label = latent.label;
    const Tensor w = moved(impl_->truncated(impl_->checked(latent), with), edits);
    return impl_->draw(w, impl_->label(0, with), std::span(&with.noiseSeed, 1), with.noise).front();
}

std::vector<Picture> Synthesiser::renderAll(std::span<const Latent> latents,
                                            const SynthesisOptions& options) const {
    if (latents.empty()) return {};
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    std::vector<Tensor> styles, labels;
    for (const auto& latent : latents) {
        SynthesisOptions with = options;
        if (latent.label) with.label = latent.label;
        styles.push_back(impl_->truncated(impl_->checked(latent), with));
        if (const Tensor label = impl_->label(0, with); label.defined()) labels.push_back(label);
    }
    const std::vector<std::uint64_t> seeds(latents.size(), options.noiseSeed);
    return impl_->draw(torch::cat(styles, 0), labels.empty() ? Tensor() : torch::cat(labels, 0), seeds,
                       options.noise);
}

Picture Synthesiser::preview(const Latent& latent, const SynthesisOptions& options) const {
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    return toPictures(impl_->alone(latent, options)).front();
}

std::vector<Activation> Synthesiser::activations(const Latent& latent,
                                                 const SynthesisOptions& options) const {
    if (info().layers == 1)
        throw Error(ErrorCode::kUnsupported, info().network.architecture,
                    "it has no layers of style to look at");
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    std::vector<Activation> found;
    impl_->generator->observe([&](const Tensor& x) {
        const Tensor strength = x[0].to(torch::kFloat32).abs().mean(0).cpu().contiguous();
        int number = 1;
        for (const auto& before : found)
            number += before.width == x.size(3);
        found.push_back(
            {std::to_string(x.size(3)) + " x " + std::to_string(x.size(2)) + ", " + std::to_string(number),
             static_cast<int>(x.size(1)),
             static_cast<int>(x.size(3)),
             static_cast<int>(x.size(2)),
             {strength.data_ptr<float>(), strength.data_ptr<float>() + strength.numel()}});
    });
    try {
        impl_->alone(latent, options);
    } catch (...) {
        impl_->generator->observe({});
        throw;
    }
    impl_->generator->observe({});
    return found;
}

bool Synthesiser::hasStyles() const {
    return impl_->generator->meanStyle().defined();
}

std::vector<float> Synthesiser::meanStyle() const {
    if (!hasStyles()) return std::vector<float>(static_cast<std::size_t>(info().network.latentDim), 0.0f);
    const Tensor mean = impl_->generator->meanStyle().cpu().to(torch::kFloat32).contiguous();
    return {mean.data_ptr<float>(), mean.data_ptr<float>() + mean.numel()};
}

std::vector<float> Synthesiser::meanStyleOf(int label, int samples) const {
    if (!hasStyles() || info().network.labels == 0)
        throw Error(ErrorCode::kUnsupported, info().network.architecture, "it has no W or no labels");
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    const Tensor z = torch::randn({samples, info().network.latentDim}, at::detail::createCPUGenerator(2));
    const Tensor labels = torch::full({samples}, label, torch::TensorOptions().dtype(torch::kInt64));
    const Tensor mean = impl_->generator->map(z.to(impl_->device), labels.to(impl_->device))
                            .select(1, 0)
                            .mean(0)
                            .cpu()
                            .to(torch::kFloat32)
                            .contiguous();
    return {mean.data_ptr<float>(), mean.data_ptr<float>() + mean.numel()};
}

void Synthesiser::walk(std::span<const std::uint64_t> seeds, int frames, const SynthesisOptions& options,
                       const std::function<void(const Picture&)>& onFrame, JobContext& context) const {
    LINEAMENT_REQUIRE(!seeds.empty() && frames > 0, "walk", "it needs a seed and a frame");
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    const bool hasW = impl_->generator->meanStyle().defined();
    std::vector<Tensor> keys;
    for (const auto seed : seeds)
        keys.push_back(hasW ? impl_->style(seed, options) : impl_->latent(seed) * options.psi);
    const Tensor label = impl_->label(seeds[0], options);
    const std::vector<std::uint64_t> noiseSeeds(kExactBatch,
                                                seeds[0]);  // one noise for all frames: it must not flicker
    for (int first = 0; first < frames; first += kExactBatch) {
        context.checkpoint();
        const int n = std::min(kExactBatch, frames - first);
        std::vector<Tensor> styles;
        for (int i = first; i < first + n; ++i) {
            const double place = static_cast<double>(i) / frames * static_cast<double>(keys.size());
            const auto from = static_cast<std::size_t>(place) % keys.size(), to = (from + 1) % keys.size();
            const double part = place - std::floor(place),
                         eased = (1 - std::cos(std::numbers::pi * part)) / 2;
            styles.push_back(
                hasW ? torch::lerp(keys[from], keys[to], eased)
                     : impl_->generator->map(slerp(keys[from], keys[to], eased).to(impl_->device), label));
        }
        const Tensor labels = label.defined() ? label.expand({n}) : label;
        for (const auto& picture :
             impl_->draw(torch::cat(styles, 0), labels, std::span(noiseSeeds).first(n), options.noise)) {
            context.checkpoint();
            onFrame(picture);
        }
        context.report("walking", first + n, frames);
    }
}

std::vector<Direction> Synthesiser::principalDirections(int count, int samples) const {
    if (!impl_->generator->meanStyle().defined())
        throw Error(ErrorCode::kUnsupported, info().network.architecture,
                    "it has no W to find directions in");
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    const Tensor z = torch::randn({samples, info().network.latentDim}, at::detail::createCPUGenerator(0))
                         .to(impl_->device);
    const Tensor labels =
        info().network.labels == 0
            ? Tensor()
            : torch::randint(0, info().network.labels, {samples}, at::detail::createCPUGenerator(1),
                             torch::TensorOptions().dtype(torch::kInt64))
                  .to(impl_->device);
    const Tensor w = impl_->generator->map(z, labels).select(1, 0).to(torch::kCPU, torch::kFloat64);
    const Tensor centred = w - w.mean(0, true);
    const auto [values, vectors] = torch::linalg_eigh(torch::mm(centred.t(), centred) / (samples - 1));
    std::vector<Direction> directions;
    const auto dimension = values.size(0);
    for (int i = 0; i < count && i < dimension; ++i)
        directions.push_back(directionOf("pca-" + std::to_string(i + 1), vectors.select(1, dimension - 1 - i),
                                         std::sqrt(std::max(0.0, values[dimension - 1 - i].item<double>()))));
    return directions;
}

std::vector<Direction> Synthesiser::closedFormDirections(int count) const {
    std::lock_guard lock(impl_->mutex);
    torch::NoGradGuard noGrad;
    std::vector<Tensor> rows;
    for (const auto& item : impl_->generator->named_parameters())
        if (item.key().find("modulation.weight") != std::string::npos)
            rows.push_back(item.value().to(torch::kCPU, torch::kFloat64));
    if (rows.empty())
        throw Error(ErrorCode::kUnsupported, info().network.architecture,
                    "it has no style modulation to factorise");
    Tensor all = torch::cat(rows, 0);
    all = all / all.norm(2, 1, true);
    const auto [values, vectors] = torch::linalg_eigh(torch::mm(all.t(), all));
    std::vector<Direction> directions;
    const auto dimension = values.size(0);
    for (int i = 0; i < count && i < dimension; ++i)
        directions.push_back(
            directionOf("sefa-" + std::to_string(i + 1), vectors.select(1, dimension - 1 - i), 1));
    return directions;
}

}  // namespace lineament::gan
