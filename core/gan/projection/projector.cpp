#include "core/gan/projection/projector.h"

#include <cmath>
#include <numbers>

#include "core/base/check.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/losses/regularisers.h"
#include "core/gan/training/trainer.h"

namespace lineament::gan {

using torch::Tensor;

namespace {

constexpr int kDrawsOfW = 1000;     // to measure its mean and spread
constexpr int kDrawsOfLabel = 128;  // to measure the mean of one class
constexpr int kBatch = 32;
constexpr std::int64_t kCoarsest = 8;  // side of the coarsest scale that is compared, px

Tensor tensorOf(const Picture& picture) {
    const Tensor bytes = torch::from_blob(const_cast<std::uint8_t*>(picture.rgb.data()),
                                          {1, picture.height, picture.width, 3}, torch::kUInt8);
    return bytes.permute({0, 3, 1, 2}).to(torch::kFloat32) / 127.5 - 1;
}

double squaredError(const Picture& a, const Picture& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) {
        const double difference = (static_cast<double>(a.rgb[i]) - b.rgb[i]) / 255;
        sum += difference * difference;
    }
    return sum / static_cast<double>(a.rgb.size());
}

/// Mean distance over the scales; the coarse ones guide while details do not overlap yet.
Tensor pixelLoss(const std::string& kind, Tensor picture, Tensor photo) {
    Tensor sum = reconstructionLoss(kind, picture, photo);
    int scales = 1;
    for (; picture.size(2) / 2 >= kCoarsest; ++scales) {
        picture = torch::avg_pool2d(picture, 2);
        photo = torch::avg_pool2d(photo, 2);
        sum = sum + reconstructionLoss(kind, picture, photo);
    }
    return sum / scales;
}

/// Where a search starts and in which units it moves.
struct Start {
    Tensor mean;           ///< 1 x 1 x size
    double deviation = 1;  ///< of a component: the unit in which the search moves
    std::optional<int> label;
};

}  // namespace

void ProjectionOptions::validate() const {
    const auto share = [](double value) { return value >= 0 && value <= 1; };
    const auto weight = [](double value) { return value >= 0 && std::isfinite(value); };
    LINEAMENT_REQUIRE(steps >= 1 && steps <= 100000, "steps", "it is outside 1 to 100000");
    LINEAMENT_REQUIRE(rate > 0 && rate <= 10, "rate", "it is outside 0 to 10");
    LINEAMENT_REQUIRE(share(rampUp) && share(rampDown), "rampUp, rampDown",
                      "a share of the steps is outside 0 to 1");
    LINEAMENT_REQUIRE(share(noiseRamp) && weight(noise), "noise, noiseRamp", "one is outside its range");
    LINEAMENT_REQUIRE(pixels == "l1" || pixels == "l2", "pixels", "\"" + pixels + "\" is not one of l1, l2");
    LINEAMENT_REQUIRE(
        weight(pixelWeight) && weight(featureWeight) && weight(identityWeight) && weight(styleWeight),
        "weights", "one is negative or not a number");
    LINEAMENT_REQUIRE(pixelWeight > 0 || (features && featureWeight > 0) || (identity && identityWeight > 0),
                      "weights", "nothing compares the picture with the photo");
    LINEAMENT_REQUIRE(previewEvery >= 0, "previewEvery", "it is negative");
}

struct Projector::Impl {
    GeneratorPtr generator;
    torch::Device device = torch::kCPU;

    bool hasW() const { return generator->meanStyle().defined(); }

    Tensor labels(std::optional<int> label, std::int64_t count) const {
        if (!label) return {};
        return torch::full({count}, *label, torch::TensorOptions().dtype(torch::kInt64).device(device));
    }

    /// Styles of random z, count x size.
    Tensor drawn(int count, at::Generator random, std::optional<int> label) const {
        const auto& config = generator->config();
        const Tensor z = torch::randn({count, config.latentDim}, random).to(device);
        Tensor classes = labels(label, count);
        if (!label && config.labels > 0)
            classes =
                torch::randint(0, config.labels, {count}, random, torch::TensorOptions().dtype(torch::kInt64))
                    .to(device);
        return generator->map(z, classes).select(1, 0);
    }

    Tensor synthesise(const Tensor& w, std::optional<int> label) const {
        return generator->synthesise(w.expand({-1, generator->layers(), -1}), labels(label, w.size(0)),
                                     Noise());
    }

    Tensor centreOf(std::optional<int> label, at::Generator random) const {
        if (!hasW()) return torch::zeros({1, 1, generator->config().latentDim}, device);
        return drawn(kDrawsOfLabel, random, label).mean(0).view({1, 1, -1});
    }

    Start start(const Tensor& photo, const ProjectionOptions& options, at::Generator random,
                JobContext& context) const {
        torch::NoGradGuard noGrad;
        const int classes = generator->config().labels;
        Start start;
        if (!hasW()) {
            start.mean = centreOf({}, random);
        } else {
            const Tensor w = drawn(kDrawsOfW, random, {});
            start.mean = w.mean(0).view({1, 1, -1});
            start.deviation = std::max(1e-6, (w - w.mean(0)).square().mean().sqrt().item<double>());
        }
        if (classes == 0) return start;
        if (options.label) {
            start.label = options.label;
            start.mean = centreOf(start.label, random);
            return start;
        }
        double least = std::numeric_limits<double>::infinity();
        for (int label = 0; label < classes; ++label) {
            context.checkpoint();
            context.report("looking for the class", label, classes);
            const Tensor mean = centreOf(label, random);
            const double loss = pixelLoss("l2", synthesise(mean, label), photo).item<double>();
            if (start.label && !(loss < least)) continue;
            least = loss;
            start.label = label;
            start.mean = mean;
        }
        return start;
    }
};

