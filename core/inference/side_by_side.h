#pragma once

#include <cstddef>
#include <functional>

namespace lineament {

/// Calls work(begin, end) for parts of 0..items at the same time, up to threads() of them; networks that run
/// inside compute on one thread each. To share out whole pictures this way costs one meeting of the threads;
/// threads that share every layer of a small network meet at each, and lose more than they win.
/// Returns when all parts are done; rethrows the first error. Calls within calls run one after another.
void sideBySide(std::size_t items, const std::function<void(std::size_t begin, std::size_t end)>& work);

/// Whether this thread is doing a part of sideBySide().
bool isBesideOthers();

}  // namespace lineament
