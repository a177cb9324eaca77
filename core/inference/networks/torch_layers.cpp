#include "core/inference/networks/torch_layers.h"

#include <ATen/core/dispatch/Dispatcher.h>

namespace lineament {
namespace {

using c10::List;

/// LibTorch's interface to convolutions of oneDNN with prepacked weights and fused activation, which its own
/// graph passes use. Empty in builds without oneDNN.
c10::optional<c10::OperatorHandle> oneDnn(const char* name) {
    return c10::Dispatcher::singleton().findSchema({name, ""});
}

c10::IValue prepack(const at::Tensor& weight, const at::Tensor& bias, const Convolution::Shape& shape,
                    bool relu) {
    static const auto pack = oneDnn("mkldnn_prepacked::conv2d_prepack");
    if (!pack || !oneDnn("mkldnn_prepacked::conv2d_run") || !at::hasMKLDNN()) return {};
    const auto side = std::max<std::int64_t>(shape.inputSide, weight.size(2));
    torch::jit::Stack stack = {weight,
                               bias,
                               List<std::int64_t>({shape.stride, shape.stride}),
                               List<std::int64_t>({shape.padding, shape.padding}),
                               List<std::int64_t>({shape.dilation, shape.dilation}),
                               shape.groups,
                               List<std::int64_t>({1, weight.size(1) * shape.groups, side, side}),
                               std::string(relu ? "relu" : "none")};
    pack->callBoxed(&stack);
    return stack.front();
}

}  // namespace

at::Tensor weightTensor(const Weights& weights, const std::string& name, std::vector<std::int64_t> shape) {
    const auto& weight = weights.get(name, shape);
    return at::from_blob(const_cast<float*>(weight.data.data()), weight.shape, at::kFloat).clone();
}

at::Tensor fromHwio(const at::Tensor& kernel) {
    return kernel.permute({3, 2, 0, 1}).contiguous();
}

at::Tensor fromDepthwise(const at::Tensor& kernel) {
    return kernel.permute({2, 3, 0, 1}).contiguous();
}

at::Tensor turned(const at::Tensor& map) {
    return map.flip({2, 3});
}

Convolution::Convolution(const at::Tensor& weight, const at::Tensor& givenBias, Shape shape,
                         Activation activation, const TorchTarget& target)
    : shape_(shape), activation_(activation) {
    const at::NoGradGuard noGrad;
    const auto options = at::TensorOptions().device(target.device).dtype(target.dtype);
    weight_ = weight.to(options).contiguous(at::MemoryFormat::ChannelsLast);
    // oneDNN adds a float bias also to bf16 sums: rounded, it would shift whole channels.
    const auto bias = givenBias.defined() ? givenBias.contiguous() : at::zeros({weight.size(0)});
    if (target.device.is_cpu()) prepacked_ = prepack(weight_, bias, shape_, activation_ == Activation::kRelu);
    bias_ = bias.to(options);
}

at::Tensor Convolution::operator()(const at::Tensor& input) const {
    static const auto run = oneDnn("mkldnn_prepacked::conv2d_run");
    at::Tensor output;
    if (input.requires_grad() && at::GradMode::is_enabled()) {
        // What is packed or done in place has no gradient.
        output =
            at::conv2d(input, weight_, bias_, {shape_.stride, shape_.stride},
                       {shape_.padding, shape_.padding}, {shape_.dilation, shape_.dilation}, shape_.groups);
        if (activation_ == Activation::kRelu) return output.relu();
        return activation_ == Activation::kRelu6 ? output.clamp(0, 6) : output;
    }
    if (prepacked_.isNone()) {
        output =
            at::conv2d(input, weight_, bias_, {shape_.stride, shape_.stride},
                       {shape_.padding, shape_.padding}, {shape_.dilation, shape_.dilation}, shape_.groups);
        if (activation_ == Activation::kRelu) output.relu_();
    } else {
        torch::jit::Stack stack = {input, prepacked_};
        run->callBoxed(&stack);
        output = std::move(stack.front()).toTensor();
    }
    if (activation_ == Activation::kRelu6) output.clamp_(0, 6);
    return output;
}

}  // namespace lineament
