#pragma once

#include <QStandardItemModel>
#include <QWidget>
#include <filesystem>
#include <map>
#include <memory>

#include "core/pipelines/evaluate/own_gallery/gallery_calibration.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace lineament::ui {

class Plot;
class ThumbGrid;

/// What a calibration found, with the names that its pictures need.
struct CalibrationShown {
    GalleryCalibration found;
    std::map<std::int64_t, std::string> names;  ///< of the people in it
    std::filesystem::path store;                ///< folder of the data store that was measured
};

/// Which thresholds the people of the data store bear: the tail of real scores, synthetic faces against it,
/// and advice that says how sure it is. Thread: GUI.
class CalibrationView : public QWidget {
    Q_OBJECT
  public:
    explicit CalibrationView(QWidget* parent = nullptr);

    GalleryCalibrationOptions options() const;
    void setOptions(const GalleryCalibrationOptions& options);
    void setWorking(bool working);
    void show(const std::shared_ptr<const CalibrationShown>& shown);
    const std::shared_ptr<const CalibrationShown>& shown() const { return shown_; }
    Plot* plot() const { return plot_; }
    ThumbGrid* faces() const { return grid_; }
    /// What would be applied; empty before a calibration.
    std::optional<AppliedThreshold> adviceToApply(AppliedThreshold::Use use) const;

  Q_SIGNALS:
    void measureRequested();
    void applyRequested(lineament::AppliedThreshold::Use use);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Row {
        QLabel* text;
        QPushButton* apply;
    };
    QWidget* makeControls();
    void showAdvice();
    void showTail();
    void showFaces();
    QString adviceText(const ThresholdAdvice& advice, bool search) const;
    void retranslate();

    std::shared_ptr<const CalibrationShown> shown_;
    bool working_ = false;
    QLabel *fmrLabel_, *fpirLabel_, *drawsLabel_, *head_, *facesTitle_;
    QLineEdit *fmr_, *fpir_;
    QSpinBox* draws_;
    QCheckBox* synthetic_;
    QPushButton* measure_;
    Row comparison_, search_;
    Plot* plot_;
    ThumbGrid* grid_;
    QStandardItemModel* model_;
};

}  // namespace lineament::ui
