#include "ui/bridge/stall_watchdog.h"

#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <ctime>

#include "core/base/log.h"

namespace lineament::ui {

namespace {

constexpr qsizetype kStallsKept = 200;

double threadCpuMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

StallWatchdog::Watch::Watch(StallWatchdog& dog, QObject* receiver, QEvent* event) : dog_(dog) {
    outermost_ = dog_.depth_++ == 0;
    if (outermost_)
        dog_.begin(receiver, event);
    else if (QThread::currentThread()->loopLevel() > dog_.loopLevel_)
        dog_.nested_ = true;
}

StallWatchdog::Watch::~Watch() {
    --dog_.depth_;
    if (outermost_) dog_.end();
}

void StallWatchdog::begin(QObject* receiver, QEvent* event) {
    // The receiver may be gone afterwards, so its names are taken now.
    receiver_ = receiver->metaObject()->className();
    receiverName_ = receiver->objectName();
    type_ = event->type();
    loopLevel_ = QThread::currentThread()->loopLevel();
    nested_ = false;
    cpuStartMs_ = threadCpuMs();
    wall_.start();
}

void StallWatchdog::end() {
    const double wallMs = static_cast<double>(wall_.nsecsElapsed()) / 1e6;
    if (wallMs <= kLimitMs || nested_) return;
    const char* type = QMetaEnum::fromType<QEvent::Type>().valueToKey(type_);
    const Stall stall{wallMs, threadCpuMs() - cpuStartMs_,
                      QStringLiteral("%1 at %2 %3")
                          .arg(QLatin1String(type ? type : "event"), QLatin1String(receiver_), receiverName_)
                          .trimmed()};
    log::warning(QStringLiteral("the window was held for %1 ms (%2 ms of its own work) by %3")
                     .arg(stall.wallMs, 0, 'f', 0)
                     .arg(stall.cpuMs, 0, 'f', 0)
                     .arg(stall.what)
                     .toStdString());
    if (stalls_.size() < kStallsKept) stalls_ << stall;
}

}  // namespace lineament::ui
