#include <algorithm>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect/face.hpp>

#include "core/base/error.h"
#include "core/faces/detect/face_detector.h"

namespace lineament {
namespace {

/// OpenCV's FaceDetectorYN. It works at the picture's own size; large ones are shrunk to the input's long
/// side.
class YuNet final : public FaceDetector {
  public:
    YuNet(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model)
        : registry_(std::move(registry)), model_(model) {}

    const std::string& id() const override { return model_.id; }
    float defaultMinScore() const override { return model_.spec.value("minScore", 0.7f); }
    SizePx inputSize() const override { return {kSide, kSide}; }
    float reliableFacePx() const override { return 16; }

    std::vector<Detection> detect(const cv::Mat& bgr, float minScore) const override {
        const float scale =
            std::min(1.0f, static_cast<float>(kSide) / static_cast<float>(std::max(bgr.cols, bgr.rows)));
        cv::Mat picture = bgr, rows;
        // It keeps the input size and its anchors from call to call.
        std::lock_guard lock(mutex_);
        try {
            if (scale < 1) cv::resize(bgr, picture, {}, scale, scale, cv::INTER_AREA);
            if (!network_)
                network_ = cv::FaceDetectorYN::create(registry_->file(model_).string(), "", picture.size());
            network_->setScoreThreshold(minScore);
            network_->setNMSThreshold(model_.spec.value("nms", 0.3f));
            network_->setInputSize(picture.size());
            network_->detect(picture, rows);
        } catch (const cv::Exception& error) {
            throw Error(ErrorCode::kModelInvalid, model_.id, "OpenCV cannot run it: " + error.err);
        }
        std::vector<Detection> found;
        for (int i = 0; i < rows.rows; ++i) {
            // A row: box, then x and y of right eye, left eye (the person's), nose, mouth corners, and the
            // score.
            const float* r = rows.ptr<float>(i);
            Detection face{{r[0] / scale, r[1] / scale, r[2] / scale, r[3] / scale}, r[14], Landmarks5{}};
            for (std::size_t k = 0; k < 5; ++k)
                (*face.landmarks)[k] = {r[4 + 2 * k] / scale, r[5 + 2 * k] / scale};
            found.push_back(face);
        }
        return suppressNonMaxima(std::move(found), 1);  // only puts them in order
    }

  private:
    static constexpr int kSide = 640;

    std::shared_ptr<const ModelRegistry> registry_;
    ModelInfo model_;
    mutable std::mutex mutex_;
    mutable cv::Ptr<cv::FaceDetectorYN> network_;
};

}  // namespace

std::unique_ptr<FaceDetector> makeYuNet(std::shared_ptr<const ModelRegistry> registry,
                                        const ModelInfo& model) {
    return std::make_unique<YuNet>(std::move(registry), model);
}

}  // namespace lineament
