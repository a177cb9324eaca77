#pragma once

#include <QWidget>
#include <functional>

#include "ui/evaluate/evaluation_entry.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace lineament::ui {

/// What is to be measured, with what; and the runs there are. Thread: GUI.
class EvaluationForm : public QWidget {
    Q_OBJECT
  public:
    /// Asks for a file or a folder; empty: none was chosen.
    using Chooser = std::function<QString(const QString& title, bool folder)>;
    explicit EvaluationForm(QWidget* parent = nullptr);

    void setChooser(Chooser chooser) { choose_ = std::move(chooser); }
    void setModels(const QStringList& recognisers, const QStringList& detectors, const QString& recogniser,
                   const QString& detector);
    void setPairs(const QString& csv, const QString& root = {});
    void setGalleryAndProbes(const QString& gallery, const QString& probes);
    void setKind(EvaluationProtocol::Kind kind);
    void setRecognisers(const QStringList& ids);
    void setTreatment(const QString& degrade, const QString& chain);
    void setLeaveOutMarked(bool on);

    EvaluationProtocol protocol() const;
    QString protocolName() const;
    /// One a recogniser that is ticked. Throws Error(kInvalidArgument) for a treatment that cannot be read.
    QList<RunSettings> settings() const;
    /// What is missing before it can be run, as a sentence; empty: nothing.
    QString missing() const;

    void showRuns(const EvaluationEntries& entries, int currentId);

  Q_SIGNALS:
    void runRequested();
    void currentChanged(int id);
    void visibilityChanged(int id, bool visible);
    void removeRequested(int id);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QLineEdit* addPath(QWidget* page, const char* name, bool folder, QLabel*& label);
    QWidget* makeProtocol();
    QWidget* makeSettings();
    QWidget* makeRuns();
    void refresh();
    void retranslate();

    Chooser choose_;
    QString engineDetector_;
    QLabel *protocolTitle_, *settingsTitle_, *runsTitle_;
    QLabel *csvLabel_, *rootLabel_, *galleryLabel_, *probesLabel_, *own_;
    QLabel *recogniserLabel_, *detectorLabel_, *degradeLabel_, *chainLabel_, *missing_;
    QComboBox *kind_, *detector_;
    QStackedWidget* paths_;
    QLineEdit *csv_, *root_, *gallery_, *probes_, *degrade_, *chain_;
    QList<QToolButton*> browse_;
    QListWidget *recognisers_, *runs_;
    QCheckBox *oracle_, *leaveOut_;
    QWidget* treatment_;
    QPushButton* run_;
    QToolButton* remove_;
    bool filling_ = false;
};

}  // namespace lineament::ui
