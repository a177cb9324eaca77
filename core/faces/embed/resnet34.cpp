// dlib's face recognition ResNet (29 convolutions) with face-api's weights. Source: He et al. 2016,
// "Deep residual learning", arXiv:1512.03385; dlib, examples/dnn_face_recognition_ex.cpp.
#include "core/base/check.h"
#include "core/faces/embed/differentiable.h"
#include "core/faces/embed/recogniser.h"
#include "core/inference/networks/image_tensor.h"
#include "core/inference/networks/torch_layers.h"
#include "core/inference/weights/tfjs.h"

namespace lineament {
namespace {

constexpr int kResNetInput = 150;
constexpr int kResNetDimension = 128;

struct ResidualBlock {
    Convolution one, two;
    bool halves = false;

    at::Tensor operator()(const at::Tensor& input) const {
        auto output = two(one(input));
        const auto shortcut = halves ? at::avg_pool2d(input, {2, 2}, {2, 2}) : input;
        // Convolutions without padding may come out one pixel smaller than the pooled shortcut.
        const auto missing = shortcut.size(2) - output.size(2);
        if (missing > 0) output = at::constant_pad_nd(output, {0, missing, 0, missing});
        output.slice(1, 0, shortcut.size(1)).add_(shortcut);  // new channels have no shortcut
        return output.relu_();
    }
};

class ResNetwork {
  public:
    ResNetwork(const Weights& weights, const TorchTarget& target);
    /// N x 128, as dlib has them: not of unit length.
    at::Tensor operator()(at::Tensor pictures) const;

  private:
    Convolution stem_;
    std::vector<ResidualBlock> blocks_;
    at::Tensor matrix_;
};

/// Convolution with the scale layer after it folded in.
Convolution scaledConvolution(const Weights& weights, const std::string& scope, std::int64_t kernel,
                              std::int64_t in, std::int64_t out, Convolution::Shape shape,
                              Activation activation, const TorchTarget& target) {
    const auto factor = weightTensor(weights, scope + "/scale/weights", {out});
    const auto kernels = fromHwio(weightTensor(weights, scope + "/conv/filters", {kernel, kernel, in, out}));
    const auto bias = weightTensor(weights, scope + "/conv/bias", {out});
    return {kernels * factor.view({-1, 1, 1, 1}),
            bias * factor + weightTensor(weights, scope + "/scale/biases", {out}), shape, activation, target};
}

ResNetwork::ResNetwork(const Weights& weights, const TorchTarget& target) {
    stem_ = scaledConvolution(weights, "conv32_down", 7, 3, 32, {2, 0, 1, kResNetInput}, Activation::kRelu,
                              target);
    struct Stage {
        const char* name;
        std::int64_t width, side;  ///< of what comes in
        bool halves;
    };
    static constexpr Stage kStages[] = {
        {"conv32_1", 32, 35, false},   {"conv32_2", 32, 35, false},       {"conv32_3", 32, 35, false},
        {"conv64_down", 64, 35, true}, {"conv64_1", 64, 17, false},       {"conv64_2", 64, 17, false},
        {"conv64_3", 64, 17, false},   {"conv128_down", 128, 17, true},   {"conv128_1", 128, 8, false},
        {"conv128_2", 128, 8, false},  {"conv256_down", 256, 8, true},    {"conv256_1", 256, 4, false},
        {"conv256_2", 256, 4, false},  {"conv256_down_out", 256, 4, true}};
    std::int64_t in = 32;
    for (const auto& stage : kStages) {
        const std::string scope = stage.name;
        const Convolution::Shape first{stage.halves ? 2 : 1, stage.halves ? 0 : 1, 1, stage.side};
        const Convolution::Shape second{1, 1, 1, stage.halves ? stage.side / 2 : stage.side};
        blocks_.push_back({scaledConvolution(weights, scope + "/conv1", 3, in, stage.width, first,
                                             Activation::kRelu, target),
                           scaledConvolution(weights, scope + "/conv2", 3, stage.width, stage.width, second,
                                             Activation::kNone, target),
                           stage.halves});
        in = stage.width;
    }
    matrix_ = weightTensor(weights, "fc", {in, kResNetDimension}).to(target.device);
}

at::Tensor ResNetwork::operator()(at::Tensor map) const {
    LINEAMENT_CHECK(map.dim() == 4 && map.size(2) == kResNetInput && map.size(3) == kResNetInput);
    map = at::max_pool2d(stem_(map), {3, 3}, {2, 2});  // [N,32,35,35]
    for (const auto& block : blocks_)
        map = block(map);  // [N,256,2,2]
    return at::matmul(map.to(at::kFloat).mean({2, 3}), matrix_).to(at::kCPU).contiguous();
}

class ResNet34 final : public Recogniser {
  public:
    ResNet34(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device,
             Precision precision)
        : id_(model.id),
          target_(torchTarget(device, precision)),
          network_([registry, model, target = target_] {
              return std::make_unique<const ResNetwork>(
                  readTfjs(registry->file(model, 1), registry->file(model, 0)), target);
          }) {
        if (const auto centre = model.spec.find("centre"); centre != model.spec.end()) {
            if (!centre->is_array() || centre->size() != kResNetDimension)
                throw Error(ErrorCode::kModelInvalid, id_, "its centre is not a list of 128 numbers");
            centre_ = centre->get<std::vector<float>>();
        }
    }

