#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QSlider;
class QToolButton;

namespace lineament::ui {

class ElidedLabel;

/// A number with a name: slider, field, reset; optionally the layers it acts on and a lock that keeps it
/// where it is. Thread: GUI.
class ValueSlider : public QWidget {
    Q_OBJECT
  public:
    ValueSlider(double minimum, double maximum, double start, int decimals, QWidget* parent = nullptr);

    void setName(const QString& name, const QString& help = {});
    QString name() const;
    double value() const;
    /// Shows a value; emits nothing.
    void setValue(double value);
    void setStart(double start) { start_ = start; }
    /// Adds the layers it acts on, 0 to count - 1, and the lock.
    void addLayers(int count);
    int firstLayer() const;
    int lastLayer() const;  ///< -1: to the end
    void setLayers(int first, int last);
    bool locked() const;

  Q_SIGNALS:
    void changed(double value, bool settled);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslate();
    void showLayers();
    double fromSlider(int position) const;
    int toSlider(double value) const;

    double minimum_, maximum_, start_;
    int layers_ = 0, first_ = 0, last_ = -1;
    ElidedLabel* name_;
    QSlider* slider_;
    QDoubleSpinBox* field_;
    QToolButton *reset_, *range_ = nullptr, *lock_ = nullptr;
    bool showing_ = false;
};

}  // namespace lineament::ui
