#pragma once

#include <QWidget>
#include <functional>

#include "core/domain/watchlist.h"
#include "ui/bridge/decision_queue.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace lineament::ui {

class EmptyState;

/// The watchlists: who is on each, and when it tells of them. What is changed is kept at once.
class WatchlistsPage : public QWidget {
    Q_OBJECT
  public:
    WatchlistsPage(Session& session, DecisionQueue& queue, QWidget* parent = nullptr);

    void load();
    void useWorkspace();
    bool idle() const { return !loading_; }
    const std::vector<Watchlist>& lists() const { return lists_; }
    void newList();
    /// Puts the person who is chosen in the box on the list.
    void addMember();
    /// How the removal of a list is confirmed; tests answer in its place.
    void setConfirm(std::function<bool(const QString& question)> confirm) { confirm_ = std::move(confirm); }
    void retranslate();

  private:
    struct Loaded {
        std::vector<Watchlist> lists;
        std::vector<Identity> people;
        std::vector<std::pair<double, float>> thresholds;  ///< of each false match rate on offer
    };
    QWidget* makeForm();
    void take(Loaded& loaded);
    const Watchlist* chosen() const;
    void showList();
    void showMembers();
    void showThreshold();
    void keep();
    void save(const Watchlist& list, std::function<void()> done = {});
    void removeMembers();
    void removeList();
    void showState();

    Session& session_;
    DecisionQueue& queue_;
    std::function<bool(const QString&)> confirm_;
    std::vector<Watchlist> lists_;
    std::vector<Identity> people_;
    std::vector<std::pair<double, float>> thresholds_;
    std::int64_t wanted_ = 0;  ///< the list that is shown once it is there
    bool loading_ = false, again_ = false, known_ = false, filling_ = false;

    QStackedWidget* stack_;
    EmptyState *empty_, *busy_;
    QListWidget *names_, *members_;
    QPushButton *new_, *remove_, *add_, *take_;
    QLineEdit* name_;
    QComboBox *colour_, *priority_, *fmr_, *person_;
    QCheckBox* sound_;
    QSpinBox *looks_, *window_, *coolDown_, *escalate_;
    QLabel *nameLabel_, *colourLabel_, *priorityLabel_, *fmrLabel_, *threshold_, *looksLabel_, *windowLabel_,
        *coolDownLabel_, *escalateLabel_, *membersTitle_, *ruleTitle_, *noMembers_;
};

}  // namespace lineament::ui
