#pragma once

#include <QImage>
#include <QList>
#include <QObject>
#include <QString>
#include <atomic>
#include <memory>
#include <optional>

#include "core/pipelines/synthetic/studio/explorer.h"
#include "core/pipelines/workspace.h"

namespace lineament::ui {

class JobHandle;
class Session;

/// A face of the history: what it was made from and how it looked.
struct HistoryEntry {
    FaceRecipe recipe;
    QImage picture;
};

/// What the tabs of the Studio share: the generator in use, the face on show with its history, the
/// favourites. Thread: GUI; the explorers may be used from jobs (capture the pointer).
class ExploreModel : public QObject {
    Q_OBJECT
  public:
    explicit ExploreModel(Session& session, QObject* parent = nullptr);

    Session& session() { return session_; }
    /// Generators that can be chosen: of the manifest, and those that were opened by hand.
    QStringList choices() const { return choices_; }
    void refreshChoices();
    /// Loads a generator off the GUI thread, then generatorChanged() or failed(). keep: the face and the
    /// favourites stay (a project is being opened).
    JobHandle* openGenerator(const QString& name);
    const QString& generator() const { return generator_; }
    bool ready() const { return preview_ != nullptr; }
    bool opening() const { return opening_ > 0; }
    /// Draws previews alone; null until a generator is open.
    const std::shared_ptr<Explorer>& previewExplorer() const { return preview_; }
    /// Draws exact pictures in jobs.
    const std::shared_ptr<Explorer>& exactExplorer() const { return exact_; }
    const std::vector<gan::Direction>& directions() const { return directions_; }
    /// Learns directions of pose and smile by measuring generated faces, then directionsChanged(); null while
    /// that is being done or without a generator that has styles.
    JobHandle* learnDirections();
    bool canLearnDirections() const;
    const gan::GeneratorInfo& info() const;

    const FaceRecipe& recipe() const { return recipe_; }
    /// Changes the face on show. A change that settles (a slider is let go, a face is chosen) becomes a step
    /// of the history; one on the way does not.
    void setRecipe(const FaceRecipe& recipe, bool settled);
    void settle();
    /// The identity lock lets this share of the edits through; no step of its own.
    void setHeld(double held);
    /// The identity lock and the similarity it holds: kept in the project.
    bool identityLock() const { return lock_; }
    double lockSimilarity() const { return lockSimilarity_; }
    void setIdentityLock(bool on, double similarity);
    bool canUndo() const { return at_ > 0; }
    bool canRedo() const { return at_ + 1 < history_.size(); }
    void undo();
    void redo();
    void goTo(int step);
    int step() const { return at_; }
    const QList<HistoryEntry>& history() const { return history_; }
    /// How the present step looks, once it is drawn.
    void setStepPicture(const QImage& picture);

    const std::vector<Favourite>& favourites() const { return favourites_; }
    /// Pictures of the favourites, in their order; null until drawn.
    QImage favouritePicture(int index) const { return favouritePictures_.value(index); }
    void addFavourite(const QString& name);
    bool renameFavourite(int index, const QString& name);  ///< false: the name is taken or empty
    void removeFavourite(int index);
    QString freeName() const;

    /// Off the GUI thread; failed() or saved().
    void saveProject(const QString& file);
    void openProject(const QString& file);
    const QString& projectFile() const { return projectFile_; }
    bool changed() const { return changed_; }

    /// Previews under way: training waits while there are any.
    const std::shared_ptr<std::atomic<int>>& previewsUnderWay() const { return previews_; }

  Q_SIGNALS:
    void choicesChanged();
    void openingChanged();
    void generatorChanged();
    void directionsChanged();
    void identityLockChanged();
    void recipeChanged(bool settled);
    void historyChanged();
    void favouritesChanged();
    void projectChanged();
    void failed(const QString& sentence);

  private:
    struct Opened {
        std::shared_ptr<Explorer> preview, exact;
        std::vector<gan::Direction> directions;
    };
    JobHandle* open(const QString& name, std::optional<StudioProject> project);
    void take(const QString& name, Opened& opened, const std::optional<StudioProject>& project);
    void drawFavourites();
    void restartHistory();

    Session& session_;
    QStringList choices_;
    QString generator_, projectFile_;
    std::shared_ptr<Explorer> preview_, exact_;
    std::vector<gan::Direction> directions_;
    FaceRecipe recipe_;
    QList<HistoryEntry> history_;
    int at_ = -1;
    std::vector<Favourite> favourites_;
    QList<QImage> favouritePictures_;
    std::shared_ptr<std::atomic<int>> previews_;
    int opening_ = 0, openings_ = 0;
    bool changed_ = false, learning_ = false, lock_ = false;
    double lockSimilarity_ = 0.5;
};

/// A picture of the GAN rooms for the screen.
QImage imageOf(const gan::Picture& picture);

}  // namespace lineament::ui
