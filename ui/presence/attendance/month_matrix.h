#pragma once

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include "core/pipelines/presence/attendance_people.h"

namespace lineament::ui {

/// A month of everybody: people as rows, days as columns, then sums.
class MonthMatrix : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Sum { WorkedSum, LateSum, AbsentSum, OvertimeSum, SumCount };
    static constexpr int kNameColumn = 0, kFirstDay = 1;

    explicit MonthMatrix(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setReport(AttendanceReport report, std::vector<AttendancePerson> people);
    const std::vector<AttendancePerson>& people() const { return people_; }
    int dayCount() const { return days_; }
    /// Null where nothing is expected of the person and they were not seen.
    const AttendanceDay* day(const QModelIndex& index) const;
    Day dateOf(int column) const { return report_.from + std::chrono::days(column - kFirstDay); }
    bool isDay(int column) const { return column >= kFirstDay && column < kFirstDay + days_; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    AttendanceReport report_{};
    std::vector<AttendancePerson> people_;
    int days_ = 0;
};

/// Paints a day as a letter on its colour, with a corner where somebody corrected it.
class MonthDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    MonthDelegate(const MonthMatrix& matrix, QObject* parent)
        : QStyledItemDelegate(parent), matrix_(matrix) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

  private:
    const MonthMatrix& matrix_;
};

}  // namespace lineament::ui
