#include "core/pipelines/people/capture_guide.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/check.h"
#include "core/faces/liveness/liveness.h"

namespace lineament {
namespace {

/// A face narrower than this share of the largest is somebody in the background.
constexpr float kBehindShare = 0.5f;
/// Below, lids count as shut.
constexpr float kOpenEyes = 0.15f, kWideOpenEyes = 0.30f;
/// Share of the box that may lie outside of the frame.
constexpr float kMostCutOff = 0.02f;

float lidRatio(const Landmarks68& points, std::size_t first) {
    const auto distance = [&](std::size_t a, std::size_t b) {
        return std::hypot(points[first + a].x - points[first + b].x,
                          points[first + a].y - points[first + b].y);
    };
    const float width = distance(0, 3);
    return width > 0 ? (distance(1, 5) + distance(2, 4)) / (2 * width) : 0;
}

float share(float value, float useless, float full) {
    return std::clamp((value - useless) / (full - useless), 0.0f, 1.0f);
}

}  // namespace

void CaptureOptions::validate() const {
    LINEAMENT_REQUIRE(smallestFace > 0 && smallestFace < largestFace && largestFace <= 1, "face size",
                      "its least and greatest share of the frame must lie between 0 and 1, in this order");
    LINEAMENT_REQUIRE(steadyMs >= 0 && steadyMs <= 10'000, "steadyMs", "it lies between 0 and 10 000");
    LINEAMENT_REQUIRE(steadyLooks >= 1 && steadyLooks <= 100, "steadyLooks", "it lies between 1 and 100");
    LINEAMENT_REQUIRE(pauseMs >= 0, "pauseMs", "it must not be negative");
}

float eyeOpening(const Landmarks68& points) {
    constexpr std::size_t kRightEye = 36, kLeftEye = 42;
    return (lidRatio(points, kRightEye) + lidRatio(points, kLeftEye)) / 2;
}

CaptureGuide::CaptureGuide(const FaceEngine& engine, CaptureOptions options)
    : engine_(engine), options_(options) {
    options_.validate();
    if (!options_.needLiveness) return;
    try {
        livenessThreshold_ = Liveness(engine_.sharedRegistry()).calibration().threshold;
    } catch (const Error& error) {  // no calibrated network here
        if (error.code() != ErrorCode::kNotFound && error.code() != ErrorCode::kModelMissing) throw;
    }
}

CaptureHint CaptureGuide::judgeFace(const Face& face, SizePx frame, CaptureLook& look) const {
    const auto& limits = limitsOf(options_.gate);
    const auto& quality = face.quality;
    const auto measure = [&](CaptureCheck check) -> CaptureMeasure& {
        return look.checks[static_cast<std::size_t>(check)];
    };
    const float height = face.box.height / static_cast<float>(frame.height);
    const float inside = face.box.area() > 0 ? clip(face.box, frame).area() / face.box.area() : 0;
    const bool near = height >= options_.smallestFace && quality.interEyePx >= limits.interEyePx;
    const bool far = height <= options_.largestFace;
    const bool whole = inside >= 1 - kMostCutOff;
    measure(CaptureCheck::kDistance) = {
        far ? share(height, 0, options_.smallestFace) : share(height, 1, options_.largestFace),
        near && far && whole};

    const auto turned = [&](float angle, float limit) { return std::abs(angle) / std::max(limit, 1.0f); };
    const float worst = std::max({turned(face.pose.yaw, limits.yaw), turned(face.pose.pitch, limits.pitch),
                                  turned(face.pose.roll, limits.roll)});
    measure(CaptureCheck::kPose) = {share(worst, 2, 0), worst <= 1};

    const bool lit = quality.illumination >= limits.illumination;
    measure(CaptureCheck::kLight) = {quality.illumination / 100, lit};
    const bool sharp = quality.sharpness >= limits.sharpness;
    measure(CaptureCheck::kSharpness) = {quality.sharpness / 100, sharp};

    auto& eyes = measure(CaptureCheck::kEyes);
    eyes.known = face.landmarks68.has_value();
    const float opening = eyes.known ? eyeOpening(*face.landmarks68) : kWideOpenEyes;
    eyes.share = share(opening, 0, kWideOpenEyes);
    eyes.good = opening >= kOpenEyes;

    auto& alive = measure(CaptureCheck::kLiveness);
    alive.known = livenessThreshold_ && face.liveness;
    alive.share = face.liveness.value_or(0);
    alive.good = !alive.known || *face.liveness >= *livenessThreshold_;

    if (!near) return CaptureHint::kComeCloser;
    if (!far) return CaptureHint::kGoBack;
    if (!whole) return CaptureHint::kMoveIntoMiddle;
    if (std::abs(face.pose.yaw) > limits.yaw) return CaptureHint::kFaceCamera;
    if (std::abs(face.pose.pitch) > limits.pitch) return CaptureHint::kLevelHead;
    if (std::abs(face.pose.roll) > limits.roll) return CaptureHint::kUprightHead;
    if (!lit)
        return quality.has(QualityIssue::kTooBright)     ? CaptureHint::kLessLight
               : quality.has(QualityIssue::kUnevenLight) ? CaptureHint::kEvenLight
                                                         : CaptureHint::kMoreLight;
    if (!sharp || quality.overall < limits.overall) return CaptureHint::kHoldStill;
    if (!eyes.good) return CaptureHint::kOpenEyes;
    // A face too small for a verdict on its liveness is too far away.
    if (livenessThreshold_ && !face.liveness) return CaptureHint::kComeCloser;
    if (!alive.good) return CaptureHint::kNotLive;
    return CaptureHint::kStay;
}

/// One frame may err either way: the mean of all good ones decides.
bool CaptureGuide::live() const {
    if (!livenessThreshold_ || liveness_.empty()) return true;
    const float sum = std::accumulate(liveness_.begin(), liveness_.end(), 0.0f);
    return sum / static_cast<float>(liveness_.size()) >= *livenessThreshold_;
}

CaptureLook CaptureGuide::look(const cv::Mat& bgr, double ms) {
    CaptureLook look;
    auto faces = engine_.detectBoxes(bgr, true);
    std::sort(faces.begin(), faces.end(),
              [](const Face& a, const Face& b) { return a.box.area() > b.box.area(); });
    if (!faces.empty()) {
        const float least = faces.front().box.width * kBehindShare;
        const bool several = faces.size() > 1 && faces[1].box.width >= least;
        Face face = faces.front();
        engine_.describe(bgr, {&face, 1});
        if (livenessThreshold_) engine_.judgeLiveness(bgr, {&face, 1});
        look.hint = judgeFace(face, {bgr.cols, bgr.rows}, look);
        if (several) look.hint = CaptureHint::kOneAtATime;
        look.face = std::move(face);
    }
    if (!look.good()) {
        // Whoever blinks is still there: the time begins anew, the best frame and the pause stay.
        if (look.hint == CaptureHint::kHoldStill || look.hint == CaptureHint::kOpenEyes) {
            goodSince_.reset();
            looks_ = 0;
        } else {
            forget();
            takenAt_.reset();
        }
        return look;
    }
    if (!goodSince_) goodSince_ = ms;
    ++looks_;
    if (look.face->liveness) liveness_.push_back(*look.face->liveness);
    if (best_.empty() || look.face->quality.overall > bestQuality_) {
        best_ = bgr.clone();
        bestQuality_ = look.face->quality.overall;
    }
    const bool paused = takenAt_ && ms - *takenAt_ < options_.pauseMs;
    const float time = options_.steadyMs > 0
                           ? static_cast<float>(std::min(1.0, (ms - *goodSince_) / options_.steadyMs))
                           : 1.0f;
    look.steady =
        std::min(time, std::min(1.0f, static_cast<float>(looks_) / static_cast<float>(options_.steadyLooks)));
    if (!live()) look.hint = CaptureHint::kNotLive;
    look.capture = look.good() && look.steady >= 1 && !paused;
    return look;
}

cv::Mat CaptureGuide::take(double ms) {
    cv::Mat taken = std::move(best_);
    forget();
    takenAt_ = ms;
    return taken;
}

void CaptureGuide::forget() {
    best_ = cv::Mat();
    bestQuality_ = 0;
    goodSince_.reset();
    liveness_.clear();
    looks_ = 0;
}

}  // namespace lineament
