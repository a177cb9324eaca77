#include <array>
#include <cmath>
#include <cstdio>

#include "core/faces/quality/negative.h"
#include "core/pipelines/enrol.h"
#include "core/pipelines/photo_gate.h"

namespace lineament {
namespace {

// Measured on photos of LFW (`standard` lets 98 % through; the least sharp of 300 has 23) and on one face
// degraded step by step (blurred by a fifteenth of the distance of its eyes it has 16).
constexpr std::array<GateLimits, 3> kGates = {
    GateLimits{},
    GateLimits{.sharpness = 20,
               .illumination = 12,
               .overall = 20,
               .yaw = 40,
               .pitch = 35,
               .roll = 50,
               .interEyePx = 16},
    GateLimits{.sharpness = 35,
               .illumination = 35,
               .overall = 45,
               .yaw = 20,
               .pitch = 20,
               .roll = 20,
               .interEyePx = 40},
};

/// Share of the box that may lie outside of the picture.
constexpr float kMaxCropped = 0.15f;

/// Collects what is amiss, in words.
class Findings {
  public:
    void add(QualityIssue issue, const char* format, float value, float limit, bool overall = false) {
        char text[160];
        std::snprintf(text, sizeof text, format, static_cast<double>(value), static_cast<double>(limit));
        if (!sentence_.empty()) sentence_ += "; ";
        sentence_ += text;
        found_.push_back({issue, value, limit, overall});
    }
    std::optional<Rejection> rejection(const std::string& path) const {
        if (found_.empty()) return std::nullopt;
        return Rejection{path, RejectionCode::kLowQuality, sentence_, found_};
    }
    bool empty() const { return found_.empty(); }

  private:
    std::string sentence_;
    std::vector<QualityFinding> found_;
};

void judgeLight(const Quality& quality, float limit, Findings& findings) {
    if (quality.illumination >= limit) return;
    if (quality.has(QualityIssue::kTooBright))
        findings.add(QualityIssue::kTooBright, "use less light: too bright, illumination %.0f, at least %.0f",
                     quality.illumination, limit);
    else if (quality.has(QualityIssue::kUnevenLight))
        findings.add(QualityIssue::kUnevenLight,
                     "light the face evenly from the front: illumination %.0f, at least %.0f",
                     quality.illumination, limit);
    else
        findings.add(QualityIssue::kTooDark, "use more light: too dark, illumination %.0f, at least %.0f",
                     quality.illumination, limit);
}

void judgePose(const Pose& pose, const GateLimits& limits, Findings& findings) {
    if (std::abs(pose.yaw) > limits.yaw)
        findings.add(QualityIssue::kYaw, "turn towards the camera: yaw %.0f°, at most %.0f°",
                     std::abs(pose.yaw), limits.yaw);
    if (std::abs(pose.pitch) > limits.pitch)
        findings.add(QualityIssue::kPitch, "look straight at the camera: pitch %.0f°, at most %.0f°",
                     std::abs(pose.pitch), limits.pitch);
    if (std::abs(pose.roll) > kUpsideDownDeg)
        findings.add(QualityIssue::kRoll,
                     "turn the picture round, the face is upside down: roll %.0f°, at most %.0f°",
                     std::abs(pose.roll), limits.roll);
    else if (std::abs(pose.roll) > limits.roll)
        findings.add(QualityIssue::kRoll, "hold the head upright: roll %.0f°, at most %.0f°",
                     std::abs(pose.roll), limits.roll);
}

}  // namespace

const GateLimits& limitsOf(QualityGate gate) {
    return kGates[static_cast<std::size_t>(gate)];
}

std::optional<Rejection> judge(const Face& face, SizePx image, QualityGate gate, const std::string& path) {
    if (gate == QualityGate::kOff) return std::nullopt;
    const auto& limits = limitsOf(gate);
    const auto& quality = face.quality;
    Findings findings;
    if (quality.interEyePx < limits.interEyePx)
        findings.add(QualityIssue::kSize,
                     "come closer or use a larger picture: %.0f px between the eyes, at least %.0f",
                     quality.interEyePx, limits.interEyePx);
    if (quality.sharpness < limits.sharpness)
        findings.add(QualityIssue::kSharpness, "use a sharper picture: sharpness %.0f, at least %.0f",
                     quality.sharpness, limits.sharpness);
    judgeLight(quality, limits.illumination, findings);
    judgePose(face.pose, limits, findings);
    const float inside = face.box.area() > 0 ? clip(face.box, image).area() / face.box.area() : 0;
    if (inside < 1 - kMaxCropped)
        findings.add(QualityIssue::kCropped,
                     "move the whole face into the picture: %.0f %% of it is cut off, at most %.0f %%",
                     100 * (1 - inside), 100 * kMaxCropped);
    if (findings.empty() && quality.overall < limits.overall)
        findings.add(quality.issues.empty() ? QualityIssue::kSharpness : quality.issues.front(),
                     "use a better picture: overall quality %.0f, at least %.0f", quality.overall,
                     limits.overall, true);
    return findings.rejection(path);
}

std::optional<Rejection> judgePhoto(const cv::Mat& bgr, const Face& face, QualityGate gate,
                                    const std::string& path) {
    // Of a negative no other measure says what there is to know.
    if (gate != QualityGate::kOff && looksNegative(bgr, face))
        return Rejection{path, RejectionCode::kLowQuality, kIsNegative, {}};
    return judge(face, {bgr.cols, bgr.rows}, gate, path);
}

}  // namespace lineament
