#include "ui/presence/access/access_page.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "core/base/log.h"
#include "core/faces/liveness/liveness.h"
#include "core/pipelines/presence/access_door.h"
#include "core/presence/access_rule.h"
#include "core/presence/access_schedule.h"
#include "core/store/access_book.h"
#include "core/store/gallery_book.h"
#include "core/store/presence_book.h"
#include "ui/bridge/permit.h"
#include "ui/bridge/sentences.h"
#include "ui/presence/access/access_log_page.h"
#include "ui/presence/access/door_runs.h"
#include "ui/presence/access/door_screen.h"
#include "ui/presence/access/hours_page.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/widgets/empty_state.h"

namespace lineament::ui {
namespace {

enum Page { EmptyPage, BusyPage, DoorsPage };
enum Part { ScreenPart, SettingsPart, HoursPart, LogPart };
constexpr const char* kParts[] = {"door", "settings", "hours", "log"};
constexpr int kListWidth = 200;

}  // namespace

AccessPage::AccessPage(Session& session, DecisionQueue& queue, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue) {
    setObjectName(QStringLiteral("accessPage"));
    confirm_ = [this](const QString& question) {
        return QMessageBox::warning(this, tr("Remove a door"), question,
                                    QMessageBox::Yes | QMessageBox::Cancel,
                                    QMessageBox::Cancel) == QMessageBox::Yes;
    };
    runs_ = new DoorRuns(this);
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("lock"));
    empty_->setObjectName(QStringLiteral("accessEmpty"));
    busy_ = new EmptyState(QStringLiteral("loader"));
    names_ = new QListWidget;
    names_->setObjectName(QStringLiteral("doorNames"));
    names_->setFixedWidth(kListWidth);
    new_ = presenceButton("doorNew");
    new_->setProperty("role", QStringLiteral("primary"));
    remove_ = presenceButton("doorRemove");
    remove_->setProperty("role", QStringLiteral("danger"));
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::kSpace2);
    left->addWidget(names_, 1);
    left->addWidget(new_);
    left->addWidget(remove_);

    screen_ = new DoorScreen;
    screenHome_ = new QWidget;
    auto* home = new QVBoxLayout(screenHome_);
    home->setContentsMargins(0, 0, 0, 0);
    home->addWidget(screen_);
    lockRow_ = new QWidget;
    auto* lock = new QHBoxLayout(lockRow_);
    lock->setContentsMargins(0, 0, 0, 0);
    lock->setSpacing(metrics::kSpace2);
    lockWords_ = new QLabel;
    lockWords_->setObjectName(QStringLiteral("doorLockedUntil"));
    lockWords_->setProperty("role", QStringLiteral("alert"));
    lockReason_ = new QLineEdit;
    lockReason_->setObjectName(QStringLiteral("doorUnlockReason"));
    unlock_ = presenceButton("doorUnlock");
    lock->addWidget(lockWords_);
    lock->addWidget(lockReason_, 1);
    lock->addWidget(unlock_);
    auto* screenPart = new QWidget;
    auto* screenColumn = new QVBoxLayout(screenPart);
    screenColumn->setContentsMargins(0, 0, 0, 0);
    screenColumn->setSpacing(metrics::kSpace2);
    screenColumn->addWidget(lockRow_);
    screenColumn->addWidget(screenHome_, 1);
    form_ = new DoorForm;
    hours_ = new HoursPage;
    log_ = new AccessLogPage(session_, queue_);
    tabs_ = new QTabBar;
    tabs_->setObjectName(QStringLiteral("accessTabs"));
    tabs_->setExpanding(false);
    tabs_->setDrawBase(false);
    parts_ = new QStackedWidget;
    for (QWidget* part : {screenPart, static_cast<QWidget*>(form_), static_cast<QWidget*>(hours_),
                          static_cast<QWidget*>(log_)}) {
        tabs_->addTab(QString());
        parts_->addWidget(part);
    }
    auto* right = new QVBoxLayout;
    right->setSpacing(metrics::kSpace2);
    right->addWidget(tabs_);
    right->addWidget(parts_, 1);
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    row->setSpacing(metrics::kSpace4);
    row->addLayout(left);
    row->addLayout(right, 1);
    for (QWidget* one : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(busy_), page})
        stack_->addWidget(one);
    stack_->setCurrentIndex(BusyPage);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(stack_);

    connect(tabs_, &QTabBar::currentChanged, this, [this](int part) {
        parts_->setCurrentIndex(part);
        if (part == LogPart) log_->load();
    });
    connect(names_, &QListWidget::currentRowChanged, this, [this] {
        if (!filling_) showDoor();
    });
    connect(new_, &QPushButton::clicked, this, &AccessPage::newDoor);
    connect(empty_, &EmptyState::activated, this, &AccessPage::newDoor);
    connect(remove_, &QPushButton::clicked, this, &AccessPage::removeDoor);
    connect(unlock_, &QPushButton::clicked, this, &AccessPage::unlock);
    connect(lockReason_, &QLineEdit::returnPressed, this, &AccessPage::unlock);
    connect(lockReason_, &QLineEdit::textChanged, this, &AccessPage::showState);
    connect(form_, &DoorForm::changed, this, [this](const Door& door) { save(door, false); });
    connect(hours_, &HoursPage::changed, this, [this](const AccessSchedule& schedule) {
        queue_.add(
            tr("Keep the hours of doors"),
            [schedule](Workspace& workspace, JobContext&) {
                validate(schedule);
                workspace.store().presence().access().saveSchedule(schedule);
            },
            [this] { load(); });
    });
    connect(hours_, &HoursPage::removeRequested, this, [this](const AccessSchedule& schedule) {
        queue_.add(
            tr("Remove the hours of doors"),
            [id = schedule.id](Workspace& workspace, JobContext&) {
                workspace.store().presence().access().removeSchedule(id);
            },
            [this] { load(); });
    });
    connect(&queue_, &DecisionQueue::failed, this, &AccessPage::load);
    connect(&queue_, &DecisionQueue::idle, this, [this] {
        if (std::exchange(stale_, false)) load();
    });
    connect(screen_, &DoorScreen::runRequested, this, &AccessPage::toggle);
    connect(screen_, &DoorScreen::cardShown, this, [this](const QString& card) {
        if (const auto* door = chosen()) runs_->showCard(door->id, card);
    });
    const auto mine = [this](qint64 id) {
        const auto* door = chosen();
        return door && door->id.value() == id;
    };
    connect(runs_, &DoorRuns::frameArrived, this, [this, mine](qint64 id) {
        if (mine(id)) screen_->showPicture(runs_->picture(DoorId(id)));
        if (troubled_.erase(id) > 0) showNames();
    });
    connect(runs_, &DoorRuns::decided, this, [this, mine](qint64 id, const AccessEvent& event) {
        const QString trouble = troubleOf(DoorId(id));
        if (!trouble.isEmpty()) troubled_.insert(id);
        showNames();
        if (!mine(id)) return;
        screen_->showDecision(event);
        screen_->setTrouble(trouble);
    });
    connect(runs_, &DoorRuns::stateChanged, this, [this, mine](qint64 id) {
        troubled_.erase(id);
        if (mine(id)) screen_->setRunning(runs_->running(DoorId(id)));
        showNames();
    });
    connect(runs_, &DoorRuns::ended, this, [this, mine](qint64 id, const QString& sentence) {
        if (mine(id)) screen_->setEnded(sentence);
    });
    for (QObject* one :
         {static_cast<QObject*>(new_), static_cast<QObject*>(remove_), static_cast<QObject*>(form_),
          static_cast<QObject*>(hours_), static_cast<QObject*>(empty_)})
        Permit::guard(session_, one, {Permission::kSources});
    for (QObject* one : {static_cast<QObject*>(screen_), static_cast<QObject*>(unlock_)})
        Permit::guard(session_, one, {Permission::kWatch});
    retranslate();
}

