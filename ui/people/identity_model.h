#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <optional>
#include <vector>

#include "core/domain/identity.h"

namespace lineament::ui {

/// One enrolled person as lists show them.
struct IdentityRow {
    qint64 id = 0;
    QString name, externalId;
    QString key;  ///< what a search looks through: name and external id, case folded
    int samples = 0, templates = 0;
    UnixMs enrolledAt = 0;
};
IdentityRow rowOf(const Identity& identity);

/// The people of the store, narrowed by what is typed, for the grid (column 0) and the table. Changes are
/// taken over in place: nobody moves because somebody else was renamed; sorting happens when the user asks.
/// Cost: narrowing 50 000 people takes a few milliseconds. Thread: GUI.
class IdentityModel : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column { NameColumn, ExternalIdColumn, SamplesColumn, EnrolledColumn, ColumnCount };
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

    int total() const { return static_cast<int>(people_.size()); }
    const IdentityRow* row(qint64 id) const;
    qint64 idAt(const QModelIndex& index) const;
    QModelIndex indexOf(qint64 id) const;
    void retranslate();

  private:
    bool passes(const IdentityRow& row) const { return query_.isEmpty() || row.key.contains(query_); }
    bool before(qint64 a, qint64 b) const;
    void narrow();
    void reset(std::vector<IdentityRow> people);

    QHash<qint64, IdentityRow> people_;
    std::vector<qint64> order_, visible_;  // visible_ keeps the order of order_
    QString query_;
    int sortColumn_ = NameColumn;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
};

}  // namespace lineament::ui
