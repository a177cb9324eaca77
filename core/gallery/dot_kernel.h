#pragma once

#include <cstddef>

namespace lineament {

/// Rows of a block are padded with zeros to a multiple of this many floats (one cache line).
inline constexpr std::size_t kRowAlignment = 16;

/// Dot products of every probe with every reference: products[p * rows + r].
/// Shapes:  references rows x stride, probes probeCount x stride, products probeCount x rows; row-major
///          float32, 64-byte aligned, stride a multiple of kRowAlignment.
/// The sum of a pair is taken in the same order whatever the block's shape, so one probe alone and the same
/// probe in a batch get the same bits. Instruction set (AVX-512, AVX2, baseline) is chosen at run time.
/// Thread: any.
void dotProducts(const float* references, std::size_t rows, const float* probes, std::size_t probeCount,
                 std::size_t stride, float* products);

}  // namespace lineament
