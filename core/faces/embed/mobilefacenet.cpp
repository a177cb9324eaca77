// MobileFaceNet. Source: Chen et al. 2018, arXiv:1804.07573.

#include "core/base/check.h"
#include "core/faces/embed/differentiable.h"
#include "core/faces/embed/recogniser.h"
#include "core/faces/embed/sloped.h"
#include "core/inference/networks/image_tensor.h"
#include "core/inference/networks/torch_layers.h"
#include "core/inference/weights/tflite.h"

namespace lineament {
namespace {

constexpr int kMobileFaceInput = 112;
constexpr int kMobileFaceDimension = 192;

/// A convolution and, where it has one, its PReLU: x + slopeLessOne * min(x, 0).
struct Layer {
    Convolution convolution;
    at::Tensor slopeLessOne;  ///< [1,C,1,1]; undefined: no activation

    at::Tensor operator()(const at::Tensor& input) const {
        const auto output = convolution(input);
        return slopeLessOne.defined() ? sloped(output, slopeLessOne) : output;
    }
};

struct Bottleneck {
    Layer expand, depthwise, project;
    bool residual = false;

    at::Tensor operator()(const at::Tensor& input) const {
        auto output = project(depthwise(expand(input)));
        if (!residual) return output;
        return output.requires_grad() ? output.add(input) : output.add_(input);
    }
};

/// Reads layers by the names that the converter left. Kernels are numbered through the whole network, biases
/// and slopes named by where they stand.
class Reader {
  public:
    Reader(const Weights& weights, const TorchTarget& target) : weights_(weights), target_(target) {}

    Layer full(const std::string& kernel, const std::string& scope, std::int64_t size, std::int64_t in,
               std::int64_t out, std::int64_t stride, std::int64_t side, bool activated) const {
        const auto kernels = weightTensor(weights_, kPrefix + kernel + "/weights/read", {out, size, size, in})
                                 .permute({0, 3, 1, 2});
        const auto bias = weightTensor(weights_, biasScope(scope) + "/Conv2D_bias", {out});
        return {Convolution(turned(kernels), bias, {stride, size / 2, 1, side}, Activation::kNone, target_),
                activated ? slope(scope, out) : at::Tensor()};
    }

    Layer depthwise(const std::string& kernel, const std::string& scope, std::int64_t size,
                    std::int64_t channels, std::int64_t stride, std::int64_t padding, std::int64_t side,
                    bool activated) const {
        const auto kernels =
            weightTensor(weights_, kPrefix + kernel + "/depthwise_weights/read", {1, size, size, channels})
                .permute({3, 0, 1, 2});
        const auto bias = weightTensor(weights_, biasScope(scope) + "/depthwise_bias", {channels});
        return {
            Convolution(turned(kernels), bias, {stride, padding, channels, side}, Activation::kNone, target_),
            activated ? slope(scope, channels) : at::Tensor()};
    }

  private:
    /// Biases of the body carry the name of the network twice, those of the head once.
    static std::string biasScope(const std::string& scope) {
        return kPrefix + (scope.starts_with("Logits/") ? std::string() : std::string(kPrefix)) + scope;
    }

    /// The file computes relu(x) + s (x - |x|), which is a PReLU of slope 2 s.
    at::Tensor slope(const std::string& scope, std::int64_t channels) const {
        const auto half = weightTensor(weights_, kPrefix + kPrefix + scope + "/mul", {channels});
        return (2 * half - 1).view({1, -1, 1, 1}).to(target_.device, target_.dtype);
    }

    inline static const std::string kPrefix = "MobileFaceNet/";
    const Weights& weights_;
    const TorchTarget& target_;
};

class MobileFaceNetwork {
  public:
    MobileFaceNetwork(const Weights& weights, const TorchTarget& target);
    /// N x 192, not of unit length.
    at::Tensor operator()(at::Tensor pictures) const;

