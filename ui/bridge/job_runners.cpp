#include "ui/bridge/job_runners.h"

namespace lineament::ui {

JobRunners::JobRunners(JobRunner& main) : QObject(&main) {
    add(main);
}

JobRunners& JobRunners::of(JobRunner& main) {
    auto* known = main.findChild<JobRunners*>(QString(), Qt::FindDirectChildrenOnly);
    return known ? *known : *new JobRunners(main);
}

void JobRunners::add(JobRunner& runner) {
    runners_ << &runner;
    connect(&runner, &JobRunner::jobAdded, this, &JobRunners::jobAdded);
    connect(&runner, &JobRunner::jobsChanged, this, &JobRunners::jobsChanged);
    connect(&runner, &QObject::destroyed, this, &JobRunners::jobsChanged, Qt::QueuedConnection);
    Q_EMIT jobsChanged();
}

QList<JobRunner*> JobRunners::all() const {
    QList<JobRunner*> alive;
    for (const auto& runner : runners_)
        if (runner) alive << runner;
    return alive;
}

}  // namespace lineament::ui
