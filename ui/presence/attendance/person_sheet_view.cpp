#include "ui/presence/attendance/person_sheet_view.h"

#include <QDate>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "core/presence/time_zone.h"
#include "ui/bridge/permit.h"
#include "ui/presence/attendance/attendance_words.h"
#include "ui/presence/attendance/correction_form.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"

namespace lineament::ui {

namespace {

constexpr int kSideWidth = 400;
enum DayColumn {
    DateColumn,
    StatusColumn,
    FirstColumn,
    LastColumn,
    CameColumn,
    LeftColumn,
    WorkedColumn,
    LateColumn,
    EarlyColumn,
    OverColumn,
    DayColumnCount
};
enum SeenColumn { SeenTime, SeenZone, SeenPassage, SeenCount };
enum SaidColumn { SaidWhat, SaidWhy, SaidWho, SaidCount };
constexpr int kIdRole = Qt::UserRole;

QTreeWidget* makeList(const char* id, int columns) {
    auto* list = new QTreeWidget;
    list->setObjectName(QLatin1String(id));
    list->setColumnCount(columns);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->header()->setStretchLastSection(true);
    return list;
}

QString dateWords(Day day) {
    const QDate date = QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
    return QStringLiteral("%1 %2").arg(QLocale().dayName(date.dayOfWeek(), QLocale::ShortFormat),
                                       date.toString(QStringLiteral("MM-dd")));
}

}  // namespace

PersonSheetView::PersonSheetView(Session& session, QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("personSheet"));
    days_ = makeList("sheetDays", DayColumnCount);
    seen_ = makeList("sheetSeen", SeenCount);
    said_ = makeList("sheetCorrections", SaidCount);
    for (const auto& [column, width] :
         {std::pair(int(DateColumn), 96), std::pair(int(StatusColumn), 164), std::pair(int(FirstColumn), 80),
          std::pair(int(LastColumn), 76), std::pair(int(CameColumn), 68), std::pair(int(LeftColumn), 68),
          std::pair(int(WorkedColumn), 68), std::pair(int(LateColumn), 60), std::pair(int(EarlyColumn), 60)})
        days_->header()->resizeSection(column, width);
    for (const auto& [column, width] : {std::pair(int(SeenTime), 110), std::pair(int(SeenZone), 100)})
        seen_->header()->resizeSection(column, width);
    for (const auto& [column, width] : {std::pair(int(SaidWhat), 150), std::pair(int(SaidWhy), 130)})
        said_->header()->resizeSection(column, width);
    sums_ = new QLabel;
    sums_->setObjectName(QStringLiteral("sheetSums"));
    sums_->setProperty("role", QStringLiteral("muted"));
    for (auto** label : {&dayTitle_, &seenTitle_, &saidTitle_}) {
        *label = new QLabel;
        (*label)->setProperty("role", QStringLiteral("section"));
    }
    correct_ = presenceButton("sheetCorrect");
    revoke_ = presenceButton("sheetRevoke");
    recording_ = presenceButton("sheetRecording");
    recording_->setProperty("role", QStringLiteral("link"));
    form_ = new CorrectionForm;
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::kSpace2);
    left->addWidget(days_, 1);
    left->addWidget(sums_);
    auto* side = new QWidget;
    side->setFixedWidth(kSideWidth);
    auto* right = new QVBoxLayout(side);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(metrics::kSpace2);
    right->addWidget(dayTitle_);
    right->addWidget(seenTitle_);
    right->addWidget(seen_, 3);
    right->addWidget(recording_, 0, Qt::AlignLeft);
    right->addWidget(saidTitle_);
    right->addWidget(said_, 2);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    buttons->addWidget(correct_);
    buttons->addWidget(revoke_);
    buttons->addStretch();
    right->addLayout(buttons);
    right->addWidget(form_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kSpace3);
    row->addLayout(left, 1);
    row->addWidget(side);

    connect(days_, &QTreeWidget::currentItemChanged, this, [this] {
        if (const auto* day = chosen()) wanted_ = day->day;
        form_->hide();
        fillDay();
    });
    connect(said_, &QTreeWidget::currentItemChanged, this, &PersonSheetView::showState);
    connect(seen_, &QTreeWidget::currentItemChanged, this, &PersonSheetView::showState);
    connect(seen_, &QTreeWidget::itemActivated, this, &PersonSheetView::lookAtRecording);
    connect(recording_, &QPushButton::clicked, this, &PersonSheetView::lookAtRecording);
    connect(correct_, &QPushButton::clicked, this, &PersonSheetView::correct);
    connect(revoke_, &QPushButton::clicked, this, [this] {
        if (const auto id = idOf(said_); id > 0) Q_EMIT revokeRequested(CorrectionId(id));
    });
    connect(form_, &CorrectionForm::accepted, this, &PersonSheetView::correctionMade);
    retranslate();
    for (auto* button : {correct_, revoke_})
        Permit::guard(session, button, {Permission::kCorrectAttendance});
}

