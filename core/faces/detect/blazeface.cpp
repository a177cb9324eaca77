// BlazeFace, the model for the back camera. Source: Bazarevsky et al. 2019, arXiv:1907.05047.
#include <array>
#include <cmath>

#include "core/base/check.h"
#include "core/faces/detect/face_detector.h"
#include "core/inference/networks/image_tensor.h"
#include "core/inference/networks/torch_layers.h"
#include "core/inference/weights/tfjs.h"

namespace lineament {
namespace {

constexpr int kBlazeFaceInput = 256;
constexpr int kBlocks = 31;
constexpr int kNumbers = 16;  // of a box: centre, size and six points
// Its boxes reach from the brows to the chin. The forehead is added, a share of the height, so that boxes are
// those of other detectors, which landmark networks expect (measured on the sample photos: 0.25 to 0.29).
constexpr float kForehead = 0.27f;

/// Anchors: perCell at the centre of every cell of a coarse grid.
struct Grid {
    int cells, perCell;
    constexpr int anchors() const { return cells * cells * perCell; }
};
constexpr Grid kFine{16, 2}, kCoarse{8, 6};

/// Depthwise and pointwise convolution beside a shortcut, which is halved and given empty channels where the
/// block does so.
struct Block {
    Separable convolutions;
    bool halves = false;
    std::int64_t newChannels = 0;

    at::Tensor operator()(const at::Tensor& input) const {
        auto shortcut = halves ? at::max_pool2d(input, {2, 2}) : input;
        auto output = convolutions(input);
        output.slice(1, 0, output.size(1) - newChannels).add_(shortcut);
        return output.relu_();
    }
};

class BlazeFaceNetwork {
  public:
    BlazeFaceNetwork(const Weights& weights, const TorchTarget& target);
    /// Of all anchors, the fine grid's first: logits, and anchors x 16 numbers in px of the input.
    std::pair<at::Tensor, at::Tensor> operator()(const at::Tensor& picture) const;

  private:
    Convolution stem_;
    std::vector<Block> blocks_;
    Separable toCoarse_;
    Convolution fineScores_, fineBoxes_, coarseScores_, coarseBoxes_;
};

BlazeFaceNetwork::BlazeFaceNetwork(const Weights& weights, const TorchTarget& target) {
    // The converter named the weights by number: a block's depthwise kernel, pointwise kernel and bias are
    // 4k+1, 4k+3 and 4k+4.
    const auto numbered = [](int number) { return "unknown_" + std::to_string(number); };
    const auto full = [&](const std::string& kernel, const std::string& bias, std::int64_t size,
                          std::int64_t in, std::int64_t out, Convolution::Shape shape,
                          Activation activation) {
        return Convolution(turned(fromHwio(weightTensor(weights, kernel, {size, size, in, out}))),
                           weightTensor(weights, bias, {out}), shape, activation, target);
    };
    const auto separable = [&](int k, std::int64_t in, std::int64_t out, std::int64_t stride,
                               std::int64_t side, Activation activation) {
        const auto kernels = fromDepthwise(weightTensor(weights, numbered(4 * k + 1), {3, 3, in, 1}));
        return Separable{
            Convolution(turned(kernels), {}, {stride, 1, in, side}, Activation::kNone, target),
            full(numbered(4 * k + 3), numbered(4 * k + 4), 1, in, out, {1, 0, 1, side / stride}, activation)};
    };
    stem_ = full("unknown", "unknown_0", 5, 3, 24, {2, 2, 1, kBlazeFaceInput}, Activation::kRelu);
    std::int64_t channels = 24, side = kBlazeFaceInput / 2;
    for (int k = 0; k < kBlocks; ++k) {
        const bool halves = k % 8 == 7;
        const std::int64_t out = k == 15 || k == 23 ? 2 * channels : channels;
        blocks_.push_back(
            {separable(k, channels, out, halves ? 2 : 1, side, Activation::kNone), halves, out - channels});
        channels = out;
        if (halves) side /= 2;
    }
    toCoarse_ = separable(kBlocks, channels, channels, 2, side, Activation::kRelu);
    const auto head = [&](int kernel, int bias, std::int64_t out, int cells) {
        return full(numbered(kernel), numbered(bias), 1, channels, out, {1, 0, 1, cells}, Activation::kNone);
    };
    fineScores_ = head(135, 136, kFine.perCell, kFine.cells);
    fineBoxes_ = head(131, 132, kFine.perCell * kNumbers, kFine.cells);
    coarseScores_ = head(133, 134, kCoarse.perCell, kCoarse.cells);
    coarseBoxes_ = head(129, 130, kCoarse.perCell * kNumbers, kCoarse.cells);
}

std::pair<at::Tensor, at::Tensor> BlazeFaceNetwork::operator()(const at::Tensor& picture) const {
    LINEAMENT_CHECK(picture.dim() == 4 && picture.size(0) == 1 && picture.size(2) == kBlazeFaceInput &&
                    picture.size(3) == kBlazeFaceInput);
    auto fine = stem_(picture);  // [1,24,128,128]
    for (const auto& block : blocks_)
        fine = block(fine);               // [1,96,16,16]
    const auto coarse = toCoarse_(fine);  // [1,96,8,8]
    const auto cells = [](const at::Tensor& map, std::int64_t numbers) {
        return turned(map.to(at::kCPU, at::kFloat)).permute({0, 2, 3, 1}).reshape({-1, numbers});
    };
    return {at::cat({cells(fineScores_(fine), 1), cells(coarseScores_(coarse), 1)}).contiguous(),
            at::cat({cells(fineBoxes_(fine), kNumbers), cells(coarseBoxes_(coarse), kNumbers)}).contiguous()};
}

class Blazeface final : public FaceDetector {
  public:
    Blazeface(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device,
              Precision precision)
        : id_(model.id),
          minScore_(model.spec.value("minScore", 0.5f)),
          maxIou_(model.spec.value("nms", 0.3f)),
          target_(torchTarget(device, precision)),
          network_([registry, model, target = target_] {
              return std::make_unique<const BlazeFaceNetwork>(
                  readTfjs(registry->file(model, 1), registry->file(model, 0)), target);
          }) {}

