#include "ui/people/health/health_page.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <array>

#include "ui/bridge/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

/// More of a kind than this are told as a number: they are shown when these are dealt with.
constexpr std::size_t kMostOfAKind = 100;
constexpr std::array kSchedules = {0, 1, 7, 30};  // days
enum Column { WhatColumn, NumbersColumn, ActsColumn };

}  // namespace

HealthPage::HealthPage(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("healthPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::kSpace2);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("healthSummary"));
    summary_->setProperty("role", QStringLiteral("muted"));
    summary_->setWordWrap(true);
    check_ = new QPushButton;
    check_->setObjectName(QStringLiteral("healthCheckButton"));
    close_ = new QPushButton;
    close_->setObjectName(QStringLiteral("healthCloseButton"));
    head->addWidget(title_);
    head->addWidget(summary_, 1);
    scheduleLabel_ = new QLabel;
    scheduleLabel_->setProperty("role", QStringLiteral("caption"));
    schedule_ = new QComboBox;
    schedule_->setObjectName(QStringLiteral("purgeScheduleBox"));
    for (const int days : kSchedules)
        schedule_->addItem(QString(), days);
    scheduleLabel_->setBuddy(schedule_);
    head->addWidget(scheduleLabel_);
    head->addWidget(schedule_);
    head->addWidget(check_);
    head->addWidget(close_);
    column->addLayout(head);
    strip_ = new JobStrip;
    column->addWidget(strip_);
    tree_ = new QTreeWidget;
    tree_->setObjectName(QStringLiteral("healthFindings"));
    tree_->setProperty("role", QStringLiteral("plain"));
    tree_->setColumnCount(3);
    tree_->setHeaderHidden(true);
    tree_->setSelectionMode(QAbstractItemView::NoSelection);
    tree_->setFocusPolicy(Qt::NoFocus);
    tree_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree_->header()->setStretchLastSection(false);
    tree_->header()->setSectionResizeMode(WhatColumn, QHeaderView::Stretch);
    tree_->header()->setSectionResizeMode(NumbersColumn, QHeaderView::ResizeToContents);
    tree_->header()->setSectionResizeMode(ActsColumn, QHeaderView::Fixed);
    column->addWidget(tree_, 1);
    connect(schedule_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT scheduleChosen(schedule_->itemData(index).toInt()); });
    connect(check_, &QPushButton::clicked, this, &HealthPage::checkRequested);
    connect(close_, &QPushButton::clicked, this, &HealthPage::closeRequested);
    retranslate();
}

void HealthPage::setReport(HealthReport report) {
    report_ = std::move(report);
    stale_ = false;
    showSchedule(report_->purgeEveryDays);
    showReport();
    retranslate();
}

/// A schedule that was set by a command may be none of those offered.
void HealthPage::showSchedule(int days) {
    int at = schedule_->findData(days);
    if (at < 0) {
        schedule_->addItem(QString(), days);
        at = schedule_->count() - 1;
    }
    schedule_->setCurrentIndex(at);
}

void HealthPage::setStale() {
    if (stale_ || !report_) return;
    stale_ = true;
    retranslate();
}

void HealthPage::setJob(JobHandle* job) {
    strip_->setJob(job);
}

int HealthPage::findings() const {
    int rows = 0;
    for (int kind = 0; kind < tree_->topLevelItemCount(); ++kind)
        rows += tree_->topLevelItem(kind)->childCount();
    return rows;
}

QString HealthPage::nameOf(IdentityId id) const {
    return report_->names.value(id.value());
}

QTreeWidgetItem* HealthPage::addKind(const QString& title, std::size_t count, const QString& why) {
    auto* kind = new QTreeWidgetItem(tree_);
    kind->setText(WhatColumn, tr("%1 (%2)").arg(title).arg(count));
    kind->setToolTip(WhatColumn, why);
    QFont font = tree_->font();
    font.setWeight(QFont::DemiBold);
    kind->setFont(WhatColumn, font);
    kind->setExpanded(true);
    if (count > kMostOfAKind) kind->setText(NumbersColumn, tr("the first %1 are shown").arg(kMostOfAKind));
    return kind;
}

