#include "core/gan/gan_config.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>

#include "core/base/check.h"

namespace lineament::gan {
namespace {

constexpr double kHuge = 1e12;

FieldInfo number(std::string path, std::string help, double minimum, double maximum) {
    return {std::move(path), std::move(help), minimum, maximum, {}};
}
FieldInfo choice(std::string path, std::string help, std::vector<std::string> choices) {
    return {std::move(path), std::move(help), 0, 0, std::move(choices)};
}
FieldInfo flag(std::string path, std::string help) {
    return {std::move(path), std::move(help), 0, 1, {}};
}

void addOptimiser(std::vector<Field>& fields, const std::string& group, OptimiserConfig& o) {
    fields.push_back({choice(group + ".kind", "Optimiser.", {"adam", "adamw", "muon", "rmsprop", "sgd"}), &o.kind});
    fields.push_back({number(group + ".rate", "Learning rate a step.", 1e-7, 1), &o.rate});
    fields.push_back(
        {number(group + ".beta1", "Decay of the first moment (Adam, AdamW).", 0, 0.9999), &o.beta1});
    fields.push_back(
        {number(group + ".beta2", "Decay of the second moment (Adam, AdamW, RMSprop's alpha).", 0, 0.99999),
         &o.beta2});
    fields.push_back({number(group + ".momentum", "Momentum (SGD).", 0, 0.9999), &o.momentum});
    fields.push_back({number(group + ".weightDecay", "Weight decay.", 0, 1), &o.weightDecay});
}

std::string shown(const FieldPointer& value) {
    return std::visit(
        [](auto* pointer) {
            if constexpr (std::is_same_v<decltype(pointer), std::string*>)
                return *pointer;
            else
                return nlohmann::json(*pointer).dump();
        },
        value);
}

void checkField(const Field& field) {
    const auto& info = field.info;
    if (!info.choices.empty()) {
        const auto& value = *std::get<std::string*>(field.value);
        if (std::find(info.choices.begin(), info.choices.end(), value) != info.choices.end()) return;
        std::string allowed;
        for (const auto& name : info.choices)
            allowed += (allowed.empty() ? "" : ", ") + name;
        throw Error(ErrorCode::kInvalidArgument, info.path, "\"" + value + "\" is not one of " + allowed);
    }
    const double value = std::visit(
        [](auto* pointer) -> double {
            if constexpr (std::is_same_v<decltype(pointer), std::string*>)
                return 0;
            else
                return static_cast<double>(*pointer);
        },
        field.value);
    if (!std::isfinite(value) || value < info.minimum || value > info.maximum)
        throw Error(ErrorCode::kInvalidArgument, info.path,
                    shown(field.value) + " is outside " + nlohmann::json(info.minimum).dump() + " to " +
                        nlohmann::json(info.maximum).dump());
}

}  // namespace

int NetworkConfig::channels(int atResolution) const {
    return static_cast<int>(std::min<std::int64_t>(
        maxChannels, static_cast<std::int64_t>(baseChannels) * resolution / std::max(1, atResolution)));
}

std::vector<Field> fieldsOf(TrainConfig& c) {
    std::vector<Field> f;
    auto& n = c.network;
    f.push_back(
        {choice("network.architecture", "Pair of networks.", {"stylegan2", "fastgan", "resnet", "dcgan"}),
         &n.architecture});
    f.push_back({number("network.resolution", "Side of the pictures, px: 32, 64, 128 or 256.", 32, 256),
                 &n.resolution});
    f.push_back({number("network.latentDim", "Size of z.", 8, 1024), &n.latentDim});
    f.push_back({number("network.styleDim", "Size of w (StyleGAN2).", 8, 1024), &n.styleDim});
    f.push_back({number("network.mappingLayers", "Layers of the mapping network (StyleGAN2).", 1, 16),
                 &n.mappingLayers});
    f.push_back(
        {number("network.baseChannels", "Channels at the full resolution; doubled at each halving.", 4, 1024),
         &n.baseChannels});
    f.push_back({number("network.maxChannels", "Most channels of any layer.", 8, 1024), &n.maxChannels});
    f.push_back(
        {number("network.labels", "Classes to condition on; 0: unconditional.", 0, 10000), &n.labels});
    f.push_back({choice("network.resample",
                        "Filter of up- and downsampling (StyleGAN2): box is fastest, blur is the paper's.",
                        {"box", "blur"}),
                 &n.resample});
    auto& l = c.loss;
    f.push_back({choice("loss.adversarial", "Adversarial loss.",
                        {"logistic", "minimax", "least_squares", "hinge", "wgan_gp"}),
                 &l.adversarial});
    f.push_back({number("loss.r1Gamma", "Weight of R1; 0: off.", 0, 1000), &l.r1Gamma});
    f.push_back({number("loss.r1Every", "Steps between R1 steps.", 1, 1024), &l.r1Every});
    f.push_back({number("loss.gradientPenalty", "Weight of the gradient penalty (WGAN-GP).", 0, 1000),
                 &l.gradientPenalty});
    f.push_back(
        {number("loss.pathLengthWeight", "Weight of path length regularisation (StyleGAN2); 0: off.", 0, 100),
         &l.pathLengthWeight});
    f.push_back(
        {number("loss.pathLengthEvery", "Steps between path length steps.", 1, 1024), &l.pathLengthEvery});
    f.push_back({number("loss.featureMatchingWeight",
                        "Weight of matching the discriminator's mean features; 0: off.", 0, 1000),
                 &l.featureMatchingWeight});
    f.push_back({number("loss.reconstructionWeight",
                        "Weight of the discriminator's self-supervised reconstruction (FastGAN).", 0, 1000),
                 &l.reconstructionWeight});
    f.push_back(
        {choice("loss.reconstruction", "Distance of reconstructions.", {"l1", "l2"}), &l.reconstruction});
    f.push_back({number("loss.identityWeight",
                        "Weight of the distance of templates where a target face is given; 0: off.", 0, 1000),
                 &l.identityWeight});
    addOptimiser(f, "generator", c.generator);
    addOptimiser(f, "discriminator", c.discriminator);
    auto& s = c.schedule;
    f.push_back(
        {number("schedule.mappingRate", "Rate of the mapping network, times the generator's.", 1e-4, 1),
         &s.mappingRate});
    f.push_back({number("schedule.warmUpImages", "Images over which the rates rise from 0.", 0, kHuge),
                 &s.warmUpImages});
    f.push_back(
        {choice("schedule.decay", "Course of the rates after that.", {"constant", "cosine"}), &s.decay});
    f.push_back(
        {number("schedule.clipNorm", "Largest norm of a network's gradient; 0: not clipped.", 0, kHuge),
         &s.clipNorm});
    f.push_back(
        {number("schedule.emaHalfLifeImages", "Half-life of the averaged generator, images.", 0, kHuge),
         &s.emaHalfLifeImages});
    f.push_back({number("schedule.emaRampUp",
                        "Half-life is at most this share of the images seen; 0: no ramp.", 0, 1),
                 &s.emaRampUp});
    auto& a = c.augment;
    f.push_back({flag("augment.mirror", "Mirror half of the real pictures."), &a.mirror});
    f.push_back({choice("augment.kind", "Augmentation in front of the discriminator.",
                        {"none", "diffaugment", "ada"}),
                 &a.kind});
    f.push_back({flag("augment.colour", "Brightness, saturation, contrast."), &a.colour});
    f.push_back({flag("augment.translation", "Shift by up to an eighth."), &a.translation});
    f.push_back({flag("augment.cutout", "Blank a square of half the side."), &a.cutout});
    f.push_back(
        {number("augment.adaTarget", "Sign of D on real pictures that ADA steers to.", 0, 1), &a.adaTarget});
    f.push_back({number("augment.adaImages", "Images over which ADA's p can go from 0 to 1.", 100, kHuge),
                 &a.adaImages});
    auto& r = c.run;
    f.push_back({number("run.batch", "Pictures a step, of all processes together.", 1, 1024), &r.batch});
    f.push_back({number("run.images", "Real pictures to see in all.", 1, kHuge), &r.images});
    f.push_back({number("run.seed", "Seed of everything random.", 0, 9e15), &r.seed});
    f.push_back(
        {choice("run.precision", "auto: bf16 where the CPU has it, mixed on CUDA.", {"auto", "fp32", "bf16"}),
         &r.precision});
    f.push_back({number("run.mixing", "Probability of style mixing (StyleGAN2).", 0, 1), &r.mixing});
    f.push_back(
        {number("run.statisticsEvery", "Images between lines of statistics.", 1, kHuge), &r.statisticsEvery});
    f.push_back({number("run.snapshotEvery", "Images between snapshots.", 1, kHuge), &r.snapshotEvery});
    f.push_back({number("run.keepSnapshots", "Newest snapshots kept beside the best one.", 1, 1000),
                 &r.keepSnapshots});
    f.push_back(
        {number("run.metricsEvery", "Images between measurements; 0: never.", 0, kHuge), &r.metricsEvery});
    f.push_back({number("run.metricsSamples", "Samples a measurement.", 16, 100000), &r.metricsSamples});
    f.push_back({number("run.sampleGrid", "Pictures in a sample grid.", 1, 1024), &r.sampleGrid});
    f.push_back(
        {flag("run.stopOnCollapse", "Stop, with the reason, when the run collapses."), &r.stopOnCollapse});
    return f;
}

void TrainConfig::validate() const {
    TrainConfig copy = *this;
    for (const auto& field : fieldsOf(copy))
        checkField(field);
    const int r = network.resolution;
    if ((r & (r - 1)) != 0)
        throw Error(ErrorCode::kInvalidArgument, "network.resolution",
                    std::to_string(r) + " is not 32, 64, 128 or 256");
    if (network.maxChannels < network.baseChannels)
        throw Error(ErrorCode::kInvalidArgument, "network.maxChannels",
                    "it is smaller than network.baseChannels");
    if (loss.pathLengthWeight > 0 && network.architecture != "stylegan2")
        throw Error(ErrorCode::kInvalidArgument, "loss.pathLengthWeight",
                    "only stylegan2 has path lengths; set it to 0");
    if (loss.adversarial == "wgan_gp" && augment.kind == "ada")
        throw Error(ErrorCode::kInvalidArgument, "augment.kind",
                    "ada steers by the sign of D, which wgan_gp does not bound; use diffaugment or none");
    if (loss.identityWeight > 0)
        throw Error(ErrorCode::kInvalidArgument, "loss.identityWeight",
                    "unconditional training has no target face; set it to 0");
}

nlohmann::ordered_json toJson(const TrainConfig& config) {
    TrainConfig copy = config;
    nlohmann::ordered_json json;
    for (const auto& field : fieldsOf(copy)) {
        const auto dot = field.info.path.find('.');
        std::visit(
            [&](auto* pointer) {
                json[field.info.path.substr(0, dot)][field.info.path.substr(dot + 1)] = *pointer;
            },
            field.value);
    }
    return json;
}

TrainConfig configFromJson(const nlohmann::json& json) {
    if (!json.is_object())
        throw Error(ErrorCode::kInvalidArgument, "configuration", "it is not a JSON object");
    TrainConfig config;
    std::set<std::string> known;
    for (const auto& field : fieldsOf(config)) {
        const auto& path = field.info.path;
        const auto dot = path.find('.');
        const auto group = path.substr(0, dot), key = path.substr(dot + 1);
        known.insert(path);
        if (!json.contains(group)) continue;
        if (!json[group].is_object())
            throw Error(ErrorCode::kInvalidArgument, group, "it is not a JSON object");
        if (!json[group].contains(key)) continue;
        const auto& value = json[group][key];
        std::visit(
            [&](auto* pointer) {
                using T = std::remove_pointer_t<decltype(pointer)>;
                const bool fits = std::is_same_v<T, std::string>     ? value.is_string()
                                  : std::is_same_v<T, bool>          ? value.is_boolean()
                                  : std::is_same_v<T, double>        ? value.is_number()
                                  : std::is_same_v<T, std::uint64_t> ? value.is_number_unsigned()
                                                                     : value.is_number_integer();
                if (!fits)
                    throw Error(ErrorCode::kInvalidArgument, path, value.dump() + " is of the wrong type");
                // A wide integer must not wrap into an innocent narrow one.
                if constexpr (std::is_same_v<T, int>) {
                    const auto wide = value.template get<std::int64_t>();
                    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
                        throw Error(ErrorCode::kInvalidArgument, path, value.dump() + " is out of range");
                }
                *pointer = value.template get<T>();
            },
            field.value);
    }
    for (const auto& [group, content] : json.items()) {
        if (group == "$schema") continue;
        if (!content.is_object()) throw Error(ErrorCode::kInvalidArgument, group, "there is no such setting");
        for (const auto& [key, ignored] : content.items())
            if (!known.count(group + "." + key))
                throw Error(ErrorCode::kInvalidArgument, group + "." + key, "there is no such setting");
    }
    config.validate();
    return config;
}

TrainConfig loadConfig(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw Error(ErrorCode::kNotFound, file.string(), "the configuration cannot be opened");
    nlohmann::json json;
    try {
        json = nlohmann::json::parse(stream);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::kUnreadable, file.string(), std::string("it is not JSON: ") + error.what());
    }
    return configFromJson(json);
}

