#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace lineament::ui {

class SignIn;
class WrappedLabel;

/// What the window shows while nobody is signed in or somebody has locked it: name, password, and why a
/// sign-in failed. Thread: GUI.
class SignInScreen : public QWidget {
    Q_OBJECT
  public:
    SignInScreen(SignIn& who, QWidget* parent);

    /// As the session is now: locked by somebody, or nobody signed in.
    void refresh();
    /// Another account may sign in while the present one stays signed in behind the lock.
    void askForAnother();
    void retranslate();

  Q_SIGNALS:
    void quitRequested();

  private:
    void submit();
    void fail(const QString& sentence, qint64 waitMs);
    void showWait();
    void showState();

    SignIn& who_;
    bool busy_ = false, another_ = false;
    QString sentence_;
    qint64 waitUntilMs_ = 0;
    QTimer* tick_;
    QLabel *icon_, *title_, *nameLabel_, *passwordLabel_;
    WrappedLabel *hint_, *trouble_;
    QLineEdit *name_, *password_;
    QPushButton *signIn_, *other_, *quit_;
};

}  // namespace lineament::ui
