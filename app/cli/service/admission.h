#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/clock.h"

namespace lineament::cli {

/// Knows a token without keeping it, and compares in a time that says nothing about it. Thread: any.
class TokenGuard {
  public:
    /// Throws Error(kInvalidArgument) for a token under 16 characters.
    explicit TokenGuard(const std::string& token);
    /// `header`: the value of "Authorization", "Bearer TOKEN".
    bool admits(const std::string& header) const;

  private:
    std::string digest_;
};

/// So many requests a second for each address, with a reserve for bursts. Thread: any.
class RateLimit {
  public:
    RateLimit(double perSecond, double burst, const Clock& clock = Clock::system());
    /// Takes `cost` from the address. False if it has not so much left.
    bool take(const std::string& address, double cost = 1);
    std::size_t addresses() const;

  private:
    struct Account {
        double left;
        UnixMs at;
    };
    void forgetTheFull(UnixMs now);
    double refilled(const Account& account, UnixMs now) const;

    const double perSecond_, burst_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    std::map<std::string, Account> accounts_;
};

/// Threads that work through a queue of bounded length; whoever adds to a full one waits, so that more
/// connections stay with the system, where they cost nothing. Thread: any.
class BoundedPool {
  public:
    BoundedPool(std::size_t threads, std::size_t waiting);
    ~BoundedPool() { shutdown(); }
    void enqueue(std::function<void()> work);
    /// Does what is queued, then ends.
    void shutdown();

  private:
    void work();

    const std::size_t waiting_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_;
    bool closed_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace lineament::cli
