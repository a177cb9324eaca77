#pragma once

#include <QTimer>
#include <QWidget>

#include "core/pipelines/cases/case_settings.h"
#include "core/store/case_book.h"
#include "ui/bridge/decision_queue.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace lineament::ui {

class AnalysisBatch;
class CaseState;
class RecordedForm;

/// What the case is: its name and notes, its sources with their state and hash, and how they are analysed.
/// Every change is stored a moment after it was made. Thread: GUI.
class CasePanel : public QWidget {
    Q_OBJECT
  public:
    CasePanel(Session& session, CaseState& state, AnalysisBatch& batch, QWidget* parent = nullptr);

  Q_SIGNALS:
    void sourceChosen(const QString& source);
    void analysisWanted(const QStringList& sources);
    void addFilesWanted();
    void addFolderWanted();
    void failed(const QString& sentence);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void layOut();
    void connectAll();
    void showCase();
    void showSources();
    void showRecorded();
    void fillChoices();
    void store();
    void analyseAll();
    void removeChosen();
    QStringList chosen() const;
    CaseSettings settings() const;
    void retranslate();
    QLabel* label();

    Session& session_;
    CaseState& state_;
    AnalysisBatch& batch_;
    DecisionQueue changes_;
    QTimer delay_;
    bool filling_ = false;
    QLineEdit* name_;
    QPlainTextEdit* notes_;
    QTreeWidget* sources_;
    RecordedForm* recorded_;
    QPushButton *addFiles_, *addFolder_, *remove_, *analyse_;
    QComboBox *detector_, *recogniser_, *fmr_;
    QSpinBox *minFace_, *everyNth_;
    QLabel *nameLabel_, *notesLabel_, *sourcesLabel_, *settingsLabel_, *detectorLabel_, *recogniserLabel_,
        *fmrLabel_, *minFaceLabel_, *everyNthLabel_;
};

}  // namespace lineament::ui
