#include "core/base/cpu.h"

#include <fstream>

#include "tests/support/places.h"

using namespace lineament;

TEST(Cpu, ReportsBf16AsTheSystemDoes) {
    std::ifstream file("/proc/cpuinfo");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    if (text.find("flags") == std::string::npos) GTEST_SKIP() << "SKIPPED: the system does not tell";
    EXPECT_EQ(cpu::hasBf16(), text.find("avx512_bf16") != std::string::npos);
}
