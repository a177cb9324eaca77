#pragma once

#include <QAbstractTableModel>
#include <QStyledItemDelegate>

#include "core/pipelines/presence/attendance_report.h"

namespace lineament::ui {

/// One day of everybody: status, hours there, arrival and departure by the clock of the shift.
class DayBoard : public QAbstractTableModel {
    Q_OBJECT
  public:
    enum Column {
        PersonColumn,
        StatusColumn,
        HoursColumn,
        CameColumn,
        LeftColumn,
        WorkedColumn,
        LateColumn,
        EarlyColumn,
        OvertimeColumn,
        ColumnCount
    };
    explicit DayBoard(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setReport(AttendanceReport report);
    const AttendanceReport& report() const { return report_; }
    /// How many have one of these.
    int count(std::initializer_list<AttendanceStatus> states) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    AttendanceReport report_{};
};

/// Paints the hours of a row: the shift as a band, what they were there as a bar in it, a line every six
/// hours.
class HoursDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    HoursDelegate(const DayBoard& board, QObject* parent) : QStyledItemDelegate(parent), board_(board) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

  private:
    const DayBoard& board_;
};

}  // namespace lineament::ui
