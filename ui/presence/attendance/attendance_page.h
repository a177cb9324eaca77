#pragma once

#include <QWidget>
#include <optional>

#include "ui/bridge/decision_queue.h"
#include "ui/bridge/session.h"
#include "ui/presence/attendance/day_board.h"
#include "ui/presence/attendance/month_matrix.h"

class QComboBox;
class QDateEdit;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;
class QToolButton;

namespace lineament::ui {

class EmptyState;
class PersonSheetView;

/// Who was there: the day of everybody, the month as people by days, the sheet of one person with
/// corrections; exported for a month's payroll.
class AttendancePage : public QWidget {
    Q_OBJECT
  public:
    enum View { DayView, MonthView, PersonView };
    AttendancePage(Session& session, DecisionQueue& queue, QWidget* parent = nullptr);

    void load();
    /// Another store: nobody of the last one stays chosen.
    void useWorkspace();
    bool idle() const { return !loading_; }
    QDate day() const;
    void setDay(const QDate& day);
    View view() const;
    void setView(View view);
    /// The sheet of this person in the month of the day on show.
    void showPerson(IdentityId identity);
    DayBoard& board() { return board_; }
    MonthMatrix& matrix() { return matrix_; }
    PersonSheetView& sheet() { return *sheet_; }
    /// The month of the day on show as a file, .csv, .xlsx or .pdf by its ending.
    void exportMonth(const QString& file);
    void importRoster(const QString& file);
    void retranslate();

  Q_SIGNALS:
    void failed(const QString& sentence);
    void said(const QString& sentence);
    /// The recording in which somebody was seen is to be looked at, at this place, ms.
    void recordingRequested(const QString& recording, double ms);

  private:
    struct Loaded;
    void makeControls();
    void makeViews();
    void connectAll();
    void take(Loaded& loaded);
    void fillPeople(const QString& chosen);
    void step(int direction);
    void chooseExport();
    void chooseRoster();
    void showState();

    Session& session_;
    DecisionQueue& queue_;
    DayBoard board_;
    MonthMatrix matrix_;
    IdentityId person_;
    bool loading_ = false, again_ = false, known_ = false;
    QTabBar* views_;
    QToolButton *before_, *after_;
    QDateEdit* date_;
    QComboBox* people_;
    QPushButton *today_, *roster_, *export_;
    QLabel *summary_, *legend_;
    QStackedWidget* stack_;
    EmptyState *empty_, *busy_;
    QTableView *table_, *month_;
    PersonSheetView* sheet_;
};

}  // namespace lineament::ui
