#pragma once

namespace lineament {

/// Stops libav from writing to stderr. Its log is one for the whole process, so it stays quiet from then on;
/// what goes wrong is told by return codes. Thread: any.
void quietLibav();

}  // namespace lineament
