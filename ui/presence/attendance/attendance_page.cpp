#include "ui/presence/attendance/attendance_page.h"

#include <QComboBox>
#include <QDateEdit>
#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/atomic_file.h"
#include "core/presence/time_zone.h"
#include "core/store/access_book.h"
#include "core/store/presence_book.h"
#include "ui/bridge/permit.h"
#include "ui/bridge/sign_in.h"
#include "ui/presence/attendance/attendance_html.h"
#include "ui/presence/attendance/attendance_words.h"
#include "ui/presence/attendance/person_sheet_view.h"
#include "ui/presence/presence_buttons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/pdf_writer.h"

namespace lineament::ui {
namespace {

enum AttendancePages { AttendanceEmpty, AttendanceBusy, AttendanceBoard, AttendanceMatrix, AttendanceSheet };
constexpr int kNameWidth = 168, kDayWidth = 27, kSumWidth = 62;

Day dayOf(const QDate& date) {
    static const QDate kEpoch(1970, 1, 1);
    return Day(std::chrono::days(kEpoch.daysTo(date)));
}

QDate firstOf(const QDate& date) {
    return QDate(date.year(), date.month(), 1);
}
QDate lastOf(const QDate& date) {
    return firstOf(date).addMonths(1).addDays(-1);
}

/// What is chosen in a table of people, and where it is scrolled to, over a change of its content.
class KeptPlace {
  public:
    using PersonAt = std::function<IdentityId(int row)>;
    KeptPlace(QTableView& table, PersonAt personAt) : table_(table), personAt_(std::move(personAt)) {
        const auto index = table_.currentIndex();
        selected_ = table_.selectionModel()->hasSelection();
        if (index.isValid()) person_ = personAt_(index.row()), column_ = index.column();
        x_ = table_.horizontalScrollBar()->value(), y_ = table_.verticalScrollBar()->value();
    }
    ~KeptPlace() {
        const auto* model = table_.model();
        for (int row = 0; person_.valid() && row < model->rowCount(); ++row) {
            if (personAt_(row) != person_) continue;
            const auto index = model->index(row, std::min(column_, model->columnCount() - 1));
            table_.selectionModel()->setCurrentIndex(
                index, !selected_ ? QItemSelectionModel::NoUpdate
                       : table_.selectionBehavior() == QAbstractItemView::SelectRows
                           ? QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows
                           : QItemSelectionModel::ClearAndSelect);
            break;
        }
        table_.horizontalScrollBar()->setValue(x_);
        table_.verticalScrollBar()->setValue(y_);
    }
    KeptPlace(const KeptPlace&) = delete;
    KeptPlace& operator=(const KeptPlace&) = delete;

