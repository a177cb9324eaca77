#include "ui/studio/latest_worker.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/clock.h"
#include "core/base/job_context.h"
#include "ui/bridge/sentences.h"

namespace lineament::ui {

struct LatestWorker::Shared {
    std::mutex mutex;
    std::condition_variable wake;
    Work next;
    std::uint64_t submitted = 0, ended = 0;
    bool ending = false;
    std::thread thread;
};

LatestWorker::LatestWorker(const char* threadName, QObject* parent)
    : QObject(parent), d_(std::make_shared<Shared>()) {
    d_->thread = std::thread([this, d = d_, name = std::string(threadName)] {
        nameThisThread(name.c_str());
        while (true) {
            Work work;
            std::uint64_t stamp = 0;
            {
                std::unique_lock lock(d->mutex);
                d->wake.wait(lock, [&] { return d->ending || d->next; });
                if (d->ending) return;
                work = std::exchange(d->next, nullptr);
                stamp = d->submitted;
            }
            Show show;
            QString sentence;
            const auto outcome = outcomeOf<bool>([&] { return show = work(), true; });
            if (const auto* error = std::get_if<Error>(&outcome)) sentence = sentenceFor(*error);
            work = nullptr;
            QMetaObject::invokeMethod(
                this, [this, stamp, show, sentence] { finish(stamp, show, sentence); }, Qt::QueuedConnection);
        }
    });
}

LatestWorker::~LatestWorker() {
    {
        std::lock_guard lock(d_->mutex);
        d_->ending = true;
    }
    d_->wake.notify_all();
    d_->thread.join();
}

void LatestWorker::submit(Work work) {
    {
        std::lock_guard lock(d_->mutex);
        d_->next = std::move(work);
        ++d_->submitted;
    }
    d_->wake.notify_all();
}

void LatestWorker::clear() {
    std::lock_guard lock(d_->mutex);
    if (d_->next) {
        d_->next = nullptr;
        d_->ended = d_->submitted;
    }
    cleared_ = d_->submitted;
}

bool LatestWorker::idle() const {
    std::lock_guard lock(d_->mutex);
    return d_->ended >= d_->submitted;
}

void LatestWorker::finish(std::uint64_t stamp, const Show& show, const QString& sentence) {
    {
        std::lock_guard lock(d_->mutex);
        d_->ended = std::max(d_->ended, stamp);
    }
    if (stamp > cleared_) {
        if (!sentence.isEmpty())
            Q_EMIT failed(sentence);
        else if (show)
            show();
    }
    if (idle()) Q_EMIT becameIdle();
}

}  // namespace lineament::ui
