#include "ui/footage/track_review.h"

#include <algorithm>

#include "core/pipelines/cases/draw_box.h"
#include "core/pipelines/cases/split_track.h"
#include "ui/footage/name_picker.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/footage/why_inspector.h"

namespace lineament::ui {
namespace {

std::vector<TrackId> listOf(const QList<TrackId>& tracks) {
    return {tracks.begin(), tracks.end()};
}

}  // namespace

TrackReview::TrackReview(Session& session, CaseState& state, TrackModel& model, WhyInspector& why,
                         NamePicker& picker, QObject* parent)
    : QObject(parent),
      session_(session),
      state_(state),
      model_(model),
      why_(why),
      picker_(picker),
      queue_(session) {
    connect(&queue_, &DecisionQueue::failed, this, &TrackReview::failed);
    connect(&queue_, &DecisionQueue::idle, this, &TrackReview::settled);
    connect(&picker_, &NamePicker::chosen, this, [this](qint64 id, const QString& name) {
        NamePersonRequest known;
        known.tracks = listOf(asked_);
        known.identity = IdentityId(id);
        if (enrolKnown_) known.shots = looksToEnrol();
        request(known, name);
    });
    connect(&picker_, &NamePicker::newNamed, this, [this](const QString& name) {
        NamePersonRequest somebody;
        somebody.tracks = listOf(asked_);
        somebody.name = name.toStdString();
        somebody.shots = pickedLooks();
        request(somebody, name);
    });
    connect(&why_, &WhyInspector::candidateChosen, this,
            [this](qint64 id, const QString& name) { assign(IdentityId(id), name); });
}

void TrackReview::show(const QList<TrackId>& tracks, std::optional<IdentityId> identity, const QString& name,
                       TrackState state) {
    for (const TrackId id : tracks)
        model_.show(id, identity, name, state);
    state_.show(tracks, identity, name, state);
}

void TrackReview::setReason(const QString& reason) {
    if (reason == reason_) return;
    reason_ = reason;
    Q_EMIT reasonChanged();
}

std::string TrackReview::takeReason() {
    const std::string reason = reason_.toStdString();
    setReason({});
    return reason;
}

void TrackReview::decide(const QString& title, ReviewDecision decision) {
    decision.reason = takeReason();
    queue_.add(title, [decision = std::move(decision)](Workspace& workspace, JobContext&) {
        workspace.store().caseBook().review(decision);
    });
}

void TrackReview::confirm() {
    const auto selected = selection_->selected();
    QList<TrackId> suggested;
    for (const TrackId id : selected)
        if (const Track* track = state_.track(id);
            track && track->identity && track->state == TrackState::kSuggested)
            suggested.append(id);
    if (suggested.isEmpty()) {
        // Enter on somebody without a suggestion asks who it is; on a confirmed one it goes on.
        const Track* track = state_.track(selection_->current());
        if (track && !track->identity) return name();
        if (track) selection_->select(selection_->followingSuggestion());
        return;
    }
    auto& list = *selection_;  // what is shown moves lines in the other list too
    const bool one = list.selectedLines() <= 1;
    const TrackId next = list.followingSuggestion();
    ReviewDecision decision{.kind = "review.confirm"};
    for (const TrackId id : suggested) {
        const Track track = *state_.track(id);
        decision.namings.push_back({id, track.identity, TrackState::kConfirmed});
        show({id}, track.identity, QString::fromStdString(track.name), TrackState::kConfirmed);
    }
    decide(tr("Confirm a name"), std::move(decision));
    if (one) list.select(next);
}

void TrackReview::reject() {
    const auto selected = selection_->selected();
    if (selected.isEmpty()) return;
    auto& list = *selection_;
    const bool one = list.selectedLines() <= 1;
    const TrackId next = list.followingSuggestion();
    ReviewDecision decision{.kind = "review.reject"};
    for (const TrackId id : selected) {
        const Track* track = state_.track(id);
        if (!track) continue;
        if (track->identity) decision.refusals.emplace_back(id, *track->identity);
        decision.namings.push_back({id, std::nullopt, TrackState::kRejected});
    }
    if (decision.namings.empty()) return;
    show(selected, std::nullopt, {}, TrackState::kRejected);
    decide(tr("Reject a name"), std::move(decision));
    if (one) list.select(next);
    Q_EMIT regroupWanted();
}

void TrackReview::notAFace() {
    const auto selected = selection_->selected();
    if (selected.isEmpty()) return;
    const TrackId next = selection_->followingSuggestion();
    ReviewDecision decision{.kind = "review.not_a_face"};
    for (const TrackId id : selected)
        decision.hidden.emplace_back(id, TrackHidden::kNotAFace);
    decide(tr("Not a face"), std::move(decision));
    selection_->select(next);
    Q_EMIT said(tr("%n tracks are marked as not a face.", nullptr, static_cast<int>(selected.size())));
}

void TrackReview::merge() {
    const auto selected = selection_->selected();
    int number = 0;
    std::optional<IdentityId> identity;
    QString name;
    for (const TrackId id : selected) {
        const Track* track = state_.track(id);
        if (!track) continue;
        if (track->identity && track->state == TrackState::kConfirmed && !identity) {
            identity = track->identity;
            name = QString::fromStdString(track->name);
        }
        const int its = state_.numberOf(id);
        if (its > 0 && (number == 0 || its < number)) number = its;
    }
    if (identity) return assign(*identity, name);  // unknown tracks beside a person: they are that person
    if (selected.size() < 2 || number == 0) {
        Q_EMIT failed(tr("Select at least two unknown people to say that they are one person."));
        return;
    }
    ReviewDecision decision{.kind = "review.merge"};
    for (const TrackId id : selected)
        decision.groupings.push_back({state_.id(), id, number});
    decide(tr("Merge unknown people"), std::move(decision));
    Q_EMIT said(tr("%n tracks are one person now: Unknown-%1.", nullptr, static_cast<int>(selected.size()))
                    .arg(number));
}

void TrackReview::split(double ms) {
    // Of a person who is chosen with all their tracks the one that the frame is in.
    TrackId id;
    const auto selected = selection_->selected();
    for (const TrackId one : selected)
        if (const Track* track = model_.track(one); track && ms > track->firstMs && ms <= track->lastMs)
            id = one;
    if (selected.isEmpty()) return;
    if (!id.valid()) {
        Q_EMIT failed(tr("Go to the frame where the other person begins: the track is cut before it."));
        return;
    }
    auto later = std::make_shared<TrackId>();
    queue_.add(
        tr("Split a track"),
        [id, ms, later, of = state_.id(), why = takeReason()](Workspace& workspace, JobContext& context) {
            *later = splitTrackAt(workspace, of, id, ms, context, why).second;
        },
        [this, later] {
            Q_EMIT said(tr("The track was cut in two."));
            Q_EMIT made(*later);
            Q_EMIT regroupWanted();
        });
}

void TrackReview::draw(RecordingId recording, const QString& source, double ms, const BoxPx& box) {
    auto drawn = std::make_shared<DrawnBox>();
    queue_.add(
        tr("Follow a box drawn by hand"),
        [drawn,
         request = DrawBoxRequest{state_.id(), recording, source.toStdString(), ms, box, takeReason()}](
            Workspace& workspace, JobContext& context) { *drawn = drawBox(workspace, request, context); },
        [this, drawn] {
            Q_EMIT said(
                drawn->joined.valid()
                    ? tr("The box joined the track that goes on there; %n frames in all.", nullptr,
                         static_cast<int>(drawn->frames))
                    : tr("The box is followed over %n frames.", nullptr, static_cast<int>(drawn->frames)));
            Q_EMIT made(drawn->track);
            Q_EMIT regroupWanted();
        });
}

void TrackReview::assign(IdentityId identity, const QString& name) {
    NamePersonRequest known;
    known.tracks = listOf(selection_->selected());
    known.identity = identity;
    if (!known.tracks.empty()) request(known, name);
}

std::vector<NamePersonRequest::Shot> TrackReview::pickedLooks() const {
    std::vector<NamePersonRequest::Shot> shots;
    if (picked_)
        for (const auto& [track, rank] : picked_())
            shots.push_back({track, rank});
    return shots;
}

/// Those that were picked, else the best of the tracks.
std::vector<NamePersonRequest::Shot> TrackReview::looksToEnrol() const {
    auto shots = pickedLooks();
    if (!shots.empty()) return shots;
    std::vector<std::pair<float, NamePersonRequest::Shot>> all;
    for (const TrackId id : asked_)
        if (const Track* track = state_.track(id))
            for (std::size_t rank = 0; rank < track->shots.size(); ++rank)
                all.push_back({track->shots[rank].quality, {id, static_cast<int>(rank)}});
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    const auto most = static_cast<std::size_t>(NamePersonRequest().bestShots);
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i)
        shots.push_back(all[i].second);
    return shots;
}

