#pragma once

#include <QHash>
#include <QList>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "core/domain/case.h"
#include "ui/bridge/decision_queue.h"
#include "ui/presence/alerts/alert_card.h"
#include "ui/widgets/thumb_cache.h"

class QComboBox;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QGridLayout;

namespace lineament::ui {

class EmptyState;

/// The alerts, newest on top. A card that is decided stays where it is until another filter is chosen.
class AlertsPage : public QWidget {
    Q_OBJECT
  public:
    AlertsPage(Session& session, DecisionQueue& queue, QWidget* parent = nullptr);

    /// Reads them anew from the store.
    void load();
    void useWorkspace();
    bool idle() const { return !loading_ && pictures_.idle(); }
    /// Of those in the store, also those not shown.
    int newAlerts() const { return new_; }
    /// Cameras whose pictures come from a recording.
    void setRecordings(const QHash<qint64, QString>& recordings);
    void setFilter(std::optional<AlertState> state);
    QList<AlertCard*> cards() const { return cards_; }
    AlertCard* current() const { return current_; }
    /// The card in hand, else the first new one.
    void acknowledge();
    void dismiss();
    void move(int step);
    void retranslate();

  Q_SIGNALS:
    void newAlertsChanged(int count);
    void watchlistsRequested();
    /// It has become overdue just now.
    void overdue(const lineament::Alert& alert);
    /// The recording in which an alert is to be seen is to be looked at, at this place, ms; negative: it is
    /// not known where.
    void recordingRequested(const QString& recording, double ms);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    struct Loaded {
        std::vector<Alert> alerts;
        int fresh = 0;
        QHash<qint64, RecordedMoment> moments;  ///< by alert
    };
    void take(const Loaded& loaded);
    AlertCard* makeCard(const Alert& alert);
    /// The recording in which it is to be seen, and the place in it; empty if there is none.
    std::pair<QString, double> recordingOf(const Alert& alert) const;
    void setCurrent(AlertCard* card);
    AlertCard* inHand();
    void decide(AlertCard* card, AlertState state, const QString& reason = {});
    /// One column, or two where there is room.
    void arrange();
    void showPictures(AlertCard* card);
    void showAges();
    void showState();

    Session& session_;
    DecisionQueue& queue_;
    ThumbCache pictures_;  ///< twice the alert's number: the look, and one more: the reference
    QTimer ages_;
    QHash<qint64, QString> recordings_;
    QHash<qint64, RecordedMoment> moments_;  ///< where each shown alert is recorded
    QHash<qint64, int> steps_;               ///< how overdue each shown alert was last
    QList<AlertCard*> cards_;
    AlertCard* current_ = nullptr;
    bool loading_ = false, again_ = false, known_ = false;
    int new_ = 0;
    QComboBox* filter_;
    QLabel* summary_;
    QStackedWidget* stack_;
    EmptyState *empty_, *busy_;
    QScrollArea* scroll_;
    QGridLayout* grid_;
    int columns_ = 0;
};

}  // namespace lineament::ui
