#pragma once

#include <QImage>
#include <QRect>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/enhance/chain.h"
#include "core/pipelines/enhance/enhance_file.h"
#include "core/pipelines/enhance/preview.h"
#include "core/pipelines/enhance/tracks_to_enhance.h"
#include "ui/bridge/settings.h"
#include "ui/widgets/desk.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace lineament {
class VideoSource;
}

namespace lineament::ui {

class Banner;
class ChainEditor;
class ElidedLabel;
class EmptyState;
class FaceTable;
class JobStrip;
class PairView;
class PreviewThread;

/// The desk that improves a photo or a recording: before and after in the middle, the chain at the left, what
/// it does to the faces at the right. Thread: GUI.
class EnhancePanel : public Desk {
    Q_OBJECT
  public:
    EnhancePanel(Session& session, QWidget* parent);
    ~EnhancePanel() override;

    QString id() const override { return QStringLiteral("enhance"); }
    QString title() const override { return tr("Enhance"); }
    QString iconName() const override { return QStringLiteral("sliders-horizontal"); }
    QList<QAction*> deskActions() const override { return actions_; }
    bool openPath(const QString& path) override;
    bool openPaths(const QStringList& paths) override;
    bool reveal(const DeskItem& item) override;
    bool idle() const override;

    ChainEditor& editor() { return *editor_; }
    FaceTable& faces() { return *faces_; }
    PairView& view() { return *pair_; }
    /// Writes the present picture, recording or track, enhanced, without asking. What an export of the same
    /// film left that was stopped is gone on from.
    void exportTo(const QString& path);
    /// Writes several, one job with one progress; names get "-enhanced".
    void exportBatch(const QStringList& inputs, const QString& folder);
    /// Writes the face of the present track, restored from all looks at it.
    void fuseTo(const QString& path);
    /// 0: the whole recording.
    void chooseTrack(qint64 track);

  Q_SIGNALS:
    void previewShown();
    void exported(const QString& path);

  protected:
    void retranslate() override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    /// What is on the desk.
    struct Opened {
        QString path;
        bool video = false;
        double durationMs = 0;
        std::vector<TrackToEnhance> tracks;
        std::optional<TrackToEnhance> track;  ///< what of it is enhanced; empty: all
        std::shared_ptr<PreviewPicture> picture;
        QImage before, after;
        double scale = 1;  ///< of `after`
    };
    void makeActions();
    QWidget* makeTop();
    QWidget* makeFrameBar();
    void layOut();
    void connectAll();
    void useWorkspace();
    void loadPeople();
    void open(QString path, std::optional<TrackToEnhance> track = {});  // may be the path that is open
    void loadTracks();
    void fillTracks();
    void showRange();
    void askFuse();
    void showFrame(double ms);
    void taken(std::shared_ptr<PreviewPicture> picture);
    QRect visiblePart() const;
    void preview();
    void showPreview(const Preview& preview);
    void fillPresets();
    void choosePreset(int index);
    void askExport();
    void runExport(EnhanceRequest request);
    /// Takes up the export that was stopped, once.
    void goOn();
    void askBatch();
    void savePreset();
    void showState();

    struct Keys {
        QAction *open, *exportOne, *batch, *bypass, *remove, *save, *fuse;
    } keys_{};
    QList<QAction*> actions_;
    Settings settings_;
    std::unique_ptr<Opened> opened_;
    std::filesystem::path storeFolder_;  // that tracks and people are of
    std::shared_ptr<Previewer> previewer_;
    QTimer* soon_;  // edits in a row make one preview
    PreviewThread* thread_;
    bool opening_ = false;

    ElidedLabel* name_;
    QComboBox* presets_;
    QPushButton *openButton_, *exportButton_;
    QToolButton *batchButton_, *saveButton_, *fuseButton_;
    QComboBox* tracks_;
    std::optional<EnhanceRequest> stopped_;  // an export that can be gone on with
    QLabel *busy_, *marked_, *frameText_;
    QWidget* frameBar_;
    QSlider* frame_;
    Banner* banner_;
    JobStrip* strip_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    PairView* pair_;
    ChainEditor* editor_;
    FaceTable* faces_;
    QDockWidget *chainPanel_, *facesPanel_;
};

}  // namespace lineament::ui
