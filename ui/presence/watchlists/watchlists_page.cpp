#include "ui/presence/watchlists/watchlists_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/base/log.h"
#include "core/store/alert_book.h"
#include "ui/presence/form_rows.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/widgets/empty_state.h"

namespace lineament::ui {
namespace {

enum WatchlistsPages { WatchlistsEmptyPage, WatchlistsBusyPage, WatchlistsListsPage };
constexpr double kRates[] = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7};
constexpr int kListsWidth = 240, kWatchlistFormWidth = 420;

}  // namespace

WatchlistsPage::WatchlistsPage(Session& session, DecisionQueue& queue, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue) {
    setObjectName(QStringLiteral("watchlistsPage"));
    confirm_ = [this](const QString& question) {
        return QMessageBox::warning(this, tr("Remove a watchlist"), question,
                                    QMessageBox::Yes | QMessageBox::Cancel,
                                    QMessageBox::Cancel) == QMessageBox::Yes;
    };
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("flag"));
    empty_->setObjectName(QStringLiteral("watchlistsEmpty"));
    busy_ = new EmptyState(QStringLiteral("loader"));
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    row->setSpacing(metrics::kSpace4);
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::kSpace2);
    names_ = new QListWidget;
    names_->setObjectName(QStringLiteral("watchlistNames"));
    names_->setFixedWidth(kListsWidth);
    new_ = presenceButton("watchlistNew");
    new_->setProperty("role", QStringLiteral("primary"));
    remove_ = presenceButton("watchlistRemove");
    remove_->setProperty("role", QStringLiteral("danger"));
    left->addWidget(names_, 1);
    left->addWidget(new_);
    left->addWidget(remove_);
    row->addLayout(left);
    row->addWidget(makeForm(), 1);
    for (QWidget* one : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(busy_), page})
        stack_->addWidget(one);
    stack_->setCurrentIndex(WatchlistsBusyPage);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(stack_);

    connect(names_, &QListWidget::currentRowChanged, this, [this] {
        if (!filling_) showList();
    });
    connect(new_, &QPushButton::clicked, this, &WatchlistsPage::newList);
    connect(empty_, &EmptyState::activated, this, &WatchlistsPage::newList);
    connect(remove_, &QPushButton::clicked, this, &WatchlistsPage::removeList);
    connect(name_, &QLineEdit::editingFinished, this, &WatchlistsPage::keep);
    for (auto* box : {colour_, priority_, fmr_})
        connect(box, &QComboBox::activated, this, &WatchlistsPage::keep);
    connect(sound_, &QCheckBox::clicked, this, &WatchlistsPage::keep);
    for (auto* spin : {looks_, window_, coolDown_, escalate_})
        connect(spin, &QSpinBox::valueChanged, this, &WatchlistsPage::keep);
    connect(add_, &QPushButton::clicked, this, &WatchlistsPage::addMember);
    connect(take_, &QPushButton::clicked, this, &WatchlistsPage::removeMembers);
    connect(members_, &QListWidget::itemSelectionChanged, this, &WatchlistsPage::showState);
    connect(person_, &QComboBox::currentTextChanged, this, &WatchlistsPage::showState);
    connect(&queue_, &DecisionQueue::failed, this, &WatchlistsPage::load);
    retranslate();
}

