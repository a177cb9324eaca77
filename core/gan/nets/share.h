#pragma once

#include <torch/torch.h>

#include <cstdint>

namespace lineament::gan {

/// The rows of a joint batch that one of several processes computes: i with i % size == rank. Every process
/// draws random numbers for the whole batch from the same stream and keeps its own rows, so that together
/// they compute what one alone would.
struct Share {
    int rank = 0, size = 1;
    torch::Tensor of(const torch::Tensor& joint) const {
        return size == 1 ? joint : joint.slice(0, rank, INT64_MAX, size).contiguous();
    }
    /// Rows of the joint batch when this process has so many.
    std::int64_t joint(std::int64_t own) const { return own * size; }
};

}  // namespace lineament::gan
