#pragma once

#include <QImage>
#include <QList>
#include <QPointF>
#include <QWidget>
#include <array>

class QButtonGroup;
class QLabel;
class QSlider;
class QTimer;

namespace lineament::ui {

class ElidedLabel;
class ImageCanvas;

/// How two pictures are laid against each other.
enum class PairMode {
    SideBySide,
    Blink,      ///< in turn, at the same place
    Wipe,       ///< left of a handle the one, right of it the other
    Overlay,    ///< the second over the first, as opaque as the slider says
    Difference  ///< absolute difference of each channel, strengthened by the slider
};

/// Light and contrast of what is shown; the pictures stay as they are.
struct PairTone {
    int light = 0;     ///< -100 to 100
    int contrast = 0;  ///< -100 to 100
    bool operator==(const PairTone&) const = default;
};

/// Two pictures of the same scene or face with linked zoom and pan, without interpolation: side by side,
/// blinking, wiped, overlaid or as their difference. Pictures of different sizes are brought to the larger by
/// repeating pixels. Points and a grid can be drawn over both. Thread: GUI. Cost: a change of tone goes once
/// through each picture (about 5 ms a megapixel); a difference through the pixels of the widget.
class PairView : public QWidget {
    Q_OBJECT
  public:
    enum Side { Left, Right };

    explicit PairView(QWidget* parent = nullptr);

    /// Either may be null: that side stays empty.
    void setImages(const QImage& left, const QImage& right);
    const QImage& image(Side side) const { return sides_[side].given; }
    /// What stands above each picture; the tooltip says the whole.
    void setTitles(const QString& left, const QString& right);

    PairMode mode() const { return mode_; }
    /// Difference, overlay, wipe and blink need both pictures.
    void setMode(PairMode mode);
    /// Position of the wipe's handle and opacity of the overlay, 0 to 1.
    void setMix(double mix);
    double mix() const { return mix_; }
    void setTone(const PairTone& tone);
    const PairTone& tone() const { return tone_; }
    /// Points of each picture, px of the picture as given.
    void setPoints(const QList<QPointF>& left, const QList<QPointF>& right);
    void setPointsShown(bool shown);
    bool pointsShown() const { return pointsShown_; }
    void setGridShown(bool shown);
    bool gridShown() const { return gridShown_; }
    void setSmooth(bool smooth);
    void fit();
    ImageCanvas* canvas(Side side) const { return sides_[side].canvas; }
    /// What is seen in the present mode, without the controls.
    QImage snapshot();

  Q_SIGNALS:
    void modeChanged(lineament::ui::PairMode mode);
    void viewChanged();

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Shown {
        QImage given, toned;  // toned: what is painted, of the common size
        QList<QPointF> points;
        QString named;
        ElidedLabel* title = nullptr;
        QWidget* frame = nullptr;
        ImageCanvas* canvas = nullptr;
    };
    QWidget* makeStrip();
    QWidget* makeSide(Side side);
    void prepareImages();
    void showMode();
    void showTitles();
    void follow(Side moved);
    void paintOver(QPainter& painter, Side side);
    void paintDifference(QPainter& painter, const QRectF& target);
    void paintGuides(QPainter& painter, Side side, const QRectF& target);
    double handleX() const;
    void retranslate();

    std::array<Shown, 2> sides_;
    PairMode mode_ = PairMode::SideBySide;
    PairTone tone_;
    double mix_ = 0.5;
    bool pointsShown_ = false, gridShown_ = false, secondShown_ = false, dragging_ = false,
         following_ = false;
    QButtonGroup* modes_;
    QSlider* slider_;
    QLabel* sliderText_;
    QTimer* blink_;
};

}  // namespace lineament::ui
