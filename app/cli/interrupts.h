#pragma once

#include <stop_token>
#include <thread>

namespace lineament::cli {

/// While it lives, the first SIGINT or SIGTERM is a stop request; the second ends the process at once.
/// One at a time.
class Interrupts {
  public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    std::stop_token stopToken() const { return cancelled_.get_token(); }

  private:
    std::stop_source cancelled_;
    std::jthread watcher_;
};

}  // namespace lineament::cli
