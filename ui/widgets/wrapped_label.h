#pragma once

#include <QLabel>

namespace lineament::ui {

/// Words that wrap at a fixed width and are as high as they need. A plain QLabel is given the height of the
/// layout's width instead of its own, and loses lines.
class WrappedLabel : public QLabel {
    Q_OBJECT
  public:
    explicit WrappedLabel(int widthPx, QWidget* parent = nullptr);
    /// Empty words hide the label.
    void setWords(const QString& words);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void takeHeight();
};

}  // namespace lineament::ui
