#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>
#include <optional>

#include "core/domain/access.h"
#include "ui/presence/access/door_runs.h"
#include "ui/theme/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace lineament::ui {

class ElidedLabel;
class ImageCanvas;

/// What stands beside the picture of a door: what to do, or what was decided and why, in colour and shape.
class DoorVerdict : public QFrame {
    Q_OBJECT
  public:
    explicit DoorVerdict(QWidget* parent = nullptr);
    void say(const QString& icon, Token token, const QString& headline, const QString& detail = {});
    QString headline() const;
    QString detail() const;
    Token token() const { return token_; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void tint();

    Token token_ = Token::Muted;
    QString icon_;
    QLabel *sign_, *headline_, *detail_;
};

/// The screen of a door, for whoever stands before it: its picture, what to do, what was decided and why, a
/// field for a card; fills a tablet on request.
class DoorScreen : public QFrame {
    Q_OBJECT
  public:
    explicit DoorScreen(QWidget* parent = nullptr);

    void setDoor(const Door& door);
    void setRunning(bool running);
    void showPicture(const DoorPicture& picture);
    void showDecision(const AccessEvent& event);
    /// The camera's trouble as a sentence; empty: none.
    void setTrouble(const QString& sentence);
    /// It has ended by itself.
    void setEnded(const QString& sentence);
    void toggleFullScreen();
    bool doorIsOpen() const { return opened_.isActive(); }
    DoorVerdict& verdict() { return *verdict_; }
    void retranslate();

  Q_SIGNALS:
    void runRequested(bool run);
    void cardShown(const QString& card);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

  private:
    void submitCard();
    void showState();
    void sayEvent();
    void leaveFullScreen();

    Door door_;
    bool running_ = false;
    DoorPicture shown_;
    QString trouble_, over_;
    std::optional<AccessEvent> event_;
    QTimer verdictTimer_, opened_;
    QPointer<QWidget> home_;

    ElidedLabel* title_;
    ImageCanvas* canvas_;
    DoorVerdict* verdict_;
    QLabel *stateIcon_, *state_;
    QLineEdit* card_;
    QPushButton *useCard_, *run_;
    QToolButton* full_;
};

}  // namespace lineament::ui
