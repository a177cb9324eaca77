#include "ui/presence/alerts/alerts_page.h"

#include <QComboBox>
#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/pipelines/cases/recorded_time.h"
#include "core/presence/watchlist_rule.h"
#include "core/store/alert_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/presence/presence_words.h"
#include "ui/widgets/empty_state.h"

namespace lineament::ui {
namespace {

enum AlertsPages { AlertsEmptyPage, AlertsBusyPage, AlertsCardsPage };
constexpr int kMostCards = 100, kAgeMs = 5000, kNarrowest = 720;

}  // namespace

AlertsPage::AlertsPage(Session& session, DecisionQueue& queue, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue) {
    setObjectName(QStringLiteral("alertsPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    auto* top = new QHBoxLayout;
    filter_ = new QComboBox;
    filter_->setObjectName(QStringLiteral("alertFilter"));
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("alertSummary"));
    summary_->setProperty("role", QStringLiteral("muted"));
    top->addWidget(filter_);
    top->addWidget(summary_, 1);
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("bell"));
    empty_->setObjectName(QStringLiteral("alertsEmpty"));
    busy_ = new EmptyState(QStringLiteral("loader"));
    auto* list = new QWidget;
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, metrics::kSpace2, 0);
    grid_ = new QGridLayout;
    grid_->setSpacing(metrics::kSpace2);
    rows->addLayout(grid_);
    rows->addStretch();
    scroll_ = new QScrollArea;
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidget(list);
    for (QWidget* page :
         {static_cast<QWidget*>(empty_), static_cast<QWidget*>(busy_), static_cast<QWidget*>(scroll_)})
        stack_->addWidget(page);
    stack_->setCurrentIndex(AlertsBusyPage);
    column->addLayout(top);
    column->addWidget(stack_, 1);
    retranslate();
    connect(filter_, &QComboBox::activated, this, [this] {
        qDeleteAll(std::exchange(cards_, {}));
        current_ = nullptr;
        known_ = false;
        load();
    });
    connect(empty_, &EmptyState::activated, this, &AlertsPage::watchlistsRequested);
    connect(&queue_, &DecisionQueue::failed, this, &AlertsPage::load);  // the cards say again what holds
    connect(&pictures_, &ThumbCache::ready, this, [this](qint64 key) {
        for (auto* card : cards_)
            if (card->alert().id.value() == key / 2) showPictures(card);
    });
    ages_.setInterval(kAgeMs);
    connect(&ages_, &QTimer::timeout, this, &AlertsPage::showAges);
    ages_.start();
}

void AlertsPage::useWorkspace() {
    qDeleteAll(std::exchange(cards_, {}));
    current_ = nullptr;
    known_ = false;
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    pictures_.setLoader([store = workspace->storePointer()](qint64 key) {
        auto& book = store->alertBook();
        const AlertId id(key / 2);
        return imageFromBytes(key % 2 == 0 ? book.alertCrop(id) : book.alertReference(id));
    });
    load();
}

void AlertsPage::setFilter(std::optional<AlertState> state) {
    filter_->setCurrentIndex(state ? static_cast<int>(*state) : 3);
    Q_EMIT filter_->activated(filter_->currentIndex());
}

void AlertsPage::setRecordings(const QHash<qint64, QString>& recordings) {
    recordings_ = recordings;
    for (auto* card : cards_)
        card->setRecording(!recordingOf(card->alert()).first.isEmpty());
}

std::pair<QString, double> AlertsPage::recordingOf(const Alert& alert) const {
    if (const auto found = moments_.find(alert.id.value()); found != moments_.end())
        return {QString::fromStdString(found->source), found->ms};
    if (!alert.recording.empty()) return {};
    // An alert of an earlier version does not say where it was seen.
    return {recordings_.value(alert.camera.value()), -1};
}

void AlertsPage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    AlertBook::AlertQuery query{.newest = kMostCards};
    if (filter_->currentIndex() < 3) query.state = static_cast<AlertState>(filter_->currentIndex());
    std::vector<AlertId> shown;
    for (const auto* card : cards_)
        shown.push_back(card->alert().id);
    auto* job = session_.jobs().run<Loaded>(
        tr("Read the alerts"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), query, shown](JobContext&) {
            auto& book = store->alertBook();
            Loaded loaded{book.alerts(query), book.newAlerts(), {}};
            for (const auto id : shown) {
                const bool there = std::any_of(loaded.alerts.begin(), loaded.alerts.end(),
                                               [&](const Alert& alert) { return alert.id == id; });
                if (there) continue;
                if (auto alert = book.alert(id)) loaded.alerts.push_back(std::move(*alert));
            }
            std::sort(loaded.alerts.begin(), loaded.alerts.end(),
                      [](const Alert& a, const Alert& b) { return a.id > b.id; });
            for (const auto& alert : loaded.alerts)
                if (auto moment = recordedMomentOf(store->caseBook(), alert))
                    loaded.moments.insert(alert.id.value(), std::move(*moment));
            return loaded;
        },
        this, [this](Loaded& loaded) { take(loaded); });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
}

AlertCard* AlertsPage::makeCard(const Alert& alert) {
    auto* card = new AlertCard;
    card->setAlert(alert);
    card->setRecording(!recordingOf(alert).first.isEmpty());
    connect(card, &AlertCard::recordingRequested, this, [this, card] {
        if (const auto [recording, ms] = recordingOf(card->alert()); !recording.isEmpty())
            Q_EMIT recordingRequested(recording, ms);
    });
    connect(card, &AlertCard::picked, this, [this, card] { setCurrent(card); });
    connect(card, &AlertCard::acknowledged, this, [this, card] { decide(card, AlertState::kAcknowledged); });
    connect(card, &AlertCard::dismissed, this,
            [this, card](const QString& reason) { decide(card, AlertState::kDismissed, reason); });
    connect(card, &AlertCard::reopened, this, [this, card] { decide(card, AlertState::kNew); });
    return card;
}

