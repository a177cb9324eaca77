#include "ui/people/identity_model.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>
#include <algorithm>
#include <unordered_map>

#include "core/pipelines/people/check_people.h"
#include "core/store/gallery_book.h"
#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {
namespace {

// More changes than this at once are a new list, not a change of this one.
constexpr std::size_t kMostInPlace = 200;
const QString kBetweenGroups = QStringLiteral(", ");

/// Numbers and dates stand on the right.
QVariant alignmentOf(int column) {
    const bool right = column == IdentityModel::SamplesColumn || column == IdentityModel::QualityColumn ||
                       column == IdentityModel::EnrolledColumn;
    return QVariant::fromValue((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

UnixMs now() {
    return QDateTime::currentMSecsSinceEpoch();
}

bool isExpired(const IdentityRow& row) {
    return row.validTo != 0 && row.validTo <= now();
}

QString dateOf(UnixMs at) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at).date(), QLocale::ShortFormat);
}

/// A validity counts whole days, UTC.
QString dayOf(UnixMs at) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at, QTimeZone::utc()).date(),
                              QLocale::ShortFormat);
}

QString validityOf(const IdentityRow& row) {
    if (row.due) return IdentityModel::tr("due to be deleted");
    if (isExpired(row)) return IdentityModel::tr("expired on %1").arg(dayOf(row.validTo - 1));
    if (row.validFrom > now()) return IdentityModel::tr("from %1").arg(dayOf(row.validFrom));
    if (row.validTo != 0) return IdentityModel::tr("to %1").arg(dayOf(row.validTo - 1));
    return {};
}

}  // namespace

IdentityRow rowOf(const Identity& identity, float quality, const PersonRecord& record) {
    IdentityRow row;
    row.id = identity.id.value();
    row.name = QString::fromStdString(identity.name);
    row.externalId = QString::fromStdString(identity.externalId);
    QStringList groups;
    for (const auto& group : record.groups)
        groups << QString::fromStdString(group);
    row.groups = groups.join(kBetweenGroups);
    row.samples = identity.samples;
    row.templates = identity.templates;
    row.quality = quality;
    row.enrolledAt = identity.enrolledAt;
    row.validFrom = record.validFrom;
    row.validTo = record.validTo;
    row.due = record.dueAt(now());
    row.key = (row.name + QLatin1Char('\n') + row.externalId + QLatin1Char('\n') + row.groups).toCaseFolded();
    return row;
}

std::vector<IdentityRow> rowsOf(Store& store) {
    auto& book = store.galleryBook();
    std::unordered_map<std::int64_t, float> qualities;
    for (const auto& best : book.bestQualities())
        qualities.emplace(best.identity.value(), best.overall);
    std::unordered_map<std::int64_t, PersonRecord> records;
    for (auto& record : book.records()) {
        const auto id = record.identity.value();
        records.emplace(id, std::move(record));
    }
    std::vector<IdentityRow> rows;
    const PersonRecord none;
    for (const auto& identity : store.identities()) {
        const auto quality = qualities.find(identity.id.value());
        const auto record = records.find(identity.id.value());
        rows.push_back(rowOf(identity, quality == qualities.end() ? -1 : quality->second,
                             record == records.end() ? none : record->second));
    }
    std::sort(rows.begin(), rows.end(), [](const IdentityRow& a, const IdentityRow& b) {
        const int order = QString::compare(a.key, b.key);
        return order == 0 ? a.id < b.id : order < 0;
    });
    return rows;
}

QMap<QString, int> groupsOf(const std::vector<IdentityRow>& people) {
    QMap<QString, int> counts;
    for (const auto& person : people)
        for (const QString& group : person.groups.split(kBetweenGroups, Qt::SkipEmptyParts))
            ++counts[group];
    return counts;
}

IdentityModel::IdentityModel(QObject* parent) : QAbstractTableModel(parent) {}

int IdentityModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(visible_.size());
}
int IdentityModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant IdentityModel::data(const QModelIndex& index, int role) const {
    const IdentityRow* person = row(idAt(index));
    if (!person) return {};
    switch (role) {
        case Qt::DisplayRole:
            switch (index.column()) {
                case NameColumn:
                    return person->name;
                case ExternalIdColumn:
                    return person->externalId;
                case GroupsColumn:
                    return person->groups;
                case SamplesColumn:
                    return person->samples;
                case QualityColumn:
                    return person->quality < 0 ? QVariant() : QVariant(qRound(person->quality));
                case ValidityColumn:
                    return validityOf(*person);
                case EnrolledColumn:
                    return dateOf(person->enrolledAt);
                default:
                    return {};
            }
        case Qt::TextAlignmentRole:
            return alignmentOf(index.column());
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole: {
            QString text = person->name;
            if (!person->externalId.isEmpty()) text += QStringLiteral(" · ") + person->externalId;
            if (!person->groups.isEmpty()) text += QStringLiteral(" · ") + person->groups;
            text += QStringLiteral(" · ") + tr("%n photos", nullptr, person->samples);
            const QString validity = validityOf(*person);
            return validity.isEmpty() ? text : text + QStringLiteral(" · ") + validity;
        }
        case IdRole:
        case ThumbKeyRole:
            return person->id;
        case SecondLineRole:
            if (isExpired(*person)) return tr("expired");
            return person->externalId.isEmpty() ? tr("%n photos", nullptr, person->samples)
                                                : person->externalId;
        case BadgeRole:
            return person->externalId.isEmpty() ? QString() : QString::number(person->samples);
        case MarkRole:
            return static_cast<int>(Mark::Plain);
        default:
            return {};
    }
}

QVariant IdentityModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) return alignmentOf(section);
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return {};
    switch (section) {
        case NameColumn:
            return tr("Name");
        case ExternalIdColumn:
            return tr("Staff number");
        case GroupsColumn:
            return tr("Groups");
        case SamplesColumn:
            return tr("Photos");
        case QualityColumn:
            return tr("Quality");
        case ValidityColumn:
            return tr("Validity");
        case EnrolledColumn:
            return tr("Enrolled");
        default:
            return {};
    }
}

const IdentityRow* IdentityModel::row(qint64 id) const {
    const auto found = people_.constFind(id);
    return found == people_.constEnd() ? nullptr : &*found;
}

qint64 IdentityModel::idAt(const QModelIndex& index) const {
    return index.isValid() && index.row() < static_cast<int>(visible_.size())
               ? visible_[static_cast<std::size_t>(index.row())]
               : 0;
}

QModelIndex IdentityModel::indexOf(qint64 id) const {
    const auto found = std::find(visible_.begin(), visible_.end(), id);
    return found == visible_.end() ? QModelIndex() : index(static_cast<int>(found - visible_.begin()), 0);
}

bool IdentityModel::before(qint64 a, qint64 b) const {
    const IdentityRow &x = *people_.constFind(a), &y = *people_.constFind(b);
    const auto byName = [&] { return std::pair(QString::compare(x.key, y.key), x.id) < std::pair(0, y.id); };
    const bool ascending = sortOrder_ == Qt::AscendingOrder;
    const auto by = [&](const auto& left, const auto& right) {
        return left == right ? byName() : (left < right) == ascending;
    };
    switch (sortColumn_) {
        case ExternalIdColumn:
            return by(x.externalId, y.externalId);
        case GroupsColumn:
            return by(x.groups, y.groups);
        case SamplesColumn:
            return by(x.samples, y.samples);
        case QualityColumn:
            return by(x.quality, y.quality);
        case ValidityColumn:
            return by(std::pair(x.validTo, x.validFrom), std::pair(y.validTo, y.validFrom));
        case EnrolledColumn:
            return by(x.enrolledAt, y.enrolledAt);
        default:
            return by(x.key, y.key);
    }
}

void IdentityModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || (column == sortColumn_ && order == sortOrder_)) return;
    beginResetModel();
    sortColumn_ = column;
    sortOrder_ = order;
    std::sort(order_.begin(), order_.end(), [this](qint64 a, qint64 b) { return before(a, b); });
    narrow();
    endResetModel();
}

void IdentityModel::narrow() {
    visible_.clear();
    for (const qint64 id : order_)
        if (passes(*people_.constFind(id))) visible_.push_back(id);
}

void IdentityModel::setQuery(const QString& query) {
    const QString folded = query.trimmed().toCaseFolded();
    if (folded == query_) return;
    beginResetModel();
    query_ = folded;
    narrow();
    endResetModel();
}

void IdentityModel::setFilter(const IdentityFilter& filter) {
    if (filter == filter_) return;
    beginResetModel();
    filter_ = filter;
    narrow();
    endResetModel();
}

bool IdentityModel::passesFilter(const IdentityRow& row) const {
    switch (filter_.kind) {
        case IdentityFilter::Kind::Weak:
            return isWeak(row.samples, row.quality);
        case IdentityFilter::Kind::Expired:
            return isExpired(row);
        case IdentityFilter::Kind::Due:
            return row.due;
        case IdentityFilter::Kind::Group:
            return row.groups.split(kBetweenGroups).contains(filter_.group);
        case IdentityFilter::Kind::Everybody:
            break;
    }
    return true;
}

void IdentityModel::reset(std::vector<IdentityRow> people) {
    beginResetModel();
    people_.clear();
    order_.clear();
    people_.reserve(static_cast<qsizetype>(people.size()));
    for (auto& person : people) {
        order_.push_back(person.id);
        people_.insert(person.id, std::move(person));
    }
    const auto earlier = [this](qint64 a, qint64 b) { return before(a, b); };
    if (!std::is_sorted(order_.begin(), order_.end(), earlier))
        std::sort(order_.begin(), order_.end(), earlier);
    narrow();
    endResetModel();
}

std::vector<qint64> IdentityModel::setPeople(std::vector<IdentityRow> people) {
    std::vector<qint64> portraits;
    QSet<qint64> present;
    present.reserve(static_cast<qsizetype>(people.size()));
    std::vector<const IdentityRow*> added;
    for (const auto& person : people) {
        present.insert(person.id);
        const IdentityRow* old = row(person.id);
        if (!old) added.push_back(&person);
        if (old && (old->samples != person.samples || old->quality != person.quality))
            portraits.push_back(person.id);
    }
    std::vector<qint64> gone;
    for (const qint64 id : order_)
        if (!present.contains(id)) gone.push_back(id);
    if (added.size() + gone.size() > kMostInPlace || order_.empty()) {
        reset(std::move(people));
        return portraits;
    }

    for (const qint64 id : gone) {
        const QModelIndex index = indexOf(id);
        if (index.isValid()) beginRemoveRows({}, index.row(), index.row());
        std::erase(visible_, id);
        std::erase(order_, id);
        people_.remove(id);
        if (index.isValid()) endRemoveRows();
    }
    for (const auto& person : people) {
        IdentityRow* old = people_.contains(person.id) ? &people_[person.id] : nullptr;
        if (!old || *old == person) continue;
        *old = person;
        if (const QModelIndex index = indexOf(person.id); index.isValid())
            Q_EMIT dataChanged(index, index.siblingAtColumn(ColumnCount - 1));
    }
    for (const IdentityRow* person : added) {
        const qint64 id = person->id;
        people_.insert(id, *person);
        // Renamed people may stand out of order; the new one goes before the first that comes later.
        const auto place = [&](std::vector<qint64>& list) {
            return std::find_if(list.begin(), list.end(), [&](qint64 other) { return before(id, other); });
        };
        order_.insert(place(order_), id);
        if (!passes(*person)) continue;
        const auto at = place(visible_);
        const int row = static_cast<int>(at - visible_.begin());
        beginInsertRows({}, row, row);
        visible_.insert(at, id);
        endInsertRows();
    }
    return portraits;
}

void IdentityModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!visible_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

}  // namespace lineament::ui