Projector::Projector(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Projector::~Projector() = default;

std::unique_ptr<Projector> Projector::load(const std::filesystem::path& file, bool cuda) {
    if (cuda && !torch::cuda::is_available())
        throw Error(ErrorCode::kDevice, "cuda", "there is no such device");
    auto impl = std::make_unique<Impl>();
    impl->generator = loadGenerator(file);
    impl->device = cuda ? torch::kCUDA : torch::kCPU;
    impl->generator->to(
        impl->device);  // in float32: the last steps of a search are smaller than bf16 can tell apart
    return std::unique_ptr<Projector>(new Projector(std::move(impl)));
}

const NetworkConfig& Projector::network() const {
    return impl_->generator->config();
}

Projection Projector::project(const Picture& photo, const ProjectionOptions& options,
                              JobContext& context) const {
    options.validate();
    const int side = network().resolution;
    LINEAMENT_REQUIRE(photo.width == side && photo.height == side &&
                          photo.rgb.size() == static_cast<std::size_t>(3) * side * side,
                      "photo", "it is not " + std::to_string(side) + " x " + std::to_string(side));
    LINEAMENT_REQUIRE(!options.label || (*options.label >= 0 && *options.label < network().labels), "label",
                      "it is outside the generator's classes");
    const Tensor target = tensorOf(photo).to(impl_->device);
    auto random = at::detail::createCPUGenerator(options.seed);
    const Start start = impl_->start(target, options, random, context);

    const auto layers = options.perLayer ? impl_->generator->layers() : 1;
    // In units of the spread of W, so that one rate suits every generator.
    Tensor moves = torch::zeros({1, layers, start.mean.size(2)}, start.mean.options()).requires_grad_(true);
    torch::optim::Adam optimiser({moves}, torch::optim::AdamOptions(options.rate).betas({0.9, 0.999}));
    const auto styles = [&](const Tensor& moved) { return start.mean + moved * start.deviation; };
    const double noise = options.noise * std::sqrt(static_cast<double>(start.mean.size(2)));
    Tensor features, face;
    {
        torch::NoGradGuard noGrad;
        if (options.features) features = options.features(target);
        if (options.identity) face = options.identity(target);
    }
    const auto rendered = [&] {
        torch::NoGradGuard noGrad;
        return impl_->synthesise(styles(moves), start.label);
    };
    Projection result;
    result.startL2 = squaredError(toPictures(rendered()).front(), photo);
    for (int step = 0; step < options.steps; ++step) {
        context.checkpoint();
        const double t = static_cast<double>(step) / options.steps;
        double rate = options.rampDown > 0 ? std::min(1.0, (1 - t) / options.rampDown) : 1;
        rate = (1 - std::cos(std::numbers::pi * rate)) / 2;
        if (options.rampUp > 0) rate *= std::min(1.0, (t + 1.0 / options.steps) / options.rampUp);
        optimiser.param_groups()[0].options().set_lr(options.rate * rate);
        const double left = options.noiseRamp > 0 ? std::max(0.0, 1 - t / options.noiseRamp) : 0;
        const Tensor disturbance =
            torch::randn(moves.sizes(), random).to(impl_->device) * (noise * left * left);

        const Tensor picture = impl_->synthesise(styles(moves + disturbance), start.label);
        Tensor loss = moves.square().mean() * options.styleWeight;
        if (options.pixelWeight > 0)
            loss = loss + pixelLoss(options.pixels, picture, target) * options.pixelWeight;
        if (features.defined())
            loss = loss + (options.features(picture) - features).square().mean() * options.featureWeight;
        if (face.defined())
            loss = loss + (1 - torch::cosine_similarity(options.identity(picture), face, 1)).mean() *
                              options.identityWeight;
        if (!std::isfinite(loss.item<double>()))
            throw Error(ErrorCode::kModelInvalid, network().architecture,
                        "the generator's pictures have become numbers that are none");
        // Of the moves alone: weights of the generator and the embedders need none, and others may be using
        // them.
        moves.mutable_grad() = torch::autograd::grad({loss}, {moves})[0];
        optimiser.step();
        context.report("projecting", step + 1, options.steps);
        if (options.onPreview && options.previewEvery > 0 && (step + 1) % options.previewEvery == 0)
            options.onPreview(toPictures(rendered()).front(), step + 1);
    }
    const Tensor last = rendered();
    result.picture = toPictures(last).front();
    result.l2 = squaredError(result.picture, photo);
    if (face.defined()) {
        torch::NoGradGuard noGrad;
        result.identitySimilarity =
            torch::cosine_similarity(options.identity(last), face, 1).mean().item<double>();
    }
    const Tensor found =
        styles(moves.detach()).expand({1, impl_->generator->layers(), -1})[0].cpu().contiguous();
    result.latent = {network(),
                     static_cast<int>(found.size(0)),
                     static_cast<int>(found.size(1)),
                     {found.data_ptr<float>(), found.data_ptr<float>() + found.numel()},
                     start.label};
    return result;
}

}  // namespace lineament::gan
