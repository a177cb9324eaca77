#pragma once

#include <QImage>
#include <QList>
#include <QWidget>
#include <functional>
#include <optional>

#include "ui/widgets/mark_style.h"

namespace lineament::ui {

/// A frame drawn over the picture.
struct CanvasBox {
    qint64 id = 0;
    QRectF box;  ///< px of the image; QRectF(0, 0, 1, 1) is the first pixel
    Mark mark = Mark::Plain;
    QString label;   ///< name above the frame; may be empty
    QString detail;  ///< numbers behind the name ("0.71 ≥ 0.36"), beside it and on hover
    bool selected = false;
    std::optional<Token> colour{};  ///< of the mark; empty: its own
};

/// A picture or video frame on neutral ground: fitted, or 1:1 and larger by whole numbers without
/// interpolation. Wheel zooms about the cursor, drag pans, double click fits. Thread: GUI.
class ImageCanvas : public QWidget {
    Q_OBJECT
  public:
    explicit ImageCanvas(QWidget* parent = nullptr);

    /// Another size of picture fits it again; the same size keeps the view (the next frame of a video).
    void setImage(const QImage& image);
    const QImage& image() const { return image_; }
    void setBoxes(QList<CanvasBox> boxes);
    const QList<CanvasBox>& boxes() const { return boxes_; }

    /// The whole picture is seen: reduced smoothly if it is larger than the canvas, else by a whole number.
    void fit();
    bool fitted() const { return !zoom_; }
    /// Screen pixels (of the device) an image pixel: 1, 2, 3 ... 32.
    void setZoom(int zoom);
    /// Present scale: device pixels an image pixel, also below 1 while fitted.
    double scale() const;
    /// What part is seen, for canvases that show the same part: no zoom is fitted.
    struct View {
        std::optional<int> zoom;
        QPointF centre;  ///< image point in the middle of the canvas, where not fitted
        bool operator==(const View&) const = default;
    };
    View view() const { return {zoom_, centre_}; }
    void setView(const View& view);
    /// Painted over the picture and under the frames, in coordinates of the widget.
    void setOverlay(std::function<void(QPainter&)> overlay);
    /// Interpolates enlarged pixels if asked for.
    void setSmooth(bool smooth);

    /// While on, dragging draws a box (boxDrawn) instead of panning.
    void setDrawing(bool drawing);
    bool drawing() const { return drawing_; }

    QPointF imageFromWidget(const QPointF& point) const;
    QRectF widgetFromImage(const QRectF& rect) const;
    std::optional<CanvasBox> boxAt(const QPointF& widgetPoint) const;

  Q_SIGNALS:
    void boxClicked(qint64 id);
    void boxActivated(qint64 id);  ///< double click on a box
    void emptyClicked();
    void boxDrawn(const QRectF& imageBox);
    void boxMenuRequested(qint64 id, const QPoint& globalPos);
    void viewChanged();
    /// Pixel under the cursor, empty rectangle position (-1, -1) when it leaves.
    void hovered(const QPoint& imagePixel);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

  private:
    double fitScale() const;
    QPointF topLeft() const;  // of the picture in the widget
    void keepInView();
    void zoomAbout(const QPointF& widgetPoint, int zoom);
    void paintBox(QPainter& painter, const CanvasBox& box) const;

    QImage image_;
    QList<CanvasBox> boxes_;
    std::optional<int> zoom_;  // empty: fitted
    QPointF centre_;           // image point in the middle of the widget, when not fitted
    std::function<void(QPainter&)> overlay_;
    bool smooth_ = false;
    bool drawing_ = false;
    std::optional<QPointF> pressed_;  // widget point
    QPointF centreAtPress_;
    bool moved_ = false;
    std::optional<QRectF> rubber_;  // image px
};

}  // namespace lineament::ui
