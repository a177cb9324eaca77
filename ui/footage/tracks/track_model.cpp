#include "ui/footage/tracks/track_model.h"

#include <algorithm>

#include "ui/footage/tracks/track_overlay.h"
#include "ui/widgets/thumb_cache.h"

namespace lineament::ui {
namespace {

constexpr qint64 kMostShots = 128;

bool sameIds(const std::vector<Track>& a, const std::vector<Track>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Track& x, const Track& y) { return x.id == y.id; });
}

}  // namespace

qint64 shotKey(TrackId track, int rank) {
    return track.value() * kMostShots + rank;
}

std::pair<TrackId, int> shotOfKey(qint64 key) {
    return {TrackId(key / kMostShots), static_cast<int>(key % kMostShots)};
}

TrackModel::TrackModel(QObject* parent) : QAbstractListModel(parent) {
    shots_.setMaxCost(400);
}

int TrackModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant TrackModel::data(const QModelIndex& index, int role) const {
    const Track* track = trackAt(index);
    if (!track) return {};
    switch (role) {
        case Qt::DisplayRole:
        case NameRole:
            return displayName(*track);
        case Qt::AccessibleTextRole:
            return tr("%1, %2, from %3 to %4")
                .arg(displayName(*track), wordOf(track->state), timeText(track->firstMs, 1),
                     timeText(track->lastMs, 1));
        case Qt::ToolTipRole:
            return tr("%1 · %2\n%3 to %4 · %n frames", nullptr, static_cast<int>(track->frames))
                .arg(displayName(*track), wordOf(track->state), timeText(track->firstMs),
                     timeText(track->lastMs));
        case TrackIdRole:
            return QVariant::fromValue<qint64>(track->id.value());
        case StateRole:
            return static_cast<int>(track->state);
        case SimilarityRole:
            return track->similarity;
        case FirstMsRole:
            return track->firstMs;
        case LastMsRole:
            return track->lastMs;
        case ShotRole:
            return look(*track, 0);
        default:
            return {};
    }
}

void TrackModel::setTracks(std::vector<Track> tracks) {
    std::sort(tracks.begin(), tracks.end(), [](const Track& a, const Track& b) {
        return std::pair(a.firstMs, a.id) < std::pair(b.firstMs, b.id);
    });
    const bool same = sameIds(tracks, tracks_);
    if (!same) {
        beginResetModel();
        byId_.clear();
        for (std::size_t i = 0; i < tracks.size(); ++i)
            byId_.emplace(tracks[i].id, i);
    }
    if (same) {
        tracks_ = std::move(tracks);
        if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
    } else {
        tracks_ = std::move(tracks);
        shots_.clear();
        narrow();
        endResetModel();
    }
    Q_EMIT tracksChanged();
}

void TrackModel::setNumbers(QHash<qint64, int> numbers) {
    if (numbers == numbers_) return;
    numbers_ = std::move(numbers);
    retranslate();  // names change with them
}

void TrackModel::setShots(ThumbCache* shots) {
    pictures_ = shots;
    connect(shots, &ThumbCache::ready, this, [this](qint64 key) {
        const auto [id, rank] = shotOfKey(key);
        if (rank != 0) return;
        if (const QModelIndex row = indexOf(id); row.isValid()) Q_EMIT dataChanged(row, row);
    });
}

void TrackModel::setStates(const QSet<int>& states) {
    if (states == states_) return;
    beginResetModel();
    states_ = states;
    narrow();
    endResetModel();
}

void TrackModel::setText(const QString& text) {
    const QString folded = text.trimmed().toCaseFolded();
    if (folded == text_) return;
    beginResetModel();
    text_ = folded;
    narrow();
    endResetModel();
}

void TrackModel::narrow() {
    rows_.clear();
    for (int i = 0; i < static_cast<int>(tracks_.size()); ++i)
        if (passes(tracks_[static_cast<std::size_t>(i)])) rows_.push_back(i);
}

