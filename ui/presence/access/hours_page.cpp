#include "ui/presence/access/hours_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QTimeEdit>
#include <QTimeZone>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/presence/calendar.h"
#include "core/presence/time_zone.h"
#include "ui/presence/presence_buttons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"

namespace lineament::ui {
namespace {

constexpr int kHoursListWidth = 220, kFormWidth = 720;

QTimeEdit* makeTime(const char* id) {
    auto* edit = new QTimeEdit;
    edit->setObjectName(QLatin1String(id));
    edit->setDisplayFormat(QStringLiteral("HH:mm"));
    edit->setKeyboardTracking(false);
    return edit;
}

}  // namespace

/// Hours on some days: seven days to tick, from and to.
struct HoursPage::Row : QWidget {
    QList<QCheckBox*> days;
    QTimeEdit *from, *to;
    QLabel* until;
    QToolButton* remove;
};

HoursPage::HoursPage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("hoursPage"));
    names_ = new QListWidget;
    names_->setObjectName(QStringLiteral("hoursNames"));
    names_->setFixedWidth(kHoursListWidth);
    new_ = presenceButton("hoursNew");
    new_->setProperty("role", QStringLiteral("primary"));
    remove_ = presenceButton("hoursRemove");
    remove_->setProperty("role", QStringLiteral("danger"));
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::kSpace2);
    left->addWidget(names_, 1);
    left->addWidget(new_);
    left->addWidget(remove_);
    form_ = new QWidget;
    form_->setMaximumWidth(kFormWidth);
    auto* grid = new QGridLayout(form_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::kSpace3);
    grid->setVerticalSpacing(metrics::kSpace2);
    grid->setColumnStretch(1, 1);
    for (auto** label : {&nameLabel_, &zoneLabel_, &hoursTitle_, &none_})
        *label = new QLabel;
    hoursTitle_->setProperty("role", QStringLiteral("section"));
    none_->setObjectName(QStringLiteral("hoursNone"));
    none_->setProperty("role", QStringLiteral("muted"));
    none_->setWordWrap(true);
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("hoursName"));
    zone_ = new QComboBox;
    zone_->setObjectName(QStringLiteral("hoursZone"));
    zone_->setEditable(true);
    zone_->setInsertPolicy(QComboBox::NoInsert);
    for (const auto& id : QTimeZone::availableTimeZoneIds())
        zone_->addItem(QString::fromLatin1(id));
    zone_->completer()->setCompletionMode(QCompleter::PopupCompletion);
    zone_->completer()->setFilterMode(Qt::MatchContains);
    addHours_ = presenceButton("hoursAdd");
    auto* list = new QWidget;
    rows_ = new QVBoxLayout(list);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(metrics::kSpace2);
    grid->addWidget(nameLabel_, 0, 0);
    grid->addWidget(name_, 0, 1);
    grid->addWidget(zoneLabel_, 1, 0);
    grid->addWidget(zone_, 1, 1);
    grid->addWidget(hoursTitle_, 2, 0, 1, 2);
    grid->addWidget(none_, 3, 0, 1, 2);
    grid->addWidget(list, 4, 0, 1, 2);
    grid->addWidget(addHours_, 5, 0, 1, 2, Qt::AlignLeft);
    grid->setRowStretch(6, 1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace5);
    empty_ = new EmptyState(QStringLiteral("clock"));
    empty_->setObjectName(QStringLiteral("hoursEmpty"));
    row->addLayout(left);
    row->addWidget(form_, 1);
    row->addWidget(empty_, 1);
    row->addStretch();

    connect(names_, &QListWidget::currentRowChanged, this, [this] {
        if (!filling_) showSchedule();
    });
    connect(new_, &QPushButton::clicked, this, &HoursPage::newSchedule);
    connect(remove_, &QPushButton::clicked, this, [this] {
        if (const auto* schedule = chosen()) Q_EMIT removeRequested(*schedule);
    });
    connect(name_, &QLineEdit::editingFinished, this, &HoursPage::keep);
    connect(zone_, &QComboBox::activated, this, &HoursPage::keep);
    connect(zone_->lineEdit(), &QLineEdit::editingFinished, this, &HoursPage::keep);
    connect(addHours_, &QPushButton::clicked, this, [this] {
        addRow({});
        keep();
    });
    retranslate();
}

AccessSchedule* HoursPage::chosen() {
    const int row = names_->currentRow();
    return row >= 0 && row < static_cast<int>(schedules_.size()) ? &schedules_[static_cast<std::size_t>(row)]
                                                                 : nullptr;
}

void HoursPage::setSchedules(std::vector<AccessSchedule> schedules) {
    if (const auto* was = chosen(); was && wanted_.empty()) wanted_ = was->name;
    schedules_ = std::move(schedules);
    filling_ = true;
    names_->clear();
    int row = schedules_.empty() ? -1 : 0;
    for (const auto& schedule : schedules_) {
        names_->addItem(QString::fromStdString(schedule.name));
        auto* item = names_->item(names_->count() - 1);
        item->setSizeHint({1, metrics::kControlHeight});  // elided if it is long
        item->setToolTip(item->text());
        if (schedule.name == wanted_) row = names_->count() - 1;
    }
    names_->setCurrentRow(row);
    wanted_.clear();
    filling_ = false;
    showSchedule();
}

