#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "core/pipelines/enrol_track.h"
#include "ui/bridge/decision_queue.h"

namespace lineament::ui {

class NamePicker;
class TrackList;
class TrackModel;
class WhyInspector;
struct NameChoice;

/// What the user decides about tracks: each decision shows at once, goes to the store as one undoable event,
/// and the next track that waits is selected without the picture moving. Thread: GUI.
class TrackReview : public QObject {
    Q_OBJECT
  public:
    TrackReview(Session& session, TrackModel& model, TrackList& list, WhyInspector& why, NamePicker& picker,
                QObject* parent);

    /// The recording the tracks are of: where enrolled looks say they come from.
    void setSource(const QString& source) { source_ = source; }
    void confirm();
    void reject();
    void name();
    void undo() { queue_.undo(); }
    void redo() { queue_.redo(); }
    void assign(IdentityId identity, const QString& name);
    /// Makes the looks that the gate refused samples all the same.
    void enrolAnyway();
    bool busy() const { return queue_.busy(); }

  Q_SIGNALS:
    void failed(const QString& sentence);
    void said(const QString& sentence);
    /// None of the looks is good enough to enrol: why.
    void enrolRefused(const QString& sentence);
    /// Everything decided is in the store.
    void settled();

  private:
    void decide(const QList<TrackId>& tracks, std::optional<IdentityId> identity, const QString& name,
                TrackState state);
    void enrol(const QString& name, QualityGate gate);
    void loadPeople();

    Session& session_;
    TrackModel& model_;
    TrackList& list_;
    WhyInspector& why_;
    NamePicker& picker_;
    DecisionQueue queue_;
    QString source_;
    QList<TrackId> asked_;  // whom the picker names
    QString refusedName_;   // for enrolAnyway()
};

}  // namespace lineament::ui
