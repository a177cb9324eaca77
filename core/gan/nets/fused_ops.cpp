#include "core/gan/nets/fused_ops.h"

#include <ATen/Parallel.h>

#include <cstring>
#include <utility>

// The loops are compiled for several instruction sets and the best is picked as the program starts; the
// sanitizers' run time is not up yet at that point.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define LINEAMENT_VECTORISED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define LINEAMENT_VECTORISED
#endif
#define LINEAMENT_INLINE inline __attribute__((always_inline))

namespace lineament::gan {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace {

constexpr float kSlope = 0.2f;
constexpr std::int64_t kBlock = 64;  // rows a task works on at least

struct Bf16 {
    std::uint16_t bits;
};
LINEAMENT_INLINE float load(float value) {
    return value;
}
LINEAMENT_INLINE float load(Bf16 value) {
    const std::uint32_t bits = static_cast<std::uint32_t>(value.bits) << 16;
    float wide;
    std::memcpy(&wide, &bits, sizeof wide);
    return wide;
}
LINEAMENT_INLINE void store(float& to, float value) {
    to = value;
}
LINEAMENT_INLINE void store(Bf16& to, float value) {
    std::uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    // Round to nearest even; a NaN stays one, since its upper bits are kept from overflowing.
    const std::uint32_t rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
    to.bits = static_cast<std::uint16_t>((bits & 0x7FFFFFFFu) > 0x7F800000u ? 0x7FC0u : rounded);
}

/// Rows of one picture: `rows` pixels of `channels` values each.
template <class T>
struct Rows {
    std::int64_t rows, channels;
    const T* x;
    const T* y;         ///< output of the forward pass
    const T* gradient;  ///< of the output
    T* to;
};
/// Per-channel factors and terms of one picture; null: none.
struct Terms {
    const float* scale;
    const float* noise;  ///< one a row
    const float* bias;
    float strength, gain;
};
/// Sums over the rows that gradients of factors and terms need; null: not wanted.
struct Sums {
    float* scale;
    float* bias;
    double* strength;
};

template <class T>
LINEAMENT_INLINE void scaleRows(const Rows<T>& p, const float* scale) {
    for (std::int64_t row = 0; row < p.rows; ++row) {
        const T* x = p.x + row * p.channels;
        T* to = p.to + row * p.channels;
#pragma omp simd
        for (std::int64_t c = 0; c < p.channels; ++c)
            store(to[c], load(x[c]) * scale[c]);
    }
}

template <class T>
LINEAMENT_INLINE void scaleRowsBack(const Rows<T>& p, const float* scale, float* sum) {
    for (std::int64_t row = 0; row < p.rows; ++row) {
        const T* x = p.x + row * p.channels;
        const T* g = p.gradient + row * p.channels;
        T* to = p.to + row * p.channels;
#pragma omp simd
        for (std::int64_t c = 0; c < p.channels; ++c) {
            const float value = load(g[c]);
            sum[c] += value * load(x[c]);
            store(to[c], value * scale[c]);
        }
    }
}

template <class T, bool kScaled, bool kTerms>
LINEAMENT_INLINE void finishRows(const Rows<T>& p, const Terms& terms) {
    const float *scale = terms.scale, *bias = terms.bias;
    const float rising = terms.gain, falling = terms.gain * kSlope;
    for (std::int64_t row = 0; row < p.rows; ++row) {
        const T* x = p.x + row * p.channels;
        T* to = p.to + row * p.channels;
        const float shift = kTerms && terms.noise ? terms.noise[row] * terms.strength : 0.0f;
#pragma omp simd
        for (std::int64_t c = 0; c < p.channels; ++c) {
            float value = load(x[c]);
            if constexpr (kScaled) value *= scale[c];
            if constexpr (kTerms) value += shift + bias[c];
            store(to[c], value * (value > 0 ? rising : falling));
        }
    }
}

template <class T, bool kScaled, bool kTerms>
LINEAMENT_INLINE void finishRowsBack(const Rows<T>& p, const Terms& terms, const Sums& sums) {
    const float* scale = terms.scale;
    float *scaleSum = sums.scale, *biasSum = sums.bias;
    const float rising = terms.gain, falling = terms.gain * kSlope;
    for (std::int64_t row = 0; row < p.rows; ++row) {
        const T* x = p.x + row * p.channels;
        const T* y = p.y + row * p.channels;
        const T* g = p.gradient + row * p.channels;
        T* to = p.to + row * p.channels;
        float rowSum = 0;
#pragma omp simd reduction(+ : rowSum)
        for (std::int64_t c = 0; c < p.channels; ++c) {
            const float value = load(g[c]) * (load(y[c]) > 0 ? rising : falling);
            if constexpr (kTerms) {
                rowSum += value;
                biasSum[c] += value;
            }
            if constexpr (kScaled) {
                scaleSum[c] += value * load(x[c]);
                store(to[c], value * scale[c]);
            } else {
                store(to[c], value);
            }
        }
        if (kTerms && terms.noise) *sums.strength += static_cast<double>(rowSum) * terms.noise[row];
    }
}

// Attributes that pick an instruction set do not go with templates, hence a plain function each.
#define LINEAMENT_INSTANCE(T, name)                                                                      \
    LINEAMENT_VECTORISED void scale##name(const Rows<T>& p, const float* scale) {                        \
        scaleRows(p, scale);                                                                             \
    }                                                                                                    \
    LINEAMENT_VECTORISED void scaleBack##name(const Rows<T>& p, const float* scale, float* sum) {        \
        scaleRowsBack(p, scale, sum);                                                                    \
    }                                                                                                    \
    LINEAMENT_VECTORISED void finish##name(const Rows<T>& p, const Terms& terms) {                       \
        if (terms.scale && terms.bias)                                                                   \
            finishRows<T, true, true>(p, terms);                                                         \
        else if (terms.scale)                                                                            \
            finishRows<T, true, false>(p, terms);                                                        \
        else if (terms.bias)                                                                             \
            finishRows<T, false, true>(p, terms);                                                        \
        else                                                                                             \
            finishRows<T, false, false>(p, terms);                                                       \
    }                                                                                                    \
    LINEAMENT_VECTORISED void finishBack##name(const Rows<T>& p, const Terms& terms, const Sums& sums) { \
        if (terms.scale && terms.bias)                                                                   \
            finishRowsBack<T, true, true>(p, terms, sums);                                               \
        else if (terms.scale)                                                                            \
            finishRowsBack<T, true, false>(p, terms, sums);                                              \
        else if (terms.bias)                                                                             \
            finishRowsBack<T, false, true>(p, terms, sums);                                              \
        else                                                                                             \
            finishRowsBack<T, false, false>(p, terms, sums);                                             \
    }
