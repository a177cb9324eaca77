#pragma once

#include <QPointer>
#include <array>
#include <functional>
#include <optional>

#include "core/pipelines/people/compare_pair.h"
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
struct CompareReport;

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
    bool idle() const override { return loading_ == 0 && !scoring_; }

    void setPicture(PairView::Side side, const QString& path);
    void swapSides();
    PairView* pair() const { return pair_; }
    FeatureList* features() const { return features_; }
    ScorePanel* scores() const { return scores_; }
    /// Writes the report of what is shown. Empty if it is done, else a sentence.
    QString writeReport(const QString& file);
    /// How a file is asked for; tests answer in its place.
    void setChooser(std::function<QString(const QString& title, bool save)> chooser) {
        choose_ = std::move(chooser);
    }

  Q_SIGNALS:
    void scored();
    /// The examination is in the store.
    void recorded(qint64 examination);

  protected:
    void retranslate() override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    QAction* add(const QString& id, const QString& icon, const QKeySequence& keys);
    void makeActions();
    QWidget* makeTop();
    void layOut();
    void showFaces();
    void showScores();
    void score();
    void record();
    bool mayShow() const;
    CompareReport report() const;

    struct Keys {
        QAction *left, *right, *swap, *points, *grid, *fit, *next;
    } keys_{};
    QList<QAction*> actions_;
    std::array<std::optional<ComparedFace>, 2> faces_;
    std::optional<std::vector<RecogniserAnswer>> answers_;
    std::array<int, 2> asked_{};  // of two pictures for one side the later counts
    int loading_ = 0, pairNumber_ = 0;
    bool scoring_ = false;
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
    QToolButton *swapButton_, *pointsButton_, *gridButton_;
    QSlider *light_, *contrast_;
};

}  // namespace lineament::ui
