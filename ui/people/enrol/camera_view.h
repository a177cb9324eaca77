#pragma once

#include <QImage>
#include <QWidget>

namespace lineament::ui {

/// What a camera sees, mirrored as people know themselves, with the oval that the face belongs in. The oval's
/// edge fills while all is well and says by its shape what is so. Thread: GUI.
class CameraView : public QWidget {
    Q_OBJECT
  public:
    explicit CameraView(QWidget* parent = nullptr);

    enum class State { Waiting, Adjust, Stay };
    /// box: of the face, px of the picture; empty: none. steady: how much of the oval is filled, 0 to 1.
    void show(const QImage& picture, const QRectF& box, State state, double steady);
    void clear();
    QSize sizeHint() const override { return {480, 320}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QImage picture_;
    QRectF box_;
    State state_ = State::Waiting;
    double steady_ = 0;
};

}  // namespace lineament::ui
