#include "core/inference/networks/torch_runtime.h"

#include <malloc.h>
#include <omp.h>

#include <algorithm>
#include <atomic>

namespace lineament {
namespace {

std::atomic<int> threadsAtWork{0};

/// Networks allocate and free the same tens of megabytes at every run. By default the C library hands them
/// back to the system each time, and every page is faulted in again.
void keepFreedMemory() {
#if defined(__GLIBC__)
    static const bool once = [] {
        mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that mallopt takes
        mallopt(M_TRIM_THRESHOLD, 256 << 20);
        return true;
    }();
    (void)once;
#endif
}

}  // namespace

TorchTarget torchTarget(Device device, Precision precision) {
    const bool cuda = device == Device::kCuda;
    const bool bf16 = precision == Precision::kBf16 || (precision == Precision::kAuto && (cuda || cpuHasBf16()));
    return {cuda ? at::Device(at::kCUDA) : at::Device(at::kCPU), bf16 ? at::kBFloat16 : at::kFloat};
}

TorchScope::TorchScope() {
    keepFreedMemory();
    int taken = threadsAtWork.load();
    do share_ = std::max(1, threads() - taken);
    while (!threadsAtWork.compare_exchange_weak(taken, taken + share_));
    at::get_num_threads();        // sets this thread up; at the first call later it would undo the next line
    omp_set_num_threads(share_);  // of this thread alone: at::set_num_threads sets the process's
}

TorchScope::~TorchScope() { threadsAtWork -= share_; }

}  // namespace lineament
