#include "ui/footage/track_review.h"

#include "ui/footage/name_picker.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/footage/why_inspector.h"

namespace lineament::ui {

TrackReview::TrackReview(Session& session, TrackModel& model, TrackList& list, WhyInspector& why,
                         NamePicker& picker, QObject* parent)
    : QObject(parent),
      session_(session),
      model_(model),
      list_(list),
      why_(why),
      picker_(picker),
      queue_(session) {
    connect(&queue_, &DecisionQueue::failed, this, &TrackReview::failed);
    connect(&queue_, &DecisionQueue::idle, this, &TrackReview::settled);
    connect(&picker_, &NamePicker::chosen, this, [this](qint64 id, const QString& name) {
        decide(asked_, IdentityId(id), name, TrackState::kConfirmed);
    });
    connect(&picker_, &NamePicker::newNamed, this,
            [this](const QString& name) { enrol(name, QualityGate::kStandard); });
    connect(&why_, &WhyInspector::candidateChosen, this,
            [this](qint64 id, const QString& name) { assign(IdentityId(id), name); });
}

void TrackReview::confirm() {
    const auto selected = list_.selected();
    QList<TrackId> suggested;
    for (const TrackId id : selected)
        if (const Track* track = model_.track(id);
            track && track->identity && track->state == TrackState::kSuggested)
            suggested.append(id);
    if (suggested.isEmpty()) {
        // Enter on somebody without a suggestion asks who it is; on a confirmed one it goes on.
        const Track* track = model_.track(list_.current());
        if (track && !track->identity) return name();
        if (track) list_.select(list_.following(TrackState::kSuggested));
        return;
    }
    for (const TrackId id : suggested) {
        const Track track = *model_.track(id);
        model_.show(id, track.identity, QString::fromStdString(track.name), TrackState::kConfirmed);
        queue_.add(tr("Confirm a name"), [id, identity = track.identity](Workspace& workspace, JobContext&) {
            workspace.store().assign(id, identity, TrackState::kConfirmed);
        });
    }
    if (selected.size() == 1) list_.select(list_.following(TrackState::kSuggested));
}

void TrackReview::reject() {
    const auto selected = list_.selected();
    if (!selected.isEmpty()) decide(selected, std::nullopt, {}, TrackState::kRejected);
}

void TrackReview::assign(IdentityId identity, const QString& name) {
    decide(list_.selected(), identity, name, TrackState::kConfirmed);
}

void TrackReview::decide(const QList<TrackId>& tracks, std::optional<IdentityId> identity,
                         const QString& name, TrackState state) {
    for (const TrackId id : tracks) {
        if (!model_.track(id)) continue;
        model_.show(id, identity, name, state);
        queue_.add(identity ? tr("Name a track") : tr("Reject a name"),
                   [id, identity, state](Workspace& workspace, JobContext&) {
                       workspace.store().assign(id, identity, state);
                   });
    }
    if (tracks.size() == 1 && tracks.front() == list_.current())
        list_.select(list_.following(TrackState::kSuggested));
}

void TrackReview::name() {
    asked_ = list_.selected();
    if (asked_.isEmpty() || !session_.workspace()) return;
    const Track* first = model_.track(asked_.front());
    if (!first) return;
    std::vector<NameChoice> likely;
    for (const auto& candidate : why_.candidates())
        likely.push_back(
            {candidate.identity, QString::fromStdString(candidate.name), {}, candidate.similarity});
    const QString title = asked_.size() == 1
                              ? tr("Who is %1?").arg(model_.displayName(*first))
                              : tr("Who are these %n tracks?", nullptr, static_cast<int>(asked_.size()));
    picker_.ask(title, std::move(likely), !first->shots.empty());
    loadPeople();
}

void TrackReview::loadPeople() {
    using People = std::vector<NameChoice>;
    session_.jobs().run<People>(
        tr("List people"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer()](JobContext&) {
            People people;
            for (const auto& identity : store->identities())
                people.push_back({identity.id, QString::fromStdString(identity.name),
                                  QString::fromStdString(identity.externalId), 0});
            std::sort(people.begin(), people.end(), [](const auto& a, const auto& b) {
                return QString::compare(a.name, b.name, Qt::CaseInsensitive) < 0;
            });
            return people;
        },
        this,
        [this](People& people) { picker_.setPeople(std::make_shared<const People>(std::move(people))); });
}

void TrackReview::enrolAnyway() {
    if (!refusedName_.isEmpty()) enrol(std::exchange(refusedName_, {}), QualityGate::kOff);
}

void TrackReview::enrol(const QString& name, QualityGate gate) {
    const Track* first = asked_.isEmpty() ? nullptr : model_.track(asked_.front());
    if (!first) return;
    auto enrolled = std::make_shared<EnrolledIdentity>();
    EnrolTrackOptions options;
    options.gate = gate;
    queue_.add(
        tr("Enrol %1 from a recording").arg(name),
        [enrolled, track = *first, others = asked_.mid(1), options, source = source_.toStdString(),
         name = name.toStdString()](Workspace& workspace, JobContext& context) {
            *enrolled = enrolTrack(workspace, track, source, name, {}, options, context);
            if (!enrolled->identity.valid()) return;
            for (const TrackId other : others)
                workspace.store().assign(other, enrolled->identity, TrackState::kConfirmed);
        },
        [this, enrolled, name, tracks = asked_] {
            if (!enrolled->identity.valid()) {
                refusedName_ = name;
                const QString why = enrolled->rejected.empty() ? tr("There is no look at this person.")
                                                               : sentenceFor(enrolled->rejected.front());
                Q_EMIT enrolRefused(tr("%1 was not enrolled: no look is good enough. %2").arg(name, why));
                return;
            }
            for (const TrackId id : tracks)
                if (model_.track(id)) model_.show(id, enrolled->identity, name, TrackState::kConfirmed);
            Q_EMIT said(tr("%1 is enrolled from %n looks of this recording.", nullptr,
                           static_cast<int>(enrolled->accepted.size()))
                            .arg(name));
        });
}

}  // namespace lineament::ui
