#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>
#include <optional>

#include "core/pipelines/synthetic/studio/likeness.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace lineament {
struct Insight;
}

namespace lineament::ui {

class Banner;
class ElidedLabel;
class ExploreModel;
class FaceStrip;
class ImageCanvas;
class JobHandle;
class JobStrip;
class LatestWorker;
class Plot;

/// The tab that looks inside: what each layer makes of the face on show, D's score, spectrum, nearest
/// training faces and whether it is too like one; all but the layers also of any picture. Thread: GUI.
class InsidePage : public QWidget {
    Q_OBJECT
  public:
    explicit InsidePage(ExploreModel& model, QWidget* parent = nullptr);

    /// Looks at a picture file in place of the face on show; an empty name goes back to that.
    void openPicture(const QString& file);
    /// Reads the set's templates, then compares the face on show.
    void compareWith(const QString& set);
    bool idle() const;
    QString score() const;
    QString guard() const;
    int layers() const;

  protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void look();
    QString scoreWords(const Insight& seen) const;
    QString guardWords(const std::optional<NearFaces>& near) const;
    void retranslateTitle();
    void retranslate();

    ExploreModel& model_;
    QString file_;  // of the picture that is looked at; empty: the face on show
    std::shared_ptr<const SetTemplates> set_;
    LatestWorker* worker_;
    QPointer<JobHandle> job_;
    Banner* banner_;
    JobStrip* strip_;
    ImageCanvas* canvas_;
    ElidedLabel* faceTitle_;
    QLabel *score_, *layersTitle_, *nearTitle_, *guard_, *setLabel_;
    QLineEdit* setField_;
    QPushButton *choose_, *compare_, *back_;
    QToolButton* choosePicture_;
    FaceStrip *layers_, *near_;
    Plot* spectrum_;
};

}  // namespace lineament::ui
