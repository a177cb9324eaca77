#pragma once

#include <cstdio>
#include <cstdlib>

namespace lineament::bench {

/// A figure for the table of `lineament bench`, which runs the benches that lie beside it with
/// LINEAMENT_BENCH_FIGURES set. "peer:NAME" with the peer's name for its unit: what a peer took for NAME.
inline void figure(const char* name, const char* unit, double value, int samples) {
    if (std::getenv("LINEAMENT_BENCH_FIGURES"))
        std::printf("figure\t%s\t%s\t%.6g\t%d\n", name, unit, value, samples);
}

}  // namespace lineament::bench
