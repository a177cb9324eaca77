#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "core/pipelines/cases/name_person.h"
#include "ui/bridge/decision_queue.h"
#include "ui/footage/track_selection.h"

namespace lineament::ui {

class CaseState;
class NamePicker;
class TrackModel;
class WhyInspector;
struct NameChoice;

/// What the user decides about tracks: each decision shows at once, goes to the store as one undoable event,
/// and the next suggestion is selected without the picture moving. Thread: GUI.
class TrackReview : public QObject {
    Q_OBJECT
  public:
    TrackReview(Session& session, CaseState& state, TrackModel& model, WhyInspector& why, NamePicker& picker,
                QObject* parent);

    /// The view whose selection decisions are about.
    void setSelection(TrackSelection* selection) { selection_ = selection; }
    TrackSelection& selection() const { return *selection_; }
    /// Looks that the user picked to enrol somebody from; the best ones if there are none.
    void setPickedLooks(std::function<std::vector<std::pair<TrackId, int>>()> picked) {
        picked_ = std::move(picked);
    }

    void confirm();
    void reject();
    void name();
    /// As name(), and the looks become samples also of somebody who is enrolled already.
    void enrol();
    /// The selected tracks are no faces: they go, and stay away when the recording is analysed again.
    void notAFace();
    /// The selected tracks are one unknown person.
    void merge();
    /// Cuts the selected track in two at a time of its recording.
    void split(double ms);
    void undo() { queue_.undo(); }
    void redo() { queue_.redo(); }
    void assign(IdentityId identity, const QString& name);
    /// Makes the looks that the gate refused samples all the same.
    void enrolAnyway();
    /// A box drawn by hand in a recording.
    void draw(RecordingId recording, const QString& source, double ms, const BoxPx& box);
    bool busy() const { return queue_.busy(); }
    /// Why the next decision is made; it goes into the record with it, and holds for that one alone.
    void setReason(const QString& reason);
    const QString& reason() const { return reason_; }

  Q_SIGNALS:
    void failed(const QString& sentence);
    void reasonChanged();
    void said(const QString& sentence);
    /// A track that was drawn, or cut off before the frame that is shown: what is decided next is about it.
    void made(lineament::TrackId track);
    /// None of the looks is good enough to enrol: why.
    void enrolRefused(const QString& sentence);
    /// Everything decided is in the store.
    void settled();
    /// Unknown people may be grouped otherwise now.
    void regroupWanted();

  private:
    void ask(const QString& title);
    std::vector<NamePersonRequest::Shot> pickedLooks() const;
    std::vector<NamePersonRequest::Shot> looksToEnrol() const;
    void request(const NamePersonRequest& request, const QString& name);
    void named(const NamePersonResult& result, const NamePersonRequest& request, const QString& name);
    void show(const QList<TrackId>& tracks, std::optional<IdentityId> identity, const QString& name,
              TrackState state);
    void decide(const QString& title, ReviewDecision decision);
    void loadPeople();
    std::string takeReason();

    Session& session_;
    CaseState& state_;
    TrackModel& model_;
    WhyInspector& why_;
    NamePicker& picker_;
    DecisionQueue queue_;
    TrackSelection* selection_ = nullptr;
    std::function<std::vector<std::pair<TrackId, int>>()> picked_;
    QList<TrackId> asked_;  // whom the picker names
    QString reason_;
    bool enrolKnown_ = false;                   // what is asked for enrols
    std::optional<NamePersonRequest> refused_;  // for enrolAnyway()
};

}  // namespace lineament::ui
