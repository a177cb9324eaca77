#pragma once

#include <QObject>
#include <QPointer>
#include <deque>
#include <functional>

#include "ui/bridge/session.h"

namespace lineament::ui {

/// Decisions of a desk, carried out as short jobs one after another in the order they were made, so that an
/// undo never overtakes what it is to take back. Thread: GUI.
class DecisionQueue : public QObject {
    Q_OBJECT
  public:
    explicit DecisionQueue(Session& session, QObject* parent = nullptr);

    using Work = std::function<void(Workspace&, JobContext&)>;
    /// done() runs on the GUI thread once it is in the store; nothing runs if it failed.
    void add(const QString& title, Work work, std::function<void()> done = {});
    void undo() { replay(false); }
    void redo() { replay(true); }
    bool busy() const { return running_ || !waiting_.empty(); }

  Q_SIGNALS:
    /// A decision was not carried out; the store is as before it.
    void failed(const QString& sentence);
    void idle();

  private:
    struct Entry {
        QString title;
        Work work;
        std::function<void()> done;
    };
    void replay(bool forwards);
    void pump();

    Session& session_;
    std::deque<Entry> waiting_;
    bool running_ = false;
};

}  // namespace lineament::ui
