#include "ui/shell/idle_lock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QTimer>

#include "ui/bridge/sign_in.h"

namespace lineament::ui {

namespace {
constexpr int kCheckMs = 5000;
}

IdleLock::IdleLock(SignIn& who, QObject* parent, std::function<qint64()> nowMs)
    : QObject(parent), who_(who), nowMs_(std::move(nowMs)) {
    if (!nowMs_) {
        QElapsedTimer clock;
        clock.start();
        nowMs_ = [clock] { return clock.elapsed(); };
    }
    touchedMs_ = nowMs_();
    QCoreApplication::instance()->installEventFilter(this);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &IdleLock::check);
    timer->start(kCheckMs);
    connect(&who_, &SignIn::changed, this, [this] { touchedMs_ = nowMs_(); });
}

void IdleLock::check() {
    const qint64 limit = qint64{who_.lockAfterMinutes()} * 60'000;
    if (limit > 0 && nowMs_() - touchedMs_ >= limit) who_.lock();
}

bool IdleLock::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress:
        case QEvent::MouseButtonPress:
        case QEvent::MouseMove:
        case QEvent::Wheel:
        case QEvent::TouchBegin:
        case QEvent::TouchUpdate:
        case QEvent::TabletMove:
            touchedMs_ = nowMs_();
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace lineament::ui
