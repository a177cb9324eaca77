#include "core/inference/networks/torch_runtime.h"

#include <malloc.h>
#include <omp.h>

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "core/base/clock.h"
#include "core/inference/side_by_side.h"

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

/// Threads of GCC's OpenMP wait for each other by spinning for milliseconds, on a core that the one they wait
/// for may need: beside one busy thread of another kind a network took twenty times as long. They spin a few
/// microseconds only once the process has more OpenMP threads than cores. So a sleeping thread keeps a team
/// that large. (The environment variable for it is read before main() and would be the user's business.)
void keepWaitingThreadsFromSpinning() {
    static const bool once = [] {
        std::thread([] {
            nameThisThread("omp-throttle");
            const int team = static_cast<int>(std::thread::hardware_concurrency()) + 1;
            at::get_num_threads();
            omp_set_num_threads(team);
            at::ones({team * at::internal::GRAIN_SIZE});  // enough for every one of them to have its part
            while (true)
                std::this_thread::sleep_for(std::chrono::hours(24));
        }).detach();
        return true;
    }();
    (void)once;
}

}  // namespace

TorchTarget torchTarget(Device device, Precision precision) {
    const bool cuda = device == Device::kCuda;
    const bool bf16 =
        precision == Precision::kBf16 || (precision == Precision::kAuto && (cuda || cpuHasBf16()));
    return {cuda ? at::Device(at::kCUDA) : at::Device(at::kCPU), bf16 ? at::kBFloat16 : at::kFloat};
}

TorchScope::TorchScope() {
    keepFreedMemory();
    keepWaitingThreadsFromSpinning();
    int taken = threadsAtWork.load();
    do
        share_ = isBesideOthers() ? 1 : std::max(1, threads() - taken);
    while (!threadsAtWork.compare_exchange_weak(taken, taken + share_));
    at::get_num_threads();        // sets this thread up; at the first call later it would undo the next line
    omp_set_num_threads(share_);  // of this thread alone: at::set_num_threads sets the process's
}

TorchScope::~TorchScope() {
    threadsAtWork -= share_;
}

}  // namespace lineament
