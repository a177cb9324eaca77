#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QMap>
#include <optional>
#include <vector>

#include "core/domain/person_record.h"

namespace lineament {
class Store;
}

namespace lineament::ui {

/// One enrolled person as lists show them.
struct IdentityRow {
    qint64 id = 0;
    QString name, externalId;
    QString groups;  ///< "staff, lab"
    QString key;     ///< what a search looks through: name, external id and groups, case folded
    int samples = 0, templates = 0;
    float quality = 0;  ///< of the best sample, 0 to 100; negative: there is none
    UnixMs enrolledAt = 0, validFrom = 0, validTo = 0;
    bool due = false;  ///< retention ended or consent withdrawn
    bool operator==(const IdentityRow&) const = default;
};
/// `quality` is that of the best sample; the record is that of the same person.
IdentityRow rowOf(const Identity& identity, float quality = -1, const PersonRecord& record = {});
/// The people of a store with their records and qualities, in the order of their names, which the model then
/// need not make. Cost: 0.4 s for 50 000 people: call it in a job.
std::vector<IdentityRow> rowsOf(Store& store);
/// Every group with how many people are in it, by name. Cost: 20 ms for 50 000 people.
QMap<QString, int> groupsOf(const std::vector<IdentityRow>& people);

/// Whom the list shows beside what is typed.
struct IdentityFilter {
    enum class Kind { Everybody, Weak, Expired, Due, Group };
    Kind kind = Kind::Everybody;
    QString group;
    bool operator==(const IdentityFilter&) const = default;
};

/// The people of the store, narrowed by what is typed, for the grid (column 0) and the table. Changes are
/// taken over in place: nobody moves because somebody else was renamed; sorting happens when the user asks.
/// Cost: narrowing 50 000 people takes a few milliseconds. Thread: GUI.
class IdentityModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column {
        NameColumn,
        ExternalIdColumn,
        GroupsColumn,
        SamplesColumn,
        QualityColumn,
        ValidityColumn,
        EnrolledColumn,
        ColumnCount
    };
    enum Role { IdRole = Qt::UserRole + 1 };
    explicit IdentityModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// What the store holds now. Returns the ids whose portrait may be another one than before.
    std::vector<qint64> setPeople(std::vector<IdentityRow> people);
    void setQuery(const QString& query);
    const QString& query() const { return query_; }
    void setFilter(const IdentityFilter& filter);
    const IdentityFilter& filter() const { return filter_; }
    /// In the order of the list, also those it does not show.
    const std::vector<qint64>& everybody() const { return order_; }

    int total() const { return static_cast<int>(people_.size()); }
    const IdentityRow* row(qint64 id) const;
    qint64 idAt(const QModelIndex& index) const;
    QModelIndex indexOf(qint64 id) const;
    void retranslate();

  private:
    bool passes(const IdentityRow& row) const {
        return (query_.isEmpty() || row.key.contains(query_)) && passesFilter(row);
    }
    bool passesFilter(const IdentityRow& row) const;
    bool before(qint64 a, qint64 b) const;
    void narrow();
    void reset(std::vector<IdentityRow> people);

    QHash<qint64, IdentityRow> people_;
    std::vector<qint64> order_, visible_;  // visible_ keeps the order of order_
    QString query_;
    IdentityFilter filter_;
    int sortColumn_ = NameColumn;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
};

}  // namespace lineament::ui
