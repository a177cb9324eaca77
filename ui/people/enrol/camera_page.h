#pragma once

#include <QPointer>
#include <QTemporaryDir>
#include <QWidget>
#include <array>
#include <memory>

#include "core/pipelines/people/camera_capture.h"
#include "ui/bridge/session.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTimer;

namespace lineament::ui {

class Banner;
class CameraView;

/// Takes photos of somebody in front of a camera: says what to do, captures by itself when all is well, or on
/// a key. A recording or a folder of pictures may play as the camera. Thread: GUI; the camera in a job.
class CameraPage : public QWidget {
    Q_OBJECT
  public:
    CameraPage(Session& session, QWidget* parent = nullptr);
    ~CameraPage() override;

    /// Looks for cameras and starts the first; says so where there is none.
    void open();
    /// As openVideoSource() takes it.
    void start(const QString& source);
    void stop();
    bool running() const;
    /// Deletes the pictures that were taken: they are enrolled, or not wanted.
    void forget();
    void setGate(QualityGate gate) { gate_ = gate; }
    /// As fast as frames can be looked at, for tests with a recording.
    void setSpeed(double speed) { speed_ = speed; }
    /// How a recording is asked for; tests answer in its place.
    void setChooser(std::function<QString()> chooser) { chooser_ = std::move(chooser); }

  Q_SIGNALS:
    /// A picture was taken; its file is there until forget().
    void captured(const QString& picture);
    void done();

  protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    struct Mailbox;  // what the job has seen last
    void offerCameras();
    void pickUp();
    void showLook(const CaptureLook* look);
    void showState();
    void retranslate();

    Session& session_;
    QTemporaryDir folder_;
    std::function<QString()> chooser_;
    QualityGate gate_ = QualityGate::kStandard;
    double speed_ = 1;
    std::shared_ptr<Mailbox> mailbox_;
    QPointer<JobHandle> job_;
    QString source_;
    int taken_ = 0;
    QTimer* poll_;
    QLabel *sourceLabel_, *hint_, *count_;
    QComboBox* sources_;
    CameraView* view_;
    Banner* banner_;
    std::array<QLabel*, kCaptureChecks> names_;
    std::array<QProgressBar*, kCaptureChecks> bars_;
    QCheckBox* automatic_;
    QPushButton *toggle_, *capture_, *done_;
};

}  // namespace lineament::ui
