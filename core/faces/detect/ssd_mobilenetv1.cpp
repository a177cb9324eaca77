// Single-shot detector on MobileNetV1. Source: Liu et al. 2016, "SSD", arXiv:1512.02325; Howard et al. 2017,
// "MobileNets", arXiv:1704.04861.
#include <array>
#include <cmath>

#include "core/base/check.h"
#include "core/faces/detect/face_detector.h"
#include "core/inference/networks/image_tensor.h"
#include "core/inference/networks/torch_layers.h"
#include "core/inference/weights/tfjs.h"

namespace lineament {
namespace {

constexpr int kSsdInput = 512;
constexpr int kAnchors = 5118;
constexpr int kClasses = 3;  // background, face, and one that the weights leave unused
constexpr float kBatchNormEpsilon = 0.001f;

/// What the network says of each anchor: 4 numbers of the box, then a logit for each class.
struct Predictions {
    at::Tensor boxes;   ///< anchors x 4, float
    at::Tensor logits;  ///< anchors x 3, float
};

class SsdNetwork {
  public:
    SsdNetwork(const Weights& weights, const TorchTarget& target);
    Predictions operator()(at::Tensor picture) const;

    std::vector<float> anchors;  ///< kAnchors x (ymin, xmin, ymax, xmax), fractions of the input

    /// What operator() takes. The first convolution and the first depthwise one stay in float: some channels
    /// of their batch norm are so steep that rounding before them moves scores by 0.03.
    TorchTarget inputTarget() const { return {target_.device, at::kFloat}; }

  private:
    /// Box and class predictor of one map, side by side in one convolution.
    struct Head {
        int perCell;
        Convolution convolution;
    };
    TorchTarget target_;
    Convolution stem_;
    std::vector<Separable> body_;      // 13
    std::vector<Convolution> extras_;  // 8, by turns 1 x 1 and 3 x 3
    std::vector<Head> heads_;          // of body 11 and 13 and of every second extra
};

Convolution pointwise(const Weights& weights, const std::string& scope, std::int64_t kernel, std::int64_t in,
                      std::int64_t out, std::int64_t stride, int side, const TorchTarget& target) {
    const auto kernels =
        turned(fromHwio(weightTensor(weights, scope + "/weights", {kernel, kernel, in, out})));
    return {kernels,
            weightTensor(weights, scope + "/convolution_bn_offset", {out}),
            {stride, kernel / 2, 1, side},
            Activation::kRelu6,
            target};
}

/// Depthwise convolution with its batch norm folded in.
Convolution depthwise(const Weights& weights, const std::string& scope, std::int64_t channels,
                      std::int64_t stride, int side, const TorchTarget& target) {
    const auto norm = [&](const char* name) {
        return weightTensor(weights, scope + "/BatchNorm/" + name, {channels});
    };
    const auto factor = norm("gamma") / (norm("moving_variance") + kBatchNormEpsilon).sqrt();
    const auto kernels =
        fromDepthwise(weightTensor(weights, scope + "/depthwise_weights", {3, 3, channels, 1}));
    return {turned(kernels) * factor.view({-1, 1, 1, 1}),
            norm("beta") - norm("moving_mean") * factor,
            {stride, 1, channels, side},
            Activation::kRelu6,
            target};
}

SsdNetwork::SsdNetwork(const Weights& weights, const TorchTarget& target)
    : anchors(weights.get("Output/extra_dim", std::array<std::int64_t, 3>{1, kAnchors, 4}).data),
      target_(target) {
    stem_ = pointwise(weights, "MobilenetV1/Conv2d_0_pointwise", 3, 3, 32, 2, kSsdInput, inputTarget());
    static constexpr int kWidths[] = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
    int in = 32, side = kSsdInput / 2;
    for (int i = 1; i <= 13; ++i) {
        const auto scope = "MobilenetV1/Conv2d_" + std::to_string(i);
        const int stride = i == 2 || i == 4 || i == 6 || i == 12 ? 2 : 1;
        const auto first =
            depthwise(weights, scope + "_depthwise", in, stride, side, i == 1 ? inputTarget() : target);
        side /= stride;
        body_.push_back(
            {first, pointwise(weights, scope + "_pointwise", 1, in, kWidths[i - 1], 1, side, target)});
        in = kWidths[i - 1];
    }
    static constexpr int kExtraWidths[] = {256, 512, 128, 256, 128, 256, 64, 128};
    for (int i = 0; i < 8; ++i) {
        const bool wide = i % 2 == 1;
        const auto scope = "Prediction/Conv2d_" + std::to_string(i) + "_pointwise";
        extras_.push_back(
            pointwise(weights, scope, wide ? 3 : 1, in, kExtraWidths[i], wide ? 2 : 1, side, target));
        if (wide) side /= 2;
        in = kExtraWidths[i];
    }
    static constexpr int kHeadInputs[] = {512, 1024, 512, 256, 256, 128};
    static constexpr int kHeadSides[] = {32, 16, 8, 4, 2, 1};
    for (int i = 0; i < 6; ++i) {
        const int perCell = i == 0 ? 3 : 6;
        const auto part = [&](const char* name, int numbers) {
            const auto scope = "Prediction/BoxPredictor_" + std::to_string(i) + name;
            return std::pair(fromHwio(weightTensor(weights, scope + "/weights",
                                                   {1, 1, kHeadInputs[i], perCell * numbers})),
                             weightTensor(weights, scope + "/biases", {perCell * numbers}));
        };
        const auto [boxKernels, boxBias] = part("/BoxEncodingPredictor", 4);
        const auto [classKernels, classBias] = part("/ClassPredictor", kClasses);
        heads_.push_back(
            {perCell, Convolution(at::cat({boxKernels, classKernels}), at::cat({boxBias, classBias}),
                                  {1, 0, 1, kHeadSides[i]}, Activation::kNone, target)});
    }
}

Predictions SsdNetwork::operator()(at::Tensor picture) const {
    LINEAMENT_CHECK(picture.dim() == 4 && picture.size(0) == 1 && picture.size(2) == kSsdInput &&
                    picture.size(3) == kSsdInput);
    std::vector<at::Tensor> maps;
    auto map = stem_(picture);  // [1,32,256,256]
    for (std::size_t i = 0; i < body_.size(); ++i) {
        map = body_[i].pointwise(body_[i].depthwise(map).to(target_.dtype));
        if (i + 1 == 11 || i + 1 == 13) maps.push_back(map);  // [1,512,32,32], [1,1024,16,16]
    }
    for (std::size_t i = 0; i < extras_.size(); ++i) {
        map = extras_[i](map);
        if (i % 2 == 1) maps.push_back(map);  // 8, 4, 2 and 1 pixels wide
    }
    std::vector<at::Tensor> boxes, logits;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const auto& head = heads_[i];
        const auto cells = turned(head.convolution(maps[i]).to(at::kCPU, at::kFloat)).permute({0, 2, 3, 1});
        boxes.push_back(cells.slice(3, 0, head.perCell * 4).reshape({-1, 4}));
        logits.push_back(cells.slice(3, head.perCell * 4).reshape({-1, kClasses}));
    }
    return {at::cat(boxes).contiguous(), at::cat(logits).contiguous()};
}

class SsdMobilenetV1 final : public FaceDetector {
  public:
    SsdMobilenetV1(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device,
                   Precision precision)
        : id_(model.id),
          minScore_(model.spec.value("minScore", 0.5f)),
          maxIou_(model.spec.value("nms", 0.5f)),
          target_(torchTarget(device, precision)),
          network_([registry, model, target = target_] {
              return std::make_unique<const SsdNetwork>(
                  readTfjs(registry->file(model, 1), registry->file(model, 0)), target);
          }) {}

