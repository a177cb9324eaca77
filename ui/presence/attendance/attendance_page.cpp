#include "ui/presence/attendance/attendance_page.h"

#include <QDateEdit>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/atomic_file.h"
#include "core/presence/time_zone.h"
#include "ui/presence/presence_buttons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"

namespace lineament::ui {
namespace {

enum Page { EmptyPage, BusyPage, BoardPage };

Day dayOf(const QDate& date) {
    static const QDate kEpoch(1970, 1, 1);
    return Day(std::chrono::days(kEpoch.daysTo(date)));
}

}  // namespace

AttendancePage::AttendancePage(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("attendancePage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    auto* top = new QHBoxLayout;
    before_ = presenceButton("dayBefore", "arrow-left");
    after_ = presenceButton("dayAfter", "arrow-right");
    date_ = new QDateEdit(QDate::currentDate());
    date_->setObjectName(QStringLiteral("attendanceDate"));
    date_->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    date_->setMinimumWidth(120);
    today_ = new QPushButton;
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("attendanceSummary"));
    summary_->setProperty("role", QStringLiteral("muted"));
    roster_ = new QPushButton;
    roster_->setObjectName(QStringLiteral("attendanceRoster"));
    export_ = new QPushButton;
    export_->setObjectName(QStringLiteral("attendanceExport"));
    for (QWidget* widget : {static_cast<QWidget*>(before_), static_cast<QWidget*>(date_),
                            static_cast<QWidget*>(after_), static_cast<QWidget*>(today_)})
        top->addWidget(widget);
    top->addWidget(summary_, 1);
    top->addWidget(roster_);
    top->addWidget(export_);
    for (auto* button : {today_, roster_, export_})
        button->setFocusPolicy(Qt::TabFocus);
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("clock"));
    empty_->setObjectName(QStringLiteral("attendanceEmpty"));
    busy_ = new EmptyState(QStringLiteral("loader"));
    table_ = new QTableView;
    table_->setObjectName(QStringLiteral("attendanceTable"));
    table_->setModel(&board_);
    table_->setItemDelegateForColumn(DayBoard::HoursColumn, new HoursDelegate(board_, table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setShowGrid(false);
    table_->setProperty("role", QStringLiteral("plain"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    auto* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(DayBoard::HoursColumn, QHeaderView::Stretch);
    header->resizeSection(DayBoard::PersonColumn, 180);
    header->resizeSection(DayBoard::StatusColumn, 170);
    for (int i = DayBoard::CameColumn; i < DayBoard::ColumnCount; ++i)
        header->resizeSection(i, 84);
    for (QWidget* page :
         {static_cast<QWidget*>(empty_), static_cast<QWidget*>(busy_), static_cast<QWidget*>(table_)})
        stack_->addWidget(page);
    stack_->setCurrentIndex(BusyPage);
    column->addLayout(top);
    column->addWidget(stack_, 1);

    connect(before_, &QToolButton::clicked, this, [this] { setDay(day().addDays(-1)); });
    connect(after_, &QToolButton::clicked, this, [this] { setDay(day().addDays(1)); });
    connect(today_, &QPushButton::clicked, this, [this] { setDay(QDate::currentDate()); });
    connect(date_, &QDateEdit::dateChanged, this, &AttendancePage::load);
    connect(export_, &QPushButton::clicked, this, &AttendancePage::chooseExport);
    connect(roster_, &QPushButton::clicked, this, &AttendancePage::chooseRoster);
    connect(empty_, &EmptyState::activated, this, &AttendancePage::chooseRoster);
    retranslate();
}

QDate AttendancePage::day() const {
    return date_->date();
}

void AttendancePage::setDay(const QDate& day) {
    date_->setDate(day);
}

void AttendancePage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    auto* job = session_.jobs().run<AttendanceReport>(
        tr("Work out attendance"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), day = dayOf(date_->date())](JobContext&) {
            return attendanceReport(*store, day, day, TimeZone::ofThisMachine(), Clock::system().now());
        },
        this,
        [this](AttendanceReport& report) {
            known_ = true;
            board_.setReport(std::move(report));
            showState();
        });
    connect(job, &JobHandle::failed, this, &AttendancePage::failed);
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
}

void AttendancePage::chooseExport() {
    auto* dialog = new QFileDialog(this, tr("Export the month"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Workbook (*.xlsx)"), tr("Comma-separated values (*.csv)")});
    dialog->selectFile(QStringLiteral("attendance-%1.xlsx").arg(day().toString(QStringLiteral("yyyy-MM"))));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog](QString file) {
        if (QFileInfo(file).suffix().isEmpty())
            file += dialog->selectedNameFilter().contains(QLatin1String("csv")) ? QStringLiteral(".csv")
                                                                                : QStringLiteral(".xlsx");
        exportMonth(file);
    });
    dialog->open();
}

void AttendancePage::exportMonth(const QString& file) {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    const QDate first(day().year(), day().month(), 1);
    auto* job = session_.jobs().run<bool>(
        tr("Export attendance"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), from = dayOf(first), to = dayOf(first.addMonths(1).addDays(-1)),
         path = std::filesystem::path(file.toStdString())](JobContext&) {
            const auto report =
                attendanceReport(*store, from, to, TimeZone::ofThisMachine(), Clock::system().now());
            if (path.extension() == ".csv")
                writeAtomically(path, [&](std::ostream& out) { out << attendanceCsv(report); });
            else
                writeAttendanceXlsx(report, path);
            return true;
        },
        this, [this, file](bool&) { Q_EMIT said(tr("%1 was written.").arg(QFileInfo(file).fileName())); });
    connect(job, &JobHandle::failed, this, &AttendancePage::failed);
}

void AttendancePage::chooseRoster() {
    auto* dialog = new QFileDialog(this, tr("Import a roster"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilter(tr("Rosters (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this, &AttendancePage::importRoster);
    dialog->open();
}

void AttendancePage::importRoster(const QString& file) {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    auto* job = session_.jobs().run<RosterOutcome>(
        tr("Import a roster"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), path = std::filesystem::path(file.toStdString())](JobContext&) {
            return lineament::importRoster(*store, path);
        },
        this,
        [this](RosterOutcome& outcome) {
            Q_EMIT said(tr("The roster was taken over: shifts %1, assignments %2, days off %3.")
                            .arg(outcome.shifts)
                            .arg(outcome.assignments)
                            .arg(outcome.daysOff));
            load();
        });
    connect(job, &JobHandle::failed, this, &AttendancePage::failed);
}

void AttendancePage::showState() {
    stack_->setCurrentIndex(!known_ ? BusyPage : board_.rowCount() == 0 ? EmptyPage : BoardPage);
    using enum AttendanceStatus;
    summary_->setText(board_.rowCount() == 0
                          ? QString()
                          : tr("present %1 · late %2 · absent %3 · expected %4 · incomplete %5")
                                .arg(board_.count({kPresent, kLeftEarly}))
                                .arg(board_.count({kLate, kLateLeftEarly}))
                                .arg(board_.count({kAbsent}))
                                .arg(board_.count({kExpected}))
                                .arg(board_.count({kIncomplete})));
    export_->setEnabled(known_);
    roster_->setEnabled(known_);
}

void AttendancePage::retranslate() {
    const auto hint = [](QToolButton& button, const QString& text) {
        button.setToolTip(text);
        button.setAccessibleName(text);
    };
    hint(*before_, tr("The day before"));
    hint(*after_, tr("The day after"));
    today_->setText(tr("Today"));
    roster_->setText(tr("Import a roster…"));
    export_->setText(tr("Export the month…"));
    date_->setAccessibleName(tr("Day"));
    empty_->setTexts(tr("Nobody works or was seen on this day."), tr("Import a roster…"),
                     tr("A roster says who works when; cameras say who was there."));
    busy_->setTexts(tr("Working out the day …"), {});
    board_.retranslate();
    showState();
}

}  // namespace lineament::ui
