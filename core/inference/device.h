#pragma once

#include <string>

namespace lineament {

enum class Device { kCpu, kCuda };
/// kAuto: bf16 where the CPU has AVX512-BF16 or AMX (or on CUDA) and the model's accuracy holds, else fp32.
enum class Precision { kAuto, kFp32, kBf16 };

/// "cpu", "cuda" or "" (cuda where LibTorch has it). Throws Error(kDevice) if cuda is asked for and absent.
Device deviceFromName(const std::string& name);
std::string name(Device device);
bool cudaAvailable();
/// AVX512-BF16 or AMX-BF16 in this CPU.
bool cpuHasBf16();
/// Threads for LibTorch, OpenCV and our own loops together; 0 means all cores. Call once at start.
void setThreads(int threads);
int threads();
std::string libtorchVersion();

}  // namespace lineament
