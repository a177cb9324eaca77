#include "core/gallery/worker_pool.h"

#include <algorithm>
#include <string>

#include "core/base/clock.h"

namespace lineament {
namespace {

std::mutex sharedMutex;
int sharedThreads = 0;
std::weak_ptr<WorkerPool> sharedPool;

int defaultThreads() {
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, 16);
}

}  // namespace

WorkerPool::WorkerPool(int threads) {
    for (int thread = 1; thread < threads; ++thread)
        workers_.emplace_back([this, thread](std::stop_token stop) { serve(stop, thread); });
}

WorkerPool::~WorkerPool() {
    for (auto& worker : workers_)
        worker.request_stop();
}

std::shared_ptr<WorkerPool> WorkerPool::shared() {
    std::lock_guard lock(sharedMutex);
    auto pool = sharedPool.lock();
    const int threads = sharedThreads > 0 ? sharedThreads : defaultThreads();
    if (!pool || pool->threads() != threads) sharedPool = pool = std::make_shared<WorkerPool>(threads);
    return pool;
}

void WorkerPool::setSharedThreads(int threads) {
    std::lock_guard lock(sharedMutex);
    sharedThreads = threads;
}

void WorkerPool::run(const std::function<void(int)>& work) {
    std::unique_lock running(running_, std::try_to_lock);
    if (workers_.empty() || !running) return work(0);
    {
        std::lock_guard lock(mutex_);
        work_ = &work;
        pending_ = static_cast<int>(workers_.size());
        failure_ = nullptr;
        ++round_;
    }
    wake_.notify_all();
    std::exception_ptr failure;
    try {
        work(0);
    } catch (...) {
        failure = std::current_exception();
    }
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return pending_ == 0; });
    work_ = nullptr;
    if (!failure) failure = failure_;
    lock.unlock();
    if (failure) std::rethrow_exception(failure);
}

void WorkerPool::serve(std::stop_token stop, int thread) {
    nameThisThread(("search-" + std::to_string(thread)).c_str());
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [&] { return round_ != seen; })) {
        seen = round_;
        const auto* work = work_;
        lock.unlock();
        std::exception_ptr failure;
        try {
            (*work)(thread);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (failure && !failure_) failure_ = failure;
        if (--pending_ == 0) done_.notify_one();
    }
}

}  // namespace lineament
