#pragma once

#include <QFrame>

#include "core/domain/presence.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineament::ui {

/// What a camera is called, where its pictures come from, where it looks. Hidden until it is asked.
class CameraForm : public QFrame {
    Q_OBJECT
  public:
    explicit CameraForm(QWidget* parent = nullptr);
    /// One without an id is new.
    void open(const Camera& camera);
    void retranslate();

  Q_SIGNALS:
    void saved(const lineament::Camera& camera);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void choose();
    void check();
    void save();

    Camera camera_;
    QLabel *title_, *nameLabel_, *sourceLabel_, *zoneLabel_, *passageLabel_, *sourceHint_;
    QLineEdit *name_, *source_, *zone_;
    QComboBox* passage_;
    QPushButton *choose_, *save_, *cancel_;
};

}  // namespace lineament::ui