  private:
    QTableView& table_;
    PersonAt personAt_;
    IdentityId person_;
    int column_ = 0, x_ = 0, y_ = 0;
    bool selected_ = false;
};

void dressTable(QTableView& table) {
    table.setShowGrid(false);
    table.setProperty("role", QStringLiteral("plain"));
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    table.horizontalHeader()->setHighlightSections(false);
}

}  // namespace

/// What a view needs, worked out on a worker.
struct AttendancePage::Loaded {
    View view = DayView;
    AttendanceReport report{};
    std::vector<AttendancePerson> people;
    IdentityId asked{};   ///< whose sheet was wanted
    IdentityId person{};  ///< who they are today, or whoever comes first
    std::string name{};   ///< of the person
    PersonSheet sheet{};
};

AttendancePage::AttendancePage(Session& session, DecisionQueue& queue, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue) {
    setObjectName(QStringLiteral("attendancePage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    makeControls();
    makeViews();
    auto* top = new QHBoxLayout;
    for (QWidget* widget :
         {static_cast<QWidget*>(views_), static_cast<QWidget*>(before_), static_cast<QWidget*>(date_),
          static_cast<QWidget*>(after_), static_cast<QWidget*>(today_), static_cast<QWidget*>(people_)})
        top->addWidget(widget);
    top->addWidget(summary_, 1);
    top->addWidget(roster_);
    top->addWidget(export_);
    column->addLayout(top);
    column->addWidget(stack_, 1);
    column->addWidget(legend_);
    connectAll();
    retranslate();
    Permit::guard(session_, roster_, {Permission::kCorrectAttendance});
}

void AttendancePage::makeControls() {
    views_ = new QTabBar;
    views_->setObjectName(QStringLiteral("attendanceViews"));
    views_->setDrawBase(false);
    views_->setExpanding(false);
    for (int view = DayView; view <= PersonView; ++view)
        views_->addTab(QString());
    before_ = presenceButton("dayBefore", "arrow-left");
    after_ = presenceButton("dayAfter", "arrow-right");
    date_ = new QDateEdit(QDate::currentDate());
    date_->setObjectName(QStringLiteral("attendanceDate"));
    date_->setMinimumWidth(120);
    today_ = new QPushButton;
    people_ = new QComboBox;
    people_->setObjectName(QStringLiteral("attendancePerson"));
    people_->setMinimumWidth(180);
    people_->setMaxVisibleItems(24);
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("attendanceSummary"));
    summary_->setProperty("role", QStringLiteral("muted"));
    legend_ = new QLabel;
    legend_->setObjectName(QStringLiteral("attendanceLegend"));
    legend_->setProperty("role", QStringLiteral("small"));
    roster_ = new QPushButton;
    roster_->setObjectName(QStringLiteral("attendanceRoster"));
    export_ = new QPushButton;
    export_->setObjectName(QStringLiteral("attendanceExport"));
    for (auto* button : {today_, roster_, export_})
        button->setFocusPolicy(Qt::TabFocus);
}

void AttendancePage::makeViews() {
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("clock"));
    empty_->setObjectName(QStringLiteral("attendanceEmpty"));
    busy_ = new EmptyState(QStringLiteral("loader"));
    table_ = new QTableView;
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("attendanceTable"));
    table_->setModel(&board_);
    table_->setItemDelegateForColumn(DayBoard::HoursColumn, new HoursDelegate(board_, table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    dressTable(*table_);
    auto* header = table_->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(DayBoard::HoursColumn, QHeaderView::Stretch);
    header->resizeSection(DayBoard::PersonColumn, 230);
    header->resizeSection(DayBoard::StatusColumn, 170);
    for (int i = DayBoard::CameColumn; i < DayBoard::ColumnCount; ++i)
        header->resizeSection(i, 76);
    month_ = new QTableView;
    month_->setTabKeyNavigation(false);
    month_->setObjectName(QStringLiteral("attendanceMonth"));
    month_->setModel(&matrix_);
    month_->setItemDelegate(new MonthDelegate(matrix_, month_));
    month_->setSelectionMode(QAbstractItemView::SingleSelection);
    month_->horizontalHeader()->setMinimumSectionSize(kDayWidth);
    month_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    dressTable(*month_);
    sheet_ = new PersonSheetView(session_);
    // In the order of AttendancePages.
    for (QWidget* page :
         {static_cast<QWidget*>(empty_), static_cast<QWidget*>(busy_), static_cast<QWidget*>(table_),
          static_cast<QWidget*>(month_), static_cast<QWidget*>(sheet_)})
        stack_->addWidget(page);
    stack_->setCurrentIndex(AttendanceBusy);
}

void AttendancePage::connectAll() {
    connect(views_, &QTabBar::currentChanged, this, [this] {
        known_ = false;
        retranslate();
        load();
    });
    connect(before_, &QToolButton::clicked, this, [this] { step(-1); });
    connect(after_, &QToolButton::clicked, this, [this] { step(1); });
    connect(today_, &QPushButton::clicked, this, [this] { setDay(QDate::currentDate()); });
    connect(date_, &QDateEdit::dateChanged, this, &AttendancePage::load);
    connect(people_, &QComboBox::activated, this, [this](int index) {
        person_ = IdentityId(people_->itemData(index).toLongLong());
        load();
    });
    connect(export_, &QPushButton::clicked, this, &AttendancePage::chooseExport);
    connect(roster_, &QPushButton::clicked, this, &AttendancePage::chooseRoster);
    connect(empty_, &EmptyState::activated, this, &AttendancePage::chooseRoster);
    connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
        sheet_->chooseDay(dayOf(day()));
        showPerson(board_.report().days[static_cast<std::size_t>(index.row())].identity);
    });
    connect(month_, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (matrix_.isDay(index.column())) sheet_->chooseDay(matrix_.dateOf(index.column()));
        showPerson(matrix_.people()[static_cast<std::size_t>(index.row())].identity);
    });
    connect(sheet_, &PersonSheetView::correctionMade, this, [this](const Correction& correction) {
        queue_.add(
            tr("Correct attendance"),
            [correction](Workspace& workspace, JobContext&) {
                workspace.store().presence().correct(correction);
            },
            [this] {
                Q_EMIT said(tr("The correction counts; Ctrl+Z takes it back."));
                load();
            });
    });
    connect(sheet_, &PersonSheetView::recordingRequested, this, &AttendancePage::recordingRequested);
    connect(sheet_, &PersonSheetView::revokeRequested, this, [this](CorrectionId id) {
        queue_.add(
            tr("Take a correction back"),
            [id](Workspace& workspace, JobContext&) { workspace.store().presence().revoke(id, ""); },
            [this] { load(); });
    });
}

