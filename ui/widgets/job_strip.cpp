#include "ui/widgets/job_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "ui/bridge/job_runner.h"
#include "ui/bridge/sentences.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {

JobStrip::JobStrip(QWidget* parent) : QFrame(parent) {
    setProperty("role", QStringLiteral("card"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace2, metrics::kSpace2);
    column->setSpacing(metrics::kSpace1);
    auto* row = new QHBoxLayout;
    title_ = new ElidedLabel;
    numbers_ = new QLabel;
    numbers_->setObjectName(QStringLiteral("jobNumbers"));
    numbers_->setProperty("role", QStringLiteral("muted"));
    cancel_ = new QPushButton;
    cancel_->setObjectName(QStringLiteral("jobCancelButton"));
    row->addWidget(title_, 1);
    row->addWidget(numbers_);
    row->addSpacing(metrics::kSpace2);
    row->addWidget(cancel_);
    bar_ = new QProgressBar;
    bar_->setTextVisible(false);
    column->addLayout(row);
    column->addWidget(bar_);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        if (job_) job_->cancel();
        showProgress();
    });
    retranslate();
    hide();
}

JobHandle* JobStrip::job() const { return job_; }

void JobStrip::setJob(JobHandle* job) {
    if (job == job_) return;
    if (job_) disconnect(job_, nullptr, this, nullptr);
    job_ = job && !job->hasEnded() ? job : nullptr;
    setVisible(job_ != nullptr);
    if (!job_) return;
    connect(job_, &JobHandle::progressed, this, &JobStrip::showProgress);
    connect(job_, &JobHandle::ended, this, [this, job] {
        if (job_ == job) setJob(nullptr);
    });
    showProgress();
}

void JobStrip::showProgress() {
    if (!job_) return;
    const Progress progress = job_->progress();
    title_->setFullText(job_->title());
    cancel_->setEnabled(!job_->cancelRequested());
    QStringList numbers;
    if (job_->cancelRequested())
        numbers << tr("stopping …");
    else if (job_->state() == JobHandle::State::Queued)
        numbers << tr("waiting for its turn");
    if (progress.total > 0 && progress.done > 0) {
        numbers << tr("%1 %").arg(progress.done * 100 / progress.total);
        if (progress.ratePerSecond > 0) numbers << tr("%L1 per second").arg(qRound(progress.ratePerSecond));
        if (const QString left = timeLeft(progress); !left.isEmpty()) numbers << left;
    }
    numbers_->setText(numbers.join(QStringLiteral(" · ")));
    // Range 0 shows that it is busy without saying how far: the total is not known.
    bar_->setRange(0, progress.total > 0 ? 1000 : 0);
    if (progress.total > 0) bar_->setValue(static_cast<int>(progress.done * 1000 / progress.total));
}

void JobStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void JobStrip::retranslate() {
    cancel_->setText(tr("Cancel"));
    cancel_->setAccessibleName(tr("Cancel this job"));
    bar_->setAccessibleName(tr("Progress"));
    showProgress();
}

}  // namespace lineament::ui