LINEAMENT_INSTANCE(float, Float)
LINEAMENT_INSTANCE(Bf16, Bf16)
#undef LINEAMENT_INSTANCE

void scale(const Rows<float>& p, const float* by) {
    scaleFloat(p, by);
}
void scale(const Rows<Bf16>& p, const float* by) {
    scaleBf16(p, by);
}
void scaleBack(const Rows<float>& p, const float* by, float* sum) {
    scaleBackFloat(p, by, sum);
}
void scaleBack(const Rows<Bf16>& p, const float* by, float* sum) {
    scaleBackBf16(p, by, sum);
}
void finishOf(const Rows<float>& p, const Terms& terms) {
    finishFloat(p, terms);
}
void finishOf(const Rows<Bf16>& p, const Terms& terms) {
    finishBf16(p, terms);
}
void finishBack(const Rows<float>& p, const Terms& terms, const Sums& sums) {
    finishBackFloat(p, terms, sums);
}
void finishBack(const Rows<Bf16>& p, const Terms& terms, const Sums& sums) {
    finishBackBf16(p, terms, sums);
}

thread_local bool libraryOnly = false;

bool ours(const Tensor& x) {
    return !libraryOnly && x.device().is_cpu() &&
           (x.scalar_type() == torch::kFloat32 || x.scalar_type() == torch::kBFloat16) && x.dim() == 4 &&
           x.is_contiguous(torch::MemoryFormat::ChannelsLast);
}

Tensor laidOut(const Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast);
}

/// Calls task(picture, first row, rows) for parts of all pictures on all threads. Parts of a picture are
/// cut the same way whatever the number of threads, so that sums over them come out the same.
template <class Task>
void overParts(const Tensor& x, Task&& task) {
    const std::int64_t n = x.size(0), rows = x.size(2) * x.size(3);
    const std::int64_t part = std::max(kBlock, rows / 4), parts = (rows + part - 1) / part;
    at::parallel_for(0, n * parts, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t first = i % parts * part;
            task(i / parts, first, std::min(part, rows - first), i);
        }
    });
}
std::int64_t partsOf(const Tensor& x) {
    const std::int64_t rows = x.size(2) * x.size(3), part = std::max(kBlock, rows / 4);
    return (rows + part - 1) / part;
}

