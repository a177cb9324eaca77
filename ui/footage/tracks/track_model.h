#pragma once

#include <QAbstractListModel>
#include <QCache>
#include <QImage>
#include <QSet>
#include <memory>
#include <vector>

#include "core/domain/track.h"

namespace lineament::ui {

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
    void setStates(const QSet<int>& states);  ///< of TrackState; empty: all
    void setText(const QString& text);

    const std::vector<Track>& tracks() const { return tracks_; }
    const Track* track(TrackId id) const;
    const Track* trackAt(const QModelIndex& index) const;
    QModelIndex indexOf(TrackId id) const;
    /// "Anna L." or "Unknown 4"; the number never changes while the recording is not analysed anew.
    QString displayName(const Track& track) const;
    int count(TrackState state) const;
    /// Shows a decision at once, before the store has confirmed it.
    void show(TrackId id, std::optional<IdentityId> identity, const QString& name, TrackState state);
    void retranslate();

  Q_SIGNALS:
    /// Tracks, or their names and states, are others now (the narrowing alone does not count).
    void tracksChanged();

  private:
    void narrow();
    bool passes(const Track& track) const;
    QImage shot(const Track& track) const;

    std::vector<Track> tracks_;
    std::vector<int> rows_;  // row -> index into tracks_
    QSet<int> states_;
    QString text_;
    mutable QCache<qint64, QImage> shots_;
};

/// "0:12.480" (so many decimals, 0 to 3), with hours where there are any; cut, not rounded.
QString timeText(double ms, int decimals = 3);

}  // namespace lineament::ui
