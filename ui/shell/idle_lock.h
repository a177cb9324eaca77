#pragma once

#include <QObject>
#include <functional>

namespace lineament::ui {

class SignIn;

/// Locks the session when nobody has touched key or mouse for as long as the store says. Thread: GUI.
class IdleLock : public QObject {
    Q_OBJECT
  public:
    /// nowMs: milliseconds of any clock that only goes forward; a test gives its own.
    explicit IdleLock(SignIn& who, QObject* parent = nullptr, std::function<qint64()> nowMs = {});
    /// Looks now; otherwise every few seconds.
    void check();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    SignIn& who_;
    std::function<qint64()> nowMs_;
    qint64 touchedMs_ = 0;
};

}  // namespace lineament::ui
