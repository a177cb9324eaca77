#pragma once

#include <QHash>
#include <QPointer>
#include <memory>
#include <vector>

#include "core/pipelines/analyse_footage.h"
#include "core/store/case_book.h"
#include "ui/bridge/settings.h"
#include "ui/footage/player/player_engine.h"
#include "ui/footage/recording_bar.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/widgets/desk.h"

class QLineEdit;
class QStackedWidget;

namespace lineament::ui {

class AnalysisBatch;
class Banner;
class CasePanel;
class CaseState;
class EmptyState;
class ImageCanvas;
class JobHandle;
class JobStrip;
class LiveLook;
class NamePicker;
class Magnifier;
class PeopleView;
class SearchPanel;
class TimelineStrip;
class TrackList;
class TrackReview;
class TransportBar;
class WhyInspector;

/// The desk where a recording is reviewed: player with names on the faces, who appears when, and decisions
/// about that with one key each. Thread: GUI.
class FootagePanel : public Desk {
    Q_OBJECT
  public:
    FootagePanel(Session& session, QWidget* parent);
    ~FootagePanel() override;

    QString id() const override { return QStringLiteral("footage"); }
    QString title() const override { return tr("Footage"); }
    QString iconName() const override { return QStringLiteral("film"); }
    QList<QAction*> deskActions() const override { return actions_; }
    bool openPath(const QString& path) override;
    bool openAt(const QString& path, double ms) override;
    bool reveal(const DeskItem& item) override;
    bool idle() const override;

    /// Opens a recording, a folder of photos, a camera or a stream where it was left.
    void openSource(const QString& source);
    const QString& source() const { return source_; }
    /// Opens a case where it was left.
    void openCase(CaseId id);
    /// Whether it is among those that were read.
    bool openRecording(RecordingId id);
    CaseState& caseState() { return *case_; }
    /// Looks for people in the open recording, as a job.
    void analyse();
    /// Writes the report of the open case; its kind is how the file name ends: html, pdf, csv, json.
    void writeReport(const QString& path);
    /// Copies a stretch of the open recording into a file.
    void writeClip(const QString& path, std::pair<double, double> range);
    PlayerEngine& player() { return player_; }
    TrackModel& tracks() { return model_; }

  Q_SIGNALS:
    /// The tracks of the open recording were read from the store.
    void tracksLoaded();
    void reportWritten(const QString& path);

  protected:
    void retranslate() override;
    QWidget* keyHolder() const override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void makeActions();
    void layOut();
    void connectAll();
    void connectKeys();
    QAction* add(const QString& id, const QString& icon, const QKeySequence& keys);

    void chooseFile();
    void chooseFolder();
    void useWorkspace();
    void connectReview();
    void popUpDecisions(const QPoint& globalPos);
    void connectBatch();
    // In footage_export.cpp.
    void chooseReport();
    void chooseClip();
    void chooseCrops();
    void searchSelected();
    void choosePhotoToSearch();
    void goToHit(CaseId of, const QString& source, qint64 track, double ms);
    void toggleMark();
    void toggleHidden();
    void askReason();
    qint64 personKey(const Track& track) const;
    // The open case, in footage_case.cpp.
    void caseLoaded();
    void showSources();
    void newCase();
    void addToCase(const QStringList& given);
    void addFiles();
    void goOn();
    void analyseAll(QStringList sources);
    void checkHash(const QString& source);
    void loadTracks();
    void loadSimilarities(RecordingId recording);
    void regroup();
    void groupNewcomers();
    void goToLookOf(TrackId track, double ms);
    void boxDrawn(const QRectF& drawn);
    void analysed(const QString& source, const AnalysisResult& result);
    QString keyOfCase(const char* what) const;
    RecordingId recordingOf(const QString& source) const;
    void goToTrack(qint64 track);
    void goToLook(int direction);
    void togglePlay();
    void shuttle(int direction);
    void setLoop(std::optional<std::pair<double, double>> range);
    void showFrame();
    void showBoxes();
    bool looksLive() const;
    void lookLive();
    void showSelection();
    void showAvailability();
    // In footage_layout.cpp.
    void rememberPlace();
    void restoreCaseLayout();
    void restoreView();
    bool chooseAsWanted();
    TrackId firstToDecide() const;
    QString placeKey(const QString& source) const;

    struct Keys {  // every command of the desk; connected in footage_keys.cpp
        QAction *openFile, *openFolder, *openStream, *analyse;
        QAction *play, *back, *on, *stepBack, *stepOn, *skipBack, *skipOn, *toStart, *toEnd;
        QAction *previousLook, *nextLook, *liveLook, *loop, *rangeStart, *rangeEnd, *boxes, *fit, *original,
            *zoomIn, *zoomOut;
        QAction *confirm, *reject, *name, *enrol, *merge, *split, *notAFace, *draw, *undo, *redo, *search;
        QAction *report, *clip, *crops, *enhance, *searchFace, *mark, *hide, *showAll, *magnifier;
        QAction *newCase, *reason, *timeIn, *timeOut, *timeAll;
    } keys_{};
    QList<QAction*> actions_;
    Settings settings_;

    PlayerEngine player_;
    TrackModel model_;
    QByteArray storeFolder_;  // empty until the store is open
    QString source_;
    CaseState* case_;
    AnalysisBatch* batch_;
    QStringList interrupted_;                           // what an earlier run left undone
    QSet<QString> hashed_;                              // compared with what the case knows, this session
    QSet<qint64> hidden_;                               // people without boxes on the player, by personKey()
    RecordingId revealAfter_;                           // the same of one that was not read yet
    QString openAfter_;                                 // a source to open once the case is read
    std::optional<std::pair<TrackId, double>> wanted_;  // where to go once the recording is open
    QPointer<JobHandle> similarities_;                  // being worked out
    int similaritiesAsked_ = 0;                         // of two requests the later counts
    std::ptrdiff_t ungrouped_ = 0;  // tracks without a number that were tried to be grouped last
    bool caseKnown_ = false, framePending_ = false, atEnd_ = false, reopened_ = false, regrouping_ = false,
         asked_ = false, layoutRestored_ = false;
    TrackId toChoose_;           // once the recording that holds it is shown
    QList<TrackId> chosenHere_;  // what is selected of the open recording
    double rangeStart_ = -1;
    double speed_ = 1;

    RecordingBar* bar_;
    Banner* banner_;
    JobStrip* strip_;
    QLineEdit *address_, *reason_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    ImageCanvas* canvas_;
    TransportBar* transport_;
    TrackList* list_;
    PeopleView* people_;
    CasePanel* casePanel_;
    SearchPanel* search_;
    Magnifier* magnifier_;
    LiveLook* live_;
    WhyInspector* why_;
    TimelineStrip* timeline_;
    NamePicker* picker_;
    TrackReview* review_;
    QDockWidget *listPanel_, *peoplePanel_, *caseDock_, *searchDock_, *whyPanel_, *timelinePanel_;
};

}  // namespace lineament::ui
