#include "ui/presence/access/access_log_page.h"

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/store/access_book.h"
#include "core/store/presence_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/permit.h"
#include "ui/presence/access/access_words.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/widgets/search_field.h"

namespace lineament::ui {
namespace {

enum Column {
    TimeColumn,
    DoorColumn,
    OutcomeColumn,
    WhoColumn,
    WhyColumn,
    OpenedColumn,
    TookColumn,
    ColumnCount
};
constexpr int kMost = 500, kLookPx = 220, kDoorWidth = 110, kWhoWidth = 130;

QString nameOf(const AccessEvent& event) {
    QString name = QString::fromStdString(event.name);
    if (!event.card.empty()) name = QString::fromStdString(event.card);
    return name;
}

}  // namespace

AccessLogPage::AccessLogPage(Session& session, DecisionQueue& queue, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue) {
    setObjectName(QStringLiteral("accessLogPage"));
    door_ = new QComboBox;
    door_->setObjectName(QStringLiteral("logDoor"));
    outcome_ = new QComboBox;
    outcome_->setObjectName(QStringLiteral("logOutcome"));
    words_ = new SearchField;
    words_->setObjectName(QStringLiteral("logWords"));
    words_->setMaximumWidth(280);
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("logSummary"));
    summary_->setProperty("role", QStringLiteral("muted"));
    auto* top = new QHBoxLayout;
    top->setSpacing(metrics::kSpace2);
    top->addWidget(door_);
    top->addWidget(outcome_);
    top->addWidget(words_, 1);
    top->addWidget(summary_);
    news_ = presenceButton("logNews");
    news_->setProperty("role", QStringLiteral("link"));
    news_->hide();
    top->addWidget(news_);
    top->addStretch();
    table_ = new QTableWidget(0, ColumnCount);
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("logTable"));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    table_->setProperty("role", QStringLiteral("plain"));
    table_->setWordWrap(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(WhyColumn, QHeaderView::Stretch);
    // No wider than they must be: what is left is for the reason.
    for (const int column : {TimeColumn, OutcomeColumn, OpenedColumn, TookColumn})
        table_->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);

    look_ = new QLabel;
    look_->setObjectName(QStringLiteral("logLook"));
    look_->setFixedSize(kLookPx, kLookPx);
    look_->setAlignment(Qt::AlignCenter);
    for (auto** label : {&who_, &why_, &numbers_}) {
        *label = new QLabel;
        (*label)->setWordWrap(true);
        (*label)->setFixedWidth(kLookPx);
        (*label)->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    who_->setProperty("role", QStringLiteral("section"));
    numbers_->setProperty("role", QStringLiteral("muted"));
    numbers_->setObjectName(QStringLiteral("logNumbers"));
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("logReason"));
    reason_->setFixedWidth(kLookPx);
    forgive_ = presenceButton("logForgive");
    auto* side = new QVBoxLayout;
    side->setSpacing(metrics::kSpace2);
    side->addWidget(look_);
    side->addWidget(who_);
    side->addWidget(why_);
    side->addWidget(numbers_);
    side->addStretch();
    side->addWidget(reason_);
    side->addWidget(forgive_);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace4);
    row->addWidget(table_, 1);
    row->addLayout(side);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace2);
    column->addLayout(top);
    column->addLayout(row, 1);
    connect(door_, &QComboBox::activated, this, &AccessLogPage::load);
    connect(outcome_, &QComboBox::activated, this, &AccessLogPage::load);
    connect(news_, &QPushButton::clicked, this, &AccessLogPage::load);
    connect(words_, &SearchField::queryChanged, this, &AccessLogPage::filter);
    connect(table_, &QTableWidget::itemSelectionChanged, this, &AccessLogPage::showChosen);
    connect(reason_, &QLineEdit::textChanged, this, &AccessLogPage::showChosen);
    connect(reason_, &QLineEdit::returnPressed, this, &AccessLogPage::forgive);
    connect(forgive_, &QPushButton::clicked, this, &AccessLogPage::forgive);
    Permit::guard(session_, forgive_, {Permission::kWatch});
    retranslate();
}

