#include "ui/shell/idle_shot.h"

#include <QCoreApplication>
#include <QPixmap>
#include <QTimer>

#include "core/base/log.h"
#include "ui/shell/main_window.h"

namespace lineament::ui {

namespace {
// One job's end starts the next (open, list, thumbnails): only a window that stays idle is idle.
constexpr int kLookMs = 100, kCalmLooks = 4;
constexpr int kExitInputUnusable = 3;
}  // namespace

IdleShot::IdleShot(MainWindow& window, QString file, int limitMs, QObject* parent)
    : QObject(parent), window_(window), file_(std::move(file)), limitMs_(limitMs) {
    since_.start();
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &IdleShot::look);
    timer->start(kLookMs);
}

void IdleShot::look() {
    calmLooks_ = window_.idle() ? calmLooks_ + 1 : 0;
    if (calmLooks_ >= kCalmLooks) return save();
    if (since_.elapsed() < limitMs_) return;
    log::error("the window did not become idle in time; no picture was saved");
    QCoreApplication::exit(kExitInputUnusable);
}

void IdleShot::save() {
    const bool saved = window_.grab().save(file_);
    if (!saved) log::error(file_.toStdString() + ": the picture of the window cannot be written there");
    QCoreApplication::exit(saved ? 0 : kExitInputUnusable);
}

}  // namespace lineament::ui
