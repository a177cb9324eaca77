#include "ui/shell/job_tray.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/bridge/sentences.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {

namespace {

constexpr int kPanelWidth = 420, kPanelHeight = 360, kBarSteps = 1000;

double shareDone(const Progress& progress) {
    return progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : 0;
}

}  // namespace

QList<JobHandle*> visibleJobs(const JobRunners& jobs) {
    QList<JobHandle*> visible;
    for (const auto* runner : jobs.all())
        for (auto* job : runner->jobs())
            if (job->lane() == JobLane::Long || job->state() == JobHandle::State::Failed) visible << job;
    return visible;
}

JobRow::JobRow(JobHandle* job, QWidget* parent) : QFrame(parent), job_(job) {
    icon_ = new QLabel(this);
    icon_->setFixedWidth(metrics::kIconSmall);
    title_ = new ElidedLabel(this);
    title_->setFullText(job->title());
    detail_ = new QLabel(this);
    detail_->setProperty("role", QStringLiteral("small"));
    detail_->setWordWrap(true);
    bar_ = new QProgressBar(this);
    bar_->setTextVisible(false);
    cancel_ = new QPushButton(this);
    cancel_->setObjectName(QStringLiteral("cancelJobButton"));
    connect(cancel_, &QPushButton::clicked, job_, [this] {
        job_->cancel();
        refresh();
    });

    auto* words = new QVBoxLayout;
    words->setSpacing(metrics::kSpace1);
    words->addWidget(title_);
    words->addWidget(bar_);
    words->addWidget(detail_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(cancel_, 0, Qt::AlignTop);
    connect(job_, &JobHandle::progressed, this, &JobRow::refresh);
    connect(job_, &JobHandle::ended, this, &JobRow::refresh);
    refresh();
}

QString JobRow::progressText() const {
    const auto progress = job_->progress();
    const QLocale locale;
    QStringList parts;
    if (progress.total > 0)
        parts << tr("%1 of %2")
                     .arg(locale.toString(qlonglong(progress.done)),
                          locale.toString(qlonglong(progress.total)));
    else if (progress.done > 0)
        parts << locale.toString(qlonglong(progress.done));
    if (progress.ratePerSecond > 0)
        parts << tr("%1/s", "items a second")
                     .arg(locale.toString(progress.ratePerSecond, 'f', progress.ratePerSecond < 10 ? 1 : 0));
    if (const QString left = timeLeft(progress); !left.isEmpty()) parts << left;
    return parts.isEmpty() ? tr("Running") : parts.join(QStringLiteral(" · "));
}

void JobRow::refresh() {
    if (!job_) return;
    const auto progress = job_->progress();
    bar_->setRange(0, progress.total > 0 ? kBarSteps : 0);
    bar_->setValue(qRound(shareDone(progress) * kBarSteps));
    bar_->setVisible(job_->state() == JobHandle::State::Running);
    cancel_->setVisible(!job_->hasEnded());
    cancel_->setEnabled(!job_->cancelRequested());
    cancel_->setText(job_->cancelRequested() ? tr("Stopping…") : tr("Cancel"));
    const char* icon = "loader";
    Token token = Token::Accent;
    switch (job_->state()) {
        case JobHandle::State::Queued:
            detail_->setText(tr("Waiting for the job before it"));
            icon = "clock";
            token = Token::Muted;
            break;
        case JobHandle::State::Running:
            detail_->setText(progressText());
            break;
        case JobHandle::State::Finished:
            detail_->setText(tr("Done"));
            icon = "circle-check";
            token = Token::Match;
            break;
        case JobHandle::State::Failed:
            detail_->setText(job_->errorText());
            icon = "circle-alert";
            token = Token::Alert;
            break;
        case JobHandle::State::Cancelled:
            detail_->setText(tr("Cancelled"));
            icon = "ban";
            token = Token::Muted;
            break;
    }
    icon_->setPixmap(Theme::instance()
                         .icon(QLatin1String(icon), token)
                         .pixmap(QSize(metrics::kIconSmall, metrics::kIconSmall), devicePixelRatioF()));
}

void JobRow::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

JobPanel::JobPanel(JobRunners& jobs, QWidget* parent) : QFrame(parent, Qt::Popup), jobs_(jobs) {
    setProperty("role", QStringLiteral("popup"));
    heading_ = new QLabel(this);
    heading_->setProperty("role", QStringLiteral("section"));
    clear_ = new QPushButton(this);
    clear_->setProperty("role", QStringLiteral("link"));
    connect(clear_, &QPushButton::clicked, this, [this] {
        for (auto* runner : jobs_.all())
            runner->clearEnded();
    });
    nothing_ = new QLabel(this);
    nothing_->setProperty("role", QStringLiteral("muted"));
    nothing_->setAlignment(Qt::AlignCenter);
    auto* list = new QWidget;
    rows_ = new QVBoxLayout(list);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(0);
    rows_->addStretch();
    scroll_ = new QScrollArea(this);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(list);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, 0);
    top->addWidget(heading_, 1);
    top->addWidget(clear_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addLayout(top);
    column->addWidget(nothing_, 1);
    column->addWidget(scroll_, 1);
    resize(kPanelWidth, kPanelHeight);
    connect(&jobs_, &JobRunners::jobsChanged, this, &JobPanel::rebuild);
    retranslate();
    rebuild();
}

void JobPanel::rebuild() {
    const auto jobs = visibleJobs(jobs_);
    nothing_->setVisible(jobs.isEmpty());
    scroll_->setVisible(!jobs.isEmpty());
    clear_->setEnabled(std::any_of(jobs.begin(), jobs.end(), [](auto* job) { return job->hasEnded(); }));
    if (jobs == shown_) return;
    shown_ = jobs;
    while (rows_->count() > 1) {
        auto* item = rows_->takeAt(0);
        item->widget()->deleteLater();
        delete item;
    }
    for (auto* job : jobs)
        rows_->insertWidget(rows_->count() - 1, new JobRow(job, this));
}

void JobPanel::showAbove(const QWidget& anchor) {
    const QPoint corner = anchor.mapToGlobal(QPoint(anchor.width(), 0));
    move(corner.x() - width(), corner.y() - height() - metrics::kSpace1);
    show();
}

void JobPanel::retranslate() {
    heading_->setText(tr("Jobs"));
    clear_->setText(tr("Clear ended"));
    nothing_->setText(tr("No jobs. What takes long runs here while you go on."));
}

void JobPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

JobTray::JobTray(JobRunner& jobs, QWidget* parent)
    : QPushButton(parent), jobs_(JobRunners::of(jobs)), panel_(new JobPanel(jobs_, this)) {
    setObjectName(QStringLiteral("jobTray"));
    setProperty("role", QStringLiteral("tray"));
    setFocusPolicy(Qt::TabFocus);  // a click must not take the keys away from the desk
    connect(this, &QPushButton::clicked, panel_, [this] { panel_->showAbove(*this); });
    connect(&jobs_, &JobRunners::jobAdded, this,
            [this](JobHandle* job) { connect(job, &JobHandle::progressed, this, &JobTray::refresh); });
    connect(&jobs_, &JobRunners::jobsChanged, this, &JobTray::refresh);
    refresh();
}

void JobTray::refresh() {
    int running = 0, failed = 0;
    double done = 0;
    bool known = true;
    QString left;
    for (const auto* job : visibleJobs(jobs_)) {
        if (job->state() == JobHandle::State::Failed) ++failed;
        if (job->hasEnded()) continue;
        ++running;
        const auto progress = job->progress();
        done += shareDone(progress);
        if (job->state() == JobHandle::State::Running) {
            known = progress.total > 0;
            left = timeLeft(progress);
        }
    }
    QStringList parts;
    if (running > 0) parts << tr("%n job(s)", nullptr, running);
    if (running > 0 && known)
        parts << QLocale().toString(100 * done / running, 'f', 0) + QStringLiteral(" %");
    // Nobody knows how long those take that wait: of several no time is told.
    if (running == 1 && !left.isEmpty()) parts << left;
    if (failed > 0) parts << tr("%n failed", nullptr, failed);
    // The style puts no room between an icon and the text beside it.
    setText(QLatin1Char(' ') + (parts.isEmpty() ? tr("No jobs") : parts.join(QStringLiteral(" · "))));
    setIcon(failed > 0 ? Theme::instance().icon(QStringLiteral("circle-alert"), Token::Alert)
                       : Theme::instance().icon(QStringLiteral("activity"),
                                                running > 0 ? Token::Accent : Token::Muted));
    setToolTip(tr("Jobs: progress, cancel, errors"));
}

void JobTray::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace lineament::ui
