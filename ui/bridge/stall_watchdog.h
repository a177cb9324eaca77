#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QList>
#include <QString>

class QEvent;
class QObject;

namespace lineament::ui {

/// One event that held the GUI thread too long.
struct Stall {
    double wallMs = 0;  ///< on the clock
    double cpuMs = 0;   ///< of the GUI thread itself: what it did, whatever else the machine was busy with
    QString what;       ///< event type and receiver
};

/// Times every event of the GUI thread; those that take longer than 50 ms are logged and remembered.
/// An event that ran a nested loop (a dialog, a menu) is not counted. Thread: GUI.
class StallWatchdog {
  public:
    static constexpr double kLimitMs = 50;

    /// Wrap the delivery of one event with an object of this on the stack.
    class Watch {
      public:
        Watch(StallWatchdog& dog, QObject* receiver, QEvent* event);
        ~Watch();
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

      private:
        StallWatchdog& dog_;
        bool outermost_ = false;
    };

    const QList<Stall>& stalls() const { return stalls_; }
    void clear() { stalls_.clear(); }

  private:
    void begin(QObject* receiver, QEvent* event);
    void end();

    int depth_ = 0;
    int loopLevel_ = 0;
    bool nested_ = false;
    QElapsedTimer wall_;
    double cpuStartMs_ = 0;
    QByteArray receiver_;
    QString receiverName_;
    int type_ = 0;
    QList<Stall> stalls_;
};

}  // namespace lineament::ui