QDate AttendancePage::day() const {
    return date_->date();
}

void AttendancePage::setDay(const QDate& day) {
    date_->setDate(day);
}

AttendancePage::View AttendancePage::view() const {
    return static_cast<View>(views_->currentIndex());
}

void AttendancePage::setView(View view) {
    views_->setCurrentIndex(view);
}

void AttendancePage::showPerson(IdentityId identity) {
    person_ = identity;
    if (view() == PersonView) return load();
    setView(PersonView);
}

void AttendancePage::step(int direction) {
    setDay(view() == DayView ? day().addDays(direction) : day().addMonths(direction));
}

void AttendancePage::load() {
    const auto& workspace = session_.workspace();
    if (!workspace || !SignIn::of(session_).may(Permission::kSeeAttendance)) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    const bool one = view() == DayView;
    auto* job = session_.jobs().run<Loaded>(
        tr("Work out attendance"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), from = dayOf(one ? day() : firstOf(day())),
         to = dayOf(one ? day() : lastOf(day())), view = view(), person = person_](JobContext&) {
            const auto zone = TimeZone::ofThisMachine();
            const auto now = Clock::system().now();
            Loaded loaded{view, attendanceReport(*store, from, to, zone, now), {}, person};
            if (view == DayView) return loaded;
            loaded.people = attendanceByPerson(loaded.report);
            if (view == MonthView) return loaded;
            // Whoever is chosen stays so, also in a month without them and once they are somebody else's
            // photos.
            if (person.valid())
                loaded.person = store->presence().access().survivor(person).value_or(IdentityId());
            if (!loaded.person.valid() && !loaded.people.empty())
                loaded.person = loaded.people.front().identity;
            if (!loaded.person.valid()) return loaded;
            if (const auto identity = store->identity(loaded.person)) loaded.name = identity->name;
            loaded.sheet = personSheet(*store, loaded.person, from, to, zone, now);
            return loaded;
        },
        this,
        [this, workspace](Loaded& loaded) {
            if (workspace == session_.workspace()) take(loaded);
        });
    connect(job, &JobHandle::failed, this, &AttendancePage::failed);
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) load();
    });
}

void AttendancePage::take(Loaded& loaded) {
    // What is on show now is on its way.
    if (loaded.view != view() || (loaded.view == PersonView && loaded.asked != person_)) return;
    known_ = true;
    if (loaded.view == DayView) {
        const KeptPlace place(*table_, [this](int row) {
            return board_.report().days[static_cast<std::size_t>(row)].identity;
        });
        board_.setReport(std::move(loaded.report));
    } else {
        const KeptPlace place(
            *month_, [this](int row) { return matrix_.people()[static_cast<std::size_t>(row)].identity; });
        matrix_.setReport(std::move(loaded.report), std::move(loaded.people));
        auto* header = month_->horizontalHeader();
        header->resizeSection(MonthMatrix::kNameColumn, kNameWidth);
        for (int column = MonthMatrix::kFirstDay; column < matrix_.columnCount(); ++column)
            header->resizeSection(column, matrix_.isDay(column) ? kDayWidth : kSumWidth);
    }
    if (loaded.view == PersonView) {
        person_ = loaded.person;
        fillPeople(QString::fromStdString(loaded.name));
        sheet_->setSheet(std::move(loaded.sheet));
    }
    showState();
}

void AttendancePage::fillPeople(const QString& chosen) {
    QList<std::pair<QString, qint64>> wanted;
    bool there = false;
    for (const auto& person : matrix_.people()) {
        wanted.append({QString::fromStdString(person.name), person.identity.value()});
        there |= person.identity == person_;
    }
    if (!there && person_.valid()) wanted.append({chosen, person_.value()});
    bool same = wanted.size() == people_->count();
    for (int i = 0; same && i < people_->count(); ++i)
        same =
            people_->itemText(i) == wanted[i].first && people_->itemData(i).toLongLong() == wanted[i].second;
    const QSignalBlocker quiet(people_);
    if (!same) {
        people_->clear();
        for (const auto& [name, id] : wanted)
            people_->addItem(name, QVariant::fromValue<qint64>(id));
    }
    people_->setCurrentIndex(people_->findData(QVariant::fromValue<qint64>(person_.value())));
}

void AttendancePage::useWorkspace() {
    known_ = false;
    person_ = {};
    board_.setReport({});
    matrix_.setReport({}, {});
    sheet_->setSheet({});
    people_->clear();
    showState();
    load();
}

