#pragma once

#include <QColor>
#include <QList>
#include <QWidget>

namespace lineament::ui {

/// The layers of a generator in a row, coarse to fine, each painted with the face its style comes from. A
/// click or a drag over layers gives them to the chosen favourite, or takes them back. Thread: GUI.
class LayerBar : public QWidget {
    Q_OBJECT
  public:
    /// What a layer shows: its own face (empty name) or a favourite.
    struct Layer {
        QString favourite;
        QImage picture;
    };
    explicit LayerBar(QWidget* parent = nullptr);
    void setLayers(const QList<Layer>& layers);
    QSize sizeHint() const override { return {240, 44}; }

  Q_SIGNALS:
    /// Layers first to last were painted over.
    void painted(int first, int last);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

  private:
    int layerAt(const QPointF& point) const;
    QRectF place(int layer) const;

    QList<Layer> layers_;
    int from_ = -1, to_ = -1, cursor_ = 0;
};

}  // namespace lineament::ui
