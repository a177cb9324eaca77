#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/align/face_aligner.h"
#include "core/faces/align/landmark_model.h"
#include "core/faces/input_blob.h"
#include "core/inference/networks/blob_network.h"

namespace lineament {
namespace {

/// 68 points from the square about the face, grey.
class FrLandmark final : public LandmarkModel {
  public:
    FrLandmark(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device)
        : id_(model.id),
          input_(InputSpec::of(model)),
          network_(openBlobNetwork(std::move(registry), model, device)) {}

    const std::string& id() const override { return id_; }

    std::vector<Landmarks68> locate(const cv::Mat& bgr, std::span<const BoxPx> boxes) const override {
        std::vector<cv::Mat> crops;
        std::vector<BoxPx> squares;
        for (const auto& box : boxes) {
            const BoxPx square =
                squaredByHeight({box.x, box.y, std::max(box.width, 1.0f), std::max(box.height, 1.0f)});
            const double scale = input_.size.width / static_cast<double>(square.width);
            // Sides, not pixel centres, of the square fall on those of the input.
            crops.push_back(warp(bgr,
                                 {scale, 0, scale * (0.5 - square.x) - 0.5, scale * (0.5 - square.y) - 0.5},
                                 input_.size));
            squares.push_back(square);
        }
        std::vector<Landmarks68> located;
        if (boxes.empty()) return located;
        const cv::Mat points = network_->run(input_.blob(crops)).at(0);
        if (points.total() != boxes.size() * 136)
            throw Error(ErrorCode::kModelInvalid, id_, "its output does not have the expected shape");
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            const float* xy = points.ptr<float>() + i * 136;
            Landmarks68 face;
            for (std::size_t k = 0; k < 68; ++k)
                face[k] = {squares[i].x + xy[2 * k] * squares[i].width,
                           squares[i].y + xy[2 * k + 1] * squares[i].height};
            located.push_back(face);
        }
        return located;
    }

  private:
    std::string id_;
    InputSpec input_;
    std::unique_ptr<BlobNetwork> network_;
};

}  // namespace

std::unique_ptr<LandmarkModel> makeFrLandmark(std::shared_ptr<const ModelRegistry> registry,
                                              const ModelInfo& model, Device device) {
    return std::make_unique<FrLandmark>(std::move(registry), model, device);
}

}  // namespace lineament