    const std::string& id() const override { return id_; }
    float defaultMinScore() const override { return minScore_; }
    SizePx inputSize() const override { return {kBlazeFaceInput, kBlazeFaceInput}; }
    std::vector<Detection> detect(const cv::Mat& bgr, float minScore) const override;

  private:
    std::string id_;
    float minScore_, maxIou_;
    TorchTarget target_;
    Lazy<BlazeFaceNetwork> network_;
};

std::vector<Detection> Blazeface::detect(const cv::Mat& bgr, float minScore) const {
    LINEAMENT_REQUIRE(!bgr.empty() && bgr.type() == CV_8UC3, "picture", "it is not an 8-bit BGR picture");
    const auto& network = network_.get();
    const float longSide = static_cast<float>(std::max(bgr.cols, bgr.rows));
    const float pxPerPx = longSide / kBlazeFaceInput;
    const float left = (static_cast<float>(bgr.cols) - longSide) / 2,
                top = (static_cast<float>(bgr.rows) - longSide) / 2;
    const SampledSquare square{bgr, left, top, pxPerPx};
    static constexpr ImageTensor kFeed{{127.5f, 127.5f, 127.5f}, 1 / 127.5f, true};
    const auto [logits, boxes] = runTorch(id_, [&] {
        return network(kFeed({&square, 1}, kBlazeFaceInput, target_));
    });

    std::vector<Detection> found;
    const float* logit = logits.data_ptr<float>();
    const float* t = boxes.data_ptr<float>();
    for (const auto& grid : {kFine, kCoarse})
        for (int i = 0; i < grid.anchors(); ++i, ++logit, t += kNumbers) {
            const float score = 1 / (1 + std::exp(-*logit));
            if (score < minScore) continue;
            const int cell = i / grid.perCell;
            const float stride = static_cast<float>(kBlazeFaceInput / grid.cells);
            const float x = (static_cast<float>(cell % grid.cells) + 0.5f) * stride + t[0];
            const float y = (static_cast<float>(cell / grid.cells) + 0.5f) * stride + t[1];
            const float height = t[3] * (1 + kForehead);
            found.push_back({{left + (x - t[2] / 2) * pxPerPx, top + (y + t[3] / 2 - height) * pxPerPx,
                              t[2] * pxPerPx, height * pxPerPx},
                             score,
                             std::nullopt});
        }
    return suppressNonMaxima(std::move(found), maxIou_);
}

}  // namespace

std::unique_ptr<FaceDetector> makeBlazeface(std::shared_ptr<const ModelRegistry> registry,
                                            const ModelInfo& model, Device device, Precision precision) {
    return std::make_unique<Blazeface>(std::move(registry), model, device, precision);
}

}  // namespace lineament
