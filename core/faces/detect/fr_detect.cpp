#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/detect/face_detector.h"
#include "core/faces/input_blob.h"
#include "core/inference/networks/blob_network.h"

namespace lineament {
namespace {

// The network was trained on frames squashed to 4:3; much flatter or taller pictures get a margin instead.
constexpr float kTallest = 1.0f, kFlattest = 1.8f;  // width / height

/// The single-shot detector of 320 x 240 with decoded boxes.
class FrDetect final : public FaceDetector {
  public:
    FrDetect(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model)
        : id_(model.id),
          minScore_(model.spec.value("minScore", 0.65f)),
          maxIou_(model.spec.value("nms", 0.4f)),
          input_(InputSpec::of(model)),
          network_(openBlobNetwork(std::move(registry), model)) {}

    const std::string& id() const override { return id_; }
    float defaultMinScore() const override { return minScore_; }
    SizePx inputSize() const override { return input_.size; }
    float reliableFacePx() const override { return 12; }

    std::vector<Detection> detect(const cv::Mat& bgr, float minScore) const override {
        const float aspect = static_cast<float>(bgr.cols) / static_cast<float>(bgr.rows);
        const auto width = static_cast<float>(
            std::max(bgr.cols, static_cast<int>(std::ceil(kTallest * static_cast<float>(bgr.rows)))));
        const float height =
            aspect > kFlattest ? static_cast<float>(bgr.cols) / kFlattest : static_cast<float>(bgr.rows);
        const cv::Mat frame = fitted(bgr, width, height);
        static const std::array<std::string, 2> kOutputs = {"boxes", "scores"};
        const auto outputs = network_->run(input_.blob({&frame, 1}), kOutputs);
        const int count = static_cast<int>(outputs.at(1).total() / 2);
        if (outputs[0].total() != static_cast<std::size_t>(count) * 4)
            throw Error(ErrorCode::kModelInvalid, id_, "its outputs do not have the expected shape");
        const auto* boxes = outputs[0].ptr<float>();
        const auto* scores = outputs[1].ptr<float>();
        std::vector<Detection> found;
        for (int i = 0; i < count; ++i) {
            if (scores[2 * i + 1] < minScore) continue;
            const float* b = boxes + 4 * i;
            found.push_back({{b[0] * width, b[1] * height, (b[2] - b[0]) * width, (b[3] - b[1]) * height},
                             scores[2 * i + 1],
                             std::nullopt});
        }
        return suppressNonMaxima(std::move(found), maxIou_);
    }

  private:
    /// The picture in the top-left corner of a width x height canvas that is scaled to the input.
    cv::Mat fitted(const cv::Mat& bgr, float width, float height) const {
        const int w = std::clamp(static_cast<int>(std::lround(static_cast<float>(bgr.cols) / width *
                                                              static_cast<float>(input_.size.width))),
                                 1, input_.size.width);
        const int h = std::clamp(static_cast<int>(std::lround(static_cast<float>(bgr.rows) / height *
                                                              static_cast<float>(input_.size.height))),
                                 1, input_.size.height);
        cv::Mat frame(input_.size.height, input_.size.width, CV_8UC3, cv::Scalar::all(127));
        const bool shrinks = bgr.cols > w && bgr.rows > h;
        cv::Mat part = frame(cv::Rect(0, 0, w, h));
        cv::resize(bgr, part, part.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
        return frame;
    }

    std::string id_;
    float minScore_, maxIou_;
    InputSpec input_;
    std::unique_ptr<BlobNetwork> network_;
};

}  // namespace

std::unique_ptr<FaceDetector> makeFrDetect(std::shared_ptr<const ModelRegistry> registry,
                                           const ModelInfo& model) {
    return std::make_unique<FrDetect>(std::move(registry), model);
}

}  // namespace lineament
