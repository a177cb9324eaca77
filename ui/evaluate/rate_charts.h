#pragma once

#include <QWidget>

#include "ui/evaluate/evaluation_entry.h"

class QLabel;
class QStackedWidget;
class QTabBar;
class QTableWidget;

namespace lineament::ui {

class CalibrationView;
class PairPictures;
class Plot;

/// What runs came to, as charts, tables and pictures; one tab each. Thread: GUI.
class RateCharts : public QWidget {
    Q_OBJECT
  public:
    enum Tab { Det, Roc, Searches, Ranks, Discard, Groups, Pairs, Calibration, TabCount };
    explicit RateCharts(QWidget* parent = nullptr);

    /// The first is the one that is examined; the marker stands at its rates.
    void show(const EvaluationEntries& entries, const std::shared_ptr<EvaluationEntry>& current);
    void setRates(double fmr, double fpir);
    void setTab(Tab tab);
    Tab tab() const;
    /// The operating point is one of searches.
    bool searching() const { return tab() == Searches || tab() == Ranks; }
    Plot* plot(Tab tab);
    QTableWidget* groups() const { return groups_; }
    PairPictures* pictures() const { return pictures_; }
    CalibrationView* calibration() const { return calibration_; }

  Q_SIGNALS:
    void rateDragged(double rate);
    void tabChanged();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showCurves();
    void showCurve(const EvaluationEntry& entry);
    void showMarkers();
    void showDiscard();
    void showGroups();
    void showWhatIsSeen();
    void retranslate();

    EvaluationEntries entries_;
    std::shared_ptr<EvaluationEntry> current_;
    double fmr_ = 1e-3, fpir_ = 0.01;
    QTabBar* tabs_;
    QStackedWidget* pages_;
    QList<Plot*> plots_;
    QTableWidget* groups_;
    QLabel* noGroups_;
    PairPictures* pictures_;
    CalibrationView* calibration_;
};

}  // namespace lineament::ui