QWidget* WatchlistsPage::makeForm() {
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("watchlistName"));
    colour_ = makeBox("watchlistColour");
    priority_ = makeBox("watchlistPriority");
    fmr_ = makeBox("watchlistFmr");
    person_ = makeBox("watchlistPerson");
    person_->setEditable(true);
    person_->setInsertPolicy(QComboBox::NoInsert);
    person_->completer()->setCompletionMode(QCompleter::PopupCompletion);
    person_->completer()->setFilterMode(Qt::MatchContains);
    sound_ = new QCheckBox;
    sound_->setObjectName(QStringLiteral("watchlistSound"));
    looks_ = makeSpin("watchlistLooks", 1, 100);
    window_ = makeSpin("watchlistWindow", 1, 600);
    coolDown_ = makeSpin("watchlistCoolDown", 0, 86'400);
    escalate_ = makeSpin("watchlistEscalate", 0, 86'400);
    for (auto** label :
         {&nameLabel_, &colourLabel_, &priorityLabel_, &fmrLabel_, &looksLabel_, &windowLabel_,
          &coolDownLabel_, &escalateLabel_, &threshold_, &membersTitle_, &ruleTitle_, &noMembers_})
        *label = new QLabel;
    threshold_->setProperty("role", QStringLiteral("small"));
    threshold_->setObjectName(QStringLiteral("watchlistThreshold"));
    for (auto* title : {membersTitle_, ruleTitle_})
        title->setProperty("role", QStringLiteral("section"));
    noMembers_->setProperty("role", QStringLiteral("muted"));
    noMembers_->setWordWrap(true);
    members_ = new QListWidget;
    members_->setObjectName(QStringLiteral("watchlistMembers"));
    members_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    add_ = presenceButton("watchlistAddMember");
    take_ = presenceButton("watchlistTakeMember");

    auto* rule = new QWidget;
    rule->setMaximumWidth(kWatchlistFormWidth);
    auto* grid = new QGridLayout(rule);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::kSpace3);
    grid->setVerticalSpacing(metrics::kSpace2);
    grid->addWidget(ruleTitle_, 0, 0, 1, 2);
    int at = 1;
    const auto line = [&](QLabel* label, QWidget* field) {
        grid->addWidget(label, at, 0);
        grid->addWidget(field, at++, 1);
    };
    line(nameLabel_, name_);
    line(colourLabel_, colour_);
    line(priorityLabel_, priority_);
    line(fmrLabel_, fmr_);
    grid->addWidget(threshold_, at++, 1);
    line(looksLabel_, looks_);
    line(windowLabel_, window_);
    line(coolDownLabel_, coolDown_);
    line(escalateLabel_, escalate_);
    grid->addWidget(sound_, at++, 1);
    grid->setRowStretch(at, 1);
    grid->setColumnStretch(1, 1);

    auto* form = new QWidget;
    auto* row = new QHBoxLayout(form);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace5);
    row->addWidget(rule, 1);
    auto* who = new QVBoxLayout;
    who->setSpacing(metrics::kSpace2);
    auto* adding = new QHBoxLayout;
    adding->addWidget(person_, 1);
    adding->addWidget(add_);
    who->addWidget(membersTitle_);
    who->addLayout(adding);
    who->addWidget(noMembers_);
    who->addWidget(members_, 1);
    who->addWidget(take_, 0, Qt::AlignLeft);
    row->addLayout(who, 1);
    return form;
}

void WatchlistsPage::useWorkspace() {
    known_ = false;
    showState();
    load();
}

void WatchlistsPage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    auto* job = session_.jobs().run<Loaded>(
        tr("Read the watchlists"), JobRunner::Lane::Short,
        [workspace](JobContext&) {
            Loaded loaded{workspace->store().alertBook().watchlists(), workspace->store().identities(), {}};
            try {
                for (const double rate : kRates)
                    loaded.thresholds.emplace_back(
                        rate, static_cast<float>(workspace->engine().calibration().thresholdAt(rate)));
            } catch (const std::exception& error) {
                log::info(std::string("no calibration yet: ") + error.what());  // models not fetched
            }
            return loaded;
        },
        this, [this](Loaded& loaded) { take(loaded); });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
}

void WatchlistsPage::take(Loaded& loaded) {
    known_ = true;
    const auto* was = chosen();
    if (was && wanted_ == 0) wanted_ = was->id.value();
    lists_ = std::move(loaded.lists);
    people_ = std::move(loaded.people);
    std::sort(people_.begin(), people_.end(),
              [](const Identity& a, const Identity& b) { return a.name < b.name; });
    thresholds_ = std::move(loaded.thresholds);
    filling_ = true;
    names_->clear();
    int row = lists_.empty() ? -1 : 0;
    for (const auto& list : lists_) {
        auto* item = new QListWidgetItem(
            iconOf(list.colour),
            QStringLiteral("%1 (%2)").arg(QString::fromStdString(list.name),
                                          QLocale().toString(qlonglong(list.members.size()))));
        names_->addItem(item);
        if (list.id.value() == wanted_) row = names_->count() - 1;
    }
    names_->setCurrentRow(row);
    wanted_ = 0;
    filling_ = false;
    showList();
}

const Watchlist* WatchlistsPage::chosen() const {
    const int row = names_->currentRow();
    return row >= 0 && row < static_cast<int>(lists_.size()) ? &lists_[static_cast<std::size_t>(row)]
                                                             : nullptr;
}

