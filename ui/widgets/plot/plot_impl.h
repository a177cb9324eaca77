#pragma once

// Its header is written with Qt's keywords, which we compile without.
#include <QObject>
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach

#include <QPointer>
#include <map>

#include "ui/widgets/plot/plot.h"
#include "ui/widgets/plot/plot_data.h"
#include "ui/widgets/plot/plot_legend.h"
#include "ui/widgets/plot/plot_overlay.h"

namespace lineament::ui {

/// What a Plot is made of; not for use outside this folder.
struct Plot::Impl {
    struct Curve {
        QString id;
        PlotCurve look;
        int place = 0;  // in the theme's row of colours
        bool visible = true;
        PlotData data, smooth, lower, upper;
        QPointer<QCPGraph> line, pale, low, high;
        QPointer<QCPBars> bars;
    };
    struct Line {
        PlotMarker look;
        QCPItemStraightLine* line = nullptr;
        QCPItemText* text = nullptr;
    };

    explicit Impl(Plot* plot);
    Curve* find(const QString& id);
    Curve& get(const QString& id);
    void dress(bool dark);  // colours and pens of everything
    void dressAxis(QCPAxis* axis, const PlotAxis& look, bool dark);
    void dressCurve(Curve& curve, bool dark);
    void dressMarker(Line& marker, bool dark);
    QPen penOf(const Curve& curve, bool dark) const;
    void makeGraphs(Curve& curve);
    void dropGraphs(Curve& curve);
    void smoothCurve(Curve& curve);
    void fill();  // what is in view, thinned, into the graphs
    void fillLine(QCPGraph* graph, const PlotData& data, const std::vector<double>& edges);
    void followData();
    void setRange(QCPAxis* axis, double lower, double upper);
    std::optional<std::pair<double, double>> extent() const;
    std::optional<std::pair<double, double>> yExtent() const;
    void changed();  // draw when the event loop comes to it
    void refreshLegend();
    void placeMarker(Line& marker);
    void pressed(QMouseEvent* event);
    void moved(QMouseEvent* event);
    void released(QMouseEvent* event);
    void read(double pixelX, double pixelY);
    QString number(double value, const PlotAxis& axis) const;
    std::optional<QString> markerAt(const QPointF& point) const;
    void clickPoint(const QPointF& point);
    bool isPositiveX(double x) const { return !xAxis.log || x > 0; }

    Plot* plot;
    QCustomPlot* canvas;
    PlotLegend* legend;
    PlotOverlay* overlay;
    QCPItemText* empty;
    QString title;
    PlotAxis xAxis, yAxis;
    std::vector<std::unique_ptr<Curve>> curves;
    std::map<QString, Line> markers;
    QPointer<PlotLink> link;
    double smoothing = 0;
    int nextPlace = 0;
    bool followX = true, followY = true, own = false;
    std::optional<QString> dragged;
    QPointF pressedAt;
};

}  // namespace lineament::ui
