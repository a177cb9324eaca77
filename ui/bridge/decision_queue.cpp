#include "ui/bridge/decision_queue.h"

#include <memory>

namespace lineament::ui {

DecisionQueue::DecisionQueue(Session& session, QObject* parent) : QObject(parent), session_(session) {}

void DecisionQueue::add(const QString& title, Work work, std::function<void()> done) {
    waiting_.push_back({title, std::move(work), std::move(done)});
    pump();
}

void DecisionQueue::replay(bool forwards) {
    auto replayed = std::make_shared<std::optional<Decision>>();
    add(
        forwards ? tr("Redo") : tr("Undo"),
        [replayed, forwards](Workspace& workspace, JobContext&) {
            *replayed = forwards ? workspace.store().redo() : workspace.store().undo();
        },
        [this, replayed, forwards] {
            Q_EMIT session_.decisionReplayed(*replayed ? sentenceForReplay(**replayed, forwards) : QString());
        });
}

void DecisionQueue::pump() {
    if (running_) return;
    if (waiting_.empty()) {
        Q_EMIT idle();
        return;
    }
    if (!session_.workspace()) {
        waiting_.clear();
        return;
    }
    Entry entry = std::move(waiting_.front());
    waiting_.pop_front();
    running_ = true;
    auto* job = session_.jobs().run<bool>(
        entry.title, JobRunner::Lane::Short,
        [work = std::move(entry.work), workspace = session_.workspace()](JobContext& context) {
            work(*workspace, context);
            return true;
        },
        this,
        [done = std::move(entry.done)](bool&) {
            if (done) done();
        });
    connect(job, &JobHandle::failed, this, &DecisionQueue::failed);
    connect(job, &JobHandle::ended, this, [this] {
        running_ = false;
        pump();
    });
}

}  // namespace lineament::ui
