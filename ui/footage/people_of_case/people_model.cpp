#include "ui/footage/people_of_case/people_model.h"

#include <algorithm>
#include <array>

#include "ui/footage/tracks/track_model.h"
#include "ui/footage/tracks/track_overlay.h"

namespace lineament::ui {
namespace {

using Section = CasePerson::Section;
constexpr std::array kSections = {Section::kSuggested, Section::kConfirmed, Section::kUnknown};
constexpr qint64 kKinds = 8;

TrackState stateOf(Section section) {
    return section == Section::kSuggested   ? TrackState::kSuggested
           : section == Section::kConfirmed ? TrackState::kConfirmed
                                            : TrackState::kUnknown;
}

}  // namespace

PeopleModel::PeopleModel(CaseState& state, QObject* parent) : QAbstractListModel(parent), state_(state) {
    connect(&state, &CaseState::changed, this, &PeopleModel::refresh);
    connect(&state.shots(), &ThumbCache::ready, this, [this](qint64 key) {
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (rows_[row].person >= 0 && index(static_cast<int>(row)).data(ShotKeyRole).toLongLong() == key)
                Q_EMIT dataChanged(index(static_cast<int>(row)), index(static_cast<int>(row)));
    });
    refresh();
}

int PeopleModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

const CasePerson* PeopleModel::person(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= static_cast<int>(rows_.size())) return nullptr;
    const int at = rows_[static_cast<std::size_t>(index.row())].person;
    if (at < 0 || at >= static_cast<int>(state_.people().size())) return nullptr;
    return &state_.people()[static_cast<std::size_t>(at)];
}

QVariant PeopleModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= static_cast<int>(rows_.size())) return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    const CasePerson* found = person(index);
    if (!found) {
        const int count = counts_[static_cast<std::size_t>(row.section)];
        const QString text = row.section == Section::kSuggested   ? tr("suggested (%1)").arg(count)
                             : row.section == Section::kConfirmed ? tr("confirmed (%1)").arg(count)
                                                                  : tr("unknown (%1)").arg(count);
        switch (role) {
            case Qt::DisplayRole:
            case Qt::AccessibleTextRole:
            case NameRole:
                return text;
            case HeaderRole:
                return true;
            case FoldedRole:
                return folded_.contains(static_cast<int>(row.section));
            default:
                return {};
        }
    }
    const Track& best = state_.tracks()[found->best];
    const auto looks = static_cast<int>(found->tracks.size());
    switch (role) {
        case Qt::DisplayRole:
        case NameRole:
            return state_.nameOf(*found);
        case HeaderRole:
            return false;
        case DetailRole:
            return row.section == Section::kSuggested
                       ? timeText(best.firstMs, 1) + QStringLiteral(" – ") + timeText(best.lastMs, 1)
                       : tr("%n tracks", nullptr, looks);
        case StateRole:
            return static_cast<int>(stateOf(row.section));
        case ShotKeyRole:
            return shotKey(best.id, 0);
        case SimilarityRole:
            return row.section == Section::kSuggested ? found->similarity : 0.0f;
        case MarkedRole:
            if (const auto watched = state_.watched(best)) return static_cast<int>(tokenOf(watched->colour));
            return {};
        case Qt::AccessibleTextRole:
            return tr("%1, %2").arg(state_.nameOf(*found), wordOf(stateOf(row.section)));
        case Qt::ToolTipRole:
            return tr("%1 · %2\n%n tracks", nullptr, looks)
                .arg(state_.nameOf(*found), wordOf(stateOf(row.section)));
        default:
            return {};
    }
}

