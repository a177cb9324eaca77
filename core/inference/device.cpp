#include "core/inference/device.h"

#include <torch/torch.h>
#include <torch/version.h>

#include <atomic>
#include <opencv2/core/utility.hpp>
#include <thread>

#include "core/base/check.h"
#include "core/base/cpu.h"
#include "core/base/error.h"

namespace lineament {
namespace {

int allCores() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::atomic<int> chosenThreads{0};

}  // namespace

Device deviceFromName(const std::string& name) {
    if (name == "cpu") return Device::kCpu;
    if (name == "cuda") {
        if (!cudaAvailable())
            throw Error(ErrorCode::kDevice, name, "LibTorch finds no CUDA device on this machine");
        return Device::kCuda;
    }
    LINEAMENT_REQUIRE(name.empty(), name, "is not a device; there are cpu and cuda");
    return cudaAvailable() ? Device::kCuda : Device::kCpu;
}

std::string name(Device device) {
    return device == Device::kCuda ? "cuda" : "cpu";
}

bool cudaAvailable() {
    return torch::cuda::is_available();
}

bool cpuHasBf16() {
    return cpu::hasBf16();
}

void setThreads(int threads) {
    LINEAMENT_REQUIRE(threads >= 0 && threads <= 1024, std::to_string(threads), "is not a number of threads");
    chosenThreads = threads == 0 ? allCores() : threads;
    at::set_num_threads(chosenThreads);
    cv::setNumThreads(chosenThreads);
    cpu::oneThreadForBlas();
}

int threads() {
    const int chosen = chosenThreads;
    return chosen == 0 ? allCores() : chosen;
}

std::string libtorchVersion() {
    return TORCH_VERSION;
}

}  // namespace lineament