    const std::string& id() const override { return id_; }
    float defaultMinScore() const override { return minScore_; }
    SizePx inputSize() const override { return {kSsdInput, kSsdInput}; }
    std::vector<Detection> detect(const cv::Mat& bgr, float minScore) const override;

  private:
    std::string id_;
    float minScore_, maxIou_;
    TorchTarget target_;
    Lazy<SsdNetwork> network_;
};

std::vector<Detection> SsdMobilenetV1::detect(const cv::Mat& bgr, float minScore) const {
    LINEAMENT_REQUIRE(!bgr.empty() && bgr.type() == CV_8UC3, "picture", "it is not an 8-bit BGR picture");
    const auto& network = network_.get();
    const float longSide = static_cast<float>(std::max(bgr.cols, bgr.rows));
    const SampledSquare square{bgr, 0, 0, longSide / kSsdInput};  // black right and bottom
    static constexpr ImageTensor kFeed{{127.5f, 127.5f, 127.5f}, 1 / 127.5f, true};
    const auto predictions = runTorch(id_, [&] {
        return network(kFeed({&square, 1}, kSsdInput, network.inputTarget()));
    });

    const float* logits = predictions.logits.data_ptr<float>();
    const float* boxes = predictions.boxes.data_ptr<float>();
    std::vector<Detection> found;
    for (int i = 0; i < kAnchors; ++i) {
        const float score = 1 / (1 + std::exp(-logits[kClasses * i + 1]));
        if (score < minScore) continue;
        const float* anchor = &network.anchors[4 * i];
        const float* t = boxes + 4 * i;
        const float anchorHeight = anchor[2] - anchor[0], anchorWidth = anchor[3] - anchor[1];
        const float height = std::exp(t[2] / 5) * anchorHeight, width = std::exp(t[3] / 5) * anchorWidth;
        const float y = anchor[0] + anchorHeight / 2 + t[0] / 10 * anchorHeight - height / 2;
        const float x = anchor[1] + anchorWidth / 2 + t[1] / 10 * anchorWidth - width / 2;
        found.push_back(
            {{x * longSide, y * longSide, width * longSide, height * longSide}, score, std::nullopt});
    }
    return suppressNonMaxima(std::move(found), maxIou_);
}

}  // namespace

std::unique_ptr<FaceDetector> makeSsdMobilenetV1(std::shared_ptr<const ModelRegistry> registry,
                                                 const ModelInfo& model, Device device, Precision precision) {
    return std::make_unique<SsdMobilenetV1>(std::move(registry), model, device, precision);
}

}  // namespace lineament
