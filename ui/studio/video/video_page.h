#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <vector>

#include "core/pipelines/synthetic/studio/walk.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;
class QToolButton;

namespace lineament::ui {

class Banner;
class ExploreModel;
class FaceStrip;
class ImageCanvas;
class JobHandle;
class JobStrip;
class LatestWorker;

/// The tab that makes walks through faces: keys in a row, preview, export as video, GIF or contact sheet.
/// Thread: GUI.
class VideoPage : public QWidget {
    Q_OBJECT
  public:
    explicit VideoPage(ExploreModel& model, QWidget* parent = nullptr);

    int keys() const { return static_cast<int>(keys_.size()); }
    void addShown();
    void addFavourites();
    WalkOptions options() const;
    void setOptions(const WalkOptions& options);
    /// .mp4, .gif, or .png: a contact sheet of the keys.
    void exportTo(const QString& file);
    bool idle() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Key {
        gan::Latent styles;
        QString name;
        QImage picture;
    };
    void addKey(const gan::Latent& styles, const QString& name, const QImage& picture);
    void removeKey();
    void moveKey(int by);
    void showKeys();
    void showFrame();
    void choose(const QString& ending);
    std::vector<gan::Latent> styles() const;
    void retranslate();

    ExploreModel& model_;
    std::vector<Key> keys_;
    LatestWorker* drawer_;
    QTimer timer_;
    QPointer<JobHandle> job_;
    Banner* banner_;
    JobStrip* strip_;
    ImageCanvas* canvas_;
    QLabel *keysTitle_, *secondsLabel_, *rateLabel_, *easingLabel_, *sizeLabel_, *enlargerLabel_, *length_;
    FaceStrip* row_;
    QToolButton *left_, *right_, *remove_, *play_;
    QPushButton *addShown_, *addFavourites_, *video_, *gif_, *sheet_;
    QDoubleSpinBox *seconds_, *rate_;
    QComboBox *easing_, *enlarger_;
    QCheckBox* loop_;
    QSpinBox* size_;
    QSlider* slider_;
};

}  // namespace lineament::ui