bool TrackModel::passes(const Track& track) const {
    if (!states_.isEmpty() && !states_.contains(static_cast<int>(track.state))) return false;
    return text_.isEmpty() || displayName(track).toCaseFolded().contains(text_);
}

const Track* TrackModel::track(TrackId id) const {
    const auto found = byId_.find(id);
    return found == byId_.end() ? nullptr : &tracks_[found->second];
}

const Track* TrackModel::trackAt(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= static_cast<int>(rows_.size())) return nullptr;
    return &tracks_[static_cast<std::size_t>(rows_[static_cast<std::size_t>(index.row())])];
}

QModelIndex TrackModel::indexOf(TrackId id) const {
    for (std::size_t row = 0; row < rows_.size(); ++row)
        if (tracks_[static_cast<std::size_t>(rows_[row])].id == id) return index(static_cast<int>(row));
    return {};
}

QString TrackModel::displayName(const Track& track) const {
    if (track.identity && !track.name.empty()) return QString::fromStdString(track.name);
    if (const int number = numberOf(track.id); number > 0) return tr("Unknown-%1").arg(number);
    return tr("Unknown %1").arg(&track - tracks_.data() + 1);
}

void TrackModel::setSimilarities(std::unordered_map<TrackId, std::vector<SimilarityAt>> similarities,
                                 float threshold) {
    similarities_ = std::move(similarities);
    threshold_ = threshold;
    Q_EMIT similaritiesChanged();
}

const std::vector<SimilarityAt>* TrackModel::similarities(TrackId track) const {
    const auto found = similarities_.find(track);
    return found == similarities_.end() || found->second.empty() ? nullptr : &found->second;
}

int TrackModel::count(TrackState state) const {
    return static_cast<int>(std::count_if(tracks_.begin(), tracks_.end(),
                                          [&](const Track& track) { return track.state == state; }));
}

void TrackModel::show(TrackId id, std::optional<IdentityId> identity, const QString& name, TrackState state) {
    const Track* found = track(id);
    if (!found) return;
    Track& track = tracks_[static_cast<std::size_t>(found - tracks_.data())];
    if (track.identity != identity) similarities_.erase(id);  // they were to somebody else
    track.identity = identity;
    track.name = name.toStdString();
    track.state = state;
    if (const QModelIndex row = indexOf(id); row.isValid()) Q_EMIT dataChanged(row, row);
    Q_EMIT tracksChanged();
}

void TrackModel::retranslate() {
    if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
    Q_EMIT tracksChanged();
}

QImage TrackModel::look(const Track& track, int rank) const {
    if (rank < 0 || rank >= static_cast<int>(track.shots.size())) return {};
    const auto& jpeg = track.shots[static_cast<std::size_t>(rank)].crop;
    const qint64 key = shotKey(track.id, rank);
    if (jpeg.empty()) return pictures_ ? pictures_->get(key) : QImage();
    if (const QImage* kept = shots_.object(key)) return *kept;
    QImage image;
    image.loadFromData(reinterpret_cast<const uchar*>(jpeg.data()), static_cast<int>(jpeg.size()));
    shots_.insert(key, new QImage(image));
    return image;
}

QString timeText(double ms, int decimals) {
    const auto total = static_cast<qint64>(ms + 1e-3);  // times of frames are sums of fractions
    const qint64 hours = total / 3'600'000, minutes = total / 60'000 % 60, seconds = total / 1000 % 60;
    const auto twoDigits = [](qint64 value) {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    };
    QString text =
        hours > 0 ? QString::number(hours) + QLatin1Char(':') + twoDigits(minutes) : QString::number(minutes);
    text += QLatin1Char(':') + twoDigits(seconds);
    if (decimals > 0)
        text +=
            QLatin1Char('.') + QStringLiteral("%1").arg(total % 1000, 3, 10, QLatin1Char('0')).left(decimals);
    return text;
}

}  // namespace lineament::ui
