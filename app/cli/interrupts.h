#pragma once

#include <stop_token>
#include <thread>

namespace lineament::cli {

/// Turns the first SIGINT or SIGTERM into a stop request; the second ends the process at once.
/// Must be made before other threads, so that they inherit the blocked signals.
class Interrupts {
  public:
    Interrupts();
    ~Interrupts();
    std::stop_token stopToken() const { return cancelled_.get_token(); }

  private:
    std::stop_source cancelled_;
    std::jthread watcher_;
};

}  // namespace lineament::cli
