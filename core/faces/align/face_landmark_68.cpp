// face-api's 68-point network: four densely connected blocks of separable convolutions.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/check.h"
#include "core/faces/align/landmark_model.h"
#include "core/inference/networks/image_tensor.h"
#include "core/inference/networks/torch_layers.h"
#include "core/inference/weights/tfjs.h"

namespace lineament {
namespace {

constexpr int kLandmarkInput = 112;
constexpr int kWidths[] = {32, 64, 128, 256};

struct DenseBlock {
    Convolution entry;         ///< of the first block: a full convolution
    Separable separableEntry;  ///< of the others
    bool first = false;
    std::array<Separable, 3> layers;

    at::Tensor operator()(const at::Tensor& input) const {
        const auto one = first ? entry(input) : separableEntry(input);
        auto sum = one + layers[0](one);
        sum.add_(layers[1](at::relu(sum)));
        sum.add_(layers[2](at::relu(sum)));
        return sum.relu_();
    }
};

class LandmarkNetwork {
  public:
    LandmarkNetwork(const Weights& weights, const TorchTarget& target);
    /// N x 136, fractions of the square, x and y by turns.
    at::Tensor operator()(at::Tensor pictures) const;

  private:
    std::vector<DenseBlock> blocks_;
    at::Tensor matrix_, bias_;
};

LandmarkNetwork::LandmarkNetwork(const Weights& weights, const TorchTarget& target) {
    std::int64_t in = 3, side = kLandmarkInput;
    for (int b = 0; b < 4; ++b) {
        const std::int64_t out = kWidths[b];
        const auto scope = "dense" + std::to_string(b) + "/conv";
        const auto separable = [&](int layer, std::int64_t from, std::int64_t stride, Activation activation) {
            const auto name = scope + std::to_string(layer);
            const auto depthwise =
                fromDepthwise(weightTensor(weights, name + "/depthwise_filter", {3, 3, from, 1}));
            const auto pointwise =
                fromHwio(weightTensor(weights, name + "/pointwise_filter", {1, 1, from, out}));
            return Separable{
                Convolution(turned(depthwise), {}, {stride, 1, from, side}, Activation::kNone, target),
                Convolution(pointwise, weightTensor(weights, name + "/bias", {out}), {1, 0, 1, side / stride},
                            activation, target)};
        };
        DenseBlock block;
        block.first = b == 0;
        if (block.first)
            block.entry = Convolution(
                turned(fromHwio(weightTensor(weights, scope + "0/filters", {3, 3, 3, out}))),
                weightTensor(weights, scope + "0/bias", {out}), {2, 1, 1, side}, Activation::kRelu, target);
        else
            block.separableEntry = separable(0, in, 2, Activation::kRelu);
        side /= 2;
        for (int layer = 1; layer <= 3; ++layer)
            block.layers[layer - 1] = separable(layer, out, 1, Activation::kNone);
        blocks_.push_back(std::move(block));
        in = out;
    }
    matrix_ = weightTensor(weights, "fc/weights", {in, 136}).to(target.device);
    bias_ = weightTensor(weights, "fc/bias", {136}).to(target.device);
}

at::Tensor LandmarkNetwork::operator()(at::Tensor map) const {
    LINEAMENT_CHECK(map.dim() == 4 && map.size(2) == kLandmarkInput && map.size(3) == kLandmarkInput);
    for (const auto& block : blocks_)
        map = block(map);  // [N,256,7,7]
    return at::addmm(bias_, map.to(at::kFloat).mean({2, 3}), matrix_).to(at::kCPU).contiguous();
}

/// The square that a face is cut in: black beside a box that is not square, as in the network's training.
struct Cut {
    SampledSquare square;
    float x = 0, y = 0, side = 1;  ///< where it lies, px of the picture
};

Cut cut(const cv::Mat& bgr, const BoxPx& box) {
    const auto whole = [](float value) { return static_cast<int>(std::clamp(value, -1e6f, 1e6f)); };
    const cv::Rect wanted(whole(std::floor(box.x)), whole(std::floor(box.y)), std::max(1, whole(box.width)),
                          std::max(1, whole(box.height)));
    const cv::Rect inside = wanted & cv::Rect(0, 0, bgr.cols, bgr.rows);
    const cv::Rect used = inside.empty() ? wanted : inside;
    const int side = std::max(used.width, used.height);
    const int marginX = (side - used.width) / 2, marginY = (side - used.height) / 2;
    const cv::Mat face = inside.empty() ? cv::Mat::zeros(1, 1, CV_8UC3) : bgr(inside);
    return {{face, static_cast<float>(-marginX), static_cast<float>(-marginY),
             static_cast<float>(side) / kLandmarkInput},
            static_cast<float>(used.x - marginX),
            static_cast<float>(used.y - marginY),
            static_cast<float>(side)};
}

class FaceLandmark68 final : public LandmarkModel {
  public:
    FaceLandmark68(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device,
                   Precision precision)
        : id_(model.id),
          target_(torchTarget(device, precision)),
          network_([registry, model, target = target_] {
              return std::make_unique<const LandmarkNetwork>(
                  readTfjs(registry->file(model, 1), registry->file(model, 0)), target);
          }) {}

    const std::string& id() const override { return id_; }

    std::vector<Landmarks68> locate(const cv::Mat& bgr, std::span<const BoxPx> boxes) const override {
        LINEAMENT_REQUIRE(!bgr.empty() && bgr.type() == CV_8UC3, "picture", "it is not an 8-bit BGR picture");
        if (boxes.empty()) return {};
        std::vector<Cut> cuts;
        std::vector<SampledSquare> squares;
        for (const auto& box : boxes) {
            cuts.push_back(cut(bgr, box));
            squares.push_back(cuts.back().square);
        }
        const auto& network = network_.get();
        static constexpr ImageTensor kFeed{{122.782f, 117.001f, 104.298f}, 1 / 255.0f, true};
        const auto fractions =
            runTorch(id_, [&] { return network(kFeed(squares, kLandmarkInput, target_)); });
        std::vector<Landmarks68> located(boxes.size());
        const float* xy = fractions.data_ptr<float>();
        for (std::size_t i = 0; i < boxes.size(); ++i)
            for (auto& point : located[i]) {
                point = {cuts[i].x + xy[0] * cuts[i].side, cuts[i].y + xy[1] * cuts[i].side};
                xy += 2;
            }
        return located;
    }

  private:
    std::string id_;
    TorchTarget target_;
    Lazy<LandmarkNetwork> network_;
};

}  // namespace

std::unique_ptr<LandmarkModel> makeFaceLandmark68(std::shared_ptr<const ModelRegistry> registry,
                                                  const ModelInfo& model, Device device,
                                                  Precision precision) {
    return std::make_unique<FaceLandmark68>(std::move(registry), model, device, precision);
}

}  // namespace lineament
