#include "ui/shell/desktop_notice.h"

#include <QApplication>
#include <QWidget>

#include "ui/bridge/settings.h"

namespace lineament::ui {

namespace {
constexpr int kShownMs = 10'000;
}

DesktopNotice::DesktopNotice(Settings& settings, QWidget& window) : QObject(&window), settings_(settings) {
    show_ = [this](const QString& title, const QString& text) { showInTray(title, text); };
    inFront_ = [&window] { return window.isActiveWindow(); };
    connect(&settings_, &Settings::changed, this, [this](Setting key) {
        if (key == Setting::DesktopNotices && tray_ && !settings_.value(key).toBool()) tray_->hide();
    });
}

void DesktopNotice::show(const QString& title, const QString& text, const QString& deskId) {
    if (!settings_.value(Setting::DesktopNotices).toBool() || inFront_()) return;
    deskId_ = deskId;
    show_(title, text);
}

void DesktopNotice::showInTray(const QString& title, const QString& text) {
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) return;
    if (!tray_) {
        tray_ = new QSystemTrayIcon(QApplication::windowIcon(), this);
        connect(tray_, &QSystemTrayIcon::messageClicked, this, [this] { Q_EMIT clicked(deskId_); });
        connect(tray_, &QSystemTrayIcon::activated, this, [this] { Q_EMIT clicked(deskId_); });
    }
    tray_->show();
    tray_->showMessage(title, text, QSystemTrayIcon::Warning, kShownMs);
}

}  // namespace lineament::ui