AccessPage::~AccessPage() {
    if (screen_->isWindow()) delete screen_;  // it filled the screen, away from its home
}

bool AccessPage::idle() const {
    return !loading_ && log_->idle();
}

void AccessPage::useWorkspace() {
    known_ = false;
    loaded_ = {};
    wanted_ = 0;
    runs_->setWorkspace(session_.workspace());
    log_->clear();
    showState();
    load();
}

AccessPage::Loaded AccessPage::read(Workspace& workspace) {
    auto& store = workspace.store();
    Loaded loaded;
    loaded.doors = store.presence().access().doors();
    const auto now = Clock::system().now();
    for (const auto& door : loaded.doors) {
        const auto history = store.presence().access().history(door.id, {}, now - lookBack(door));
        if (const auto until = lockedUntil(door, history.atDoor, now))
            loaded.lockedUntil[door.id.value()] = *until;
    }
    loaded.choices.schedules = store.presence().access().schedules();
    std::set<std::string> groups;
    for (const auto& record : store.galleryBook().records())
        groups.insert(record.groups.begin(), record.groups.end());
    for (const auto& door : loaded.doors)
        for (const auto& grant : door.grants)
            if (!grant.group.empty()) groups.insert(grant.group);
    loaded.choices.groups.assign(groups.begin(), groups.end());
    try {
        if (const auto liveness = livenessCalibration(workspace.engine())) {
            loaded.choices.livenessErrors = {liveness->apcer.value, liveness->bpcer.value};
            loaded.choices.livenessPopulation = liveness->population;
        }
    } catch (const std::exception& error) {
        log::info(std::string("no liveness network: ") + error.what());  // models not fetched
    }
    return loaded;
}

