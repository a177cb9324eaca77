#pragma once

#include <QHash>
#include <QTimer>
#include <QWidget>
#include <memory>

#include "core/pipelines/synthetic/studio/run_folder.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace lineament::ui {

class Banner;
class ConfigForm;
class ElidedLabel;
class JobStrip;
class RunCharts;
class SamplePlayer;
class Session;
class TrainQueue;

/// The tab that trains: list of runs, form of the configuration, live charts, samples as a film, verdict in
/// words, comparison of two runs. Thread: GUI.
class TrainPage : public QWidget {
    Q_OBJECT
  public:
    TrainPage(Session& session, TrainQueue& queue, QWidget* parent = nullptr);

    ConfigForm& form() { return *form_; }
    RunCharts& charts() { return *charts_; }
    SamplePlayer& samples() { return *samples_; }
    bool idle() const;
    /// Opens an empty form for a run on this training set.
    void newRun(const QString& data = {});
    /// Starts what the form says; the name of the run, empty if it does not fit.
    QString startRun();
    void selectRuns(const QStringList& names);
    QStringList selected() const;
    QString verdict() const;
    QString presetName() const;
    void setPreset(const QString& name);
    QStringList presets() const { return presetNames_; }
    QTableWidget& differences() { return *differences_; }
    void setRunName(const QString& name);
    void rollBack();

  Q_SIGNALS:
    void exploreRequested(const QString& runFolder);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QWidget* makeLeft();
    QWidget* makeRight();
    void connectAll();
    void loadPresets();
    void showRuns();
    void showSelection();
    void follow();
    void showButtons();
    void showVerdict();
    void showDifferences();
    void duplicate();
    void chooseData();
    void retranslate();
    QString stateOf(const RunSummary& run) const;
    QString reasonOf(const RunSummary& run) const;
    QString wordsOf(const RunVerdict& verdict) const;

    Session& session_;
    TrainQueue& queue_;
    QHash<QString, gan::TrainConfig> presets_;
    QStringList presetNames_, shown_;
    bool making_ = false, showing_ = false;
    struct Followed {
        std::unique_ptr<StatisticsReader> reader;
        std::vector<gan::Statistics> lines;
    };
    Followed followed_[2];
    QTimer timer_;
    QString failedRun_;

    QListWidget* list_;
    QToolButton *new_, *resume_, *pause_, *stop_, *duplicate_, *explore_, *rollBack_;
    QLabel *runsTitle_, *formTitle_, *presetLabel_, *dataLabel_, *nameLabel_, *complaint_, *smoothingLabel_,
        *verdictIcon_;
    QComboBox* preset_;
    QLineEdit *data_, *name_;
    QToolButton* chooseData_;
    ConfigForm* form_;
    QPushButton* start_;
    QWidget* maker_;
    Banner* banner_;
    ElidedLabel* verdict_;
    JobStrip* strip_;
    QWidget* chartScroll_;
    RunCharts* charts_;
    QSlider* smoothing_;
    SamplePlayer* samples_;
    QTableWidget* differences_;
};

}  // namespace lineament::ui
