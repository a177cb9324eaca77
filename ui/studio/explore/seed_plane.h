#pragma once

#include <QPointF>
#include <QWidget>

#include "ui/widgets/thumb_cache.h"

namespace lineament::ui {

/// The plane of seeds as a map that is dragged under a cross: small faces at whole numbers, the face on show
/// between them. Arrow keys go to the next seed. Thread: GUI.
class SeedPlane : public QWidget {
    Q_OBJECT
  public:
    explicit SeedPlane(QWidget* parent = nullptr);

    /// Draws the small faces: called on worker threads with packed positions (see unpack()).
    ThumbCache& thumbs() { return thumbs_; }
    static QPoint unpack(qint64 key);
    QPointF position() const { return position_; }
    /// Shows a place; emits nothing.
    void setPosition(const QPointF& position);
    QSize sizeHint() const override { return {264, 264}; }

  Q_SIGNALS:
    void moved(const QPointF& position);    ///< while it is dragged
    void settled(const QPointF& position);  ///< let go, or a key

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void go(const QPointF& position, bool settled);
    QPointF planeFromWidget(const QPointF& point) const;

    ThumbCache thumbs_;
    QPointF position_;
    double cellPx_ = 88;
    QPointF pressedAt_, positionAtPress_;
    bool dragging_ = false;
};

}  // namespace lineament::ui