void AccessLogPage::setDoors(const std::vector<Door>& doors) {
    doors_ = doors;
    const auto was = door_->currentData();
    door_->clear();
    door_->addItem(tr("All doors"), qlonglong(0));
    for (const auto& door : doors)
        door_->addItem(QString::fromStdString(door.name), qlonglong(door.id.value()));
    door_->setCurrentIndex(std::max(0, door_->findData(was)));
}

void AccessLogPage::refresh() {
    if (chosen())
        news_->show();  // no list moves under the cursor
    else
        load();
}

void AccessLogPage::clear() {
    ++reading_;
    events_.clear();
    wanted_ = 0;
    door_->setCurrentIndex(0);
    words_->clear();
    reason_->clear();
    news_->hide();
    table_->clearSelection();
    filter();
}

void AccessLogPage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    AccessBook::LogQuery query{.door = DoorId(door_->currentData().toLongLong()), .newest = kMost};
    if (const int outcome = outcome_->currentData().toInt(); outcome >= 0)
        query.outcome = static_cast<AccessOutcome>(outcome);
    auto* job = session_.jobs().run<std::vector<AccessEvent>>(
        tr("Read the access log"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), query](JobContext&) {
            return store->presence().access().log(query);
        },
        this,
        [this, mine = reading_](std::vector<AccessEvent>& events) {
            if (mine != reading_) return;  // of the store before
            events_ = std::move(events);
            news_->hide();
            filter();
        });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
}

void AccessLogPage::filter() {
    const QString words = words_->text().trimmed();
    shown_.clear();
    for (const auto& event : events_)
        if (words.isEmpty() || nameOf(event).contains(words, Qt::CaseInsensitive) ||
            wordsOf(event.reason).contains(words, Qt::CaseInsensitive) ||
            QString::fromStdString(event.doorName + " " + event.zone + " " + event.detail)
                .contains(words, Qt::CaseInsensitive))
            shown_.push_back(event);
    fill();
}

void AccessLogPage::fill() {
    if (const auto* was = chosen()) wanted_ = was->id.value();
    const QSignalBlocker quiet(table_);
    table_->clearSelection();
    table_->setRowCount(static_cast<int>(shown_.size()));
    const QLocale locale;
    for (int row = 0; row < table_->rowCount(); ++row) {
        const auto& event = shown_[static_cast<std::size_t>(row)];
        const QStringList cells = {
            timeWords(event.at),
            QString::fromStdString(event.doorName),
            wordsOf(event.outcome),
            nameOf(event),
            wordsOf(event.reason),
            wordsOf(event.opening),
            event.decisionMs > 0 ? tr("%1 ms").arg(locale.toString(event.decisionMs)) : QString()};
        for (int cell = 0; cell < ColumnCount; ++cell) {
            auto* item = new QTableWidgetItem(cells[cell]);
            item->setToolTip(cells[cell]);
            if (cell == TimeColumn) item->setData(Qt::UserRole, qlonglong(event.id.value()));
            if (cell == OutcomeColumn)
                item->setIcon(Theme::instance().icon(iconNameOf(event.outcome), tokenOf(event.outcome)));
            table_->setItem(row, cell, item);
        }
        if (event.id.value() == wanted_) table_->selectRow(row);
    }
    summary_->setText(shown_.size() >= kMost ? tr("The newest %1 entries").arg(locale.toString(kMost))
                                             : tr("%n entries", nullptr, static_cast<int>(shown_.size())));
    showChosen();
}

void AccessLogPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    table_->horizontalHeader()->resizeSection(DoorColumn, std::max(kDoorWidth, width() / 10));
    table_->horizontalHeader()->resizeSection(WhoColumn, std::max(kWhoWidth, width() / 8));
}

const AccessEvent* AccessLogPage::chosen() const {
    const auto rows = table_->selectionModel()->selectedRows();
    if (rows.isEmpty()) return nullptr;
    const auto* item = table_->item(rows.front().row(), TimeColumn);
    if (!item) return nullptr;
    const auto id = item->data(Qt::UserRole).toLongLong();
    const auto found =
        std::find_if(shown_.begin(), shown_.end(), [&](const auto& event) { return event.id.value() == id; });
    return found == shown_.end() ? nullptr : &*found;
}

