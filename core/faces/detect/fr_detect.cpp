// Light single-shot detector with receptive field blocks, of 320 x 240. It is convolutions alone, so that it
// also takes pictures of any size. Source: Liu, Huang, Wang 2018, "Receptive Field Block Net",
// arXiv:1711.07767.
#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/faces/detect/face_detector.h"
#include "core/inference/networks/image_tensor.h"
#include "core/inference/networks/onnx_graph.h"

namespace lineament {
namespace {

// The network was trained on frames squashed to 4:3; much flatter or taller pictures get a margin instead.
constexpr float kTallest = 1.0f, kFlattest = 1.8f;  // width / height
constexpr SizePx kFrDetectInput{320, 240};
constexpr ImageTensor kFeed{{127, 127, 127}, 1 / 128.0f, false};

/// One map of the network: a cell looks for faces about as large as these, px.
struct Scale {
    int stride;
    std::array<float, 3> facePx;
    int faces;
};
constexpr std::array<Scale, 4> kScales = {
    {{8, {10, 16, 24}, 3}, {16, {32, 48}, 2}, {32, {64, 96}, 2}, {64, {128, 192, 256}, 3}}};

/// Where the graph's own last layers stand, before its anchors, which are made for 320 x 240 alone.
const std::vector<std::string> kHeads = {"319", "333", "365", "379", "405", "419", "437", "449"};

/// What the network says of the cells of one map.
struct Answer {
    at::Tensor logits;  ///< N x H x W x (background, face of each size), float
    at::Tensor boxes;   ///< N x H x W x (centre and log size from the cell's own), float
};

std::array<Answer, 4> answersOf(const std::vector<at::Tensor>& heads) {
    LINEAMENT_CHECK(heads.size() == kHeads.size());
    const auto cells = [&](std::size_t head) { return heads[head].permute({0, 2, 3, 1}).contiguous(); };
    std::array<Answer, 4> answers;
    for (std::size_t i = 0; i < answers.size(); ++i)
        answers[i] = {cells(2 * i), cells(2 * i + 1)};
    return answers;
}

/// The faces of picture `index` with at least minScore, px of the input.
std::vector<Detection> decode(const std::array<Answer, 4>& answers, std::int64_t index, float minScore) {
    constexpr float kCentreVariance = 0.1f, kSizeVariance = 0.2f;
    const float least =
        std::log(minScore / std::max(1 - minScore, 1e-6f));  // of logit(face) - logit(background)
    std::vector<Detection> found;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto& [stride, facePx, faces] = kScales[i];
        const auto height = answers[i].logits.size(1), width = answers[i].logits.size(2);
        const float* logits = answers[i].logits[index].data_ptr<float>();
        const float* boxes = answers[i].boxes[index].data_ptr<float>();
        for (std::int64_t cell = 0; cell < height * width * faces; ++cell) {
            const float margin = logits[2 * cell + 1] - logits[2 * cell];
            if (margin < least) continue;
            const float own = facePx[static_cast<std::size_t>(cell % faces)];
            const auto column = cell / faces % width, row = cell / faces / width;
            const float* t = boxes + 4 * cell;
            const float w = own * std::exp(t[2] * kSizeVariance), h = own * std::exp(t[3] * kSizeVariance);
            const float x = (static_cast<float>(column) + 0.5f) * static_cast<float>(stride) +
                            t[0] * kCentreVariance * own;
            const float y =
                (static_cast<float>(row) + 0.5f) * static_cast<float>(stride) + t[1] * kCentreVariance * own;
            found.push_back({{x - w / 2, y - h / 2, w, h}, 1 / (1 + std::exp(-margin)), std::nullopt});
        }
    }
    return found;
}

class FrDetect final : public FaceDetector {
  public:
    FrDetect(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device,
             Precision precision)
        : id_(model.id),
          minScore_(model.spec.value("minScore", 0.65f)),
          maxIou_(model.spec.value("nms", 0.4f)),
          exact_(graph(registry, model, torchTarget(device, Precision::kFp32))),
          rough_(graph(registry, model, torchTarget(device, precision))) {}

