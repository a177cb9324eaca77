#pragma once

#include <QList>
#include <QPointer>
#include <QString>
#include <QWidget>
#include <functional>

class QFrame;
class QLabel;
class QPushButton;

namespace lineament::ui {

class WrappedLabel;

/// A walk through the window in a few steps: all but one part is dimmed, and a card says what that part is
/// for. Right or Enter goes on, Left goes back, Esc leaves at any time. Thread: GUI.
class Tour : public QWidget {
    Q_OBJECT
  public:
    struct Step {
        QString desk;    ///< gone to
        QString target;  ///< object name of the part that stays bright; the whole desk if it is not shown
        std::function<QString()> title, text;  ///< translated, asked for whenever they are shown
    };
    /// `goTo` brings a desk to the front and returns it. The steps must not be empty.
    Tour(QList<Step> steps, std::function<QWidget*(const QString&)> goTo, QWidget* window);

    void begin();
    int step() const { return at_; }
    int steps() const { return int(steps_.size()); }

  Q_SIGNALS:
    void left(bool toTheEnd);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void showStep(int step);
    void leave(bool toTheEnd);
    void place();
    void retranslate();
    QRect bright() const;

    QList<Step> steps_;
    std::function<QWidget*(const QString&)> goTo_;
    QPointer<QWidget> target_;
    int at_ = 0;
    QFrame* card_;
    QLabel *count_, *title_;
    WrappedLabel* text_;
    QPushButton *leave_, *back_, *next_;
};

}  // namespace lineament::ui
