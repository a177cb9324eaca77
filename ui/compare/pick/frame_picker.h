#pragma once

#include <QDialog>
#include <functional>
#include <memory>
#include <vector>

#include "core/pipelines/people/compare_pair.h"
#include "ui/bridge/session.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;

namespace lineament::ui {

class ImageCanvas;

/// A frame of a recording by its time, and a face in it: one side of a comparison. Thread: GUI; decodes and
/// detects in jobs.
class FramePicker : public QDialog {
    Q_OBJECT
  public:
    /// file: shown at once; empty: the recordings that were analysed are offered.
    FramePicker(Session& session, const QString& file, std::function<QString()> chooseFile, QWidget* parent);

    void open(const QString& file);
    void goTo(double ms);

  Q_SIGNALS:
    void chosen(const lineament::FaceSource& source);
    /// A frame is shown with its faces.
    void shown();

  private:
    struct Reader;  // the recording that is open, used by one job at a time
    struct Frame;
    void offerRecordings();
    void read();
    void showFrame(Frame& frame);
    void forgetFrame();
    void pick(int face);
    void choose();

    Session& session_;
    std::function<QString()> chooseFile_;
    std::shared_ptr<Reader> reader_;
    QString file_;
    std::vector<BoxPx> faces_;
    int face_ = -1;
    double ms_ = 0, wanted_ = 0, frameMs_ = 40;
    bool reading_ = false, again_ = false;
    QComboBox* recordings_;
    ImageCanvas* canvas_;
    QSlider* slider_;
    QDoubleSpinBox* time_;
    QLabel* message_;
    QPushButton *before_, *after_, *choose_;
};

}  // namespace lineament::ui
