#include "core/faces/calibration.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/check.h"

namespace lineament {
namespace {

nlohmann::json readJson(const std::filesystem::path& file) {
    std::ifstream stream(file);
    try {
        return nlohmann::json::parse(stream);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::kModelInvalid, file.string(),
                    std::string("it is not valid JSON: ") + error.what());
    }
}

/// Where the user's own calibrations lie: beside the weights that are fetched.
std::vector<std::filesystem::path> filesOf(const ModelRegistry& registry) {
    std::vector<std::filesystem::path> files{registry.folder() / "calibration.json"};
    try {
        files.insert(files.begin(), registry.weightsFolder() / "calibration.json");
    } catch (const Error& error) {
        if (error.code() != ErrorCode::kModelMissing) throw;  // no folder can be written: there are none
    }
    return files;
}

/// The two points whose line holds for a value: the neighbours, or the two at the end it lies beyond.
template <class Before>
std::pair<Calibration::Point, Calibration::Point> around(const std::vector<Calibration::Point>& points,
                                                         Before before) {
    LINEAMENT_REQUIRE(points.size() >= 2, "calibration", "it has fewer than two points");
    const auto next = std::partition_point(points.begin(), points.end(), before);
    const auto i =
        std::clamp<std::ptrdiff_t>(next - points.begin(), 1, static_cast<std::ptrdiff_t>(points.size()) - 1);
    return {points[static_cast<std::size_t>(i - 1)], points[static_cast<std::size_t>(i)]};
}

}  // namespace

double Calibration::thresholdAt(double fmr) const {
    LINEAMENT_REQUIRE(fmr > 0 && fmr <= 1, "fmr", "it must lie between 0 and 1");
    const auto [a, b] = around(points, [&](const Point& p) { return p.fmr > fmr; });
    const double t = (std::log(fmr) - std::log(a.fmr)) / (std::log(b.fmr) - std::log(a.fmr));
    return a.threshold + t * (b.threshold - a.threshold);
}

double Calibration::fmrAt(double threshold) const {
    const auto [a, b] = around(points, [&](const Point& p) { return p.threshold < threshold; });
    const double t = (threshold - a.threshold) / std::max(b.threshold - a.threshold, 1e-9);
    return std::min(1.0, std::exp(std::log(a.fmr) + t * (std::log(b.fmr) - std::log(a.fmr))));
}

Calibration loadCalibration(const ModelRegistry& registry, const std::string& recogniserKey) {
    for (const auto& file : filesOf(registry)) {
        if (!std::filesystem::exists(file)) continue;
        const auto json = readJson(file);
        if (!json.contains(recogniserKey)) continue;
        try {
            const auto& entry = json.at(recogniserKey);
            Calibration calibration;
            calibration.population = entry.at("population").get<std::string>();
            calibration.comparisons = entry.at("comparisons").get<std::int64_t>();
            for (const auto& point : entry.at("points"))
                calibration.points.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
            const auto falls = [](const auto& a, const auto& b) {
                return a.fmr <= b.fmr || a.threshold > b.threshold;
            };
            if (calibration.points.size() < 2 || calibration.points.back().fmr <= 0 ||
                std::adjacent_find(calibration.points.begin(), calibration.points.end(), falls) !=
                    calibration.points.end())
                throw Error(ErrorCode::kModelInvalid, file.string(),
                            "the points of " + recogniserKey + " are not in order");
            return calibration;
        } catch (const nlohmann::json::exception& error) {
            throw Error(ErrorCode::kModelInvalid, file.string(),
                        recogniserKey + " is malformed: " + error.what());
        }
    }
    throw Error(ErrorCode::kModelMissing, recogniserKey,
                "no calibration of its false match rate is known; `lineament calibrate` measures it");
}

void saveCalibration(const std::filesystem::path& file, const std::string& recogniserKey,
                     const Calibration& calibration) {
    auto json = std::filesystem::exists(file) ? readJson(file) : nlohmann::json::object();
    auto points = nlohmann::json::array();
    for (const auto& point : calibration.points)
        points.push_back({point.fmr, point.threshold});
    json[recogniserKey] = {{"population", calibration.population},
                           {"comparisons", calibration.comparisons},
                           {"points", std::move(points)}};
    writeAtomically(file, [&](std::ostream& out) { out << json.dump(1) << '\n'; });
}

}  // namespace lineament