void HealthPage::addFinding(QTreeWidgetItem* kind, const QString& what, const QString& numbers,
                            std::vector<Act> acts) {
    auto* row = new QTreeWidgetItem(kind);
    row->setText(WhatColumn, what);
    row->setToolTip(WhatColumn, what);
    row->setText(NumbersColumn, numbers);
    auto* buttons = new QWidget;
    auto* line = new QHBoxLayout(buttons);
    line->setContentsMargins(metrics::kSpace2, 2, 0, 2);
    line->setSpacing(metrics::kSpace2);
    line->addStretch(1);
    for (Act& act : acts) {
        auto* button = new QPushButton(act.words);
        button->setObjectName(act.name);
        button->setAccessibleName(act.words + QStringLiteral(": ") + what);
        button->setEnabled(static_cast<bool>(act.run));
        line->addWidget(button);
        actsWidth_ = std::max(actsWidth_, [&] {
            int width = metrics::kSpace2 * static_cast<int>(acts.size()) + metrics::kSpace3;
            for (const Act& each : acts)
                width +=
                    fontMetrics().horizontalAdvance(each.words) + 2 * metrics::kSpace3 + metrics::kSpace1;
            return width;
        }());
        if (act.run)
            connect(button, &QPushButton::clicked, this, [buttons, row, act] {
                if (act.settles) {
                    buttons->setEnabled(false);
                    row->setDisabled(true);
                }
                act.run();
            });
    }
    tree_->setItemWidget(row, ActsColumn, buttons);
}

HealthPage::Act HealthPage::showAct(QList<qint64> people) {
    return {tr("Show"), QStringLiteral("healthShow"),
            [this, people = std::move(people)] { Q_EMIT showRequested(people); }, false};
}

void HealthPage::addTwice() {
    const auto& alike = report_->check.lookAlikes;
    if (alike.empty()) return;
    auto* kind = addKind(tr("Enrolled twice?"), alike.size(),
                         tr("Two people whose photos are as similar as those of one."));
    for (std::size_t i = 0; i < std::min(alike.size(), kMostOfAKind); ++i) {
        const qint64 a = alike[i].a.value(), b = alike[i].b.value();
        addFinding(
            kind, tr("%1 and %2").arg(nameOf(alike[i].a), nameOf(alike[i].b)),
            tr("%1 ≥ %2").arg(similarityText(alike[i].similarity), similarityText(report_->check.threshold)),
            {showAct({a, b}),
             {tr("Keep apart"), QStringLiteral("healthApart"),
              [this, a, b] { Q_EMIT keepApartRequested(a, b); }},
             {tr("Merge"), QStringLiteral("healthMerge"), [this, a, b] { Q_EMIT mergeRequested(b, a); }}});
    }
}

void HealthPage::addStrange() {
    const auto& strange = report_->check.strangeSamples;
    if (strange.empty()) return;
    auto* kind = addKind(tr("Photos that look like somebody else"), strange.size(),
                         tr("A photo that is more similar to another person than to the rest of its own."));
    for (std::size_t i = 0; i < std::min(strange.size(), kMostOfAKind); ++i) {
        const auto& one = strange[i];
        addFinding(kind, tr("A photo of %1 looks like %2").arg(nameOf(one.own), nameOf(one.other)),
                   tr("%1 against %2 to its own").arg(similarityText(one.toOther), similarityText(one.toOwn)),
                   {showAct({one.own.value(), one.other.value()}),
                    {tr("Move there"), QStringLiteral("healthMove"),
                     [this, sample = one.sample.value(), into = one.other.value()] {
                         Q_EMIT moveRequested(sample, into);
                     }}});
    }
}

