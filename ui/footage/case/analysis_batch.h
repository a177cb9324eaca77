#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include "core/pipelines/analyse_footage.h"
#include "ui/bridge/decision_queue.h"

namespace lineament::ui {

class CaseState;

/// Analyses sources of a case one after another in the background, with the settings of the case. What is
/// still to be done is kept in the store: after a crash or a closed window it is offered to go on, and a
/// recording goes on in its middle. Thread: GUI.
class AnalysisBatch : public QObject {
    Q_OBJECT
  public:
    AnalysisBatch(Session& session, CaseState& state, QObject* parent);

    void add(const QString& source, bool live = false);
    /// What the user looks at goes first of what waits: that is where results are waited for.
    void hurry(const QString& source);
    /// Null if the source is not being analysed.
    JobHandle* job(const QString& source) const { return jobs_.value(source); }
    bool busy() const { return !jobs_.isEmpty(); }
    /// Asks the store what an earlier run of the open case left undone: interrupted() follows if there is
    /// some.
    void lookForInterrupted();

  Q_SIGNALS:
    void analysed(const QString& source, const lineament::AnalysisResult& result);
    void failed(const QString& source, const QString& sentence);
    void cancelled(const QString& source);
    /// After any of the three.
    void ended(const QString& source);
    void interrupted(const QStringList& sources);

  private:
    void remember();

    Session& session_;
    CaseState& state_;
    DecisionQueue notes_;  // what is to be done, written in order
    QHash<QString, QPointer<JobHandle>> jobs_;
    QStringList pending_;
    qint64 pendingCase_ = 0;
};

}  // namespace lineament::ui