void AccessPage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    auto* job = session_.jobs().run<Loaded>(
        tr("Read the doors"), JobRunner::Lane::Short, [workspace](JobContext&) { return read(*workspace); },
        this,
        [this, workspace](Loaded& loaded) {
            if (workspace == session_.workspace()) take(loaded);
        });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
    if (parts_->currentIndex() == LogPart) log_->refresh();
}

void AccessPage::take(Loaded& loaded) {
    // What was read before a change that is still on its way would take the change back on the screen.
    if (known_ && queue_.busy()) {
        stale_ = true;
        return;
    }
    known_ = true;
    if (const auto* was = chosen(); was && wanted_ == 0) wanted_ = was->id.value();
    loaded_ = std::move(loaded);
    filling_ = true;
    names_->clear();
    int row = loaded_.doors.empty() ? -1 : 0;
    for (const auto& door : loaded_.doors) {
        names_->addItem(QString::fromStdString(door.name));
        names_->item(names_->count() - 1)->setSizeHint({1, metrics::kControlHeight});  // elided if it is long
        if (door.id.value() == wanted_) row = names_->count() - 1;
    }
    names_->setCurrentRow(row);
    wanted_ = 0;
    filling_ = false;
    form_->setChoices(loaded_.choices);
    hours_->setSchedules(loaded_.choices.schedules);
    log_->setDoors(loaded_.doors);
    showNames();
    showDoor();
}

/// Why the camera of a door that runs gives no pictures; empty if it does.
QString AccessPage::troubleOf(DoorId id) const {
    const auto health = runs_->health(id);
    if (!health || health->trouble.empty()) return {};
    std::string name;
    for (const auto& door : loaded_.doors)
        if (door.id == id) name = door.name;
    return sentenceFor(Error(health->code, name, health->trouble));
}

const Door* AccessPage::chosen() const {
    const int row = names_->currentRow();
    return row >= 0 && row < static_cast<int>(loaded_.doors.size())
               ? &loaded_.doors[static_cast<std::size_t>(row)]
               : nullptr;
}

void AccessPage::showNames() {
    const auto& theme = Theme::instance();
    for (int row = 0; row < names_->count() && row < static_cast<int>(loaded_.doors.size()); ++row) {
        const auto& door = loaded_.doors[static_cast<std::size_t>(row)];
        const bool running = runs_->running(door.id), locked = loaded_.lockedUntil.count(door.id.value());
        const bool broken = running && troubled_.count(door.id.value()) > 0;
        auto* item = names_->item(row);
        item->setIcon(!door.enabled      ? theme.icon(QStringLiteral("ban"), Token::Muted)
                      : locked || broken ? theme.icon(QStringLiteral("triangle-alert"), Token::Alert)
                      : running          ? theme.icon(QStringLiteral("circle-check"), Token::Match)
                                         : theme.icon(QStringLiteral("circle-stop"), Token::Muted));
        const QString state = !door.enabled ? tr("Switched off")
                              : locked      ? tr("Locked after repeated failures")
                              : broken      ? tr("Out of order: its camera gives no pictures")
                              : running     ? tr("Watched")
                                            : tr("Not watched");
        item->setToolTip(item->text() + QStringLiteral(" · ") + state);
    }
}

