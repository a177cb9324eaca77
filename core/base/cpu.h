#pragma once

namespace lineament::cpu {

/// AVX512-BF16 or AMX-BF16 in this CPU.
bool hasBf16();

/// Has OpenBLAS, where it is in the process, compute with one thread: it keeps threads of its own, which
/// compete with OpenMP's waiting ones after every product; with one the small products here are five times as
/// fast. For programs that compute by LibTorch, once at their start.
void oneThreadForBlas();

}  // namespace lineament::cpu
