#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace lineament::enhance {

/// Everything about a run that trains a restorer. Names as in its JSON file.
struct RestorerConfig {
    struct Network {
        std::vector<std::int64_t> widths = {48, 96, 160, 192};  ///< channels at 64, 32, 16 and 8 px
        std::vector<std::int64_t> down = {1, 1, 2, 2};          ///< residual blocks on the way down
        std::vector<std::int64_t> up = {1, 2, 2};               ///< and on the way up
        std::int64_t phases = 2;                                ///< 1: the levels begin at 128 px
    } network;
    struct Degradations {
        double smallestPx = 7, largestPx = 48;  ///< face width afterwards, px
        double cleanShare = 0.06;               ///< faces left as they are
        double plainShare = 0.5;                ///< of the others: reduced only
        double jitter = 1;  ///< how far faces are turned, scaled and shifted; 0: not at all
    } degradation;
    struct Loss {
        double l1 = 1;               ///< of pixels in [-1, 1]
        double mobileFaceNet = 0.4;  ///< of 1 - cosine of the templates
        double resNet34 = 0.3;
        int resNet34Every = 2;          ///< steps
        double adversarial = 0;         ///< hinge; 0: no discriminator
        double feature = 0.5;           ///< L1 of the discriminator's features, beside the adversarial term
        double adversarialFrom = 0.75;  ///< share of the run after which the two begin
    } loss;
    struct Optimiser {
        std::string kind = "adamw";  ///< adamw or muon
        double rate = 1e-3, beta1 = 0.9, beta2 = 0.99, weightDecay = 1e-4, clipNorm = 1;
        std::int64_t warmUpImages = 2000;
        double discriminatorRate = 2e-4;
    } optimiser;
    struct Run {
        int batch = 16;
        std::int64_t images = 120000;  ///< in all; the rate falls to zero towards the end (cosine)
        std::uint64_t seed = 1;
        std::string precision = "auto";   ///< auto, fp32 or bf16
        double emaHalfLifeImages = 3000;  ///< of the averaged weights, which are what is used
        std::int64_t statisticsEvery = 480;
        std::int64_t snapshotEvery = 10000;
        int keepSnapshots = 2;  ///< that can be resumed from; the exported weights are all kept
    } run;

    /// Throws Error(kInvalidArgument) naming the field.
    void validate() const;
};

nlohmann::ordered_json toJson(const RestorerConfig& config);
/// Missing keys keep their defaults; unknown ones are refused. Throws Error(kInvalidArgument).
RestorerConfig restorerConfigFromJson(const nlohmann::json& json);
/// Throws Error(kNotFound, kUnreadable, kInvalidArgument).
RestorerConfig loadRestorerConfig(const std::filesystem::path& file);

}  // namespace lineament::enhance
