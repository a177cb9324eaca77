#include "core/faces/liveness/liveness.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/check.h"

namespace lineament {
namespace {

using json = nlohmann::json;

/// A measure further from what was calibrated than this many deviations says no more than one at this.
constexpr double kFarthest = 4;

json readCalibrations(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return json::object();
    std::ifstream stream(file);
    try {
        return json::parse(stream);
    } catch (const json::exception& error) {
        throw Error(ErrorCode::kModelInvalid, file.string(),
                    std::string("it is not valid JSON: ") + error.what());
    }
}

MeasuredRate rateFrom(const json& value) {
    return {value.at(0).get<double>(), value.at(1).get<double>(), value.at(2).get<double>()};
}

json rateJson(const MeasuredRate& rate) {
    return {rate.value, rate.low, rate.high};
}

LivenessCalibration calibrationOf(const ModelRegistry& registry, const std::string& key) {
    const auto file = registry.folder() / "calibration.json";
    const json all = readCalibrations(file);
    if (!all.contains(key))
        throw Error(ErrorCode::kModelMissing, key,
                    "how often it errs is not known; `lineament evaluate-liveness` measures it");
    try {
        const auto& value = all.at(key);
        LivenessCalibration calibration;
        calibration.threshold = value.at("threshold").get<double>();
        calibration.apcer = rateFrom(value.at("apcer"));
        calibration.bpcer = rateFrom(value.at("bpcer"));
        calibration.population = value.at("population").get<std::string>();
        calibration.means = value.at("means").get<std::vector<double>>();
        calibration.deviations = value.at("deviations").get<std::vector<double>>();
        calibration.weights = value.at("weights").get<std::vector<double>>();
        const auto& c = calibration;
        if (c.means.size() != c.deviations.size() || c.weights.size() != c.means.size() + 1 ||
            std::any_of(c.deviations.begin(), c.deviations.end(), [](double d) { return !(d > 0); }))
            throw Error(ErrorCode::kModelInvalid, file.string(),
                        "the weights of " + key + " do not fit together");
        return calibration;
    } catch (const json::exception& error) {
        throw Error(ErrorCode::kModelInvalid, file.string(), key + " is malformed: " + error.what());
    }
}

}  // namespace

double LivenessCalibration::score(const std::vector<double>& measures) const {
    LINEAMENT_REQUIRE(measures.size() + 1 == weights.size(), "liveness",
                      "the calibration was made for other measures");
    double sum = weights.back();
    for (std::size_t i = 0; i < measures.size(); ++i)
        sum += weights[i] * std::clamp((measures[i] - means[i]) / deviations[i], -kFarthest, kFarthest);
    return 1 / (1 + std::exp(-sum));
}

struct Liveness::Impl {
    explicit Impl(std::shared_ptr<const ModelRegistry> registry)
        : measures(registry), calibration(calibrationOf(*registry, measures.key())) {}

    const LivenessMeasures measures;
    const LivenessCalibration calibration;
};

Liveness::Liveness(std::shared_ptr<const ModelRegistry> registry)
    : impl_(std::make_unique<Impl>(std::move(registry))) {}

Liveness::~Liveness() = default;

std::optional<float> Liveness::score(const cv::Mat& bgr, const Face& face) const {
    const auto measures = impl_->measures.of(bgr, face);
    if (!measures) return std::nullopt;
    return static_cast<float>(impl_->calibration.score(*measures));
}

const LivenessCalibration& Liveness::calibration() const {
    return impl_->calibration;
}

void saveLivenessCalibration(const std::filesystem::path& file, const std::string& key,
                             const LivenessCalibration& calibration) {
    json all = readCalibrations(file);
    all[key] = {{"threshold", calibration.threshold},   {"apcer", rateJson(calibration.apcer)},
                {"bpcer", rateJson(calibration.bpcer)}, {"population", calibration.population},
                {"means", calibration.means},           {"deviations", calibration.deviations},
                {"weights", calibration.weights}};
    writeAtomically(file, [&](std::ostream& out) { out << all.dump(1) << '\n'; });
}

}  // namespace lineament
