#pragma once

#include <QFrame>

#include "core/domain/watchlist.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace lineament::ui {

class ElidedLabel;

/// One alert: the look beside the reference, the numbers, place and time, and what to decide about it.
class AlertCard : public QFrame {
    Q_OBJECT
  public:
    explicit AlertCard(QWidget* parent = nullptr);

    /// Does nothing if it shows this already.
    void setAlert(const Alert& alert);
    const Alert& alert() const { return alert_; }
    void setPictures(const QImage& look, const QImage& reference);
    /// How long it waits, by the time that is now.
    void showAge(UnixMs now);
    /// Whether its camera is a recording, which can be looked at.
    void setRecording(bool recording);
    void setCurrent(bool current);
    /// Asks for the reason of a dismissal.
    void askReason();
    /// A reason is being typed: the card must stay where it is.
    bool asking() const;
    void retranslate();

  Q_SIGNALS:
    void acknowledged();
    void dismissed(const QString& reason);
    void reopened();
    void recordingRequested();
    void picked();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void showState();

    Alert alert_;
    bool current_ = false;
    QLabel *look_, *reference_, *lookCaption_, *referenceCaption_, *flag_, *age_;
    ElidedLabel *name_, *numbers_, *place_, *decision_;
    QPushButton *acknowledge_, *dismiss_, *reopen_, *recording_, *confirm_, *cancel_;
    QLineEdit* reason_;
    QWidget* reasonRow_;
};

}  // namespace lineament::ui
