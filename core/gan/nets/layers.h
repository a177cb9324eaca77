#pragma once

#include <torch/torch.h>

namespace lineament::gan {

/// Linear layer with equalised learning rate: weights are N(0, 1 / rate) and scaled at run time.
/// Source: Karras et al. 2018, Progressive Growing of GANs, sec. 4.1.
class EqualLinearImpl : public torch::nn::Module {
  public:
    EqualLinearImpl(int in, int out, float biasStart = 0, float rate = 1);
    /// x: N x in. Returns N x out in the type of x.
    torch::Tensor forward(const torch::Tensor& x);
    torch::Tensor weight, bias;  ///< out x in; out

  private:
    float gain_, rate_;
};
TORCH_MODULE(EqualLinear);

/// Convolution with equalised learning rate, computed in the type of its input.
class EqualConv2dImpl : public torch::nn::Module {
  public:
    /// downFilter: one side of a separable filter that halves the picture; empty: its size stays.
    EqualConv2dImpl(int in, int out, int kernel, bool withBias, std::vector<float> downFilter = {},
                    float gain = 1);
    torch::Tensor forward(const torch::Tensor& x);
    torch::Tensor weight, bias;  ///< out x in x k x k; out

  private:
    float gain_;
    std::vector<float> filter_;
};
TORCH_MODULE(EqualConv2d);

/// Leaky ReLU of slope 0.2 times `gain`; sqrt(2) keeps the variance of a normal input.
torch::Tensor leaky(const torch::Tensor& x, float gain = 1.41421356f);

/// Weight convolved with the outer product of a 1-D filter: a strided convolution with the result equals
/// the filter followed (or preceded) by the convolution. weight: O x I x k x k; returns O x I x (k+t-1)^2.
torch::Tensor foldFilter(const torch::Tensor& weight, const std::vector<float>& filter);

/// Nearest-neighbour doubling followed by a 3 x 3 convolution with `weight` (O x I x 3 x 3), in the form that
/// is fastest at the size: of larger pictures as one convolution of the small picture to the four phases.
torch::Tensor upConvolveBox(const torch::Tensor& x, const torch::Tensor& weight);

/// The same with the [1, 3, 3, 1] filter of StyleGAN2 in place of the nearest neighbour.
torch::Tensor upConvolveBlur(const torch::Tensor& x, const torch::Tensor& weight);

/// Transposed convolution of 4 x 4 and stride 2 in four phases: learned doubling of DCGAN and its kin.
class UpConv4Impl : public torch::nn::Module {
  public:
    UpConv4Impl(int in, int out);
    torch::Tensor forward(const torch::Tensor& x);
    torch::Tensor weight;  ///< 4 out x in x 2 x 2
};
TORCH_MODULE(UpConv4);

/// Convolution with weights from N(0, 0.02), computed in the type of its input. Source: Radford et al. 2016.
class PlainConvImpl : public torch::nn::Module {
  public:
    PlainConvImpl(int in, int out, int kernel, int stride = 1, int padding = -1, bool withBias = false);
    torch::Tensor forward(const torch::Tensor& x);
    torch::Tensor weight, bias;

  private:
    int stride_, padding_;
};
TORCH_MODULE(PlainConv);

/// Doubles a picture: bilinear with zero borders, i.e. upsampling by [1, 3, 3, 1].
torch::Tensor upsampleBlur(const torch::Tensor& x);

/// Adds a channel with the mean standard deviation over groups of `group` pictures.
/// Source: Karras et al. 2018, sec. 3.
torch::Tensor withMinibatchDeviation(const torch::Tensor& x, int group = 4);

/// Spectrally normalised convolution or linear layer: weight / largest singular value by one power
/// iteration a training step. Source: Miyato et al. 2018, alg. 1.
class SpectralConv2dImpl : public torch::nn::Module {
  public:
    SpectralConv2dImpl(int in, int out, int kernel, int stride = 1, int padding = -1, bool withBias = true);
    torch::Tensor forward(const torch::Tensor& x);
    torch::Tensor weight, bias, u;

  private:
    int stride_, padding_;
};
TORCH_MODULE(SpectralConv2d);

class SpectralLinearImpl : public torch::nn::Module {
  public:
    SpectralLinearImpl(int in, int out, bool withBias = true);
    torch::Tensor forward(const torch::Tensor& x);
    torch::Tensor weight, bias, u;
};
TORCH_MODULE(SpectralLinear);

/// Score of the projection discriminator: score + <embedding of the label, features>.
/// Source: Miyato and Koyama 2018, cGANs with Projection Discriminator, eq. 3.
class LabelProjectionImpl : public torch::nn::Module {
  public:
    LabelProjectionImpl(int classes, int features);
    /// score: N; features: N x F float32; labels: N int64, may be undefined if classes is 0.
    torch::Tensor forward(const torch::Tensor& score, const torch::Tensor& features,
                          const torch::Tensor& labels);
    torch::Tensor embedding;  ///< classes x F; undefined if classes is 0
};
TORCH_MODULE(LabelProjection);

/// z joined by an embedding of the label (N x 2 latentDim), or z alone if classes is 0.
class LabelEmbeddingImpl : public torch::nn::Module {
  public:
    LabelEmbeddingImpl(int classes, int size);
    int outputSize(int latentDim) const { return latentDim + (classes_ > 0 ? size_ : 0); }
    torch::Tensor forward(const torch::Tensor& z, const torch::Tensor& labels);
    torch::Tensor embedding;

  private:
    int classes_, size_;
};
TORCH_MODULE(LabelEmbedding);

/// Throws Error(kInvalidArgument) if the labels do not fit: missing, of the wrong length or out of range.
void checkLabels(const torch::Tensor& labels, std::int64_t batch, int classes);

}  // namespace lineament::gan
