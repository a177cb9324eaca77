#pragma once

#include <cstddef>
#include <functional>

#include "core/base/job_context.h"

namespace lineament {

/// Calls work(i) once for each i below `count`, begun in that order, on so many threads (at least one, the
/// caller's among them; the others go by `name`). The first exception keeps what has not begun from beginning
/// and is thrown once all threads are done. Throws Cancelled if the context is stopped.
void forEachInParallel(std::size_t count, int threads, const char* name, const JobContext& context,
                       const std::function<void(std::size_t)>& work);

}  // namespace lineament
