#pragma once

#include <cstdint>

namespace lineament {

/// Stops libav from writing to stderr. Its log is one for the whole process, so it stays quiet from then on;
/// what goes wrong is told by return codes. Thread: any.
void quietLibav();

/// How many errors containers have logged on this thread since quietLibav(). Matroska and its like find their
/// way back over damage and return no error of it; the log alone tells of what they passed over.
std::int64_t containerErrorsOfThread();

}  // namespace lineament
