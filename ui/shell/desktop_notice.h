#pragma once

#include <QObject>
#include <QSystemTrayIcon>
#include <functional>

class QWidget;

namespace lineament::ui {

class Settings;

/// Tells by the desktop what has happened while somebody works in another window, if they want that
/// (Setting::DesktopNotices). Where the desktop shows no such notices nothing is shown. Thread: GUI.
class DesktopNotice : public QObject {
    Q_OBJECT
  public:
    DesktopNotice(Settings& settings, QWidget& window);

    /// Nothing while the window is in front: it says so itself. `deskId`: where it leads.
    void show(const QString& title, const QString& text, const QString& deskId);
    /// How it is shown; tests listen in its place.
    using Show = std::function<void(const QString& title, const QString& text)>;
    void setShow(Show show) { show_ = std::move(show); }
    /// Whether the window is in front; tests say so in its place.
    void setInFront(std::function<bool()> inFront) { inFront_ = std::move(inFront); }

  Q_SIGNALS:
    void clicked(const QString& deskId);

  private:
    void showInTray(const QString& title, const QString& text);

    Settings& settings_;
    Show show_;
    std::function<bool()> inFront_;
    QSystemTrayIcon* tray_ = nullptr;  // made when it is first needed
    QString deskId_;
};

}  // namespace lineament::ui
