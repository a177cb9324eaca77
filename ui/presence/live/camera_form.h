#pragma once

#include <QFrame>

#include "core/domain/presence.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace lineament::ui {

class AreaEditor;
class WrappedLabel;

/// What a camera is called, where its pictures come from, where it looks, and what it looks for there. Hidden
/// until it is asked.
class CameraForm : public QFrame {
    Q_OBJECT
  public:
    explicit CameraForm(QWidget* parent = nullptr);
    /// One without an id is new. `detectors`: ids of what may find faces on it.
    void open(const Camera& camera, const QStringList& detectors);
    /// What was asked for by stillRequested(); nothing if another source is meant by now.
    void setStill(const QString& source, const QImage& still);
    void setStillTrouble(const QString& source, const QString& sentence);
    AreaEditor& area() { return *area_; }
    void retranslate();

  Q_SIGNALS:
    void saved(const lineament::Camera& camera);
    /// A picture of what this source sees is wanted, to draw on.
    void stillRequested(const QString& source);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void choose();
    void check();
    void save();
    void askForStill();
    CameraRules rules() const;
    void fillChoices();

    Camera camera_;
    QStringList detectors_;
    QString stillOf_;  ///< the source that a picture was asked of last
    bool taking_ = false;
    QLabel *title_, *nameLabel_, *sourceLabel_, *zoneLabel_, *passageLabel_, *detectorLabel_, *minFaceLabel_,
        *fmrLabel_, *areaLabel_, *sourceHint_;
    WrappedLabel* areaHint_;
    QLineEdit *name_, *source_, *zone_;
    QComboBox *passage_, *detector_, *fmr_;
    QSpinBox* minFace_;
    AreaEditor* area_;
    QPushButton *choose_, *still_, *whole_, *save_, *cancel_;
};

}  // namespace lineament::ui
