#include "core/inference/device.h"

#include <opencv2/core/utility.hpp>
#include <thread>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

TEST(Device, IsNamedAndRefusedByName) {
    EXPECT_EQ(deviceFromName("cpu"), Device::kCpu);
    EXPECT_EQ(deviceFromName(""), cudaAvailable() ? Device::kCuda : Device::kCpu);
    if (!cudaAvailable()) EXPECT_THROW(deviceFromName("cuda"), Error);
    EXPECT_THROW(deviceFromName("tpu"), Error);
    EXPECT_EQ(name(Device::kCuda), "cuda");
}

TEST(Device, ThreadsHoldForEveryLibrary) {
    setThreads(1);
    EXPECT_EQ(threads(), 1);
    EXPECT_EQ(cv::getNumThreads(), 1);
    setThreads(0);
    EXPECT_EQ(threads(), static_cast<int>(std::thread::hardware_concurrency()));
    EXPECT_THROW(setThreads(-1), Error);
}
