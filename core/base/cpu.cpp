#include "core/base/cpu.h"

#include <dlfcn.h>

namespace lineament::cpu {

bool hasBf16() {
#if defined(__x86_64__)
    // Every CPU with AMX-BF16 has AVX512-BF16 too. The builtin also asks whether the system saves the
    // registers.
    static const bool has = __builtin_cpu_supports("avx512bf16");
    return has;
#else
    return false;
#endif
}

void oneThreadForBlas() {
    if (auto* set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(1);
}

}  // namespace lineament::cpu
