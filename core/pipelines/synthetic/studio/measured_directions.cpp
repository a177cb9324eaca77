#include "core/pipelines/synthetic/studio/measured_directions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/pipelines/synthetic/judge_samples.h"
#include "core/pipelines/synthetic/studio/likeness.h"

namespace lineament {
namespace {

constexpr int kAtOnce = 16;
constexpr double kLeastCorrelation = 0.15;  ///< of styles along a direction with what it was learned from

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
    return sum;
}

void normalise(std::vector<double>& v) {
    const double length = std::sqrt(dot(v, v));
    if (length > 0)
        for (double& x : v)
            x /= length;
}

void takeAway(std::vector<double>& v, const std::vector<double>& unit) {
    const double share = dot(v, unit);
    for (std::size_t i = 0; i < v.size(); ++i)
        v[i] -= share * unit[i];
}

/// Means taken away; the deviation of each measure is returned.
void centre(std::vector<std::vector<double>>& rows) {
    std::vector<double> mean(rows.front().size(), 0);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            mean[i] += row[i] / static_cast<double>(rows.size());
    for (auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] -= mean[i];
}

struct Samples {
    std::vector<std::vector<double>> styles, measures;  // measures: yaw, pitch, smile
};

Samples measure(const FaceEngine& engine, const gan::Synthesiser& synthesiser, const MeasuredOptions& options,
                JobContext& context) {
    Samples samples;
    gan::SynthesisOptions drawing;
    drawing.psi = options.psi;
    for (int first = 0; first < options.samples; first += kAtOnce) {
        context.checkpoint();
        std::vector<gan::Latent> latents;
        for (int i = first; i < std::min(options.samples, first + kAtOnce); ++i)
            latents.push_back(synthesiser.latent(options.seed + static_cast<std::uint64_t>(i), drawing));
        const auto pictures = synthesiser.renderAll(latents, {});
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            context.checkpoint();
            const auto found = measuresOf(engine, pictures[i]);
            const auto& values = latents[i].values;
            samples.styles.emplace_back(values.begin(), values.begin() + latents[i].size);
            samples.measures.push_back({found.yaw, found.pitch, found.smile});
        }
        context.report("measuring", std::min(options.samples, first + kAtOnce), options.samples);
    }
    return samples;
}

}  // namespace

FaceMeasures measuresOf(const Face& face) {
    LINEAMENT_REQUIRE(face.landmarks68.has_value(), "face", "it has no 68 landmarks");
    const auto& p = *face.landmarks68;
    const auto& [left, right, nose, mouthLeft, mouthRight] = face.landmarks5;
    const double eyes = std::max(1e-3, std::hypot(double(right.x) - left.x, double(right.y) - left.y));
    // Across the face and down it, whichever way the head leans.
    const double ax = (right.x - left.x) / eyes, ay = (right.y - left.y) / eyes;
    const auto down = [&](PointPx q) { return (-ay * q.x + ax * q.y) / eyes; };
    const double width = std::hypot(double(p[54].x) - p[48].x, double(p[54].y) - p[48].y) / eyes;
    const double middle = (down(p[51]) + down(p[57]) + down(p[62]) + down(p[66])) / 4;
    const double corners = (down(p[48]) + down(p[54])) / 2;
    return {face.pose.yaw, face.pose.pitch, width + 2 * (middle - corners)};
}

FaceMeasures measuresOf(const FaceEngine& engine, const gan::Picture& picture) {
    auto framed = framedPortrait(picture);
    engine.describe(framed.bgr, {&framed.face, 1});
    return measuresOf(framed.face);
}

std::vector<gan::Direction> measuredDirections(const FaceEngine& engine, const gan::Synthesiser& synthesiser,
                                               const std::vector<gan::Direction>& apart, JobContext& context,
                                               const MeasuredOptions& options) {
    LINEAMENT_REQUIRE(options.samples >= 32 && options.samples <= 100'000, "samples",
                      "they are outside 32 to 100 000");
    if (!synthesiser.hasStyles()) return {};
    auto samples = measure(engine, synthesiser, options, context);
    centre(samples.styles);
    centre(samples.measures);
    std::vector<std::vector<double>> others;
    for (const auto& direction : apart) {
        std::vector<double> other(direction.vector.begin(), direction.vector.end());
        for (const auto& before : others)
            takeAway(other, before);
        normalise(other);
        others.push_back(std::move(other));
    }
    std::vector<gan::Direction> found;
    const char* names[] = {"yaw", "pitch", "smile"};
    const auto count = static_cast<double>(samples.styles.size());
    for (std::size_t which = 0; which < 3; ++which) {
        std::vector<double> direction(samples.styles.front().size(), 0);
        double spread = 0;
        for (std::size_t i = 0; i < samples.styles.size(); ++i) {
            const double value = samples.measures[i][which];
            spread += value * value / count;
            for (std::size_t k = 0; k < direction.size(); ++k)
                direction[k] += value * samples.styles[i][k] / count;
        }
        for (const auto& other : others)
            takeAway(direction, other);
        normalise(direction);
        double along = 0, together = 0;
        for (std::size_t i = 0; i < samples.styles.size(); ++i) {
            const double at = dot(samples.styles[i], direction);
            along += at * at / count;
            together += at * samples.measures[i][which] / count;
        }
        if (along <= 0 || spread <= 0 || together / std::sqrt(along * spread) < kLeastCorrelation) continue;
        gan::Direction one{names[which], {}, std::sqrt(along)};
        for (const double v : direction)
            one.vector.push_back(static_cast<float>(v));
        found.push_back(std::move(one));
        others.push_back(direction);
    }
    return found;
}

void saveDirections(const std::vector<gan::Direction>& directions, const std::filesystem::path& file) {
    auto json = nlohmann::json::array();
    for (const auto& one : directions)
        json.push_back({{"name", one.name}, {"vector", one.vector}, {"deviation", one.deviation}});
    if (file.has_parent_path()) makeFolder(file.parent_path());
    writeAtomically(file, [&](std::ostream& out) { out << json.dump() << '\n'; });
}

std::vector<gan::Direction> loadDirections(const std::filesystem::path& file, int styleDim) {
    std::ifstream in(file);
    if (!in) return {};
    std::vector<gan::Direction> directions;
    try {
        for (const auto& one : nlohmann::json::parse(in)) {
            gan::Direction direction{one.at("name").get<std::string>(),
                                     one.at("vector").get<std::vector<float>>(),
                                     one.at("deviation").get<double>()};
            if (static_cast<int>(direction.vector.size()) != styleDim) return {};
            directions.push_back(std::move(direction));
        }
    } catch (const nlohmann::json::exception&) {
        return {};  // they are learned anew
    }
    return directions;
}

}  // namespace lineament