nlohmann::ordered_json configSchema() {
    TrainConfig defaults;
    nlohmann::ordered_json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                                     {"title", "Lineament training run"},
                                     {"type", "object"},
                                     {"additionalProperties", false}};
    schema["properties"]["$schema"] = {{"type", "string"}};
    for (const auto& field : fieldsOf(defaults)) {
        const auto& info = field.info;
        const auto dot = info.path.find('.');
        auto& group = schema["properties"][info.path.substr(0, dot)];
        group["type"] = "object";
        group["additionalProperties"] = false;
        nlohmann::ordered_json property;
        std::visit(
            [&](auto* pointer) {
                using T = std::remove_pointer_t<decltype(pointer)>;
                property["type"] = std::is_same_v<T, std::string> ? "string"
                                   : std::is_same_v<T, bool>      ? "boolean"
                                   : std::is_same_v<T, double>    ? "number"
                                                                  : "integer";
                if (!info.choices.empty()) property["enum"] = info.choices;
                if (!std::is_same_v<T, std::string> && !std::is_same_v<T, bool>) {
                    property["minimum"] = info.minimum;
                    property["maximum"] = info.maximum;
                }
                property["default"] = *pointer;
            },
            field.value);
        property["description"] = info.help;
        group["properties"][info.path.substr(dot + 1)] = property;
    }
    return schema;
}

}  // namespace lineament::gan