Qt::ItemFlags PeopleModel::flags(const QModelIndex& index) const {
    return person(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsEnabled;
}

void PeopleModel::setFilter(const PeopleFilter& filter) {
    if (filter == filter_) return;
    filter_ = filter;
    refresh();
}

void PeopleModel::fold(const QModelIndex& header) {
    if (!header.isValid() || person(header)) return;
    const int section = static_cast<int>(rows_[static_cast<std::size_t>(header.row())].section);
    if (!folded_.remove(section)) folded_.insert(section);
    refresh();
}

bool PeopleModel::passes(const CasePerson& person) const {
    if (!filter_.text.isEmpty() && !state_.nameOf(person).contains(filter_.text, Qt::CaseInsensitive))
        return false;
    if (person.section == Section::kSuggested && person.similarity < filter_.minSimilarity) return false;
    const auto& shots = state_.tracks()[person.best].shots;
    if ((shots.empty() ? 0 : shots.front().quality) < filter_.minQuality) return false;
    if ((shots.empty() ? 0 : shots.front().box.width) < filter_.minWidthPx) return false;
    return !filter_.recording.valid() ||
           std::any_of(person.tracks.begin(), person.tracks.end(), [&](std::size_t at) {
               const Track& track = state_.tracks()[at];
               const auto& stretch = filter_.stretchMs;
               return track.recording == filter_.recording &&
                      (!stretch || (track.firstMs <= stretch->second && track.lastMs >= stretch->first));
           });
}

std::vector<PeopleModel::Row> PeopleModel::wanted() {
    counts_ = {};
    std::array<std::vector<Row>, 3> bySection;
    const auto& people = state_.people();
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto& person = people[i];
        if (!passes(person)) continue;
        const auto section = static_cast<std::size_t>(person.section);
        ++counts_[section];
        const Track& first = state_.tracks()[person.tracks.front()];
        const qint64 id = person.section == Section::kSuggested   ? first.id.value()
                          : person.section == Section::kConfirmed ? person.identity.value()
                          : person.number > 0                     ? person.number
                                                                  : first.id.value();
        const qint64 kind = person.section == Section::kUnknown && person.number == 0 ? 3 : qint64(section);
        bySection[section].push_back({id * kKinds + kind, person.section, static_cast<int>(i)});
    }
    std::vector<Row> rows;
    for (const Section section : kSections) {
        const auto& some = bySection[static_cast<std::size_t>(section)];
        if (state_.tracks().empty()) continue;
        rows.push_back({-1 - qint64(section), section, -1});
        if (!folded_.contains(static_cast<int>(section))) rows.insert(rows.end(), some.begin(), some.end());
    }
    return rows;
}

// Rows that are gone are taken out, new ones put in, the others stay: nothing moves that need not.
void PeopleModel::refresh() {
    Q_EMIT refreshing();
    refreshRows(wanted());
    Q_EMIT refreshed();
}

void PeopleModel::refreshRows(const std::vector<Row>& rows) {
    QHash<qint64, int> placeOf;
    for (std::size_t i = 0; i < rows.size(); ++i)
        placeOf.insert(rows[i].key, static_cast<int>(i));
    int before = -1;
    bool inOrder = true;
    for (Row& row : rows_) {
        const int place = placeOf.value(row.key, -1);
        row.person = place >= 0 ? rows[static_cast<std::size_t>(place)].person : -1;
        if (place >= 0 && place < before) inOrder = false;
        before = std::max(before, place);
    }
    constexpr std::size_t kManyRows = 500;  // one by one would be slow for the view
    if (!inOrder || rows.size() + rows_.size() > kManyRows) {
        beginResetModel();
        rows_ = rows;
        endResetModel();
        return;
    }
    for (int row = static_cast<int>(rows_.size()) - 1; row >= 0; --row)
        if (!placeOf.contains(rows_[static_cast<std::size_t>(row)].key)) {
            beginRemoveRows({}, row, row);
            rows_.erase(rows_.begin() + row);
            endRemoveRows();
        }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i < rows_.size() && rows_[i].key == rows[i].key) {
            rows_[i] = rows[i];
            continue;
        }
        beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
        rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(i), rows[i]);
        endInsertRows();
    }
    if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
}

QList<TrackId> PeopleModel::tracksOf(const QModelIndex& index) const {
    QList<TrackId> tracks;
    if (const CasePerson* found = person(index))
        for (const auto at : found->tracks)
            tracks.append(state_.tracks()[at].id);
    return tracks;
}

QModelIndex PeopleModel::indexOf(TrackId track) const {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        const QModelIndex at = index(static_cast<int>(row));
        const CasePerson* found = person(at);
        if (found && std::any_of(found->tracks.begin(), found->tracks.end(),
                                 [&](std::size_t i) { return state_.tracks()[i].id == track; }))
            return at;
    }
    return {};
}

void PeopleModel::retranslate() {
    if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(static_cast<int>(rows_.size()) - 1));
}

}  // namespace lineament::ui