void HealthPage::addWeak() {
    const auto& weak = report_->check.weak;
    if (weak.empty()) return;
    auto* kind = addKind(tr("Few or poor photos"), weak.size(),
                         tr("Fewer than %1 photos, or none of a quality of %2: hard to find.")
                             .arg(kFewestSamples)
                             .arg(kFairQuality));
    for (std::size_t i = 0; i < std::min(weak.size(), kMostOfAKind); ++i)
        addFinding(kind, nameOf(weak[i]), {},
                   {showAct({weak[i].value()}),
                    {tr("Add photos …"), QStringLiteral("healthAddPhotos"),
                     [this, id = weak[i].value()] { Q_EMIT addPhotosRequested(id); }, false}});
}

void HealthPage::addTemplates() {
    const int missing = report_->withoutTemplates;
    if (missing == 0 && report_->older.empty()) return;
    auto* kind =
        addKind(tr("Templates of recognisers"), report_->older.size() + (missing > 0 ? 1 : 0),
                tr("Only people with a template of the recogniser in use are found. Those of another stay "
                   "until you delete them: whoever works with it goes on finding people."));
    if (missing > 0)
        addFinding(
            kind,
            tr("%n photos have no template of %1, which is in use", nullptr, missing)
                .arg(report_->recogniser),
            {}, {{tr("Compute them"), QStringLiteral("healthEmbed"), [this] { Q_EMIT embedRequested(); }}});
    for (const auto& older : report_->older) {
        const QString key = QString::fromStdString(older.recogniser);
        Act drop{tr("Delete them"), QStringLiteral("healthDrop"), [this, key] { Q_EMIT dropRequested(key); }};
        if (missing > 0) drop.run = nullptr;  // until the new ones are whole, both are needed
        addFinding(kind, tr("%n templates of %1", nullptr, older.templates).arg(key),
                   missing > 0 ? tr("needed until the others are computed") : QString(), {drop});
    }
}

void HealthPage::addDue() {
    const auto& due = report_->due;
    if (due.empty()) return;
    QList<qint64> people;
    for (const auto id : due)
        people.append(id.value());
    auto* kind = addKind(tr("Due to be deleted"), due.size(),
                         tr("The time they may be kept has ended, or their consent was withdrawn."));
    addFinding(kind, tr("%n people", nullptr, static_cast<int>(due.size())), {},
               {showAct(people.first(std::min<qsizetype>(people.size(), kMostOfAKind))),
                {tr("Delete them …"), QStringLiteral("healthPurge"),
                 [this, people] { Q_EMIT purgeRequested(people); }, false}});
}

void HealthPage::showReport() {
    tree_->clear();
    actsWidth_ = 0;
    if (!report_) return;
    addDue();
    addTwice();
    addStrange();
    addTemplates();
    addWeak();
    tree_->header()->resizeSection(ActsColumn, actsWidth_);
}

void HealthPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        showReport();
        retranslate();
    }
    QWidget::changeEvent(event);
}

void HealthPage::retranslate() {
    setAccessibleName(tr("Health of the gallery"));
    title_->setText(tr("Health of the gallery"));
    tree_->setAccessibleName(tr("Findings"));
    check_->setText(report_ ? tr("Check again") : tr("Check"));
    close_->setText(tr("Back to the people"));
    scheduleLabel_->setText(tr("Delete expired people"));
    schedule_->setAccessibleName(scheduleLabel_->text());
    schedule_->setToolTip(tr("When their time is over or their consent withdrawn, while a window is open"));
    for (int i = 0; i < schedule_->count(); ++i) {
        const int days = schedule_->itemData(i).toInt();
        schedule_->setItemText(i, days == 0   ? tr("when I ask")
                                  : days == 1 ? tr("every day")
                                  : days == 7 ? tr("every week")
                                              : tr("every %n days", nullptr, days));
    }
    summary_->setText(
        !report_ ? tr("The gallery is being checked …")
        : stale_ ? tr("The gallery has changed since this check.")
        : findings() == 0
            ? tr("Nothing is amiss: nobody is enrolled twice, everybody has enough good photos.")
            : tr("%n findings", nullptr, findings()));
}

}  // namespace lineament::ui