/// Runs body with a null pointer of the element type that stands for the tensor's.
template <class Body>
void withType(const Tensor& x, Body&& body) {
    if (x.scalar_type() == torch::kFloat32)
        body(static_cast<float*>(nullptr));
    else
        body(static_cast<Bf16*>(nullptr));
}
template <class T>
T* dataOf(const Tensor& x) {
    return x.defined() ? static_cast<T*>(x.data_ptr()) : nullptr;
}

Tensor perPixel(const Tensor& perChannel, torch::ScalarType type) {
    return perChannel.to(type).unsqueeze(2).unsqueeze(3);
}

/// LibTorch's optional: c10's own in 1.13, later std's.
using Maybe = decltype(std::declval<torch::IValue&>().toOptional<Tensor>());

Maybe given(const Tensor& x) {
    return x.defined() ? Maybe(x.contiguous()) : Maybe();
}

struct Modulate : torch::autograd::Function<Modulate> {
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& style) {
        context->save_for_backward({x, style});
        Tensor y = torch::empty_like(x);
        withType(x, [&](auto* none) {
            using T = std::remove_pointer_t<decltype(none)>;
            const std::int64_t rows = x.size(2) * x.size(3), c = x.size(1);
            overParts(x, [&](std::int64_t n, std::int64_t first, std::int64_t count, std::int64_t) {
                const std::int64_t at = (n * rows + first) * c;
                scale(Rows<T>{count, c, dataOf<T>(x) + at, nullptr, nullptr, dataOf<T>(y) + at},
                      dataOf<float>(style) + n * c);
            });
        });
        return y;
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const Tensor &x = saved[0], &style = saved[1];
        if (torch::GradMode::is_enabled()) {
            const Tensor& g = gradients[0];
            return {g * perPixel(style, g.scalar_type()), (g * x).sum({2, 3}, false, torch::kFloat32)};
        }
        const Tensor g = laidOut(gradients[0]);
        Tensor toX = torch::empty_like(x);
        Tensor sums = torch::zeros({x.size(0), partsOf(x), x.size(1)});
        withType(x, [&](auto* none) {
            using T = std::remove_pointer_t<decltype(none)>;
            const std::int64_t rows = x.size(2) * x.size(3), c = x.size(1);
            overParts(x, [&](std::int64_t n, std::int64_t first, std::int64_t count, std::int64_t part) {
                const std::int64_t at = (n * rows + first) * c;
                scaleBack(
                    Rows<T>{count, c, dataOf<T>(x) + at, nullptr, dataOf<T>(g) + at, dataOf<T>(toX) + at},
                    dataOf<float>(style) + n * c, dataOf<float>(sums) + part * c);
            });
        });
        return {toX, sums.sum(1)};
    }
};

