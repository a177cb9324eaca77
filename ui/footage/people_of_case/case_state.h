#pragma once

#include <QHash>
#include <QObject>
#include <vector>

#include "core/pipelines/cases/watch_hit.h"
#include "core/review/case_people.h"
#include "core/store/case_book.h"
#include "ui/bridge/session.h"
#include "ui/widgets/thumb_cache.h"

namespace lineament::ui {

/// What the desk knows of the open case: its sources, everybody found in them, who is unknown under which
/// number. Read from the store in jobs; a decision shows at once, before the store has confirmed it. Thread:
/// GUI.
class CaseState : public QObject {
    Q_OBJECT
  public:
    explicit CaseState(Session& session, QObject* parent = nullptr);

    /// Opens a case and reads it; loaded() or failed() follows.
    void open(CaseId id);
    /// Reads the open case again.
    void reload();
    bool loading() const { return loading_; }

    CaseId id() const { return id_; }
    const Case& info() const { return data_.info; }
    const std::vector<Case>& cases() const { return data_.cases; }
    const std::vector<CaseSource>& sources() const { return data_.sources; }
    /// Those of the store, which may have taken them.
    const std::vector<Camera>& cameras() const { return data_.cameras; }
    const std::vector<Recording>& recordings() const { return data_.recordings; }
    /// All of the case, by recording and time; their shots have no pixels: see shots().
    const std::vector<Track>& tracks() const { return data_.tracks; }
    const std::vector<CasePerson>& people() const { return data_.people; }
    const Track* track(TrackId id) const;
    std::vector<Track> tracksOf(RecordingId recording) const;
    /// "Anna", "Unknown-4"; "Unknown" while it has no number.
    QString nameOf(const Track& track) const;
    QString nameOf(const CasePerson& person) const;
    int numberOf(TrackId track) const { return numbers_.value(track.value()); }
    const QHash<qint64, int>& numbers() const { return numbers_; }
    bool isDrawn(TrackId track) const { return drawn_.contains(track.value()); }
    bool isMarked(IdentityId identity) const { return marks_.contains(identity.value()); }
    /// Why the track is of somebody to look out for, if it is.
    std::optional<WatchHit> watched(const Track& track) const;
    QString sourceOf(const Track& track) const;
    /// Another case that holds a source which this one does not; not valid: none.
    CaseId otherCaseOf(const QString& source) const;

    /// Shows a naming at once, before the store has it.
    void show(const QList<TrackId>& tracks, std::optional<IdentityId> identity, const QString& name,
              TrackState state);

    /// Crops by shotKey() (track_model.h).
    ThumbCache& shots() { return shots_; }
    /// The same for a cache of a view's own.
    ThumbCache::Loader shotLoader() const;

  Q_SIGNALS:
    /// Another case, or another store.
    void opened();
    /// Everything was read anew.
    void loaded();
    /// Tracks, names or states are others now: after loaded() and show().
    void changed();
    void failed(const QString& sentence);

  private:
    struct Data {
        Case info;
        std::vector<Case> cases;
        std::vector<CaseSource> sources;
        std::vector<Camera> cameras;
        std::vector<Recording> recordings;
        std::vector<Track> tracks;
        std::vector<UnknownNumber> numbers;
        std::vector<CasePerson> people;
        std::vector<CaseMark> marks;
        std::vector<WatchedList> lists;  ///< most important first
        std::vector<TrackId> drawn;
        std::vector<std::pair<std::string, CaseId>> elsewhere;  ///< sources of other cases, named ones first
    };
    static Data read(const Workspace& workspace, CaseId id);
    void take(Data& data);

    Session& session_;
    CaseId id_ = CaseBook::kUnsorted;
    Data data_;
    QHash<qint64, std::size_t> byId_;
    QHash<qint64, int> numbers_;
    QSet<qint64> drawn_, marks_;
    ThumbCache shots_;
    int asked_ = 0;
    bool loading_ = false, again_ = false;
};

}  // namespace lineament::ui