void AccessPage::showDoor() {
    if (const auto* door = chosen()) {
        screen_->setDoor(*door);
        screen_->setRunning(runs_->running(door->id));
        screen_->setTrouble(troubleOf(door->id));
        form_->setDoor(*door);
    }
    showState();
}

void AccessPage::showPart(const QString& id) {
    for (int part = 0; part < tabs_->count(); ++part)
        if (id == QLatin1String(kParts[part])) tabs_->setCurrentIndex(part);
}

void AccessPage::newDoor() {
    Door door;
    for (int number = static_cast<int>(loaded_.doors.size()) + 1; door.name.empty(); ++number) {
        const auto name = tr("Door %1").arg(number).toStdString();
        if (std::none_of(loaded_.doors.begin(), loaded_.doors.end(),
                         [&](const auto& one) { return one.name == name; }))
            door.name = name;
    }
    save(door, true);
    showPart(QStringLiteral("settings"));
}

void AccessPage::toggle() {
    const auto* door = chosen();
    if (!door) return;
    if (runs_->running(door->id))
        runs_->stop(door->id);
    else if (!door->source.empty())
        runs_->start(door->id);
}

void AccessPage::save(const Door& door, bool select) {
    for (auto& known : loaded_.doors)
        if (known.id == door.id) known = door;  // what is shown is what was asked for, also while on its way
    auto id = std::make_shared<std::int64_t>(0);
    queue_.add(
        tr("Keep a door"),
        [door, id](Workspace& workspace, JobContext&) {
            *id = workspace.store().presence().access().saveDoor(door).value();
        },
        [this, id, select] {
            if (select) wanted_ = *id;
            load();
        });
}

void AccessPage::removeDoor() {
    const auto* door = chosen();
    if (!door || !confirm_(tr("“%1” is removed: nobody passes it any more. Its log stays.")
                               .arg(QString::fromStdString(door->name))))
        return;
    runs_->stop(door->id);
    queue_.add(
        tr("Remove a door"),
        [id = door->id](Workspace& workspace, JobContext&) {
            workspace.store().presence().access().removeDoor(id);
        },
        [this] { load(); });
}

void AccessPage::unlock() {
    const auto* door = chosen();
    const auto reason = lockReason_->text().trimmed().toStdString();
    if (!door || reason.empty()) return;
    queue_.add(
        tr("Unlock a door"),
        [id = door->id, reason](Workspace& workspace, JobContext&) {
            workspace.store().presence().access().unlock(id, reason);
        },
        [this] {
            lockReason_->clear();
            load();
        });
}

void AccessPage::showState() {
    stack_->setCurrentIndex(!known_ ? BusyPage : loaded_.doors.empty() ? EmptyPage : DoorsPage);
    const auto* door = chosen();
    remove_->setEnabled(door);
    const auto locked = door ? loaded_.lockedUntil.find(door->id.value()) : loaded_.lockedUntil.end();
    const bool isLocked = locked != loaded_.lockedUntil.end() && locked->second > Clock::system().now();
    lockRow_->setVisible(isLocked);
    if (isLocked)
        lockWords_->setText(tr("Locked after repeated failures until %1").arg(timeWords(locked->second)));
    unlock_->setEnabled(isLocked && !lockReason_->text().trimmed().isEmpty());
}

void AccessPage::retranslate() {
    tabs_->setTabText(ScreenPart, tr("Door"));
    tabs_->setTabText(SettingsPart, tr("Settings"));
    tabs_->setTabText(HoursPart, tr("Hours"));
    tabs_->setTabText(LogPart, tr("Log"));
    tabs_->setAccessibleName(tr("Parts of a door"));
    names_->setAccessibleName(tr("Doors"));
    new_->setText(tr("New door"));
    remove_->setText(tr("Remove this door"));
    lockReason_->setPlaceholderText(tr("Reason to unlock it"));
    lockReason_->setAccessibleName(lockReason_->placeholderText());
    unlock_->setText(tr("Unlock"));
    empty_->setTexts(
        tr("A door lets people pass by their face, or by a card and their face, and keeps a log."),
        tr("New door"), tr("It stays shut whatever goes wrong."));
    busy_->setTexts(tr("Reading the doors of this store …"), {});
    screen_->retranslate();
    form_->retranslate();
    hours_->retranslate();
    log_->retranslate();
    showNames();
    showState();
}

}  // namespace lineament::ui