    const std::string& id() const override { return id_; }
    float defaultMinScore() const override { return minScore_; }
    SizePx inputSize() const override { return kFrDetectInput; }
    float reliableFacePx() const override { return 12; }
    bool takesAnySize() const override { return true; }

    std::vector<Detection> detect(const cv::Mat& bgr, float minScore) const override;
    std::vector<std::vector<Detection>> detectAsIs(std::span<const cv::Mat> bgr, float minScore,
                                                   Look look) const override;

  private:
    static std::function<std::unique_ptr<const OnnxGraph>()> graph(
        std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, TorchTarget target) {
        return [registry, model, target] {
            return std::make_unique<const OnnxGraph>(readOnnx(registry->file(model)), kHeads, target);
        };
    }
    std::string id_;
    float minScore_, maxIou_;
    // In bf16 a box moves by a third of a pixel, which the landmarks and the template then feel.
    Lazy<OnnxGraph> exact_, rough_;
};

/// The picture in the top-left corner of a width x height canvas that is scaled to the input.
cv::Mat fitted(const cv::Mat& bgr, float width, float height) {
    const auto side = [](int px, float canvas, int input) {
        return std::clamp(
            static_cast<int>(std::lround(static_cast<float>(px) / canvas * static_cast<float>(input))), 1,
            input);
    };
    const cv::Size size(side(bgr.cols, width, kFrDetectInput.width),
                        side(bgr.rows, height, kFrDetectInput.height));
    cv::Mat frame(kFrDetectInput.height, kFrDetectInput.width, CV_8UC3, cv::Scalar::all(127));
    const bool shrinks = bgr.cols > size.width && bgr.rows > size.height;
    cv::resize(bgr, frame(cv::Rect({0, 0}, size)), size, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return frame;
}

std::vector<Detection> FrDetect::detect(const cv::Mat& bgr, float minScore) const {
    LINEAMENT_REQUIRE(!bgr.empty() && bgr.type() == CV_8UC3, "picture", "it is not an 8-bit BGR picture");
    const float aspect = static_cast<float>(bgr.cols) / static_cast<float>(bgr.rows);
    const auto width = static_cast<float>(
        std::max(bgr.cols, static_cast<int>(std::ceil(kTallest * static_cast<float>(bgr.rows)))));
    const float height =
        aspect > kFlattest ? static_cast<float>(bgr.cols) / kFlattest : static_cast<float>(bgr.rows);
    const cv::Mat frame = fitted(bgr, width, height);
    auto found = std::move(detectAsIs({&frame, 1}, minScore, Look::kExact).front());
    const float scaleX = width / static_cast<float>(kFrDetectInput.width),
                scaleY = height / static_cast<float>(kFrDetectInput.height);
    for (auto& face : found)
        face.box = {face.box.x * scaleX, face.box.y * scaleY, face.box.width * scaleX,
                    face.box.height * scaleY};
    return found;
}

std::vector<std::vector<Detection>> FrDetect::detectAsIs(std::span<const cv::Mat> bgr, float minScore,
                                                         Look look) const {
    const auto& network = (look == Look::kExact ? exact_ : rough_).get();
    const auto answers = runTorch(id_, [&] { return answersOf(network(kFeed(bgr, network.target()))); });
    std::vector<std::vector<Detection>> found;
    for (std::size_t i = 0; i < bgr.size(); ++i)
        found.push_back(suppressNonMaxima(decode(answers, static_cast<std::int64_t>(i), minScore), maxIou_));
    return found;
}

}  // namespace

std::unique_ptr<FaceDetector> makeFrDetect(std::shared_ptr<const ModelRegistry> registry,
                                           const ModelInfo& model, Device device, Precision precision) {
    return std::make_unique<FrDetect>(std::move(registry), model, device, precision);
}

}  // namespace lineament
