#pragma once

#include <QWidget>
#include <optional>

namespace lineament::ui {

/// How alike a face still is to its start: similarity as a bar, the lock's threshold as a notch that is
/// dragged. Thread: GUI.
class IdentityGauge : public QWidget {
    Q_OBJECT
  public:
    explicit IdentityGauge(QWidget* parent = nullptr);
    /// Empty: being worked out, or there is nothing to compare.
    void setSimilarity(std::optional<double> similarity);
    std::optional<double> similarity() const { return similarity_; }
    void setThreshold(double threshold);
    double threshold() const { return threshold_; }
    void setLocked(bool locked);
    QSize sizeHint() const override { return {220, 28}; }

  Q_SIGNALS:
    void thresholdChanged(double threshold);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QRectF bar() const;
    void dragTo(double x);

    std::optional<double> similarity_;
    double threshold_ = 0.5;
    bool locked_ = false, dragging_ = false;
};

}  // namespace lineament::ui
