#pragma once

// For files that use LibTorch only (see lineament_use_torch).
#include <torch/torch.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "core/base/error.h"
#include "core/inference/device.h"

namespace lineament {

/// Where a LibTorch network computes and in which type.
struct TorchTarget {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;
};
/// kAuto is bf16 where the hardware has it: for networks whose accuracy was measured to hold.
TorchTarget torchTarget(Device device, Precision precision);

/// What one run of a network needs while it lasts: no gradients, and a share of the process's threads.
/// Networks that run at the same time divide threads() among them instead of starting threads() each.
class TorchScope {
  public:
    TorchScope();
    ~TorchScope();
    TorchScope(const TorchScope&) = delete;
    TorchScope& operator=(const TorchScope&) = delete;

  private:
    // Not InferenceMode: oneDNN asserts on weights that were made under it.
    at::NoGradGuard noGrad_;
    int share_;
};

/// Something costly that is made at first use, once, whichever thread comes first. A failure is not kept:
/// the next call tries again.
template <class T>
class Lazy {
  public:
    explicit Lazy(std::function<std::unique_ptr<const T>()> make) : make_(std::move(make)) {}
    const T& get() const {
        std::lock_guard lock(mutex_);
        if (!made_) made_ = make_();
        return *made_;
    }

  private:
    const std::function<std::unique_ptr<const T>()> make_;
    mutable std::mutex mutex_;
    mutable std::unique_ptr<const T> made_;
};

/// Runs work() in a TorchScope; LibTorch's errors become Error(kModelInvalid, or kTooLarge) about `subject`.
template <class Work>
auto runTorch(const std::string& subject, Work&& work) {
    try {
        const TorchScope scope;
        return work();
    } catch (const c10::Error& error) {
        const std::string why = error.what_without_backtrace();
        const bool memory = why.find("memory") != std::string::npos;
        throw Error(memory ? ErrorCode::kTooLarge : ErrorCode::kModelInvalid, subject,
                    "LibTorch cannot run the network (" + why.substr(0, why.find('\n')) + ")");
    }
}

}  // namespace lineament
