#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>

#include "core/pipelines/synthetic/studio/run_folder.h"

class QGridLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace lineament::ui {

class ElidedLabel;
class ImageCanvas;
class LatestWorker;

/// Samples of the same seeds at every snapshot, as a film; of one run or of two side by side. Thread: GUI.
class SamplePlayer : public QWidget {
    Q_OBJECT
  public:
    explicit SamplePlayer(QWidget* parent = nullptr);
    /// Of the runs whose samples are shown; the second is empty unless two are compared.
    void setNames(const QString& first, const QString& second);
    /// Keeps the place unless it was at the end, which is followed. best: of the first run.
    void setSamples(const std::vector<RunSamples>& first, const std::vector<RunSamples>& second,
                    std::optional<std::int64_t> best);
    int position() const;
    /// What is said above the samples of the first or second run; empty unless two are compared.
    QString caption(int run) const;
    int count() const { return static_cast<int>(first_.size()); }
    std::int64_t images() const;  ///< of the sample on show; 0: none
    void setPlaying(bool playing);
    bool idle() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void load();
    void retranslate();
    QString imagesOf(std::int64_t images) const;

    QString names_[2];
    std::vector<RunSamples> first_, second_;
    std::optional<std::int64_t> best_;
    QGridLayout* pictures_;
    ElidedLabel* captions_[2];
    ImageCanvas* canvas_[2];
    QSlider* slider_;
    QToolButton* play_;
    QLabel* words_;
    LatestWorker* loader_;
    QTimer timer_;
};

}  // namespace lineament::ui