void AlertsPage::take(const Loaded& loaded) {
    known_ = true;
    moments_ = loaded.moments;
    const int scrolled = scroll_->verticalScrollBar()->value();
    QHash<qint64, AlertCard*> had;
    for (auto* card : std::exchange(cards_, {}))
        had.insert(card->alert().id.value(), card);
    int fresh = 0;
    for (const auto& alert : loaded.alerts) {
        auto* card = had.take(alert.id.value());
        if (card) {
            if (!card->asking()) card->setAlert(alert);
            card->setRecording(!recordingOf(alert).first.isEmpty());
        } else {
            card = makeCard(alert);
            if (cards_.size() == fresh) ++fresh;
        }
        cards_.append(card);
        showPictures(card);
    }
    for (auto* gone : had) {
        if (gone == current_) current_ = nullptr;
        gone->deleteLater();
    }
    arrange();
    // What comes in on top must not push away what is being read.
    if (fresh > 0 && scrolled > 0)
        scroll_->verticalScrollBar()->setValue(
            scrolled + fresh / columns_ * (cards_.front()->sizeHint().height() + metrics::kSpace2));
    if (std::exchange(new_, loaded.fresh) != loaded.fresh) Q_EMIT newAlertsChanged(new_);
    showAges();
    showState();
}

void AlertsPage::arrange() {
    while (grid_->count())
        delete grid_->takeAt(0);
    columns_ = width() > 2 * kNarrowest ? 2 : 1;
    for (int i = 0; i < 2; ++i)
        grid_->setColumnStretch(i, i < columns_ ? 1 : 0);
    for (int i = 0; i < static_cast<int>(cards_.size()); ++i)
        grid_->addWidget(cards_[i], i / columns_, i % columns_);
}

void AlertsPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (columns_ != (width() > 2 * kNarrowest ? 2 : 1)) arrange();
}

void AlertsPage::showPictures(AlertCard* card) {
    const qint64 key = 2 * card->alert().id.value();
    card->setPictures(pictures_.get(key), pictures_.get(key + 1));
}

void AlertsPage::showAges() {
    const UnixMs now = QDateTime::currentMSecsSinceEpoch();
    for (auto* card : cards_) {
        card->showAge(now);
        const auto& alert = card->alert();
        const int step = escalation(alert, now), before = steps_.value(alert.id.value(), -1);
        steps_.insert(alert.id.value(), step);
        if (before >= 0 && step > before) Q_EMIT overdue(alert);
    }
}

void AlertsPage::setCurrent(AlertCard* card) {
    if (current_) current_->setCurrent(false);
    current_ = card;
    if (!card) return;
    card->setCurrent(true);
    scroll_->ensureWidgetVisible(card);
}

AlertCard* AlertsPage::inHand() {
    if (current_ && current_->alert().state == AlertState::kNew) return current_;
    for (auto* card : cards_)
        if (card->alert().state == AlertState::kNew) return card;
    return nullptr;
}

void AlertsPage::move(int step) {
    if (cards_.isEmpty()) return;
    const auto at = current_ ? cards_.indexOf(current_) + step : 0;
    setCurrent(cards_.at(std::clamp<qsizetype>(at, 0, cards_.size() - 1)));
}

void AlertsPage::acknowledge() {
    if (auto* card = inHand()) {
        setCurrent(card);
        decide(card, AlertState::kAcknowledged);
    }
}

void AlertsPage::dismiss() {
    if (auto* card = inHand()) {
        setCurrent(card);
        card->askReason();
    }
}

void AlertsPage::decide(AlertCard* card, AlertState state, const QString& reason) {
    const auto id = card->alert().id;
    const QString title = state == AlertState::kAcknowledged ? tr("Acknowledge an alert")
                          : state == AlertState::kDismissed  ? tr("Dismiss an alert")
                                                             : tr("Open an alert again");
    queue_.add(
        title,
        [id, state, why = reason.toStdString()](Workspace& workspace, JobContext&) {
            workspace.store().alertBook().decide(id, state, why);
        },
        [this] { load(); });
}

void AlertsPage::showState() {
    const bool all = filter_->currentIndex() == 3;
    if (!known_)
        stack_->setCurrentIndex(AlertsBusyPage);
    else
        stack_->setCurrentIndex(cards_.isEmpty() ? AlertsEmptyPage : AlertsCardsPage);
    summary_->setText(tr("%n new alerts", nullptr, new_));
    if (!all && new_ == 0 && filter_->currentIndex() == 0)
        empty_->setTexts(tr("No alert waits for you."), tr("Watchlists…"),
                         tr("One is raised when a running camera sees somebody of a watchlist."));
    else
        empty_->setTexts(tr("There are no such alerts."), tr("Watchlists…"),
                         tr("One is raised when a running camera sees somebody of a watchlist."));
}

void AlertsPage::retranslate() {
    const QSignalBlocker quiet(filter_);
    const int filter = std::max(0, filter_->currentIndex());
    filter_->clear();
    for (const auto state : {AlertState::kNew, AlertState::kAcknowledged, AlertState::kDismissed})
        filter_->addItem(wordsOf(state));
    filter_->addItem(tr("All"));
    filter_->setCurrentIndex(filter);
    filter_->setAccessibleName(tr("Which alerts are shown"));
    busy_->setTexts(tr("Reading the alerts of this store …"), {});
    for (auto* card : cards_)
        card->retranslate();
    showAges();
    showState();
}

}  // namespace lineament::ui