  private:
    std::vector<Layer> stem_, head_;
    std::vector<Bottleneck> body_;
};

std::string numbered(const std::string& name, int number) {
    return number == 0 ? name : name + "_" + std::to_string(number);
}

MobileFaceNetwork::MobileFaceNetwork(const Weights& weights, const TorchTarget& target) {
    const Reader read(weights, target);
    stem_ = {read.full("Conv2d_0", "Conv2d_0", 3, 3, 64, 2, 112, true),
             read.depthwise("SeparableConv2d", "SeparableConv2d", 3, 64, 1, 1, 56, true),
             read.full("Conv", "Conv", 1, 64, 64, 1, 56, false)};
    struct Stage {
        int blocks;
        std::int64_t expanded, out, stride;  ///< stride of the first block
    };
    static constexpr Stage kStages[] = {
        {5, 128, 64, 2}, {1, 256, 128, 2}, {6, 256, 128, 1}, {1, 512, 128, 2}, {2, 256, 128, 1}};
    std::int64_t in = 64, side = 56;
    int kernel = 1, depthwiseKernel = 1;
    for (int s = 0; s < 5; ++s)
        for (int b = 0; b < kStages[s].blocks; ++b) {
            const auto& stage = kStages[s];
            const auto scope = "Conv2d_" + std::to_string(s + 2) + "_InvResBlock_" + std::to_string(b) + "/";
            const std::int64_t stride = b == 0 ? stage.stride : 1;
            Bottleneck block;
            block.expand =
                read.full(numbered("Conv", kernel++), scope + "Conv", 1, in, stage.expanded, 1, side, true);
            block.depthwise =
                read.depthwise(numbered("SeparableConv2d", depthwiseKernel++), scope + "SeparableConv2d", 3,
                               stage.expanded, stride, 1, side, true);
            side /= stride;
            block.project = read.full(numbered("Conv", kernel++), scope + "Conv_1", 1, stage.expanded,
                                      stage.out, 1, side, false);
            block.residual = stride == 1;
            body_.push_back(std::move(block));
            in = stage.out;
        }
    head_ = {
        read.full("Conv2d_7", "Conv2d_7", 1, 128, 512, 1, 7, true),
        read.depthwise("Logits/SeparableConv2d", "Logits/SeparableConv2d", 7, 512, 1, 0, 7, false),
        read.full("Logits/Conv", "Logits/Conv", 1, 512, 512, 1, 1, false),
        read.full("Logits/LinearConv1x1", "Logits/LinearConv1x1", 1, 512, kMobileFaceDimension, 1, 1, false)};
}

at::Tensor MobileFaceNetwork::operator()(at::Tensor map) const {
    LINEAMENT_CHECK(map.dim() == 4 && map.size(2) == kMobileFaceInput && map.size(3) == kMobileFaceInput);
    for (const auto& layer : stem_)
        map = layer(map);  // [N,64,56,56]
    for (const auto& block : body_)
        map = block(map);  // [N,128,7,7]
    for (const auto& layer : head_)
        map = layer(map);  // [N,192,1,1]
    return map.flatten(1).to(at::kFloat).contiguous();
}

class MobileFaceNet final : public Recogniser {
  public:
    MobileFaceNet(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device,
                  Precision precision)
        : id_(model.id),
          target_(torchTarget(device, precision)),
          network_([registry, model, target = target_] {
              return std::make_unique<const MobileFaceNetwork>(readTflite(registry->file(model)), target);
          }) {}

    const std::string& id() const override { return id_; }
    int dimension() const override { return kMobileFaceDimension; }
    Alignment alignment() const override { return Alignment::kArcFace112; }

    std::vector<std::vector<float>> describe(std::span<const cv::Mat> aligned) const override {
        if (aligned.empty()) return {};
        for (const auto& face : aligned)
            LINEAMENT_REQUIRE(face.rows == kMobileFaceInput && face.cols == kMobileFaceInput, id_,
                              "a face is not 112 x 112 pixels");
        const auto& network = network_.get();
        static constexpr ImageTensor kFeed{{127.5f, 127.5f, 127.5f}, 1 / 128.0f, true};
        const auto rows = runTorch(id_, [&] { return network(kFeed(aligned, target_)).cpu(); });
        std::vector<std::vector<float>> descriptors;
        for (std::size_t i = 0; i < aligned.size(); ++i) {
            const float* row = rows.data_ptr<float>() + i * kMobileFaceDimension;
            descriptors.emplace_back(row, row + kMobileFaceDimension);
        }
        return descriptors;
    }

  private:
    std::string id_;
    TorchTarget target_;
    Lazy<MobileFaceNetwork> network_;
};

}  // namespace

DifferentiableRecogniser differentiableMobileFaceNet(std::shared_ptr<const ModelRegistry> registry, Device device,
                                                     Precision precision) {
    const auto target = torchTarget(device, precision);
    const auto network = std::make_shared<const MobileFaceNetwork>(
        readTflite(registry->file(registry->get("mobilefacenet"))), target);
    return [network, target](const at::Tensor& faces) {
        LINEAMENT_REQUIRE(
            faces.dim() == 4 && faces.size(2) == kMobileFaceInput && faces.size(3) == kMobileFaceInput,
            "faces", "they are not N x 3 x 112 x 112");
        // (pixel - 127.5) / 128 of the values that [-1, 1] stands for.
        const auto fed = (faces * (127.5 / 128)).flip({2, 3}).to(target.device, target.dtype).contiguous(at::MemoryFormat::ChannelsLast);
        return torch::nn::functional::normalize((*network)(fed), torch::nn::functional::NormalizeFuncOptions().dim(1));
    };
}

std::unique_ptr<Recogniser> makeMobileFaceNet(std::shared_ptr<const ModelRegistry> registry,
                                              const ModelInfo& model, Device device, Precision precision) {
    return std::make_unique<MobileFaceNet>(std::move(registry), model, device, precision);
}

}  // namespace lineament
