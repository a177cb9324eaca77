#pragma once

#include <QDialog>
#include <vector>

#include "core/domain/person_record.h"
#include "ui/bridge/session.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace lineament::ui {

/// The examinations of the store, newest first: one is opened to be read and reported, or examined by a
/// second examiner. What the first concluded stays closed until a second examiner has concluded as well.
/// Thread: GUI; reads in a job.
class ExaminationList : public QDialog {
    Q_OBJECT
  public:
    ExaminationList(Session& session, QWidget* parent);

  Q_SIGNALS:
    void openRequested(const lineament::Examination& examination);
    void secondRequested(const lineament::Examination& examination);

  private:
    void fill(std::vector<Examination>& examinations);
    void showState();
    const Examination* current() const;

    std::vector<Examination> examinations_;
    std::string account_;  // who is signed in; empty where nobody has to
    QTableWidget* table_;
    QLabel* message_;
    QPushButton *open_, *second_;
};

}  // namespace lineament::ui
