#pragma once

#include <QList>
#include <QWidget>
#include <optional>

#include "core/gan/training/train.h"

class QGridLayout;

namespace lineament::ui {

class Plot;
class PlotLink;

/// The statistics of one run, or of two laid over each other, as charts with one x axis. Thread: GUI.
class RunCharts : public QWidget {
    Q_OBJECT
  public:
    explicit RunCharts(QWidget* parent = nullptr);

    /// Forgets all points; second is the name of the run that is compared, empty: none.
    void start(const QString& first, const QString& second = {});
    /// Adds lines to run 0 or 1.
    void add(int run, const std::vector<gan::Statistics>& lines);
    void setSmoothing(double weight);
    /// Where the best snapshot of the first run is.
    void setBest(std::optional<std::int64_t> images);
    QList<Plot*> plots() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Chart {
        Plot* plot;
        QList<std::pair<QString, bool>>
            keys;  ///< statistic, and whether it is a score to be shown as a probability
    };
    void addChart(const QList<std::pair<QString, bool>>& keys, bool log);
    void setCurves();
    void retranslate();
    QString nameOf(const QString& key) const;

    QList<Chart> charts_;
    PlotLink* link_;
    QGridLayout* grid_;
    QString names_[2];
    std::optional<std::int64_t> best_;
};

}  // namespace lineament::ui
