#include "ui/presence/webhooks/webhooks_page.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/notify/signature.h"
#include "core/store/alert_book.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {
namespace {

enum WebhookColumn {
    WebhookAddressColumn,
    WebhookStateColumn,
    WebhookWaitingColumn,
    WebhookRefusedColumn,
    WebhookTroubleColumn,
    WebhookColumnCount
};
constexpr int kWords = 720;

}  // namespace

WebhooksPage::WebhooksPage(Session& session, DecisionQueue& queue, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue) {
    setObjectName(QStringLiteral("webhooksPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    about_ = new WrappedLabel(kWords);
    about_->setProperty("role", QStringLiteral("muted"));
    auto* top = new QHBoxLayout;
    url_ = new QLineEdit;
    url_->setObjectName(QStringLiteral("webhookUrl"));
    url_->setMaximumWidth(kWords);
    add_ = presenceButton("webhookAdd");
    add_->setProperty("role", QStringLiteral("primary"));
    top->addWidget(url_, 1);
    top->addWidget(add_);
    top->addStretch();
    table_ = new QTableWidget(0, WebhookColumnCount);
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("webhookTable"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    table_->setProperty("role", QStringLiteral("plain"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(WebhookTroubleColumn, QHeaderView::Stretch);
    table_->horizontalHeader()->resizeSection(WebhookAddressColumn, 380);
    auto* bottom = new QHBoxLayout;
    secretLabel_ = new QLabel;
    secret_ = new QLineEdit;
    secret_->setObjectName(QStringLiteral("webhookSecret"));
    secret_->setReadOnly(true);
    toggle_ = presenceButton("webhookToggle");
    remove_ = presenceButton("webhookRemove");
    remove_->setProperty("role", QStringLiteral("danger"));
    bottom->addWidget(secretLabel_);
    bottom->addWidget(secret_, 1);
    bottom->addWidget(toggle_);
    bottom->addWidget(remove_);
    column->addWidget(about_);
    column->addLayout(top);
    column->addWidget(table_, 1);
    column->addLayout(bottom);
    empty_ = new EmptyState(QStringLiteral("bell"));
    empty_->setObjectName(QStringLiteral("webhooksEmpty"));
    column->addWidget(empty_, 1);
    connect(add_, &QPushButton::clicked, this, &WebhooksPage::add);
    connect(url_, &QLineEdit::returnPressed, this, &WebhooksPage::add);
    connect(url_, &QLineEdit::textChanged, this, &WebhooksPage::showState);
    connect(toggle_, &QPushButton::clicked, this, &WebhooksPage::toggle);
    connect(remove_, &QPushButton::clicked, this, &WebhooksPage::remove);
    connect(table_, &QTableWidget::itemSelectionChanged, this, &WebhooksPage::showState);
    retranslate();
}

void WebhooksPage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    auto* job = session_.jobs().run<std::vector<Webhook>>(
        tr("Read the webhooks"), JobRunner::Lane::Short,
        [store = workspace->storePointer()](JobContext&) { return store->alertBook().webhooks(); }, this,
        [this](std::vector<Webhook>& hooks) {
            if (const auto* was = chosen(); was && wanted_ == 0) wanted_ = was->id.value();
            hooks_ = std::move(hooks);
            showHooks();
        });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
}

const Webhook* WebhooksPage::chosen() const {
    const auto rows = table_->selectionModel()->selectedRows();
    const auto row = rows.isEmpty() ? hooks_.size() : static_cast<std::size_t>(rows.front().row());
    return row < hooks_.size() ? &hooks_[row] : nullptr;
}

void WebhooksPage::showHooks() {
    table_->setRowCount(static_cast<int>(hooks_.size()));
    const QLocale locale;
    for (int row = 0; row < table_->rowCount(); ++row) {
        const auto& hook = hooks_[static_cast<std::size_t>(row)];
        const QStringList cells = {QString::fromStdString(hook.url), hook.enabled ? tr("On") : tr("Off"),
                                   locale.toString(hook.waiting), locale.toString(hook.refused),
                                   troubleWords(hook.trouble)};
        for (int cell = 0; cell < WebhookColumnCount; ++cell) {
            auto* item = new QTableWidgetItem(cells[cell]);
            item->setToolTip(cells[cell]);
            table_->setItem(row, cell, item);
        }
        if (hook.id.value() == wanted_) table_->selectRow(row);
    }
    wanted_ = 0;
    showState();
}

void WebhooksPage::add() {
    if (!add_->isEnabled()) return;
    Webhook hook;
    hook.url = url_->text().trimmed().toStdString();
    hook.secret = newSecret();
    auto id = std::make_shared<std::int64_t>(0);
    queue_.add(
        tr("Add a webhook"),
        [hook, id](Workspace& workspace, JobContext&) {
            *id = workspace.store().alertBook().saveWebhook(hook).value();
        },
        [this, id] {
            url_->clear();
            wanted_ = *id;
            load();
        });
}

void WebhooksPage::toggle() {
    const auto* hook = chosen();
    if (!hook) return;
    auto changed = *hook;
    changed.enabled = !changed.enabled;
    queue_.add(
        tr("Change a webhook"),
        [changed](Workspace& workspace, JobContext&) { workspace.store().alertBook().saveWebhook(changed); },
        [this] { load(); });
}

void WebhooksPage::remove() {
    const auto* hook = chosen();
    if (!hook) return;
    queue_.add(
        tr("Remove a webhook"),
        [id = hook->id](Workspace& workspace, JobContext&) {
            workspace.store().alertBook().removeWebhook(id);
        },
        [this] { load(); });
}

void WebhooksPage::showState() {
    const auto* hook = chosen();
    const QString url = url_->text().trimmed();
    add_->setEnabled(session_.workspace() &&
                     (url.startsWith(QLatin1String("http://")) || url.startsWith(QLatin1String("https://"))));
    secret_->setText(hook ? QString::fromStdString(hook->secret) : QString());
    for (QWidget* part :
         {static_cast<QWidget*>(table_), static_cast<QWidget*>(secretLabel_), static_cast<QWidget*>(secret_),
          static_cast<QWidget*>(toggle_), static_cast<QWidget*>(remove_)})
        part->setVisible(!hooks_.empty());
    empty_->setVisible(hooks_.empty());
    toggle_->setEnabled(hook);
    remove_->setEnabled(hook);
    toggle_->setText(hook && !hook->enabled ? tr("Switch on") : tr("Switch off"));
}

void WebhooksPage::retranslate() {
    about_->setWords(
        tr("Other programs are told of each alert by an HTTP POST, in order, until they have taken it. What "
           "waits is "
           "kept, also while this program is closed. Requests are signed with the secret of each address."));
    empty_->setTexts(tr("No other program is told of alerts yet."), {},
                     tr("Name its address above; what is told of stays in the store, too."));
    url_->setPlaceholderText(tr("https://address of the program that is to be told"));
    add_->setText(tr("Add"));
    remove_->setText(tr("Remove"));
    secretLabel_->setText(tr("Secret"));
    url_->setAccessibleName(tr("Address"));
    secret_->setAccessibleName(secretLabel_->text());
    table_->setAccessibleName(tr("Addresses that are told"));
    table_->setHorizontalHeaderLabels(
        {tr("Address"), tr("State"), tr("Waiting"), tr("Refused"), tr("Last trouble")});
    showHooks();
}

}  // namespace lineament::ui
