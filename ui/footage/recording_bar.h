#pragma once

#include <QWidget>
#include <vector>

#include "core/domain/case.h"

class QAction;
class QComboBox;
class QPushButton;
class QToolButton;

namespace lineament::ui {

/// A source the desk knows: analysed (then it has an id) or opened only.
struct RecordingEntry {
    QString source;
    RecordingId id;
    int tracks = -1;  ///< -1: not known
};
/// A case that can be opened; the unsorted one has no name.
struct CaseEntry {
    CaseId id;
    QString name;
    int sources = 0;
};
/// "cam-2.mp4", "Camera 0", "rtsp://host/…": how a source is called in lists.
QString titleOfSource(const QString& source);

/// Which recording is on show, how to open another one, and the button that analyses it. Thread: GUI.
class RecordingBar : public QWidget {
    Q_OBJECT
  public:
    struct Actions {
        QAction *openFile, *openFolder, *openStream, *analyse, *newCase;
    };
    explicit RecordingBar(const Actions& actions, QWidget* parent = nullptr);

    void setEntries(std::vector<RecordingEntry> entries, const QString& current);
    void setCases(std::vector<CaseEntry> cases, CaseId current);
    /// The button stands out while nobody was looked for yet.
    void setAnalysed(bool analysed);
    const std::vector<RecordingEntry>& entries() const { return entries_; }

  Q_SIGNALS:
    void chosen(const QString& source);
    void caseChosen(lineament::CaseId id);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslate();
    void fill(const QString& current);
    void fillCameras();
    void fillCases();

    QAction* newCase_;
    std::vector<CaseEntry> cases_;
    CaseId case_;
    QToolButton* caseButton_;
    std::vector<RecordingEntry> entries_;
    QComboBox* box_;
    QToolButton* open_;
    QPushButton* analyse_;
    QMenu* cameras_;
};

}  // namespace lineament::ui
