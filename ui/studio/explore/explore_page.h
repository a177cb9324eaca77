#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "core/pipelines/synthetic/studio/recipe.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace lineament::ui {

class EmptyState;
class ExploreModel;
class FaceStrip;
class IdentityGauge;
class ImageCanvas;
class LatestWorker;
class LayerBar;
class SeedPlane;
class StyleControls;

/// The tab that explores a generator: plane of seeds, preview, sliders, mixing, identity lock, history,
/// favourites. Thread: GUI.
class ExplorePage : public QWidget {
    Q_OBJECT
  public:
    explicit ExplorePage(ExploreModel& model, QWidget* parent = nullptr);

    /// The preview is that of the recipe, and its likeness is known.
    bool idle() const;
    const QImage& shown() const { return shown_; }
    StyleControls& controls() { return *controls_; }
    SeedPlane& plane() { return *plane_; }
    void randomFace();
    void keepFavourite();
    /// Writes the face exactly, enlarged so many times, with its mark. exported() or failed() says how it
    /// went.
    void exportTo(const QString& file, int enlarge);
    void chooseExport(int enlarge);
    void chooseGenerator();
    /// The preview is interpolated while the action is on; a box beside the preview goes with it.
    void setSmoothAction(QAction* action);

  Q_SIGNALS:
    void failed(const QString& sentence);
    void exported(const QString& file);
    void previewShown();

  protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

  private:
    QWidget* makeLeft();
    QWidget* makeCentre();
    void connectModel();
    void draw();
    void measure();
    void useGenerator();
    void refreshThumbs();
    void showGenerators();
    void showHistory();
    void showFavourites();
    void showLayers();
    void paintLayers(int first, int last);
    void showA(bool on);
    void showState();
    void retranslate();

    ExploreModel& model_;
    LatestWorker *drawer_, *judge_;
    QTimer measureTimer_;
    QImage shown_, a_;
    bool showingA_ = false, showing_ = false;
    std::optional<std::pair<double, std::optional<int>>> thumbsOf_;
    const void* thumbsFrom_ = nullptr;

    QComboBox* generators_;
    QToolButton *openButton_, *randomButton_, *favouriteButton_, *exportButton_, *removeButton_;
    SeedPlane* plane_;
    QLabel *planeTitle_, *layersTitle_, *historyTitle_, *favouritesTitle_, *position_;
    LayerBar* layers_;
    ImageCanvas* canvas_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    QPushButton *keepA_, *holdA_, *leavePhoto_;
    QCheckBox *lock_, *smooth_;
    IdentityGauge* gauge_;
    FaceStrip *history_, *tray_;
    StyleControls* controls_;
};

}  // namespace lineament::ui
