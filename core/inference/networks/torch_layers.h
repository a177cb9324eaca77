#pragma once

#include "core/inference/networks/torch_runtime.h"
#include "core/inference/weights/weights.h"

namespace lineament {

enum class Activation { kNone, kRelu, kRelu6 };

/// Weight of a file as a float tensor of the same shape; Error(kModelInvalid) if it has another shape.
at::Tensor weightTensor(const Weights& weights, const std::string& name, std::vector<std::int64_t> shape);
/// H x W x I x O of TensorFlow to O x I x H x W.
at::Tensor fromHwio(const at::Tensor& kernel);
/// H x W x C x 1 of TensorFlow's depthwise kernels to C x 1 x H x W.
at::Tensor fromDepthwise(const at::Tensor& kernel);

/// TensorFlow pads an even picture for a kernel of three and stride two by one pixel right and bottom,
/// LibTorch left and top as well. Turned by 180 degrees the two agree: networks that pad so take the picture
/// turned (see ImageTensor), kernels turned by this, and their outputs turned back; no layer then copies to
/// pad.
at::Tensor turned(const at::Tensor& map);

/// A convolution with scales folded in, its weights laid out for the target beforehand and its activation
/// fused where oneDNN can. Differentiable by its input where that asks for gradients. Thread: any.
/// Shapes: N x C x H x W, channels last.
class Convolution {
  public:
    struct Shape {
        std::int64_t stride = 1;
        std::int64_t padding = 0;
        std::int64_t groups = 1;
        std::int64_t inputSide = 0;  ///< H = W that is expected; the layout of weights is chosen for it
        std::int64_t dilation = 1;
    };
    Convolution() = default;
    /// weight O x I/groups x H x W and bias O (undefined: none), float.
    Convolution(const at::Tensor& weight, const at::Tensor& bias, Shape shape, Activation activation,
                const TorchTarget& target);
    at::Tensor operator()(const at::Tensor& input) const;

  private:
    Shape shape_;
    Activation activation_ = Activation::kNone;
    at::Tensor weight_, bias_;
    c10::IValue prepacked_;  ///< oneDNN's own form of weight_ and bias_; none on CUDA or where it is missing
};

/// Depthwise 3 x 3 (or as wide as its kernel) and pointwise convolution, nothing in between.
struct Separable {
    Convolution depthwise, pointwise;
    at::Tensor operator()(const at::Tensor& input) const { return pointwise(depthwise(input)); }
};

}  // namespace lineament
