#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include "core/base/error.h"

namespace lineament {

/// Thrown by JobContext::checkpoint(). Not a std::exception, so that no catch of errors swallows it.
struct Cancelled {};

/// What a job hands over at its edge: the result, one error, or the word that it was cancelled.
template <class T>
using Outcome = std::variant<T, Error, Cancelled>;

/// How far a job is. total 0 means unknown.
struct Progress {
    std::string stage;
    std::int64_t done = 0;
    std::int64_t total = 0;
    double ratePerSecond = 0;            ///< items a second, smoothed; 0 while unknown
    std::optional<double> secondsLeft;   ///< empty while it cannot be told honestly
};

/// What a long operation is given: whether to stop, and where to say how far it is.
/// Thread: checkpoint() and report() may be called from any thread of the job; the sink is called on the
/// caller's thread and must be quick. Every job calls checkpoint() at least every 50 ms.
class JobContext {
  public:
    using Sink = std::function<void(const Progress&)>;

    JobContext() = default;
    explicit JobContext(std::stop_token stop, Sink sink = {});

    bool stopRequested() const { return stop_.stop_requested(); }
    const std::stop_token& stopToken() const { return stop_; }
    /// Throws Cancelled if a stop was requested.
    void checkpoint() const;
    /// Passes progress on with rate and time left worked out from the calls so far.
    void report(std::string stage, std::int64_t done, std::int64_t total);

  private:
    std::stop_token stop_;
    Sink sink_;
    struct Pace;
    std::shared_ptr<Pace> pace_;
};

/// Runs work() and turns what it throws into an Outcome: the edge of core towards the window.
template <class T, class Work>
Outcome<T> outcomeOf(Work&& work) {
    try {
        return Outcome<T>(std::in_place_index<0>, work());
    } catch (const Cancelled&) {
        return Outcome<T>(std::in_place_index<2>);
    } catch (const Error& error) {
        return Outcome<T>(std::in_place_index<1>, error);
    } catch (const std::bad_alloc&) {
        return Outcome<T>(std::in_place_index<1>, Error(ErrorCode::kTooLarge, "", "out of memory"));
    } catch (const std::exception& error) {
        return Outcome<T>(std::in_place_index<1>, Error(ErrorCode::kInternal, "", error.what()));
    }
}

}  // namespace lineament