void PersonSheetView::setSheet(PersonSheet sheet) {
    sheet_ = std::move(sheet);
    fillDays();
}

void PersonSheetView::chooseDay(Day day) {
    wanted_ = day;
    for (int row = 0; row < days_->topLevelItemCount(); ++row)
        if (sheet_.report.days[static_cast<std::size_t>(row)].day == day)
            days_->setCurrentItem(days_->topLevelItem(row));
}

const AttendanceDay* PersonSheetView::chosen() const {
    const int row = days_->indexOfTopLevelItem(days_->currentItem());
    return row < 0 ? nullptr : &sheet_.report.days[static_cast<std::size_t>(row)];
}

qint64 PersonSheetView::idOf(const QTreeWidget* list) const {
    const auto* item = list->currentItem();
    return item ? item->data(0, kIdRole).toLongLong() : 0;
}

const RecordedMoment* PersonSheetView::recorded() const {
    const auto found = sheet_.moments.find(SightingId(idOf(seen_)));
    return found == sheet_.moments.end() ? nullptr : &found->second;
}

void PersonSheetView::lookAtRecording() {
    if (const auto* moment = recorded())
        Q_EMIT recordingRequested(QString::fromStdString(moment->source), moment->ms);
}

void PersonSheetView::correct() {
    if (const auto* day = chosen(); day && correct_->isEnabled()) form_->open(*day, SightingId(idOf(seen_)));
}

void PersonSheetView::fillDays() {
    const auto kept = wanted_;
    const int scrolled = days_->verticalScrollBar()->value();
    int worked = 0, late = 0, absent = 0, over = 0;
    {
        const QSignalBlocker quiet(days_);
        days_->clear();
        for (const auto& day : sheet_.report.days) {
            auto* item = new QTreeWidgetItem(days_);
            const auto [icon, token] = signOf(day.status);
            item->setText(DateColumn, dateWords(day.day));
            item->setIcon(StatusColumn, Theme::instance().icon(QLatin1String(icon), token));
            item->setText(StatusColumn, wordsOf(day));
            item->setToolTip(StatusColumn, wordsOf(day));
            item->setText(FirstColumn, clockOf(day, day.firstSeen));
            item->setText(LastColumn, clockOf(day, day.lastSeen));
            item->setText(CameColumn, clockOf(day, day.arrival));
            item->setText(LeftColumn, clockOf(day, day.departure));
            const int figures[] = {day.workedMinutes, day.lateMinutes, day.earlyMinutes, day.overtimeMinutes};
            for (int i = 0; i < 4; ++i) {
                item->setText(WorkedColumn + i, durationOf(figures[i]));
                item->setTextAlignment(WorkedColumn + i, Qt::AlignRight | Qt::AlignVCenter);
            }
            worked += day.workedMinutes;
            over += day.overtimeMinutes;
            late += day.lateMinutes > 0;
            absent += day.status == AttendanceStatus::kAbsent;
            if (day.day == kept) days_->setCurrentItem(item);
        }
        if (!days_->currentItem() && days_->topLevelItemCount() > 0)
            days_->setCurrentItem(days_->topLevelItem(0));
    }
    days_->verticalScrollBar()->setValue(scrolled);
    const auto orNone = [](const QString& text) { return text.isEmpty() ? QStringLiteral("0:00") : text; };
    sums_->setText(tr("worked %1 · overtime %2 · days late %3 · days absent %4")
                       .arg(orNone(durationOf(worked)), orNone(durationOf(over)))
                       .arg(late)
                       .arg(absent));
    fillDay();
}

