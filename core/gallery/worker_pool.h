#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace lineament {

/// Threads that stay alive between searches: waking one costs microseconds, starting one far more.
class WorkerPool {
  public:
    /// The caller of run() is one of the threads, so `threads - 1` are started.
    explicit WorkerPool(int threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// One pool for all indexes, alive as long as one of them holds it. Its size is that of
    /// setSharedThreads().
    static std::shared_ptr<WorkerPool> shared();
    /// For pools made from now on; 0: one per core, 16 at most (the sweep is bound by memory, not by cores).
    static void setSharedThreads(int threads);

    int threads() const { return static_cast<int>(workers_.size()) + 1; }

    /// Calls work(0) ... work(threads() - 1), each once, at the same time; returns when all are done and
    /// throws what the first failing one threw. If the pool is busy with another caller's work, that
    /// caller's cores are taken anyway: work(0) alone is called.
    /// Thread: any. `work` must share its load dynamically, since it may be called once only.
    void run(const std::function<void(int thread)>& work);

  private:
    void serve(std::stop_token stop, int thread);

    std::mutex running_;  // held by the caller whose work is in hand
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::condition_variable done_;
    const std::function<void(int)>* work_ = nullptr;
    std::uint64_t round_ = 0;
    int pending_ = 0;
    std::exception_ptr failure_;
    std::vector<std::jthread> workers_;  // last: they use all of the above
};

}  // namespace lineament
