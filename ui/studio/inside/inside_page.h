#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>

#include "core/pipelines/synthetic/studio/likeness.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace lineament::ui {

class Banner;
class ExploreModel;
class FaceStrip;
class ImageCanvas;
class JobHandle;
class JobStrip;
class LatestWorker;
class Plot;

/// The tab that looks inside: what each layer makes of the face on show, D's score, spectrum, nearest
/// training faces and whether it is too like one. Thread: GUI.
class InsidePage : public QWidget {
    Q_OBJECT
  public:
    explicit InsidePage(ExploreModel& model, QWidget* parent = nullptr);

    /// Reads the set's templates, then compares the face on show.
    void compareWith(const QString& set);
    bool idle() const;
    QString score() const;
    QString guard() const;
    int layers() const;

  protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void look();
    void retranslate();

    ExploreModel& model_;
    std::shared_ptr<const SetTemplates> set_;
    LatestWorker* worker_;
    QPointer<JobHandle> job_;
    Banner* banner_;
    JobStrip* strip_;
    ImageCanvas* canvas_;
    QLabel *faceTitle_, *score_, *layersTitle_, *nearTitle_, *guard_, *setLabel_;
    QLineEdit* setField_;
    QPushButton *choose_, *compare_;
    FaceStrip *layers_, *near_;
    Plot* spectrum_;
};

}  // namespace lineament::ui
