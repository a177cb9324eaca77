#include "ui/people/identity_model.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {
namespace {

// More changes than this at once are a new list, not a change of this one.
constexpr std::size_t kMostInPlace = 200;

/// Numbers and dates stand on the right.
QVariant alignmentOf(int column) {
    const bool right = column == IdentityModel::SamplesColumn || column == IdentityModel::EnrolledColumn;
    return QVariant::fromValue((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

}  // namespace

IdentityRow rowOf(const Identity& identity) {
    IdentityRow row{identity.id.value(),
                    QString::fromStdString(identity.name),
                    QString::fromStdString(identity.externalId),
                    {},
                    identity.samples,
                    identity.templates,
                    identity.enrolledAt};
    row.key = (row.name + QLatin1Char('\n') + row.externalId).toCaseFolded();
    return row;
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
                case SamplesColumn:
                    return person->samples;
                case EnrolledColumn:
                    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(person->enrolledAt).date(),
                                              QLocale::ShortFormat);
                default:
                    return {};
            }
        case Qt::TextAlignmentRole:
            return alignmentOf(index.column());
        case Qt::ToolTipRole:
        case Qt::AccessibleTextRole: {
            QString text = person->name;
            if (!person->externalId.isEmpty()) text += QStringLiteral(" · ") + person->externalId;
            return text + QStringLiteral(" · ") + tr("%n photos", nullptr, person->samples);
        }
        case IdRole:
        case ThumbKeyRole:
            return person->id;
        case SecondLineRole:
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
        case SamplesColumn:
            return tr("Photos");
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
        case SamplesColumn:
            return by(x.samples, y.samples);
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

void IdentityModel::reset(std::vector<IdentityRow> people) {
    beginResetModel();
    people_.clear();
    order_.clear();
    people_.reserve(static_cast<qsizetype>(people.size()));
    for (auto& person : people) {
        order_.push_back(person.id);
        people_.insert(person.id, std::move(person));
    }
    std::sort(order_.begin(), order_.end(), [this](qint64 a, qint64 b) { return before(a, b); });
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
        if (old && old->samples != person.samples) portraits.push_back(person.id);
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
        if (!old || (old->key == person.key && old->name == person.name && old->samples == person.samples &&
                     old->templates == person.templates))
            continue;
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
