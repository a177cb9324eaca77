#pragma once

#include <QFrame>

namespace lineament::ui {

class ElidedLabel;

/// The line below the desk: what is selected and the keys that act on it, passing words, the job tray.
class StatusLine : public QFrame {
    Q_OBJECT
  public:
    StatusLine(QWidget* tray, QWidget* parent = nullptr);

    /// What the desk says; stays until it says something else.
    void setText(const QString& text);
    /// What has just happened, for a few seconds in front of the desk's words.
    void announce(const QString& text);

  private:
    void refresh();

    ElidedLabel* label_;
    QString text_, news_;
    int announcements_ = 0;
};

}  // namespace lineament::ui