    const std::string& id() const override { return id_; }
    int dimension() const override { return kResNetDimension; }
    Alignment alignment() const override { return Alignment::kDlib150; }

    std::vector<std::vector<float>> describe(std::span<const cv::Mat> aligned) const override {
        if (aligned.empty()) return {};
        for (const auto& face : aligned)
            LINEAMENT_REQUIRE(face.rows == kResNetInput && face.cols == kResNetInput, id_,
                              "a face is not 150 x 150 pixels");
        const auto& network = network_.get();
        static constexpr ImageTensor kFeed{{122.782f, 117.001f, 104.298f}, 1 / 255.0f, false};
        const auto rows = runTorch(id_, [&] { return network(kFeed(aligned, target_)); });
        std::vector<std::vector<float>> descriptors;
        for (std::size_t i = 0; i < aligned.size(); ++i) {
            const float* row = rows.data_ptr<float>() + i * kResNetDimension;
            descriptors.emplace_back(row, row + kResNetDimension);
        }
        return descriptors;
    }

    /// The network was trained for distances: its descriptors lie about the population's mean, not the
    /// origin.
    std::vector<float> toTemplate(std::vector<float> descriptor) const override {
        for (std::size_t i = 0; i < centre_.size() && i < descriptor.size(); ++i)
            descriptor[i] -= centre_[i];
        return unitLength(std::move(descriptor));
    }

  private:
    std::string id_;
    std::vector<float> centre_;
    TorchTarget target_;
    Lazy<ResNetwork> network_;
};

}  // namespace

DifferentiableRecogniser differentiableResNet34(std::shared_ptr<const ModelRegistry> registry, Device device,
                                               Precision precision) {
    const ModelInfo& model = registry->get("resnet34");
    const auto target = torchTarget(device, precision);
    const auto network = std::make_shared<const ResNetwork>(
        readTfjs(registry->file(model, 1), registry->file(model, 0)), target);
    at::Tensor centre;
    if (const auto found = model.spec.find("centre"); found != model.spec.end())
        centre = torch::tensor(found->get<std::vector<float>>());
    return [network, target, centre](const at::Tensor& chips) {
        LINEAMENT_REQUIRE(chips.dim() == 4 && chips.size(2) == kResNetInput && chips.size(3) == kResNetInput,
                          "faces", "they are not N x 3 x 150 x 150");
        const auto mean = at::tensor({122.782f, 117.001f, 104.298f}, chips.options()).view({1, 3, 1, 1});
        const auto fed = (((chips + 1) * 127.5 - mean) / 255)
                             .to(target.device, target.dtype)
                             .contiguous(at::MemoryFormat::ChannelsLast);
        auto descriptors = (*network)(fed);
        if (centre.defined()) descriptors = descriptors - centre;
        return torch::nn::functional::normalize(descriptors,
                                                torch::nn::functional::NormalizeFuncOptions().dim(1));
    };
}

std::unique_ptr<Recogniser> makeResNet34(std::shared_ptr<const ModelRegistry> registry,
                                         const ModelInfo& model, Device device, Precision precision) {
    return std::make_unique<ResNet34>(std::move(registry), model, device, precision);
}

}  // namespace lineament
