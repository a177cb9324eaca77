#pragma once

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QImage>
#include <QSet>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/pipelines/cases/similarity_over_time.h"

namespace lineament::ui {

class ThumbCache;

/// Key of a shot in a cache of pictures: rank 0 is the best of a track.
qint64 shotKey(TrackId track, int rank);
/// The other way round.
std::pair<TrackId, int> shotOfKey(qint64 key);

/// The tracks of one recording, by first time, narrowed by state and text. A decision changes a row in place;
/// the narrowing is worked out anew only when the user changes it, so that nothing moves under the cursor.
/// Thread: GUI.
class TrackModel : public QAbstractListModel {
    Q_OBJECT
  public:
    enum Role {
        TrackIdRole = Qt::UserRole + 1,
        NameRole,
        StateRole,
        SimilarityRole,
        FirstMsRole,
        LastMsRole,
        ShotRole
    };
    explicit TrackModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Takes another state of the same recording over without moving rows, or another recording.
    void setTracks(std::vector<Track> tracks);
    /// Numbers of unknown people ("Unknown-4") by track id; without one a track is numbered by its place.
    void setNumbers(QHash<qint64, int> numbers);
    /// Where pictures come from when the shots themselves have none; keys are shotKey()s.
    void setShots(ThumbCache* shots);
    void setStates(const QSet<int>& states);  ///< of TrackState; empty: all
    void setText(const QString& text);

    const std::vector<Track>& tracks() const { return tracks_; }
    const Track* track(TrackId id) const;
    const Track* trackAt(const QModelIndex& index) const;
    QModelIndex indexOf(TrackId id) const;
    /// "Anna L.", "Unknown-4", or "Unknown 4" by its place; that number never changes while the recording is
    /// not analysed anew.
    QString displayName(const Track& track) const;
    /// Number of the unknown person; 0: none.
    int numberOf(TrackId track) const { return numbers_.value(track.value()); }
    /// A look: null while it is loaded or if there is none.
    QImage look(const Track& track, int rank) const;
    int count(TrackState state) const;
    /// Similarity over time, by track id, to whom each was said to be when it was worked out; threshold: from
    /// which a search says that it is them, 0: not known.
    void setSimilarities(std::unordered_map<TrackId, std::vector<SimilarityAt>> similarities,
                         float threshold = 0);
    float similarityThreshold() const { return threshold_; }
    /// By time; null: not known of this track.
    const std::vector<SimilarityAt>* similarities(TrackId track) const;
    /// Shows a decision at once, before the store has confirmed it.
    void show(TrackId id, std::optional<IdentityId> identity, const QString& name, TrackState state);
    void retranslate();

  Q_SIGNALS:
    /// Tracks, or their names and states, are others now (the narrowing alone does not count).
    void tracksChanged();
    void similaritiesChanged();

  private:
    void narrow();
    bool passes(const Track& track) const;
    std::vector<Track> tracks_;
    std::vector<int> rows_;  // row -> index into tracks_
    QSet<int> states_;
    QString text_;
    QHash<qint64, int> numbers_;
    std::unordered_map<TrackId, std::vector<SimilarityAt>> similarities_;
    float threshold_ = 0;
    std::unordered_map<TrackId, std::size_t> byId_;
    ThumbCache* pictures_ = nullptr;
    mutable QCache<qint64, QImage> shots_;
};

/// "0:12.480" (so many decimals, 0 to 3), with hours where there are any; cut, not rounded.
QString timeText(double ms, int decimals = 3);

}  // namespace lineament::ui
