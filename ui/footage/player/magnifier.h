#pragma once

#include <QPoint>
#include <QWidget>

namespace lineament::ui {

class ImageCanvas;

/// The pixels under the cursor, eight times as large and never smoothed, in the corner of the picture that
/// the cursor is not in. Thread: GUI.
class Magnifier : public QWidget {
    Q_OBJECT
  public:
    explicit Magnifier(ImageCanvas& canvas);

    void setActive(bool active);
    /// The picture has changed under the cursor.
    void refresh();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void follow(const QPoint& pixel);

    ImageCanvas& canvas_;
    QPoint pixel_{-1, -1};
    bool active_ = false;
};

}  // namespace lineament::ui
