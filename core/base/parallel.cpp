#include "core/base/parallel.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/clock.h"

namespace lineament {

void forEachInParallel(std::size_t count, int threads, const char* name, const JobContext& context,
                       const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto turn = [&] {
        try {
            for (std::size_t i; !context.stopRequested() && (i = next++) < count;)
                work(i);
        } catch (...) {
            std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
            next = count;
        }
    };
    {
        std::vector<std::jthread> others;
        for (int i = 1; i < threads; ++i)
            others.emplace_back([&] {
                nameThisThread(name);
                turn();
            });
        turn();
    }
    if (failure) std::rethrow_exception(failure);
    context.checkpoint();
}

}  // namespace lineament
