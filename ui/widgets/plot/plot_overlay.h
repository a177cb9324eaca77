#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QWidget>
#include <optional>

namespace lineament::ui {

/// Crosshair and the values under it, over a chart that need not be drawn again for it.
class PlotOverlay : public QWidget {
    Q_OBJECT
  public:
    struct Reading {
        QString name, value;
        QColor color;
        QPointF point;  ///< of the curve, in the widget
    };
    explicit PlotOverlay(QWidget* parent);
    /// at.y() < 0: the vertical line alone.
    void show(const QRectF& frame, const QPointF& at, const QString& head, QList<Reading> readings);
    void clear();
    bool reading() const { return at_.has_value(); }
    const QList<Reading>& readings() const { return readings_; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    std::optional<QPointF> at_;
    QRectF frame_;
    QString head_;
    QList<Reading> readings_;
};

}  // namespace lineament::ui
