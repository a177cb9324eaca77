#pragma once

#include "ui/widgets/desk.h"

class QStackedWidget;
class QTabBar;

namespace lineament::ui {

class Banner;
class DataPage;
class ExploreModel;
class ExplorePage;
class InsidePage;
class PhotoPage;
class TrainPage;
class TrainQueue;
class VideoPage;

/// The desk that trains generators and explores them. Thread: GUI.
class StudioPanel : public Desk {
    Q_OBJECT
  public:
    StudioPanel(Session& session, QWidget* parent);
    ~StudioPanel() override;

    QString id() const override { return QStringLiteral("studio"); }
    QString title() const override { return tr("Studio"); }
    QString iconName() const override { return QStringLiteral("wand-sparkles"); }
    QList<QAction*> deskActions() const override { return actions_; }
    bool openPath(const QString& path) override;
    bool idle() const override;

    ExploreModel& model() { return *model_; }
    ExplorePage& explore() { return *explore_; }
    TrainPage& train() { return *train_; }
    TrainQueue& queue() { return *queue_; }
    PhotoPage& photo() { return *photo_; }
    DataPage& data() { return *data_; }
    InsidePage& inside() { return *inside_; }
    VideoPage& video() { return *video_; }
    /// "data", "train", "explore", "photo", "video", "inside".
    void showTab(const QString& id);
    QString currentTab() const;

  protected:
    void retranslate() override;

  private:
    void makeActions();
    void addTab(const QString& id, QWidget* page);
    void useWorkspace();
    void openProject();
    void saveProject(bool as);
    void showError(const QString& sentence);
    void showState();

    struct Keys {
        QAction *undo, *redo, *favourite, *random, *open, *save, *saveAs, *smooth;
    } keys_{};
    QList<QAction*> actions_;
    ExploreModel* model_;
    QTabBar* tabs_;
    QStackedWidget* stack_;
    Banner* banner_;
    ExplorePage* explore_;
    TrainQueue* queue_;
    TrainPage* train_;
    PhotoPage* photo_;
    VideoPage* video_;
    DataPage* data_;
    InsidePage* inside_;
    QStringList ids_;
};

}  // namespace lineament::ui