void AccessLogPage::showChosen() {
    const auto* event = chosen();
    const bool person = event && event->identity.valid();
    const bool doorThere = event && std::any_of(doors_.begin(), doors_.end(),
                                                [&](const Door& door) { return door.id == event->door; });
    reason_->setVisible(person && doorThere);
    forgive_->setVisible(person && doorThere);
    forgive_->setEnabled(!reason_->text().trimmed().isEmpty());
    const auto id = event ? event->id.value() : 0;
    if (look_->property("entry").toLongLong() != id) {
        look_->setProperty("entry", qlonglong(id));
        look_->setPixmap({});
        const auto& workspace = session_.workspace();
        if (event && workspace)
            session_.jobs().run<QImage>(
                tr("Read a look"), JobRunner::Lane::Short,
                [store = workspace->storePointer(), id = event->id](JobContext&) {
                    return imageFromBytes(store->presence().access().logCrop(id));
                },
                this,
                [this, id, mine = reading_](QImage& look) {
                    if (mine == reading_ && look_->property("entry").toLongLong() == id && !look.isNull())
                        look_->setPixmap(QPixmap::fromImage(
                            look.scaled(kLookPx, kLookPx, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
                });
    }
    if (!event) {
        for (auto* label : {who_, why_, numbers_})
            label->clear();
        return;
    }
    const QLocale locale;
    who_->setText(nameOf(*event));
    why_->setText(wordsOf(event->reason));
    QStringList numbers;
    numbers << QDateTime::fromMSecsSinceEpoch(event->at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (const auto words = comparisonOf(*event); !words.isEmpty())
        numbers << (event->byCard ? tr("Card, 1:1: %1").arg(words) : tr("Search, 1:N: %1").arg(words));
    if (event->liveness)
        numbers << tr("Live %1 (needs %2)")
                       .arg(locale.toString(*event->liveness, 'f', 2),
                            locale.toString(event->livenessThreshold, 'f', 2));
    if (event->quality > 0) numbers << tr("Quality %1").arg(locale.toString(event->quality, 'f', 0));
    if (!event->openingTrouble.empty()) numbers << troubleWords(event->openingTrouble);
    if (!event->detail.empty()) numbers << QString::fromStdString(event->detail);
    numbers << tr("By %1").arg(QString::fromStdString(event->actor));
    numbers_->setText(numbers.join(QLatin1Char('\n')));
}

void AccessLogPage::forgive() {
    const auto* event = chosen();
    const auto reason = reason_->text().trimmed().toStdString();
    if (!event || reason.empty() || !forgive_->isVisible()) return;
    queue_.add(
        tr("Let a person pass again"),
        [door = event->door, person = event->identity, reason](Workspace& workspace, JobContext&) {
            workspace.store().presence().access().forgive(door, person, reason);
        },
        [this] {
            reason_->clear();
            load();
        });
}

void AccessLogPage::retranslate() {
    setDoors(doors_);
    const int was = std::max(0, outcome_->currentIndex());
    outcome_->clear();
    outcome_->addItem(tr("Everything"), -1);
    for (const auto outcome : {AccessOutcome::kGranted, AccessOutcome::kWaiting, AccessOutcome::kRefused,
                               AccessOutcome::kForgiven, AccessOutcome::kUnlocked, AccessOutcome::kFault})
        outcome_->addItem(Theme::instance().icon(iconNameOf(outcome), tokenOf(outcome)), wordsOf(outcome),
                          static_cast<int>(outcome));
    outcome_->setCurrentIndex(was);
    words_->setPlaceholderText(tr("Name, reason, zone"));
    table_->setHorizontalHeaderLabels(
        {tr("Time"), tr("Door"), tr("Decision"), tr("Who"), tr("Why"), tr("Door opened"), tr("Took")});
    news_->setText(tr("Show what is new"));
    reason_->setPlaceholderText(tr("Reason"));
    forgive_->setText(tr("Let them pass again"));
    forgive_->setToolTip(tr("Where nobody passes twice: as if they had never passed. It is logged."));
    door_->setAccessibleName(tr("Door"));
    outcome_->setAccessibleName(tr("Decision"));
    words_->setAccessibleName(words_->placeholderText());
    table_->setAccessibleName(tr("Access log"));
    reason_->setAccessibleName(tr("Reason"));
    filter();
}

}  // namespace lineament::ui