void AttendancePage::chooseExport() {
    auto* dialog = new QFileDialog(this, tr("Export the month"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(
        {tr("Workbook (*.xlsx)"), tr("Comma-separated values (*.csv)"), tr("Document to print (*.pdf)")});
    dialog->selectFile(QStringLiteral("attendance-%1.xlsx").arg(day().toString(QStringLiteral("yyyy-MM"))));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog](QString file) {
        const QString filter = dialog->selectedNameFilter();
        if (QFileInfo(file).suffix().isEmpty())
            file += filter.contains(QLatin1String("csv"))   ? QStringLiteral(".csv")
                    : filter.contains(QLatin1String("pdf")) ? QStringLiteral(".pdf")
                                                            : QStringLiteral(".xlsx");
        exportMonth(file);
    });
    dialog->open();
}

void AttendancePage::exportMonth(const QString& file) {
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    auto* job = session_.jobs().run<bool>(
        tr("Export attendance"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), from = dayOf(firstOf(day())), to = dayOf(lastOf(day())),
         title = tr("Attendance, %1").arg(day().toString(QStringLiteral("yyyy-MM"))), file](JobContext&) {
            const std::filesystem::path path(file.toStdString());
            const auto report =
                attendanceReport(*store, from, to, TimeZone::ofThisMachine(), Clock::system().now());
            if (path.extension() == ".csv")
                writeAtomically(path, [&](std::ostream& out) { out << attendanceCsv(report); });
            else if (path.extension() == ".pdf")
                writePdf(attendanceHtml(report, attendanceByPerson(report)), title, file, true);
            else
                writeAttendanceXlsx(report, path);
            store->audit("attendance.export", "attendance", title.toStdString());
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
    const bool none = view() == DayView     ? board_.rowCount() == 0
                      : view() == MonthView ? matrix_.rowCount() == 0
                                            : sheet_->sheet().report.days.empty();
    const int page = view() == DayView     ? AttendanceBoard
                     : view() == MonthView ? AttendanceMatrix
                                           : AttendanceSheet;
    stack_->setCurrentIndex(!known_ ? AttendanceBusy : none ? AttendanceEmpty : page);
    using enum AttendanceStatus;
    QString words;
    if (known_ && !none && view() == DayView)
        words = tr("present %1 · late %2 · absent %3 · expected %4 · incomplete %5")
                    .arg(board_.count({kPresent, kLeftEarly}))
                    .arg(board_.count({kLate, kLateLeftEarly}))
                    .arg(board_.count({kAbsent}))
                    .arg(board_.count({kExpected}))
                    .arg(board_.count({kIncomplete}));
    else if (known_ && !none && view() == MonthView)
        words = tr("%n people", nullptr, matrix_.rowCount());
    summary_->setText(words);
    people_->setVisible(view() == PersonView && people_->count() > 0);
    legend_->setVisible(view() == MonthView && !none);
    export_->setEnabled(known_);
    roster_->setEnabled(known_);
}

void AttendancePage::retranslate() {
    const bool one = view() == DayView;
    const auto hint = [](QToolButton& button, const QString& text) {
        button.setToolTip(text);
        button.setAccessibleName(text);
    };
    views_->setTabText(DayView, tr("Day"));
    views_->setTabText(MonthView, tr("Month"));
    views_->setTabText(PersonView, tr("Person"));
    views_->setAccessibleName(tr("View"));
    hint(*before_, one ? tr("The day before") : tr("The month before"));
    hint(*after_, one ? tr("The day after") : tr("The month after"));
    date_->setDisplayFormat(one ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("yyyy-MM"));
    today_->setText(tr("Today"));
    roster_->setText(tr("Import a roster…"));
    export_->setText(tr("Export the month…"));
    date_->setAccessibleName(one ? tr("Day") : tr("Month"));
    people_->setAccessibleName(tr("Person"));
    month_->setAccessibleName(tr("Month"));
    month_->setToolTip(tr("Enter or a double click opens the sheet of the person"));
    legend_->setText(tr("%1  ·  a corner: corrected by hand").arg(legendOfStates()));
    empty_->setTexts(
        one ? tr("Nobody works or was seen on this day.") : tr("Nobody works or was seen in this month."),
        tr("Import a roster…"), tr("A roster says who works when; cameras say who was there."));
    busy_->setTexts(one ? tr("Working out the day …") : tr("Working out the month …"), {});
    board_.retranslate();
    matrix_.retranslate();
    sheet_->retranslate();
    showState();
}

}  // namespace lineament::ui
