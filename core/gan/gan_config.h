#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lineament::gan {

/// What the pair of networks looks like.
struct NetworkConfig {
    std::string architecture = "stylegan2";
    int resolution = 64;
    int latentDim = 256;
    int styleDim = 256;
    int mappingLayers = 4;
    int baseChannels = 32;
    int maxChannels = 256;
    int labels = 0;
    std::string resample = "box";
    /// Channels at a resolution: baseChannels at the output, doubled at each halving, at most maxChannels.
    int channels(int atResolution) const;
    bool operator==(const NetworkConfig&) const = default;
};

struct LossConfig {
    std::string adversarial = "logistic";
    double r1Gamma = 0.3;
    int r1Every = 16;
    double gradientPenalty = 10;
    double pathLengthWeight = 0;
    int pathLengthEvery = 8;
    double featureMatchingWeight = 0;
    double reconstructionWeight = 1;
    std::string reconstruction = "l1";
    double identityWeight = 0;
    bool operator==(const LossConfig&) const = default;
};

struct OptimiserConfig {
    std::string kind = "adam";
    double rate = 2.5e-3;
    double beta1 = 0;
    double beta2 = 0.99;
    double momentum = 0.9;
    double weightDecay = 0;
    bool operator==(const OptimiserConfig&) const = default;
};

struct ScheduleConfig {
    double mappingRate = 0.01;
    std::int64_t warmUpImages = 0;
    std::string decay = "constant";
    double clipNorm = 0;
    double emaHalfLifeImages = 10000;
    double emaRampUp = 0.05;
    bool operator==(const ScheduleConfig&) const = default;
};

struct AugmentConfig {
    bool mirror = true;
    std::string kind = "diffaugment";
    bool colour = true;
    bool translation = true;
    bool cutout = true;
    double adaTarget = 0.6;
    double adaImages = 500000;
    bool operator==(const AugmentConfig&) const = default;
};

struct RunConfig {
    int batch = 32;
    std::int64_t images = 1000000;
    std::uint64_t seed = 1;
    std::string precision = "auto";
    double mixing = 0.9;
    std::int64_t statisticsEvery = 1000;
    std::int64_t snapshotEvery = 20000;
    int keepSnapshots = 3;
    std::int64_t metricsEvery = 50000;
    int metricsSamples = 2000;
    int sampleGrid = 64;
    bool stopOnCollapse = true;
    bool operator==(const RunConfig&) const = default;
};

/// Everything about a training run. The window edits this very struct by means of visitFields().
struct TrainConfig {
    NetworkConfig network;
    LossConfig loss;
    OptimiserConfig generator;
    OptimiserConfig discriminator;
    ScheduleConfig schedule;
    AugmentConfig augment;
    RunConfig run;

    /// Throws Error(kInvalidArgument) naming the field, its value and what is allowed.
    void validate() const;
    bool operator==(const TrainConfig&) const = default;
};

/// What a form, a schema and a check need to know of one field.
struct FieldInfo {
    std::string path;                  ///< "loss.r1Gamma"
    std::string help;                  ///< one English sentence with the unit
    double minimum = 0, maximum = 0;   ///< of numbers
    std::vector<std::string> choices;  ///< of names
};
using FieldPointer = std::variant<int*, std::int64_t*, std::uint64_t*, double*, bool*, std::string*>;
struct Field {
    FieldInfo info;
    FieldPointer value;  ///< into the config that was visited
};
/// All fields in the order of a form.
std::vector<Field> fieldsOf(TrainConfig& config);

nlohmann::ordered_json toJson(const TrainConfig& config);
/// Missing keys keep their defaults; unknown ones are refused. Throws Error(kInvalidArgument).
TrainConfig configFromJson(const nlohmann::json& json);
/// Reads and validates a file. Throws Error(kNotFound, kUnreadable, kInvalidArgument).
TrainConfig loadConfig(const std::filesystem::path& file);
/// JSON Schema (2020-12) of the configuration.
nlohmann::ordered_json configSchema();

}  // namespace lineament::gan
