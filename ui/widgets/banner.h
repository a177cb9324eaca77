#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace lineament::ui {

/// A message in place, above what it is about: what, why, and an action. Hidden until it has something to
/// say.
class Banner : public QFrame {
    Q_OBJECT
  public:
    enum class Kind { Info, Good, Warning, Error };
    explicit Banner(QWidget* parent = nullptr);

    /// Shows the sentence; an empty action hides the button. A new message replaces the old one.
    void show(Kind kind, const QString& sentence, const QString& action = {});
    void dismiss();
    Kind kind() const { return kind_; }
    QString sentence() const;

  Q_SIGNALS:
    void actionTriggered();
    void dismissed();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void tint();

    Kind kind_ = Kind::Info;
    QLabel* icon_;
    QLabel* text_;
    QPushButton* action_;
    QToolButton* close_;
};

}  // namespace lineament::ui
