#include "core/footage/trajectory.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/check.h"

namespace lineament {
namespace {

// Widths of the regression in time: positions follow a quick move within a frame or two, sizes change slowly.
constexpr double kPositionSigmaMs = 40;
constexpr double kSizeSigmaMs = 100;

using Values = std::array<double, 4>;  // centre x, centre y, width, height

Values valuesOf(const BoxPx& box) {
    return {box.centre().x, box.centre().y, box.width, box.height};
}

BoxPx boxOf(const Values& v) {
    return {static_cast<float>(v[0] - v[2] / 2), static_cast<float>(v[1] - v[3] / 2),
            static_cast<float>(v[2]), static_cast<float>(v[3])};
}

/// Value at `ms` of the line that fits coordinate `axis` best around it, weights Gaussian in time.
double localLine(std::span<const TrackBox> detections, std::size_t middle, int axis, double sigmaMs) {
    const double ms = detections[middle].ms;
    double w0 = 0, w1 = 0, w2 = 0, v0 = 0, v1 = 0;
    const auto take = [&](const TrackBox& detection) {
        const double t = (detection.ms - ms) / sigmaMs;
        if (std::abs(t) > 3) return false;
        const double weight = std::exp(-t * t / 2), value = valuesOf(detection.box)[axis];
        w0 += weight, w1 += weight * t, w2 += weight * t * t;
        v0 += weight * value, v1 += weight * t * value;
        return true;
    };
    for (std::size_t i = middle; i < detections.size() && take(detections[i]); ++i)
        continue;
    for (std::size_t i = middle; i > 0 && take(detections[i - 1]); --i)
        continue;
    const double determinant = w0 * w2 - w1 * w1;
    return determinant > 1e-9 ? (w2 * v0 - w1 * v1) / determinant : v0 / w0;
}

std::vector<TrackBox> steadied(std::span<const TrackBox> detections) {
    std::vector<TrackBox> boxes(detections.begin(), detections.end());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        Values values{};
        for (int axis = 0; axis < 4; ++axis)
            values[axis] = localLine(detections, i, axis, axis < 2 ? kPositionSigmaMs : kSizeSigmaMs);
        values[2] = std::max(values[2], 1.0);
        values[3] = std::max(values[3], 1.0);
        boxes[i].box = boxOf(values);
    }
    return boxes;
}

TrackBox between(const TrackBox& before, const TrackBox& after, double ms) {
    const double share = (ms - before.ms) / (after.ms - before.ms);
    const Values a = valuesOf(before.box), b = valuesOf(after.box);
    Values values{};
    for (int axis = 0; axis < 4; ++axis)
        values[axis] = a[axis] + share * (b[axis] - a[axis]);
    return {ms, boxOf(values), std::min(before.score, after.score), true};
}

}  // namespace

std::vector<TrackBox> steadyBoxes(std::span<const TrackBox> detections, std::span<const double> frameMs) {
    LINEAMENT_CHECK(!detections.empty());
    const std::vector<TrackBox> seen = steadied(detections);
    std::vector<TrackBox> boxes{seen.front()};
    auto frame = std::upper_bound(frameMs.begin(), frameMs.end(), seen.front().ms);
    for (std::size_t i = 1; i < seen.size(); ++i) {
        for (; frame != frameMs.end() && *frame < seen[i].ms; ++frame)
            boxes.push_back(between(seen[i - 1], seen[i], *frame));
        boxes.push_back(seen[i]);
        frame = std::upper_bound(frame, frameMs.end(), seen[i].ms);
    }
    return boxes;
}

}  // namespace lineament
