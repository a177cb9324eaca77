#include "ui/footage/people_of_case/looks_model.h"

#include <QFileInfo>
#include <algorithm>

#include "ui/footage/tracks/track_model.h"
#include "ui/footage/tracks/track_overlay.h"
#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {

LooksModel::LooksModel(CaseState& state, QObject* parent) : QAbstractListModel(parent), state_(state) {}

int LooksModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(looks_.size());
}

const LooksModel::Look* LooksModel::look(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= static_cast<int>(looks_.size())) return nullptr;
    return &looks_[static_cast<std::size_t>(index.row())];
}

QVariant LooksModel::data(const QModelIndex& index, int role) const {
    const Look* shown = look(index);
    const Track* track = shown ? state_.track(shown->track) : nullptr;
    if (!track) return {};
    switch (role) {
        case Qt::DisplayRole:
            return timeText(shown->ms, 1);
        case SecondLineRole:
            return tr("quality %1").arg(qRound(shown->quality));
        case ThumbKeyRole:
            return shotKey(shown->track, shown->rank);
        case MarkRole:
            return static_cast<int>(markOf(track->state));
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole:
            return tr("%1, %2 of %3, quality %4")
                .arg(state_.nameOf(*track), timeText(shown->ms),
                     QFileInfo(state_.sourceOf(*track)).fileName())
                .arg(qRound(shown->quality));
        default:
            return {};
    }
}

void LooksModel::setTracks(const QList<TrackId>& tracks) {
    if (tracks == tracks_) {
        if (!looks_.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(looks_.size()) - 1));
        return;
    }
    beginResetModel();
    tracks_ = tracks;
    looks_.clear();
    for (const auto id : tracks) {
        const Track* track = state_.track(id);
        if (!track) continue;
        std::vector<Look> some;
        for (std::size_t rank = 0; rank < track->shots.size(); ++rank)
            some.push_back({id, static_cast<int>(rank), track->shots[rank].ms, track->shots[rank].quality});
        std::sort(some.begin(), some.end(), [](const Look& a, const Look& b) { return a.ms < b.ms; });
        looks_.insert(looks_.end(), some.begin(), some.end());
    }
    endResetModel();
}

}  // namespace lineament::ui
