#pragma once

#include <QWidget>

#include "ui/bridge/session.h"
#include "ui/presence/attendance/day_board.h"

class QDateEdit;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace lineament::ui {

class EmptyState;

/// The day board: who came when and left when, who is late or absent; exported for a month's payroll.
class AttendancePage : public QWidget {
    Q_OBJECT
  public:
    AttendancePage(Session& session, QWidget* parent = nullptr);

    void load();
    bool idle() const { return !loading_; }
    QDate day() const;
    void setDay(const QDate& day);
    DayBoard& board() { return board_; }
    /// The month of the day on show as a file, .csv or .xlsx by its ending.
    void exportMonth(const QString& file);
    void importRoster(const QString& file);
    void retranslate();

  Q_SIGNALS:
    void failed(const QString& sentence);
    void said(const QString& sentence);

  private:
    void chooseExport();
    void chooseRoster();
    void showState();

    Session& session_;
    DayBoard board_;
    bool loading_ = false, again_ = false, known_ = false;
    QToolButton *before_, *after_;
    QDateEdit* date_;
    QPushButton *today_, *roster_, *export_;
    QLabel* summary_;
    QStackedWidget* stack_;
    EmptyState *empty_, *busy_;
    QTableView* table_;
};

}  // namespace lineament::ui
