#pragma once

#include <QImage>
#include <QPointer>
#include <QWidget>
#include <optional>

#include "core/gan/synthesis/latent.h"

class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace lineament::ui {

class Banner;
class EmptyState;
class ExploreModel;
class ImageCanvas;
class JobHandle;
class JobStrip;

/// The tab that finds one's own photo in the generator: aligned photo, what was found so far, what is left
/// over, likeness; then it can be edited in Explore. Thread: GUI.
class PhotoPage : public QWidget {
    Q_OBJECT
  public:
    explicit PhotoPage(ExploreModel& model, QWidget* parent = nullptr);

    void openPhoto(const QString& path);
    void setSteps(int steps);
    void project();
    bool idle() const { return job_.isNull(); }
    bool found() const { return latent_.has_value(); }
    /// Of the engine's recogniser, photo against what was found; 0: no face in it.
    double similarity() const { return similarity_; }
    void edit();

  Q_SIGNALS:
    void editRequested();

  protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void choose();
    void showTarget(const QImage& target);
    void showFound(const QImage& picture);
    void showState();
    void retranslate();

    ExploreModel& model_;
    QString path_, words_;
    QImage target_;
    std::optional<gan::Latent> latent_;
    double similarity_ = 0;
    QPointer<JobHandle> job_;
    EmptyState* empty_;
    QStackedWidget* stack_;
    Banner* banner_;
    JobStrip* strip_;
    QLabel *photoTitle_, *foundTitle_, *restTitle_, *stepsLabel_, *weightLabel_, *result_;
    ImageCanvas *photo_, *found_, *rest_;
    QSpinBox* steps_;
    QDoubleSpinBox* weight_;
    QPushButton *choose_, *project_, *edit_;
};

}  // namespace lineament::ui
