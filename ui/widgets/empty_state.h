#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace lineament::ui {

class WrappedLabel;

/// An empty view that says in one sentence what belongs here and offers the one button that puts it there.
class EmptyState : public QWidget {
    Q_OBJECT
  public:
    explicit EmptyState(const QString& iconName, QWidget* parent = nullptr);
    /// An empty button text hides the button.
    void setTexts(const QString& sentence, const QString& button, const QString& hint = {});
    QPushButton* button() const { return button_; }

  Q_SIGNALS:
    void activated();

  private:
    QLabel* icon_;
    WrappedLabel* sentence_;
    QPushButton* button_;
    WrappedLabel* hint_;
};

}  // namespace lineament::ui
