#pragma once

#include <QImage>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/domain/presence.h"

namespace lineament::ui {

/// The part of a camera's picture that counts, drawn on a still of it: a rectangle is drawn by dragging, its
/// corners are moved; a double click on an edge adds one. By keys: Page Up and Page Down choose a corner, the
/// arrows move it, Insert adds one behind it, Delete takes it away. Thread: GUI.
class AreaEditor : public QWidget {
    Q_OBJECT
  public:
    explicit AreaEditor(QWidget* parent = nullptr);

    /// What the camera sees; an empty one: nothing yet, the area is drawn on an empty picture.
    void setStill(const QImage& still);
    const QImage& still() const { return still_; }
    /// What is said in the place of a picture that is not there (it is being taken, or why there is none).
    void setNote(const QString& note);
    const QString& note() const { return note_; }
    void setArea(std::vector<CornerRel> area);
    const std::vector<CornerRel>& area() const { return area_; }
    /// In coordinates of the widget.
    QPointF cornerAt(std::size_t corner) const;
    QSize sizeHint() const override;

  Q_SIGNALS:
    void areaChanged();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QRectF pictureRect() const;
    CornerRel cornerFrom(const QPointF& point) const;
    QPointF widgetFrom(const CornerRel& corner) const;
    std::optional<std::size_t> cornerNear(const QPointF& point) const;
    void setArea(std::vector<CornerRel> area, std::size_t current);
    void change(std::vector<CornerRel> area);
    void addBehind(std::size_t corner, const CornerRel& added);
    bool changeByKey(int key, double step);

    QImage still_;
    QString note_;
    std::vector<CornerRel> area_;
    std::size_t current_ = 0;
    std::optional<QPointF> pressed_;  // where a rectangle begins
    bool moving_ = false;             // the current corner follows the mouse
};

}  // namespace lineament::ui
