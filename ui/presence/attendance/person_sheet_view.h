#pragma once

#include <QWidget>
#include <optional>

#include "core/pipelines/presence/attendance_people.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace lineament::ui {

class CorrectionForm;
class Session;

/// One person's month: the days as they count, and for the chosen one what was seen and what was said against
/// it.
class PersonSheetView : public QWidget {
    Q_OBJECT
  public:
    explicit PersonSheetView(Session& session, QWidget* parent = nullptr);

    /// The day that was chosen stays so where it is in the sheet.
    void setSheet(PersonSheet sheet);
    const PersonSheet& sheet() const { return sheet_; }
    void chooseDay(Day day);
    /// Opens the form for the chosen day.
    void correct();
    void retranslate();

  Q_SIGNALS:
    void correctionMade(const lineament::Correction& correction);
    void revokeRequested(lineament::CorrectionId correction);
    void recordingRequested(const QString& recording, double ms);

  private:
    void fillDays();
    void fillDay();
    void showState();
    const AttendanceDay* chosen() const;
    qint64 idOf(const QTreeWidget* list) const;
    /// Where the chosen look is recorded; null if nowhere.
    const RecordedMoment* recorded() const;
    void lookAtRecording();

    PersonSheet sheet_{};
    std::optional<Day> wanted_;
    QLabel *sums_, *dayTitle_, *seenTitle_, *saidTitle_;
    QTreeWidget *days_, *seen_, *said_;
    QPushButton *correct_, *revoke_, *recording_;
    CorrectionForm* form_;
};

}  // namespace lineament::ui