void TrackReview::name() {
    enrolKnown_ = false;
    asked_ = selection_->selected();
    const Track* first = asked_.isEmpty() ? nullptr : state_.track(asked_.front());
    if (first)
        ask(selection_->selectedLines() <= 1
                ? tr("Who is %1?").arg(state_.nameOf(*first))
                : tr("Who are these %n tracks?", nullptr, static_cast<int>(asked_.size())));
}

void TrackReview::enrol() {
    enrolKnown_ = true;
    asked_ = selection_->selected();
    ask(tr("As whom are these looks enrolled?"));
}

void TrackReview::ask(const QString& title) {
    const Track* first = asked_.isEmpty() ? nullptr : state_.track(asked_.front());
    if (!first || !session_.workspace()) return;
    std::vector<NameChoice> likely;
    for (const auto& candidate : why_.candidates())
        likely.push_back(
            {candidate.identity, QString::fromStdString(candidate.name), {}, candidate.similarity});
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
    if (!refused_) return;
    NamePersonRequest again = *std::exchange(refused_, std::nullopt);
    again.gate = QualityGate::kOff;
    request(again, QString::fromStdString(again.name));
}

void TrackReview::request(const NamePersonRequest& given, const QString& name) {
    NamePersonRequest request = given;
    request.of = state_.id();
    if (request.reason.empty()) request.reason = takeReason();
    auto& list = *selection_;
    const bool one = list.selectedLines() <= 1;
    const TrackId next = list.followingSuggestion();
    if (request.identity && request.shots.empty()) {
        show(QList<TrackId>(request.tracks.begin(), request.tracks.end()), request.identity, name,
             TrackState::kConfirmed);
        if (one) list.select(next);
    }
    auto result = std::make_shared<NamePersonResult>();
    queue_.add(
        request.identity && request.shots.empty() ? tr("Name a track")
                                                  : tr("Enrol %1 from a recording").arg(name),
        [result, request](Workspace& workspace, JobContext& context) {
            *result = namePerson(workspace, request, context);
        },
        [this, result, request, name] { named(*result, request, name); });
}

void TrackReview::named(const NamePersonResult& result, const NamePersonRequest& request,
                        const QString& name) {
    const auto looks = static_cast<int>(result.person.accepted.size());
    if (!result.person.identity.valid()) {
        refused_ = request;
        const QString why = result.person.rejected.empty() ? tr("There is no look at this person.")
                                                           : sentenceFor(result.person.rejected.front());
        Q_EMIT enrolRefused(tr("%1 was not enrolled: no look is good enough. %2").arg(name, why));
        return;
    }
    show(QList<TrackId>(request.tracks.begin(), request.tracks.end()), result.person.identity, name,
         TrackState::kConfirmed);
    QStringList sentences;
    if (looks > 0)
        sentences << tr("%1 is enrolled from %n looks of this recording.", nullptr, looks).arg(name);
    if (const auto more = static_cast<int>(result.suggested.size()); more > 0)
        sentences << tr("%n other tracks are like %1: now suggested.", nullptr, more).arg(name);
    if (!sentences.isEmpty()) Q_EMIT said(sentences.join(QLatin1Char(' ')));
}

}  // namespace lineament::ui
