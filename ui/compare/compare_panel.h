#pragma once

#include <QPointer>
#include <array>
#include <filesystem>
#include <functional>
#include <optional>

#include "core/domain/person_record.h"
#include "core/pipelines/people/comparison.h"
#include "ui/bridge/session.h"
#include "ui/widgets/desk.h"
#include "ui/widgets/pair_view.h"

class QPushButton;
class QSlider;
class QStackedWidget;
class QToolButton;

namespace lineament::ui {

class Banner;
class EmptyState;
class FeatureList;
class ScorePanel;

/// The desk where two faces are examined one to one. Thread: GUI; looks and scores in jobs.
class ComparePanel : public Desk {
    Q_OBJECT
  public:
    ComparePanel(Session& session, QWidget* parent);

    QString id() const override { return QStringLiteral("compare"); }
    QString title() const override { return tr("Compare"); }
    QString iconName() const override { return QStringLiteral("scan-face"); }
    QList<QAction*> deskActions() const override { return actions_; }
    /// The first picture goes left, the next right, then right again.
    bool openPath(const QString& path) override;
    bool idle() const override { return loading_ == 0 && !scoring_ && !recording_; }

    void setPicture(PairView::Side side, const QString& path);
    void setFace(PairView::Side side, const FaceSource& source);
    /// A photo of somebody enrolled, or a face in a frame of a recording, is chosen in a dialog.
    void pickSample(PairView::Side side);
    void pickFrame(PairView::Side side, const QString& file = {});
    void swapSides();
    /// The pair of an examination that was recorded, with what was seen and concluded.
    void openExamination(const Examination& examination);
    /// The same pair once more, by somebody else who starts from nothing.
    void examineAsSecond(const Examination& examination);
    PairView* pair() const { return pair_; }
    FeatureList* features() const { return features_; }
    ScorePanel* scores() const { return scores_; }
    /// Writes the signed report of what is shown, in a job; then reported() with what went wrong, if
    /// anything.
    void writeReport(const QString& file);
    /// How a file is asked for; tests answer in its place.
    void setChooser(std::function<QString(const QString& title, bool save)> chooser) {
        choose_ = std::move(chooser);
    }

  Q_SIGNALS:
    void scored();
    /// The examination is in the store.
    void recorded(qint64 examination);
    /// Empty: the report is written.
    void reported(const QString& problem);

  protected:
    void retranslate() override;
    QWidget* keyHolder() const override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    /// An examination that is being opened, until both of its faces are there.
    struct Opening {
        Examination examination;
        Comparison comparison;
        bool second = false;
        std::array<std::optional<ComparedFace>, 2> faces;
    };
    QAction* add(const QString& id, const QString& icon, const QKeySequence& keys);
    void makeActions();
    QWidget* makeTop();
    void layOut();
    void load(PairView::Side side, const FaceSource& source);
    void takeFace(PairView::Side side, ComparedFace face);
    void forgetAssessment();
    void showFaces();
    void showScores();
    void score();
    void record();
    bool mayShow() const;
    void forgetExamination();
    void beginOpening(const Examination& examination, bool second);
    void finishOpening();
    void dropOpening();
    void listExaminations();
    Assessment assessment() const;
    Comparison comparison();

    struct Keys {
        QAction *left, *right, *leftPerson, *rightPerson, *leftFrame, *rightFrame, *swap, *points, *grid,
            *fit, *next, *examinations;
    } keys_{};
    QList<QAction*> actions_;
    std::array<std::optional<ComparedFace>, 2> faces_;
    std::optional<std::vector<RecogniserAnswer>> answers_;
    Examination examination_;           // what is recorded of this pair; id 0: nothing
    std::optional<Assessment> first_;   // of the first examiner, while or after a second one examines
    std::optional<Assessment> second_;  // recorded
    std::optional<Opening> opening_;
    std::array<int, 2> asked_{};     // of two pictures for one side the later counts
    std::array<bool, 2> pending_{};  // the later one is not there yet
    std::filesystem::path store_;    // whose examination_ is
    int loading_ = 0, pairNumber_ = 0, scoredPair_ = 0, scoresAsked_ = 0;
    bool scoring_ = false, seenBlind_ = false, recording_ = false;
    qint64 scoreSeenAt_ = 0;
    std::function<QString(const QString&, bool)> choose_;

    Banner* banner_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    PairView* pair_;
    FeatureList* features_;
    ScorePanel* scores_;
    QDockWidget *featurePanel_, *scorePanel_;
    QPushButton *leftButton_, *rightButton_;
    QToolButton *swapButton_, *pointsButton_, *gridButton_, *examinationsButton_;
    QSlider *light_, *contrast_;
};

}  // namespace lineament::ui
