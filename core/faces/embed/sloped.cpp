#include "core/faces/embed/sloped.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <cstring>

// The loops are compiled for several instruction sets and the best is picked as the program starts; the
// sanitizers' run time is not up yet at that point.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define LINEAMENT_VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define LINEAMENT_VECTORISED
#endif

namespace lineament {
namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kBlock = 64;  // rows a task works on at least

inline __attribute__((always_inline)) float widened(std::uint16_t bits) {
    const std::uint32_t wide = static_cast<std::uint32_t>(bits) << 16;
    float value;
    std::memcpy(&value, &wide, sizeof value);
    return value;
}

inline __attribute__((always_inline)) std::uint16_t narrowed(float value) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    return static_cast<std::uint16_t>((bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16);
}

/// to = from where x > 0, else from * slope. rows x channels.
LINEAMENT_VECTORISED void slopeBf16(const std::uint16_t* x, const std::uint16_t* from, std::uint16_t* to,
                                    const float* slope, std::int64_t rows, std::int64_t channels) {
    for (std::int64_t row = 0; row < rows; ++row, x += channels, from += channels, to += channels)
#pragma omp simd
        for (std::int64_t c = 0; c < channels; ++c) {
            const float value = widened(from[c]);
            to[c] = narrowed(value * (widened(x[c]) > 0 ? 1.0f : slope[c]));
        }
}

LINEAMENT_VECTORISED void slopeFloat(const float* x, const float* from, float* to, const float* slope,
                                     std::int64_t rows, std::int64_t channels) {
    for (std::int64_t row = 0; row < rows; ++row, x += channels, from += channels, to += channels)
#pragma omp simd
        for (std::int64_t c = 0; c < channels; ++c)
            to[c] = from[c] * (x[c] > 0 ? 1.0f : slope[c]);
}

Tensor applied(const Tensor& x, const Tensor& given, const Tensor& slope) {
    const Tensor from = given.contiguous(torch::MemoryFormat::ChannelsLast);
    Tensor to = at::empty_like(x);
    const auto channels = x.size(1), rows = x.numel() / std::max<std::int64_t>(1, channels);
    const float* slopes = slope.data_ptr<float>();
    at::parallel_for(0, rows, kBlock, [&](std::int64_t begin, std::int64_t end) {
        const auto at = begin * channels;
        if (x.scalar_type() == at::kBFloat16) {
            const auto* xs = static_cast<const std::uint16_t*>(x.data_ptr());
            const auto* froms = static_cast<const std::uint16_t*>(from.data_ptr());
            slopeBf16(xs + at, froms + at, static_cast<std::uint16_t*>(to.data_ptr()) + at, slopes,
                      end - begin, channels);
        } else {
            slopeFloat(x.data_ptr<float>() + at, from.data_ptr<float>() + at, to.data_ptr<float>() + at,
                       slopes, end - begin, channels);
        }
    });
    return to;
}

class Sloped : public torch::autograd::Function<Sloped> {
  public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& slope) {
        context->save_for_backward({x, slope});
        return applied(x, x, slope);
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        return {applied(saved[0], gradients[0], saved[1]), {}};
    }
};

}  // namespace

at::Tensor sloped(const at::Tensor& x, const at::Tensor& slopeLessOne) {
    const bool ours = x.device().is_cpu() && x.dim() == 4 &&
                      x.is_contiguous(at::MemoryFormat::ChannelsLast) &&
                      (x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kFloat);
    if (!ours) return x.addcmul(x.clamp_max(0), slopeLessOne);
    return Sloped::apply(x, (slopeLessOne.to(at::kFloat) + 1).flatten().contiguous());
}

}  // namespace lineament
