#include "ui/footage/people_of_case/case_state.h"

#include <utility>

#include "core/pipelines/cases/name_person.h"
#include "core/pipelines/presence/alert_raiser.h"
#include "core/store/presence_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/footage/tracks/track_model.h"

namespace lineament::ui {

CaseState::CaseState(Session& session, QObject* parent) : QObject(parent), session_(session) {}

void CaseState::open(CaseId id) {
    id_ = id;
    loading_ = again_ = false;  // what is being read is of another case
    shots_.setLoader(shotLoader());
    Q_EMIT opened();
    reload();
}

ThumbCache::Loader CaseState::shotLoader() const {
    return [store = session_.workspace()->storePointer()](qint64 key) {
        const auto [track, rank] = shotOfKey(key);
        return imageFromBytes(store->caseBook().shotCrop(track, rank));
    };
}

CaseState::Data CaseState::read(const Workspace& workspace, CaseId id) {
    auto& store = workspace.store();
    auto& book = store.caseBook();
    Data data;
    data.info = book.getCase(id);
    data.cases = book.cases();
    data.sources = book.sources(id);
    data.cameras = store.presence().cameras();
    for (const auto& other : data.cases)
        if (other.id != id)
            for (auto& source : book.sources(other.id))
                data.elsewhere.emplace_back(std::move(source.source), other.id);
    data.recordings = store.recordings();
    const auto ids = recordingsOf(book, id);
    data.tracks = book.outlines(ids);
    data.numbers = book.unknowns(id);
    data.people = peopleOfCase(data.tracks, data.numbers);
    data.marks = book.marks(id);
    data.lists = watchedLists(workspace);
    for (const auto recording : ids)
        for (const auto track : book.drawnTracks(recording))
            data.drawn.push_back(track);
    return data;
}

void CaseState::reload() {
    if (!session_.workspace()) return;
    if (loading_) {  // many changes in a row are read once more, not once each
        again_ = true;
        return;
    }
    const int asked = ++asked_;
    loading_ = true;
    auto* job = session_.jobs().run<Data>(
        tr("Read the case"), JobRunner::Lane::Short,
        [workspace = session_.workspace(), id = id_](JobContext&) { return read(*workspace, id); }, this,
        [this, asked](Data& data) {
            if (asked != asked_) return;
            loading_ = false;
            take(data);
            Q_EMIT changed();  // lists first, so that what is selected in them by loaded() is there
            Q_EMIT loaded();
            if (std::exchange(again_, false)) reload();
        });
    connect(job, &JobHandle::failed, this, [this, asked](const QString& sentence) {
        if (asked != asked_) return;
        loading_ = again_ = false;
        Q_EMIT failed(sentence);
    });
}

void CaseState::take(Data& data) {
    data_ = std::move(data);
    byId_.clear();
    for (std::size_t i = 0; i < data_.tracks.size(); ++i)
        byId_.insert(data_.tracks[i].id.value(), i);
    numbers_.clear();
    for (const auto& unknown : data_.numbers)
        numbers_.insert(unknown.track.value(), unknown.number);
    drawn_.clear();
    for (const auto track : data_.drawn)
        drawn_.insert(track.value());
    marks_.clear();
    for (const auto& mark : data_.marks)
        marks_.insert(mark.identity.value());
}

std::optional<WatchHit> CaseState::watched(const Track& track) const {
    return watchHitOf(track, data_.marks, data_.lists);
}

const Track* CaseState::track(TrackId id) const {
    const auto found = byId_.find(id.value());
    return found == byId_.end() ? nullptr : &data_.tracks[*found];
}

std::vector<Track> CaseState::tracksOf(RecordingId recording) const {
    std::vector<Track> some;
    for (const auto& track : data_.tracks)
        if (track.recording == recording) some.push_back(track);
    return some;
}

QString CaseState::nameOf(const Track& track) const {
    if (track.identity && !track.name.empty()) return QString::fromStdString(track.name);
    const int number = numberOf(track.id);
    return number > 0 ? tr("Unknown-%1").arg(number) : tr("Unknown");
}

QString CaseState::nameOf(const CasePerson& person) const {
    return nameOf(data_.tracks[person.tracks.front()]);
}

QString CaseState::sourceOf(const Track& track) const {
    for (const auto& recording : data_.recordings)
        if (recording.id == track.recording) return QString::fromStdString(recording.source);
    return {};
}

CaseId CaseState::otherCaseOf(const QString& source) const {
    const std::string wanted = source.toStdString();
    for (const auto& own : data_.sources)
        if (own.source == wanted) return {};
    for (const auto& [path, id] : data_.elsewhere)
        if (path == wanted && id != CaseBook::kUnsorted) return id;
    return {};
}

void CaseState::show(const QList<TrackId>& tracks, std::optional<IdentityId> identity, const QString& name,
                     TrackState state) {
    for (const auto id : tracks) {
        const auto found = byId_.find(id.value());
        if (found == byId_.end()) continue;
        Track& track = data_.tracks[*found];
        track.identity = identity;
        track.name = name.toStdString();
        track.state = state;
    }
    data_.people = peopleOfCase(data_.tracks, data_.numbers);
    Q_EMIT changed();
}

}  // namespace lineament::ui
