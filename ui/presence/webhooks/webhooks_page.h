#pragma once

#include <QWidget>

#include "core/domain/watchlist.h"
#include "ui/bridge/decision_queue.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace lineament::ui {

class EmptyState;
class WrappedLabel;

/// The programs that are told of alerts: where they are, what waits for them, why it does.
class WebhooksPage : public QWidget {
    Q_OBJECT
  public:
    WebhooksPage(Session& session, DecisionQueue& queue, QWidget* parent = nullptr);

    void load();
    bool idle() const { return !loading_; }
    const std::vector<Webhook>& hooks() const { return hooks_; }
    void retranslate();

  private:
    const Webhook* chosen() const;
    void add();
    void toggle();
    void remove();
    void showHooks();
    void showState();

    Session& session_;
    DecisionQueue& queue_;
    std::vector<Webhook> hooks_;
    std::int64_t wanted_ = 0;
    bool loading_ = false, again_ = false;
    WrappedLabel* about_;
    EmptyState* empty_;
    QLineEdit *url_, *secret_;
    QPushButton *add_, *toggle_, *remove_;
    QTableWidget* table_;
    QLabel* secretLabel_;
};

}  // namespace lineament::ui
