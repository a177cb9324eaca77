#include "core/gallery/dot_kernel.h"

namespace lineament {
namespace {

#define LINEAMENT_INLINE inline __attribute__((always_inline))

/// kRows x kProbes products kept in registers: every vector loaded is used kRows or kProbes times.
template <int kLanes, int kRows, int kProbes>
LINEAMENT_INLINE void tile(const float* references, const float* probes, std::size_t stride, float* products,
                           std::size_t rows) {
    typedef float Vector __attribute__((vector_size(kLanes * sizeof(float)), may_alias));
    Vector sums[kProbes][kRows] = {};
    for (std::size_t i = 0; i < stride; i += kLanes) {
        Vector row[kRows];
        for (int r = 0; r < kRows; ++r)
            row[r] = *reinterpret_cast<const Vector*>(references + r * stride + i);
        for (int p = 0; p < kProbes; ++p) {
            const Vector probe = *reinterpret_cast<const Vector*>(probes + p * stride + i);
            for (int r = 0; r < kRows; ++r)
                sums[p][r] += row[r] * probe;
        }
    }
    for (int p = 0; p < kProbes; ++p)
        for (int r = 0; r < kRows; ++r) {
            float sum = 0;
            for (int lane = 0; lane < kLanes; ++lane)
                sum += sums[p][r][lane];
            products[p * rows + r] = sum;
        }
}

template <int kLanes, int kRows, int kProbes>
LINEAMENT_INLINE void strip(const float* references, std::size_t rows, const float* probes,
                            std::size_t stride, float* products) {
    std::size_t r = 0;
    for (; r + kRows <= rows; r += kRows)
        tile<kLanes, kRows, kProbes>(references + r * stride, probes, stride, products + r, rows);
    for (; r < rows; ++r)
        tile<kLanes, 1, kProbes>(references + r * stride, probes, stride, products + r, rows);
}

template <int kLanes, int kRows, int kProbes>
LINEAMENT_INLINE void block(const float* references, std::size_t rows, const float* probes,
                            std::size_t probeCount, std::size_t stride, float* products) {
    std::size_t p = 0;
    for (; p + kProbes <= probeCount; p += kProbes)
        strip<kLanes, kRows, kProbes>(references, rows, probes + p * stride, stride, products + p * rows);
    for (; p < probeCount; ++p)
        strip<kLanes, kRows, 1>(references, rows, probes + p * stride, stride, products + p * rows);
}

using Kernel = void (*)(const float*, std::size_t, const float*, std::size_t, std::size_t, float*);

void baseline(const float* references, std::size_t rows, const float* probes, std::size_t probeCount,
              std::size_t stride, float* products) {
    block<4, 4, 2>(references, rows, probes, probeCount, stride, products);
}

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) void avx2(const float* references, std::size_t rows, const float* probes,
                                              std::size_t probeCount, std::size_t stride, float* products) {
    block<8, 4, 2>(references, rows, probes, probeCount, stride, products);
}

__attribute__((target("avx512f,fma"))) void avx512(const float* references, std::size_t rows,
                                                   const float* probes, std::size_t probeCount,
                                                   std::size_t stride, float* products) {
    block<16, 4, 4>(references, rows, probes, probeCount, stride, products);
}
#endif

Kernel bestKernel() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return avx2;
#endif
    return baseline;
}

}  // namespace

void dotProducts(const float* references, std::size_t rows, const float* probes, std::size_t probeCount,
                 std::size_t stride, float* products) {
    static const Kernel kernel = bestKernel();
    kernel(references, rows, probes, probeCount, stride, products);
}

}  // namespace lineament
