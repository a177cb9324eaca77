#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/face.h"
#include "core/inference/model_registry.h"

namespace lineament {

/// A share that was measured, with its 95 % interval.
struct MeasuredRate {
    double value = 0, low = 0, high = 0;
};

/// How the measures of a face become one score, and how often that score errs. Terms of ISO/IEC 30107-3.
struct LivenessCalibration {
    double threshold = 0.5;     ///< a face of at least this score counts as live
    MeasuredRate apcer, bpcer;  ///< attacks taken for live; live faces taken for attacks
    std::string population;     ///< who and which attacks were measured, how people were kept apart
    std::vector<double> means, deviations;  ///< of each measure
    std::vector<double> weights;            ///< of each measure in deviations, then the constant

    double score(const std::vector<double>& measures) const;  ///< 0 to 1
};

/// Tells a live face from a printed picture of one: the network fr_liveness together with how the detail and
/// the colours of the face are distributed, weighed by logistic regression. The network alone does not
/// separate well enough (see models/cards/fr_liveness.md). A hint, not proof of presence: only attacks of
/// the calibration's population were measured. Thread: any. Cost: about 6 ms a face on one core.
class Liveness {
  public:
    /// A face with fewer px between its eyes shows too little detail to judge.
    static constexpr float kSmallestEyePx = 32;

    /// Construction is cheap: the network loads at the first score. Throws Error(kNotFound: the manifest has
    /// no liveness network; kModelMissing: no calibration of it; kModelInvalid).
    explicit Liveness(std::shared_ptr<const ModelRegistry> registry);
    ~Liveness();

    /// 0 (a picture of a face) to 1 (a live one); empty if the face is too small to judge. The face needs
    /// box, landmarks5 and quality. Throws Error(kModelMissing, kModelInvalid).
    std::optional<float> score(const cv::Mat& bgr, const Face& face) const;
    const LivenessCalibration& calibration() const;
    bool isLive(float score) const { return score >= calibration().threshold; }

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// What a score is made of; used to calibrate. Thread: any.
class LivenessMeasures {
  public:
    explicit LivenessMeasures(std::shared_ptr<const ModelRegistry> registry);
    ~LivenessMeasures();
    /// Empty if the face is too small. The first is the logarithm of the network's own answer "live".
    std::optional<std::vector<double>> of(const cv::Mat& bgr, const Face& face) const;
    /// "fr_liveness@afa783b7": what the calibration is kept under.
    const std::string& key() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Puts a calibration into a calibration.json beside what else it holds. Throws Error(kUnwritable,
/// kDiskFull).
void saveLivenessCalibration(const std::filesystem::path& file, const std::string& key,
                             const LivenessCalibration& calibration);

}  // namespace lineament