void WatchlistsPage::showList() {
    const auto* list = chosen();
    filling_ = true;
    if (list) {
        if (!name_->hasFocus() || !name_->isModified()) name_->setText(QString::fromStdString(list->name));
        colour_->setCurrentIndex(static_cast<int>(list->colour));
        priority_->setCurrentIndex(static_cast<int>(list->priority) - 1);
        int rate = fmr_->findData(list->fmr);
        if (rate < 0) {
            fmr_->addItem(fmrWords(list->fmr), list->fmr);
            rate = fmr_->count() - 1;
        }
        fmr_->setCurrentIndex(rate);
        sound_->setChecked(list->sound);
        looks_->setValue(list->looks);
        window_->setValue(static_cast<int>(std::max<UnixMs>(1, list->windowMs / 1000)));
        coolDown_->setValue(static_cast<int>(list->coolDownMs / 1000));
        escalate_->setValue(static_cast<int>(list->escalateMs / 1000));
    }
    filling_ = false;
    showMembers();
    showThreshold();
    showState();
}

void WatchlistsPage::showMembers() {
    const auto* list = chosen();
    const QString typed = person_->currentText();
    const QSignalBlocker quietMembers(members_), quietPerson(person_);
    members_->clear();
    person_->clear();
    for (const auto& person : people_) {
        const QString name = QString::fromStdString(person.name);
        const bool on =
            list && std::find(list->members.begin(), list->members.end(), person.id) != list->members.end();
        if (!on) {
            person_->addItem(name, qlonglong(person.id.value()));
            continue;
        }
        auto* item = new QListWidgetItem(name);
        item->setData(Qt::UserRole, qlonglong(person.id.value()));
        members_->addItem(item);
    }
    person_->setCurrentIndex(person_->findText(typed));
    if (person_->currentIndex() < 0) person_->setEditText(typed);
}

void WatchlistsPage::showThreshold() {
    const double rate = fmr_->currentData().toDouble();
    const auto found = std::find_if(thresholds_.begin(), thresholds_.end(), [&](const auto& one) {
        return std::abs(one.first - rate) < 1e-3 * rate;
    });
    threshold_->setText(
        found == thresholds_.end()
            ? QString()
            : tr("A look needs a similarity of %1.").arg(QLocale().toString(found->second, 'f', 3)));
}

void WatchlistsPage::keep() {
    const auto* list = chosen();
    if (filling_ || !list) return;
    Watchlist changed = *list;
    if (const QString name = name_->text().trimmed(); !name.isEmpty()) changed.name = name.toStdString();
    changed.colour = static_cast<ListColour>(colour_->currentIndex());
    changed.priority = static_cast<ListPriority>(priority_->currentIndex() + 1);
    changed.fmr = fmr_->currentData().toDouble();
    changed.sound = sound_->isChecked();
    changed.looks = looks_->value();
    if (window_->value() != std::max<UnixMs>(1, list->windowMs / 1000))
        changed.windowMs = 1000LL * window_->value();
    changed.coolDownMs = 1000LL * coolDown_->value();
    changed.escalateMs = 1000LL * escalate_->value();
    showThreshold();
    const bool same = changed.name == list->name && changed.colour == list->colour &&
                      changed.priority == list->priority && changed.fmr == list->fmr &&
                      changed.sound == list->sound && changed.looks == list->looks &&
                      changed.windowMs == list->windowMs && changed.coolDownMs == list->coolDownMs &&
                      changed.escalateMs == list->escalateMs;
    if (same) return;
    name_->setModified(false);
    save(changed);
}

void WatchlistsPage::save(const Watchlist& list, std::function<void()> done) {
    // What is shown is what was asked for, also while it is on its way.
    for (auto& known : lists_)
        if (known.id == list.id) known = list;
    auto id = std::make_shared<std::int64_t>(0);
    queue_.add(
        tr("Keep a watchlist"),
        [list, id](Workspace& workspace, JobContext&) {
            *id = workspace.store().alertBook().saveWatchlist(list).value();
        },
        [this, id, done = std::move(done)] {
            wanted_ = *id;
            load();
            if (done) done();
        });
}

void WatchlistsPage::newList() {
    Watchlist list;
    for (int number = static_cast<int>(lists_.size()) + 1; list.name.empty(); ++number) {
        const auto name = tr("Watchlist %1").arg(number).toStdString();
        if (std::none_of(lists_.begin(), lists_.end(), [&](const auto& one) { return one.name == name; }))
            list.name = name;
    }
    save(list, [this] {
        name_->setFocus();
        name_->selectAll();
    });
}

