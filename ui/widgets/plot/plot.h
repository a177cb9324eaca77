#pragma once

#include <QImage>
#include <QString>
#include <QWidget>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "ui/theme/theme.h"

namespace lineament::ui {

class PlotLink;

struct PlotAxis {
    QString label;              ///< "False match rate"
    QString unit;               ///< "images/s"; empty: a plain number
    bool log = false;           ///< values of 0 and less are not shown then
    bool shortNumbers = false;  ///< 12 k, 3.4 M
    /// What fit() shows; empty: all there is.
    std::optional<std::pair<double, double>> range;
};

enum class PlotStyle { Line, Steps, Points, Bars, Area };

/// How a curve looks. Two curves differ in dash as well as in colour.
struct PlotCurve {
    QString name;  ///< in the legend; empty: not in it
    PlotStyle style = PlotStyle::Line;
    std::optional<Token> token;        ///< empty: the next colour and dash of the theme's row
    std::optional<Qt::PenStyle> dash;  ///< empty: with its colour
    double width = 1.5;                ///< px
    double barWidth = 1;               ///< in units of x
    bool hatched = false;              ///< of an Area: what a network made
};

/// A line across the chart at one value.
struct PlotMarker {
    double value = 0;
    Qt::Orientation orientation = Qt::Vertical;  ///< Vertical: at a value of x
    QString label;
    Token token = Token::Accent;
    bool movable = false;  ///< may be dragged: markerMoved()
};

/// A chart in the colours of the theme: units on the axes, a crosshair that reads values, wheel zooms about
/// the cursor (over an axis: that axis alone), drag pans, double click fits, keys + - arrows Home; a menu
/// with log axes and export. Shows all data until the user zooms or pans, and again after fit(). Thread: GUI.
class Plot : public QWidget {
    Q_OBJECT
  public:
    explicit Plot(QWidget* parent = nullptr);
    ~Plot() override;

    void setTitle(const QString& title);
    /// Said in the middle while there is no point.
    void setEmptyText(const QString& text);
    void setXAxis(const PlotAxis& axis);
    void setYAxis(const PlotAxis& axis);
    const PlotAxis& xAxis() const;
    const PlotAxis& yAxis() const;

    /// Adds a curve or changes how it looks; legend in the order they came.
    void setCurve(const QString& id, const PlotCurve& curve);
    void removeCurve(const QString& id);
    void clearCurves();
    QStringList curves() const;
    void setCurveVisible(const QString& id, bool visible);
    bool curveVisible(const QString& id) const;
    /// Points of a curve; NaN in y leaves a gap. A million are fine.
    void setData(const QString& id, std::vector<double> x, std::vector<double> y);
    void append(const QString& id, double x, double y);
    /// A shaded band around a curve, with limits at x of its own (a confidence band).
    void setBand(const QString& id, std::vector<double> x, std::vector<double> lower,
                 std::vector<double> upper);
    std::size_t pointCount(const QString& id) const;
    /// y of the point nearest to x.
    std::optional<double> valueAt(const QString& id, double x) const;
    /// Lines are drawn averaged exponentially, the points themselves pale behind: 0 (off) to 0.999.
    void setSmoothing(double weight);
    double smoothing() const;

    void setMarker(const QString& id, const PlotMarker& marker);
    void removeMarker(const QString& id);
    std::optional<double> markerValue(const QString& id) const;

    /// Shows all data (or the axes' ranges) and keeps showing them as they grow.
    void fit();
    bool fitted() const;
    std::pair<double, double> xRange() const;
    std::pair<double, double> yRange() const;
    void setXRange(double lower, double upper);
    void setYRange(double lower, double upper);

    /// Writes .png (as shown, twice as fine), .pdf (vector, on white) or .csv (all points). Empty if it is
    /// done, else a sentence.
    QString exportTo(const QString& file);
    /// The chart on white with its curves' names below, for reports. Px of the picture.
    QImage picture(const QSize& size);
    void chooseExport();
    /// Draws what has changed now instead of when the event loop comes to it.
    void replotNow();
    /// Place of a point in the widget.
    QPointF widgetFromPlot(double x, double y) const;

    QSize sizeHint() const override { return {420, 240}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

  Q_SIGNALS:
    void xRangeChanged(double lower, double upper);  ///< by the user
    void fitRequested();                             ///< by the user
    void cursorMoved(double x);
    void cursorLeft();
    void markerMoved(const QString& id, double value);     ///< while it is dragged
    void markerReleased(const QString& id, double value);  ///< when it is let go
    void pointClicked(const QString& curve, int index);    ///< of a curve in style Points

  protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    friend class PlotLink;
    void showCursor(std::optional<double> x);
    std::optional<std::pair<double, double>> xExtent() const;

    struct Impl;
    std::unique_ptr<Impl> d_;
};

}  // namespace lineament::ui
