#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <optional>

namespace lineament::ui {

class Plot;

/// Charts that share what they show of x, and the crosshair. Thread: GUI.
class PlotLink : public QObject {
    Q_OBJECT
  public:
    explicit PlotLink(QObject* parent = nullptr) : QObject(parent) {}
    void add(Plot* plot);
    /// Fits all: x from the first point of any chart to the last.
    void fit();
    /// First and last x of all charts.
    std::optional<std::pair<double, double>> extent() const;

  private:
    QList<QPointer<Plot>> plots_;
};

}  // namespace lineament::ui
