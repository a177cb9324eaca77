#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace at {
class Tensor;
}

namespace lineament::gan {

/// Which of several processes that train one pair of networks this one is, and where they meet.
struct RankSetting {
    int rank = 0, size = 1;             ///< 0 <= rank < size
    std::string address = "127.0.0.1";  ///< of the machine of rank 0
    int port = 29500;                   ///< that rank 0 listens at while they meet
    /// Longest wait for the others. The death of a process is noticed at once, since its connections close;
    /// this is for machines that vanish, and must cover what rank 0 does alone: snapshots and metrics.
    double timeoutS = 600;
};

/// From RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT and, if wanted, LINEAMENT_RANK_TIMEOUT (seconds), as
/// torchrun and its kin set them; empty if WORLD_SIZE is not set or 1.
/// Throws Error(kInvalidArgument) naming the variable that is missing or wrong.
std::optional<RankSetting> rankSettingFromEnvironment();

/// Several processes that compute one joint batch: row i of it belongs to rank i % size (Share). Interleaved,
/// so that the groups of the minibatch standard deviation lie within a rank if the batch is a multiple of 4
/// size. All ranks must make the same calls in the same order. Every function throws Error(kDevice) if
/// another rank has ended or cannot be reached; the group is of no use after that. Thread: one at a time.
/// Source: LibTorch's c10d with Gloo (ring all-reduce).
class RankGroup {
  public:
    /// Waits for all others. Throws Error(kDevice: they did not meet; kUnsupported: built without Gloo).
    explicit RankGroup(const RankSetting& setting);
    ~RankGroup();
    RankGroup(const RankGroup&) = delete;
    RankGroup& operator=(const RankGroup&) = delete;

    int rank() const { return setting_.rank; }
    int size() const { return setting_.size; }

    /// Replaces each tensor by its mean over the ranks; shapes as on the others, floating point.
    void average(const std::vector<at::Tensor>& tensors);
    void average(std::vector<double>& values);
    /// The rows of all ranks in the order of the joint batch; without gradient.
    at::Tensor gather(const at::Tensor& rows);
    /// True if it is on any rank.
    bool any(bool here);
    /// Replaces the bytes by those of rank 0.
    void broadcast(std::string& bytes);

  private:
    struct Impl;
    template <class Work>
    void guarded(Work&& work);
    void sum(at::Tensor tensor);
    RankSetting setting_;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament::gan