struct FinishFunction : torch::autograd::Function<FinishFunction> {
    static Tensor forward(AutogradContext* context, const Tensor& x, const Maybe& maybeScale,
                          const Maybe& maybeNoise, const Maybe& maybeStrength, const Maybe& maybeBias,
                          double gain) {
        const Tensor scaleBy = maybeScale.value_or(Tensor()), noise = maybeNoise.value_or(Tensor()),
                     strength = maybeStrength.value_or(Tensor()), bias = maybeBias.value_or(Tensor());
        Tensor y = torch::empty_like(x);
        withType(x, [&](auto* none) {
            using T = std::remove_pointer_t<decltype(none)>;
            const std::int64_t rows = x.size(2) * x.size(3), c = x.size(1);
            const float factor = strength.defined() ? strength.item<float>() : 0.0f;
            overParts(x, [&](std::int64_t n, std::int64_t first, std::int64_t count, std::int64_t) {
                const std::int64_t at = (n * rows + first) * c;
                finishOf(Rows<T>{count, c, dataOf<T>(x) + at, nullptr, nullptr, dataOf<T>(y) + at},
                         Terms{scaleBy.defined() ? dataOf<float>(scaleBy) + n * c : nullptr,
                               noise.defined() ? dataOf<float>(noise) + n * rows + first : nullptr,
                               dataOf<float>(bias), factor, static_cast<float>(gain)});
            });
        });
        context->save_for_backward({scaleBy.defined() ? x : Tensor(), y, scaleBy, noise, strength, bias});
        context->saved_data["gain"] = gain;
        return y;
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const Tensor &x = saved[0], &y = saved[1], &scaleBy = saved[2], &noise = saved[3],
                     &strength = saved[4], &bias = saved[5];
        const double gain = context->saved_data["gain"].toDouble();
        if (torch::GradMode::is_enabled()) return byLibrary(x, y, scaleBy, noise, bias, gain, gradients[0]);
        const Tensor g = laidOut(gradients[0]);
        const std::int64_t parts = y.size(0) * partsOf(y), c = y.size(1), rows = y.size(2) * y.size(3);
        Tensor toX = torch::empty_like(y);
        Tensor toScale = scaleBy.defined() ? torch::zeros({y.size(0), partsOf(y), c}) : Tensor();
        Tensor toBias = bias.defined() ? torch::zeros({parts, c}) : Tensor();
        Tensor toStrength = noise.defined() ? torch::zeros({parts}, torch::kFloat64) : Tensor();
        withType(y, [&](auto* none) {
            using T = std::remove_pointer_t<decltype(none)>;
            const float factor = strength.defined() ? strength.item<float>() : 0.0f;
            overParts(y, [&](std::int64_t n, std::int64_t first, std::int64_t count, std::int64_t part) {
                const std::int64_t at = (n * rows + first) * c;
                finishBack(Rows<T>{count, c, scaleBy.defined() ? dataOf<T>(x) + at : nullptr,
                                   dataOf<T>(y) + at, dataOf<T>(g) + at, dataOf<T>(toX) + at},
                           Terms{scaleBy.defined() ? dataOf<float>(scaleBy) + n * c : nullptr,
                                 noise.defined() ? dataOf<float>(noise) + n * rows + first : nullptr,
                                 dataOf<float>(bias), factor, static_cast<float>(gain)},
                           Sums{toScale.defined() ? dataOf<float>(toScale) + part * c : nullptr,
                                toBias.defined() ? dataOf<float>(toBias) + part * c : nullptr,
                                toStrength.defined() ? dataOf<double>(toStrength) + part : nullptr});
            });
        });
        return {toX,
                toScale.defined() ? toScale.sum(1) : Tensor(),
                Tensor(),
                toStrength.defined() ? toStrength.sum().to(torch::kFloat32).view({1}) : Tensor(),
                toBias.defined() ? toBias.sum(0) : Tensor(),
                Tensor()};
    }
    /// The same gradients in LibTorch's terms, which it can differentiate again.
    static variable_list byLibrary(const Tensor& x, const Tensor& y, const Tensor& scaleBy,
                                   const Tensor& noise, const Tensor& bias, double gain,
                                   const Tensor& gradient) {
        const Tensor slope = torch::where(y.detach() > 0, gain, gain * kSlope).to(gradient.scalar_type());
        const Tensor g = gradient * slope;
        return {scaleBy.defined() ? g * perPixel(scaleBy, g.scalar_type()) : g,
                scaleBy.defined() ? (g * x).sum({2, 3}, false, torch::kFloat32) : Tensor(),
                Tensor(),
                noise.defined() ? (g.sum(1, true, torch::kFloat32) * noise).sum().view({1}) : Tensor(),
                bias.defined() ? g.sum({0, 2, 3}, false, torch::kFloat32) : Tensor(),
                Tensor()};
    }
};

/// Copies between a doubled picture and its phases, whole pixels at a time.
void copyPhases(const Tensor& phases, const Tensor& joined, bool join) {
    const std::int64_t c = joined.size(1), height = joined.size(2), width = joined.size(3);
    const std::int64_t phaseWidth = phases.size(3), phasePixels = phases.size(2) * phaseWidth;
    const std::int64_t shift = phases.size(2) * 2 - height == 2 ? 1 : 0;
    const std::int64_t pixel = c * static_cast<std::int64_t>(joined.element_size());
    auto* ofPhases = static_cast<char*>(phases.data_ptr());
    auto* ofJoined = static_cast<char*>(joined.data_ptr());
    at::parallel_for(0, joined.size(0) * height, 8, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t n = i / height, row = i % height, a = row % 2;
            char* line = ofJoined + i * width * pixel;
            for (std::int64_t column = 0; column < width; ++column) {
                const std::int64_t b = column % 2, at = n * phasePixels + (row / 2 + a * shift) * phaseWidth +
                                                        column / 2 + b * shift;
                char* part = ofPhases + (at * 4 + 2 * a + b) * pixel;
                if (join)
                    std::memcpy(line + column * pixel, part, static_cast<std::size_t>(pixel));
                else
                    std::memcpy(part, line + column * pixel, static_cast<std::size_t>(pixel));
            }
        }
    });
}