void PersonSheetView::fillDay() {
    const auto* day = chosen();
    const auto keptSeen = idOf(seen_), keptSaid = idOf(said_);
    const QSignalBlocker quietSeen(seen_), quietSaid(said_);
    seen_->clear();
    said_->clear();
    if (day) {
        std::set<SightingId> ignored;
        for (const auto& correction : sheet_.corrections)
            if (correction.day == day->day && !correction.revoked &&
                correction.kind == Correction::Kind::kIgnore)
                ignored.insert(correction.sighting);
        for (const auto& sighting : sheet_.sightings) {
            if (std::find(day->sightings.begin(), day->sightings.end(), sighting.id) == day->sightings.end())
                continue;
            auto* item = new QTreeWidgetItem(seen_);
            item->setData(0, kIdRole, QVariant::fromValue<qint64>(sighting.id.value()));
            item->setText(SeenTime, ignored.count(sighting.id)
                                        ? tr("%1, not them").arg(clockOf(*day, sighting.at))
                                        : clockOf(*day, sighting.at));
            item->setText(SeenZone, QString::fromStdString(sighting.zone));
            item->setText(SeenPassage, wordsOf(sighting.passage));
            for (int column = 0; column < SeenCount; ++column) {
                item->setToolTip(column, item->text(column));
                if (ignored.count(sighting.id))
                    item->setForeground(column, Theme::instance().color(Token::Muted));
            }
            if (sighting.id.value() == keptSeen) seen_->setCurrentItem(item);
        }
        for (const auto& correction : sheet_.corrections) {
            if (correction.day != day->day) continue;
            auto* item = new QTreeWidgetItem(said_);
            item->setData(0, kIdRole,
                          QVariant::fromValue<qint64>(correction.revoked ? 0 : correction.id.value()));
            const QString what = correction.kind == Correction::Kind::kIgnore ? tr("a look was not them")
                                 : correction.kind == Correction::Kind::kEntry
                                     ? tr("there from %1").arg(clockOf(*day, correction.at))
                                     : tr("there until %1").arg(clockOf(*day, correction.at));
            item->setText(SaidWhat, correction.revoked ? tr("%1 (taken back)").arg(what) : what);
            item->setText(SaidWhy, QString::fromStdString(correction.reason));
            item->setText(SaidWho, QStringLiteral("%1, %2").arg(QString::fromStdString(correction.actor),
                                                                timeWords(correction.madeAt)));
            for (int column = 0; column < SaidCount; ++column) {
                item->setToolTip(column, item->text(column));
                if (correction.revoked) item->setForeground(column, Theme::instance().color(Token::Muted));
            }
            if (correction.id.value() == keptSaid) said_->setCurrentItem(item);
        }
    }
    dayTitle_->setText(day ? dateWords(day->day) + QStringLiteral(" · ") + wordsOf(*day) : QString());
    showState();
}

void PersonSheetView::showState() {
    correct_->setEnabled(chosen());
    revoke_->setEnabled(idOf(said_) > 0);
    recording_->setVisible(recorded());
}

void PersonSheetView::retranslate() {
    days_->setHeaderLabels({tr("Day"), tr("Status"), tr("First seen"), tr("Last seen"), tr("Came"),
                            tr("Left"), tr("Worked"), tr("Late"), tr("Early"), tr("Overtime")});
    for (int column = WorkedColumn; column < DayColumnCount; ++column)
        days_->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    seen_->setHeaderLabels({tr("Time"), tr("Zone"), tr("Passage")});
    said_->setHeaderLabels({tr("Correction"), tr("Reason"), tr("Who, when")});
    seenTitle_->setText(tr("Seen by cameras"));
    saidTitle_->setText(tr("Corrections"));
    days_->setAccessibleName(tr("Days"));
    seen_->setAccessibleName(seenTitle_->text());
    said_->setAccessibleName(saidTitle_->text());
    correct_->setText(tr("Correct…"));
    correct_->setToolTip(tr("What cameras saw stays; the correction counts beside it"));
    revoke_->setText(tr("Take back"));
    recording_->setText(tr("Look at the recording"));
    recording_->setToolTip(tr("In which the chosen look was seen, if it is still there"));
    revoke_->setToolTip(tr("The chosen correction counts no more, but stays to be seen"));
    form_->retranslate();
    fillDays();
}

}  // namespace lineament::ui