void WatchlistsPage::addMember() {
    const auto* list = chosen();
    const int at = person_->findText(person_->currentText());
    if (!list || at < 0) return;
    Watchlist changed = *list;
    changed.members.emplace_back(person_->itemData(at).toLongLong());
    person_->setEditText({});
    save(changed);
    showMembers();
    showState();
}

void WatchlistsPage::removeMembers() {
    const auto* list = chosen();
    if (!list) return;
    Watchlist changed = *list;
    for (const auto* item : members_->selectedItems())
        std::erase(changed.members, IdentityId(item->data(Qt::UserRole).toLongLong()));
    save(changed);
    showMembers();
    showState();
}

void WatchlistsPage::removeList() {
    const auto* list = chosen();
    if (!list ||
        !confirm_(tr("“%1” is removed, and nobody is looked out for by it any more. Its alerts stay.")
                      .arg(QString::fromStdString(list->name))))
        return;
    queue_.add(
        tr("Remove a watchlist"),
        [id = list->id](Workspace& workspace, JobContext&) {
            workspace.store().alertBook().removeWatchlist(id);
        },
        [this] { load(); });
}

void WatchlistsPage::showState() {
    stack_->setCurrentIndex(!known_          ? WatchlistsBusyPage
                            : lists_.empty() ? WatchlistsEmptyPage
                                             : WatchlistsListsPage);
    const auto* list = chosen();
    remove_->setEnabled(list);
    add_->setEnabled(list && person_->findText(person_->currentText()) >= 0);
    take_->setEnabled(list && !members_->selectedItems().isEmpty());
    noMembers_->setVisible(list && list->members.empty());
    noMembers_->setText(people_.empty() ? tr("Nobody is enrolled yet: enrol people on the People desk first.")
                                        : tr("Nobody is on this list yet: choose a person above."));
}

void WatchlistsPage::retranslate() {
    filling_ = true;
    const auto refill = [](QComboBox& box, const auto& fill) {
        const int was = std::max(0, box.currentIndex());
        box.clear();
        fill();
        box.setCurrentIndex(was);
    };
    refill(*colour_, [this] {
        for (const auto colour : {ListColour::kRed, ListColour::kAmber, ListColour::kGreen, ListColour::kBlue,
                                  ListColour::kViolet})
            colour_->addItem(iconOf(colour), wordsOf(colour));
    });
    refill(*priority_, [this] {
        for (const auto priority : {ListPriority::kLow, ListPriority::kNormal, ListPriority::kHigh})
            priority_->addItem(wordsOf(priority));
    });
    refill(*fmr_, [this] {
        for (const double rate : kRates)
            fmr_->addItem(fmrWords(rate), rate);
    });
    nameLabel_->setText(tr("Name"));
    colourLabel_->setText(tr("Colour"));
    priorityLabel_->setText(tr("Priority"));
    fmrLabel_->setText(tr("False match rate"));
    looksLabel_->setText(tr("Looks that agree"));
    windowLabel_->setText(tr("Within"));
    coolDownLabel_->setText(tr("Then silent for"));
    escalateLabel_->setText(tr("Overdue after"));
    for (auto* spin : {window_, coolDown_, escalate_})
        spin->setSuffix(tr(" s"));
    escalate_->setSpecialValueText(tr("Never"));
    sound_->setText(tr("With a sound"));
    ruleTitle_->setText(tr("When it tells"));
    membersTitle_->setText(tr("People on this list"));
    person_->lineEdit()->setPlaceholderText(tr("Name of a person"));
    fmr_->setToolTip(tr("How often one comparison of two different people would reach the threshold"));
    new_->setText(tr("New watchlist"));
    remove_->setText(tr("Remove this watchlist"));
    add_->setText(tr("Add"));
    take_->setText(tr("Take off the list"));
    empty_->setTexts(tr("A watchlist names the people you want to be told of when a camera sees them."),
                     tr("New watchlist"),
                     tr("Its alerts wait on the Alerts page until somebody has seen to them."));
    busy_->setTexts(tr("Reading the watchlists of this store …"), {});
    filling_ = false;
    showList();
}

}  // namespace lineament::ui
