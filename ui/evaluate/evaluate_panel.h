#pragma once

#include <QPointer>
#include <functional>
#include <map>
#include <set>

#include "core/pipelines/evaluate/applied_threshold.h"
#include "core/store/evaluation_book.h"
#include "ui/bridge/decision_queue.h"
#include "ui/bridge/session.h"
#include "ui/evaluate/evaluation_entry.h"
#include "ui/widgets/desk.h"

class QStackedWidget;

namespace lineament::ui {

class Banner;
class EmptyState;
class EvaluationForm;
class JobHandle;
class JobStrip;
class OperatingPanel;
class RateCharts;

/// The desk where recognisers are measured and thresholds are found. Thread: GUI; runs are jobs.
class EvaluatePanel : public Desk {
    Q_OBJECT
  public:
    /// Asks for a path; save: a name to write to. Empty: none was chosen.
    using Chooser = std::function<QString(const QString& title, bool folder, bool save)>;
    EvaluatePanel(Session& session, QWidget* parent);

    QString id() const override { return QStringLiteral("evaluate"); }
    QString title() const override { return tr("Evaluate"); }
    QString iconName() const override { return QStringLiteral("chart-spline"); }
    QList<QAction*> deskActions() const override { return actions_; }
    /// A list of pairs (CSV).
    bool openPath(const QString& path) override;
    bool idle() const override { return underWay_ == 0; }

    EvaluationForm* form() const { return form_; }
    RateCharts* charts() const { return charts_; }
    OperatingPanel* operating() const { return operating_; }
    const EvaluationEntries& entries() const { return entries_; }
    void setChooser(Chooser chooser) { choose_ = std::move(chooser); }

    void run();
    void stop();
    void setRate(double rate);
    void apply();
    void withdraw();
    /// The labels of the selected pairs are wrong; right again if all are marked.
    void markLabels();
    void showCalibration();
    /// Measures the own gallery as the form of that tab says; calibrated() or the banner tells.
    void calibrate();
    /// Writes .html, .pdf or .csv in a job; reported() or the banner tells how it went.
    void writeReport(const QString& file);

  Q_SIGNALS:
    void grew(int id);      ///< a run under way has told of new scores
    void finished(int id);  ///< a run is done
    void thresholdChanged();
    void labelsChanged();
    void calibrated();
    void reported(const QString& file);

  protected:
    void retranslate() override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void makeActions();
    void layOut();
    void useWorkspace();
    void start(const std::shared_ptr<EvaluationEntry>& entry);
    void remove(int id);
    void refresh();
    void showFigures();
    /// Whether the data store in this folder is the one that is open.
    bool isOpen(const std::filesystem::path& store);
    /// onlyIn: folder of the data store it was measured in; empty: it holds in any.
    void applyPoint(AppliedThreshold point, const std::filesystem::path& onlyIn);
    void allowApply();  // or not: by what the operating point is and whose people it is of
    void refreshApplied();
    void refreshMarks();
    void showMarks();
    std::set<std::int64_t> marksOf(const EvaluationEntry* entry) const;
    void proposeRates(const Evaluation& result);
    void showError(const QString& sentence);
    void askReport();
    void clearCache();
    std::shared_ptr<EvaluationEntry> find(int id) const;
    std::shared_ptr<EvaluationEntry> current() const { return find(currentId_); }

    struct Keys {
        QAction *run, *stop, *open, *apply, *mark, *calibrate, *report, *clear;
    } keys_{};
    QList<QAction*> actions_;
    EvaluationEntries entries_;
    QList<QPointer<JobHandle>> running_;
    int currentId_ = 0, nextId_ = 1, underWay_ = 0;
    double fmr_ = 1e-3, fpir_ = 0.01;
    bool rateChosen_ = false;  // by the user: runs leave it where it is
    Chooser choose_;
    DecisionQueue queue_;
    QPointer<JobHandle> calibration_;
    bool calibrating_ = false;                             // its tab was asked for: shown without any run
    std::map<std::string, std::vector<LabelMark>> marks_;  // by the list's hash

    Banner* banner_;
    JobStrip* strip_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    EvaluationForm* form_;
    RateCharts* charts_;
    OperatingPanel* operating_;
    QDockWidget *formPanel_, *operatingPanel_;
};

}  // namespace lineament::ui
