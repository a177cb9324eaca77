#include "ui/enhance/preview_thread.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/base/clock.h"
#include "ui/bridge/sentences.h"

namespace lineament::ui {

struct PreviewThread::Shared {
    mutable std::mutex mutex;
    std::condition_variable wake;
    Work next;
    std::stop_source stop;  // of what is being done
    std::uint64_t submitted = 0, ended = 0;
    bool ending = false;
    std::thread thread;
};

PreviewThread::PreviewThread(QObject* parent) : QObject(parent), d_(std::make_shared<Shared>()) {
    d_->thread = std::thread([this, d = d_] {
        nameThisThread("preview");
        while (true) {
            Work work;
            std::uint64_t stamp = 0;
            std::stop_token stop;
            {
                std::unique_lock lock(d->mutex);
                d->wake.wait(lock, [&] { return d->ending || d->next; });
                if (d->ending) return;
                work = std::exchange(d->next, nullptr);
                stamp = d->submitted;
                d->stop = std::stop_source();
                stop = d->stop.get_token();
            }
            JobContext context(stop);
            Show show;
            QString sentence;
            const auto outcome = outcomeOf<bool>([&] {
                show = work(context);
                return true;
            });
            if (const auto* error = std::get_if<Error>(&outcome)) sentence = sentenceFor(*error);
            work = nullptr;
            QMetaObject::invokeMethod(
                this, [this, stamp, show, sentence] { finish(stamp, show, sentence); }, Qt::QueuedConnection);
        }
    });
}

PreviewThread::~PreviewThread() {
    {
        std::lock_guard lock(d_->mutex);
        d_->ending = true;
        d_->stop.request_stop();
    }
    d_->wake.notify_all();
    d_->thread.join();
}

void PreviewThread::submit(Work work) {
    {
        std::lock_guard lock(d_->mutex);
        d_->next = std::move(work);
        ++d_->submitted;
        d_->stop.request_stop();
    }
    d_->wake.notify_all();
    Q_EMIT idleChanged();
}

bool PreviewThread::idle() const {
    std::lock_guard lock(d_->mutex);
    return d_->ended >= d_->submitted;
}

void PreviewThread::finish(std::uint64_t stamp, const Show& show, const QString& sentence) {
    bool newest = false;
    {
        std::lock_guard lock(d_->mutex);
        d_->ended = std::max(d_->ended, stamp);
        newest = stamp == d_->submitted;
    }
    if (newest && !sentence.isEmpty()) Q_EMIT failed(sentence);
    if (newest && show) show();
    Q_EMIT idleChanged();
}

}  // namespace lineament::ui