void copyPhasesByLibrary(const Tensor& phases, const Tensor& joined, bool join) {
    using torch::indexing::Slice;
    const std::int64_t c = joined.size(1), h = joined.size(2) / 2, w = joined.size(3) / 2,
                       shift = phases.size(2) - h;
    for (int a = 0; a < 2; ++a)
        for (int b = 0; b < 2; ++b) {
            Tensor one = phases.index({Slice(), Slice((2 * a + b) * c, (2 * a + b + 1) * c),
                                       Slice(a * shift, a * shift + h), Slice(b * shift, b * shift + w)});
            Tensor other = joined.index(
                {Slice(), Slice(), Slice(a, torch::indexing::None, 2), Slice(b, torch::indexing::None, 2)});
            join ? other.copy_(one) : one.copy_(other);
        }
}

// The gradient of the join is the split, whose gradient is the join. border: one more row and column in the
// phases.
struct JoinPhases : torch::autograd::Function<JoinPhases> {
    static Tensor forward(AutogradContext* context, const Tensor& phases, std::int64_t border) {
        context->saved_data["border"] = border;
        const auto n = phases.size(0), c = phases.size(1) / 4, h = phases.size(2) - border,
                   w = phases.size(3) - border;
        const Tensor from = laidOut(phases);
        Tensor joined =
            torch::empty({n, c, 2 * h, 2 * w}, phases.options(), torch::MemoryFormat::ChannelsLast);
        joined.device().is_cpu() ? copyPhases(from, joined, true) : copyPhasesByLibrary(from, joined, true);
        return joined;
    }
    static variable_list backward(AutogradContext* context, variable_list gradients);
};

struct SplitPhases : torch::autograd::Function<SplitPhases> {
    static Tensor forward(AutogradContext* context, const Tensor& joined, std::int64_t border) {
        context->saved_data["border"] = border;
        const auto n = joined.size(0), c = joined.size(1), h = joined.size(2) / 2, w = joined.size(3) / 2;
        const Tensor from = laidOut(joined);
        Tensor phases = torch::empty({n, 4 * c, h + border, w + border}, joined.options(),
                                     torch::MemoryFormat::ChannelsLast);
        if (border > 0) phases.zero_();
        joined.device().is_cpu() ? copyPhases(phases, from, false) : copyPhasesByLibrary(phases, from, false);
        return phases;
    }
    static variable_list backward(AutogradContext* context, variable_list gradients) {
        return {JoinPhases::apply(gradients[0], context->saved_data["border"].toInt()), Tensor()};
    }
};

variable_list JoinPhases::backward(AutogradContext* context, variable_list gradients) {
    return {SplitPhases::apply(gradients[0], context->saved_data["border"].toInt()), Tensor()};
}

}  // namespace

Tensor modulate(const Tensor& x, const Tensor& style) {
    if (ours(x) && style.scalar_type() == torch::kFloat32) return Modulate::apply(x, style.contiguous());
    return x * perPixel(style, x.scalar_type());
}

Tensor finish(const Tensor& x, const Finish& with) {
    // The loops add noise only beside a bias, as every layer that has noise has one.
    if (ours(x) && (with.bias.defined() || !with.noise.defined()))
        return FinishFunction::apply(x, given(with.demodulation), given(with.noise),
                                     with.noise.defined() ? given(with.noiseStrength) : Maybe(),
                                     given(with.bias), static_cast<double>(with.gain));
    Tensor y = x;
    if (with.demodulation.defined()) y = y * perPixel(with.demodulation, y.scalar_type());
    if (with.noise.defined()) y = y + (with.noise * with.noiseStrength).to(y.scalar_type());
    if (with.bias.defined()) y = y + with.bias.to(y.scalar_type()).view({1, -1, 1, 1});
    return torch::leaky_relu(y, kSlope) * with.gain;
}

LibraryOnly::LibraryOnly() : before_(libraryOnly) {
    libraryOnly = true;
}
LibraryOnly::~LibraryOnly() {
    libraryOnly = before_;
}

Tensor joinPhases(const Tensor& phases, bool border) {
    if (!libraryOnly) return JoinPhases::apply(phases, border ? 1 : 0);
    const std::int64_t shift = border ? 1 : 0, c = phases.size(1) / 4, h = phases.size(2) - shift,
                       w = phases.size(3) - shift;
    std::vector<Tensor> rows;
    for (int a = 0; a < 2; ++a) {
        std::vector<Tensor> columns;
        for (int b = 0; b < 2; ++b)
            columns.push_back(
                phases.narrow(1, (2 * a + b) * c, c).narrow(2, a * shift, h).narrow(3, b * shift, w));
        rows.push_back(torch::stack(columns, 4).flatten(3));  // n x c x h x 2w
    }
    return torch::stack(rows, 3).flatten(2, 3);
}

}  // namespace lineament::gan