void HoursPage::addRow(const WeeklyWindow& window) {
    auto* row = new Row;
    row->setObjectName(QStringLiteral("hoursRow"));
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::kSpace2);
    for (int day = 0; day < 7; ++day) {
        auto* check = new QCheckBox(QLocale().dayName(day + 1, QLocale::ShortFormat));
        check->setObjectName(QStringLiteral("hoursDay%1").arg(day));
        check->setAccessibleName(QLocale().dayName(day + 1));
        check->setChecked(window.weekdays >> day & 1u);
        connect(check, &QCheckBox::clicked, this, &HoursPage::keep);
        row->days.append(check);
        line->addWidget(check);
    }
    const auto timeOf = [](int minute) { return QTime((minute / 60) % 24, minute % 60); };
    row->from = makeTime("hoursFrom");
    row->from->setAccessibleName(tr("From"));
    row->from->setTime(timeOf(window.fromMinute));
    row->to = makeTime("hoursTo");
    row->to->setAccessibleName(tr("Until"));
    row->to->setTime(timeOf(window.toMinute));
    row->until = new QLabel(QStringLiteral("–"));
    row->remove = presenceButton("hoursTake", "trash-2");
    row->remove->setToolTip(tr("Take these hours off"));
    row->remove->setAccessibleName(row->remove->toolTip());
    line->addSpacing(metrics::kSpace2);
    line->addWidget(row->from);
    line->addWidget(row->until);
    line->addWidget(row->to);
    line->addWidget(row->remove);
    line->addStretch();
    for (auto* edit : {row->from, row->to})
        connect(edit, &QTimeEdit::timeChanged, this, &HoursPage::keep);
    connect(row->remove, &QToolButton::clicked, this, [this, row] {
        windows_.removeOne(row);
        row->deleteLater();
        keep();
    });
    windows_.append(row);
    rows_->addWidget(row);
}

void HoursPage::showSchedule() {
    // Rows that say it already stay, and with them the focus.
    if (const auto* same = chosen(); same && same->id == shown_.id && same->windows == shown_.windows) {
        if (!name_->hasFocus() || !name_->isModified()) name_->setText(QString::fromStdString(same->name));
        return showState();
    }
    filling_ = true;
    qDeleteAll(windows_);
    windows_.clear();
    shown_ = {};
    if (const auto* schedule = chosen()) {
        shown_ = *schedule;
        if (!name_->hasFocus() || !name_->isModified())
            name_->setText(QString::fromStdString(schedule->name));
        zone_->setEditText(QString::fromStdString(schedule->timeZone));
        for (const auto& window : schedule->windows)
            addRow(window);
    }
    filling_ = false;
    showState();
}

void HoursPage::keep() {
    auto* schedule = chosen();
    if (filling_ || !schedule) return;
    AccessSchedule next = *schedule;
    if (const auto name = name_->text().trimmed(); !name.isEmpty()) next.name = name.toStdString();
    if (const auto zone = zone_->currentText().trimmed(); zone_->findText(zone) >= 0)
        next.timeZone = zone.toStdString();
    next.windows.clear();
    bool whole = true;
    for (const auto* row : windows_) {
        WeeklyWindow window{0, row->from->time().hour() * 60 + row->from->time().minute(),
                            row->to->time().hour() * 60 + row->to->time().minute()};
        for (int day = 0; day < 7; ++day)
            if (row->days[day]->isChecked()) window.weekdays |= 1u << day;
        if (window.toMinute <= window.fromMinute) window.toMinute += kDayMinutes;
        whole &= window.weekdays != 0;
        next.windows.push_back(window);
    }
    showState();
    if (!whole) return;  // kept once a day is ticked
    if (next.name == schedule->name && next.timeZone == schedule->timeZone &&
        next.windows == schedule->windows)
        return;
    name_->setModified(false);
    wanted_ = next.name;
    *schedule = shown_ = next;
    Q_EMIT changed(next);
}

void HoursPage::newSchedule() {
    AccessSchedule schedule;
    for (int number = static_cast<int>(schedules_.size()) + 1; schedule.name.empty(); ++number) {
        const auto name = tr("Hours %1").arg(number).toStdString();
        if (std::none_of(schedules_.begin(), schedules_.end(),
                         [&](const auto& one) { return one.name == name; }))
            schedule.name = name;
    }
    schedule.timeZone = TimeZone::ofThisMachine();
    schedule.windows = {WeeklyWindow{}};
    wanted_ = schedule.name;
    Q_EMIT changed(schedule);
}

void HoursPage::showState() {
    auto* schedule = chosen();
    form_->setVisible(schedule);
    empty_->setVisible(schedules_.empty());
    remove_->setEnabled(schedule);
    none_->setVisible(windows_.isEmpty());
    const bool dayless = std::any_of(windows_.begin(), windows_.end(), [](const Row* row) {
        return std::none_of(row->days.begin(), row->days.end(),
                            [](const auto* day) { return day->isChecked(); });
    });
    none_->setText(dayless ? tr("Tick a day of the week, so that these hours come.")
                           : tr("Without hours nobody passes by this schedule."));
    none_->setVisible(dayless || windows_.isEmpty());
}

void HoursPage::retranslate() {
    empty_->setTexts(tr("Hours say when a door may be passed, by the days of the week."), {},
                     tr("A door without hours may be passed at any time by the groups it lets in."));
    nameLabel_->setText(tr("Name"));
    zoneLabel_->setText(tr("Time zone"));
    hoursTitle_->setText(tr("Hours (an end before its beginning lies on the next day)"));
    new_->setText(tr("New hours"));
    remove_->setText(tr("Remove these hours"));
    addHours_->setText(tr("Add a line"));
    names_->setAccessibleName(tr("Hours"));
    name_->setAccessibleName(nameLabel_->text());
    zone_->setAccessibleName(zoneLabel_->text());
    shown_ = {};
    showSchedule();
}

}  // namespace lineament::ui
