#include "core/enhance/restore/training/restorer_config.h"

#include <cmath>
#include <fstream>

#include "core/base/check.h"

namespace lineament::enhance {
namespace {

/// Calls visit(section, name, field) for every field: the one list of them.
template <class Config, class Visit>
void eachField(Config& c, Visit&& visit) {
    visit("network", "widths", c.network.widths);
    visit("network", "down", c.network.down);
    visit("network", "up", c.network.up);
    visit("network", "phases", c.network.phases);
    visit("degradation", "smallestPx", c.degradation.smallestPx);
    visit("degradation", "largestPx", c.degradation.largestPx);
    visit("degradation", "cleanShare", c.degradation.cleanShare);
    visit("degradation", "plainShare", c.degradation.plainShare);
    visit("degradation", "jitter", c.degradation.jitter);
    visit("loss", "l1", c.loss.l1);
    visit("loss", "mobileFaceNet", c.loss.mobileFaceNet);
    visit("loss", "resNet34", c.loss.resNet34);
    visit("loss", "resNet34Every", c.loss.resNet34Every);
    visit("loss", "adversarial", c.loss.adversarial);
    visit("loss", "feature", c.loss.feature);
    visit("loss", "adversarialFrom", c.loss.adversarialFrom);
    visit("optimiser", "kind", c.optimiser.kind);
    visit("optimiser", "rate", c.optimiser.rate);
    visit("optimiser", "beta1", c.optimiser.beta1);
    visit("optimiser", "beta2", c.optimiser.beta2);
    visit("optimiser", "weightDecay", c.optimiser.weightDecay);
    visit("optimiser", "clipNorm", c.optimiser.clipNorm);
    visit("optimiser", "warmUpImages", c.optimiser.warmUpImages);
    visit("optimiser", "discriminatorRate", c.optimiser.discriminatorRate);
    visit("run", "batch", c.run.batch);
    visit("run", "images", c.run.images);
    visit("run", "seed", c.run.seed);
    visit("run", "precision", c.run.precision);
    visit("run", "emaHalfLifeImages", c.run.emaHalfLifeImages);
    visit("run", "statisticsEvery", c.run.statisticsEvery);
    visit("run", "snapshotEvery", c.run.snapshotEvery);
    visit("run", "keepSnapshots", c.run.keepSnapshots);
}

void requireWithin(double value, double low, double high, const char* name) {
    if (std::isfinite(value) && value >= low && value <= high) return;
    char text[120];
    std::snprintf(text, sizeof text, "%g is outside %g to %g", value, low, high);
    throw Error(ErrorCode::kInvalidArgument, name, text);
}

}  // namespace

void RestorerConfig::validate() const {
    requireWithin(degradation.smallestPx, 4, 200, "degradation.smallestPx");
    requireWithin(degradation.largestPx, degradation.smallestPx, 400, "degradation.largestPx");
    requireWithin(degradation.cleanShare, 0, 1, "degradation.cleanShare");
    requireWithin(degradation.plainShare, 0, 1, "degradation.plainShare");
    requireWithin(degradation.jitter, 0, 3, "degradation.jitter");
    requireWithin(loss.l1, 0, 100, "loss.l1");
    requireWithin(loss.mobileFaceNet, 0, 100, "loss.mobileFaceNet");
    requireWithin(loss.resNet34, 0, 100, "loss.resNet34");
    requireWithin(loss.resNet34Every, 1, 1000, "loss.resNet34Every");
    requireWithin(loss.adversarial, 0, 100, "loss.adversarial");
    requireWithin(loss.feature, 0, 100, "loss.feature");
    requireWithin(loss.adversarialFrom, 0, 1, "loss.adversarialFrom");
    LINEAMENT_REQUIRE(optimiser.kind == "adamw" || optimiser.kind == "muon", "optimiser.kind",
                      "it is neither adamw nor muon");
    requireWithin(optimiser.rate, 1e-8, 1, "optimiser.rate");
    requireWithin(optimiser.beta1, 0, 0.9999, "optimiser.beta1");
    requireWithin(optimiser.beta2, 0, 0.99999, "optimiser.beta2");
    requireWithin(optimiser.weightDecay, 0, 1, "optimiser.weightDecay");
    requireWithin(optimiser.clipNorm, 0, 1e6, "optimiser.clipNorm");
    requireWithin(optimiser.discriminatorRate, 1e-8, 1, "optimiser.discriminatorRate");
    requireWithin(run.batch, 1, 4096, "run.batch");
    requireWithin(static_cast<double>(run.images), 1, 1e10, "run.images");
    requireWithin(run.emaHalfLifeImages, 1, 1e9, "run.emaHalfLifeImages");
    requireWithin(static_cast<double>(run.statisticsEvery), 1, 1e9, "run.statisticsEvery");
    requireWithin(static_cast<double>(run.snapshotEvery), 1, 1e9, "run.snapshotEvery");
    requireWithin(run.keepSnapshots, 1, 1000, "run.keepSnapshots");
    LINEAMENT_REQUIRE(run.precision == "auto" || run.precision == "fp32" || run.precision == "bf16",
                      "run.precision", "it is none of auto, fp32 and bf16");
}

nlohmann::ordered_json toJson(const RestorerConfig& config) {
    nlohmann::ordered_json json;
    eachField(config,
              [&](const char* section, const char* name, const auto& value) { json[section][name] = value; });
    return json;
}

RestorerConfig restorerConfigFromJson(const nlohmann::json& json) {
    RestorerConfig config;
    LINEAMENT_REQUIRE(json.is_object(), "configuration", "it is not a JSON object");
    std::size_t known = 0, given = 0;
    eachField(config, [&](const char* section, const char* name, auto& value) {
        if (!json.contains(section) || !json[section].is_object() || !json[section].contains(name)) return;
        ++known;
        try {
            json[section][name].get_to(value);
        } catch (const nlohmann::json::exception&) {
            throw Error(ErrorCode::kInvalidArgument, std::string(section) + "." + name,
                        json[section][name].dump() + " is of the wrong kind");
        }
    });
    const auto reference = toJson(config);
    for (const auto& [section, fields] : json.items()) {
        LINEAMENT_REQUIRE(reference.contains(section) && fields.is_object(), section,
                          "there is no such section");
        for (const auto& [name, value] : fields.items()) {
            LINEAMENT_REQUIRE(reference[section].contains(name), section + "." + name,
                              "there is no such field");
            ++given;
        }
    }
    LINEAMENT_CHECK(known == given);
    config.validate();
    return config;
}

RestorerConfig loadRestorerConfig(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw Error(ErrorCode::kNotFound, file.string(), "the configuration cannot be opened");
    const auto json = nlohmann::json::parse(stream, nullptr, false, true);
    if (json.is_discarded()) throw Error(ErrorCode::kUnreadable, file.string(), "it is not valid JSON");
    return restorerConfigFromJson(json);
}

}  // namespace lineament::enhance
