#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/detect/face_detector.h"
#include "core/faces/input_blob.h"
#include "core/inference/networks/blob_network.h"

namespace lineament {
namespace {

/// spec.output of a detector that brings its own graph; core/faces/README.md explains the fields.
struct OutputSpec {
    std::string boxes, scores;  // names of outputs; no scores: they are a column of the boxes
    enum class Form { kCorners, kCornerSize, kCentreSize } form = Form::kCorners;
    bool relative = true;
    int scoreColumn = 0;
    int landmarkColumn = -1;

    static OutputSpec of(const ModelInfo& model) {
        const auto refuse = [&](const std::string& why) -> void {
            throw Error(ErrorCode::kModelInvalid, model.id, "the \"output\" of its manifest entry " + why);
        };
        OutputSpec spec;
        try {
            const auto& output = model.spec.at("output");
            spec.boxes = output.at("boxes").get<std::string>();
            spec.scores = output.value("scores", "");
            const auto form = output.value("form", "xyxy");
            if (form == "xywh")
                spec.form = Form::kCornerSize;
            else if (form == "cxcywh")
                spec.form = Form::kCentreSize;
            else if (form != "xyxy")
                refuse("has a form that is none of xyxy, xywh and cxcywh");
            const auto units = output.value("units", "relative");
            if (units != "relative" && units != "pixels")
                refuse("has units that are neither relative nor pixels");
            spec.relative = units == "relative";
            spec.scoreColumn = output.value("scoreColumn", spec.scores.empty() ? 4 : 0);
            spec.landmarkColumn = output.value("landmarkColumn", -1);
        } catch (const nlohmann::json::exception& error) {
            refuse(std::string("is malformed: ") + error.what());
        }
        if (spec.scoreColumn < 0) refuse("has a negative scoreColumn");
        return spec;
    }
};

/// A detector in a user's ONNX or TorchScript file that answers with decoded boxes.
class CustomDetector final : public FaceDetector {
  public:
    CustomDetector(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device)
        : id_(model.id),
          minScore_(model.spec.value("minScore", 0.5f)),
          maxIou_(model.spec.value("nms", 0.4f)),
          reliableFacePx_(model.spec.value("reliableFacePx", 24.0f)),
          letterbox_(model.spec.value("fit", "letterbox") != "stretch"),
          input_(InputSpec::of(model)),
          output_(OutputSpec::of(model)),
          network_(openBlobNetwork(std::move(registry), model, device)) {
        names_ = {output_.boxes};
        if (!output_.scores.empty()) names_.push_back(output_.scores);
    }

    const std::string& id() const override { return id_; }
    float defaultMinScore() const override { return minScore_; }
    SizePx inputSize() const override { return input_.size; }
    float reliableFacePx() const override { return reliableFacePx_; }

    std::vector<Detection> detect(const cv::Mat& bgr, float minScore) const override {
        float scaleX = static_cast<float>(input_.size.width) / static_cast<float>(bgr.cols);
        float scaleY = static_cast<float>(input_.size.height) / static_cast<float>(bgr.rows);
        if (letterbox_) scaleX = scaleY = std::min(scaleX, scaleY);
        cv::Mat frame(input_.size.height, input_.size.width, CV_8UC3, cv::Scalar::all(0));
        cv::Mat part = frame(cv::Rect(
            0, 0,
            std::clamp(static_cast<int>(std::lround(static_cast<float>(bgr.cols) * scaleX)), 1, frame.cols),
            std::clamp(static_cast<int>(std::lround(static_cast<float>(bgr.rows) * scaleY)), 1, frame.rows)));
        cv::resize(bgr, part, part.size(), 0, 0, scaleX < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
        const auto outputs = network_->run(input_.blob({&frame, 1}), names_);

        const cv::Mat boxes = rowsOf(outputs.at(0));
        const cv::Mat scores = output_.scores.empty() ? boxes : rowsOf(outputs.at(1));
        if (boxes.cols < 4 || scores.rows != boxes.rows || output_.scoreColumn >= scores.cols ||
            (output_.landmarkColumn >= 0 && output_.landmarkColumn + 10 > boxes.cols))
            throw Error(ErrorCode::kModelInvalid, id_,
                        "its outputs do not have the shape that its manifest entry says");
        const float unitX = (output_.relative ? static_cast<float>(input_.size.width) : 1) / scaleX;
        const float unitY = (output_.relative ? static_cast<float>(input_.size.height) : 1) / scaleY;
        std::vector<Detection> found;
        for (int i = 0; i < boxes.rows; ++i) {
            const float score = scores.at<float>(i, output_.scoreColumn);
            if (!(score >= minScore)) continue;
            found.push_back({boxOf(boxes.ptr<float>(i), unitX, unitY), score,
                             landmarksOf(boxes.ptr<float>(i), unitX, unitY)});
        }
        return suppressNonMaxima(std::move(found), maxIou_);
    }

  private:
    /// [1, N, C], [N, C] or [1, 1, N, C] as N rows.
    static cv::Mat rowsOf(const cv::Mat& output) {
        const int columns = output.size[output.dims - 1];
        return output.reshape(1, static_cast<int>(output.total()) / std::max(columns, 1));
    }

    BoxPx boxOf(const float* r, float unitX, float unitY) const {
        float x = r[0], y = r[1], width = r[2], height = r[3];
        if (output_.form == OutputSpec::Form::kCorners) width -= x, height -= y;
        if (output_.form == OutputSpec::Form::kCentreSize) x -= width / 2, y -= height / 2;
        return {x * unitX, y * unitY, width * unitX, height * unitY};
    }

    std::optional<Landmarks5> landmarksOf(const float* r, float unitX, float unitY) const {
        if (output_.landmarkColumn < 0) return std::nullopt;
        Landmarks5 points;
        for (std::size_t k = 0; k < 5; ++k)
            points[k] = {r[output_.landmarkColumn + 2 * static_cast<int>(k)] * unitX,
                         r[output_.landmarkColumn + 2 * static_cast<int>(k) + 1] * unitY};
        return points;
    }

    std::string id_;
    float minScore_, maxIou_, reliableFacePx_;
    bool letterbox_;
    InputSpec input_;
    OutputSpec output_;
    std::vector<std::string> names_;
    std::unique_ptr<BlobNetwork> network_;
};

}  // namespace

std::unique_ptr<FaceDetector> makeCustomDetector(std::shared_ptr<const ModelRegistry> registry,
                                                 const ModelInfo& model, Device device, Precision) {
    return std::make_unique<CustomDetector>(std::move(registry), model, device);
}

}  // namespace lineament
