#pragma once

#include <QWidget>
#include <vector>

#include "core/domain/access.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace lineament::ui {

class EmptyState;

/// The schedules that doors go by: hours of the week, in a time zone. What is changed is kept at once.
class HoursPage : public QWidget {
    Q_OBJECT
  public:
    explicit HoursPage(QWidget* parent = nullptr);

    void setSchedules(std::vector<AccessSchedule> schedules);
    const std::vector<AccessSchedule>& schedules() const { return schedules_; }
    void newSchedule();
    void retranslate();

  Q_SIGNALS:
    /// One without an id is new.
    void changed(const lineament::AccessSchedule& schedule);
    void removeRequested(const lineament::AccessSchedule& schedule);

  private:
    AccessSchedule* chosen();
    void showSchedule();
    void addRow(const WeeklyWindow& window);
    void keep();
    void showState();

    std::vector<AccessSchedule> schedules_;
    AccessSchedule shown_;  ///< what the rows say
    std::string wanted_;    ///< the schedule that is shown once it is there
    bool filling_ = false;
    QListWidget* names_;
    QPushButton *new_, *remove_, *addHours_;
    QWidget* form_;
    EmptyState* empty_;
    QLabel *nameLabel_, *zoneLabel_, *hoursTitle_, *none_;
    QLineEdit* name_;
    QComboBox* zone_;
    QVBoxLayout* rows_;
    struct Row;
    QList<Row*> windows_;
};

}  // namespace lineament::ui
