#include "ui/people/health/health_report.h"

#include "core/base/clock.h"
#include "core/pipelines/people/retention.h"

namespace lineament::ui {

HealthReport healthOf(const Workspace& workspace, JobContext& context) {
    auto& store = workspace.store();
    auto& book = store.galleryBook();
    HealthReport report;
    const auto& key = workspace.engine().recogniserKey();
    report.recogniser = QString::fromStdString(key);
    report.withoutTemplates = static_cast<int>(book.samplesWithout(key).size());
    for (auto& count : book.recognisers())
        if (count.recogniser != key) report.older.push_back(std::move(count));
    report.due = book.due(Clock::system().now());
    report.purgeEveryDays = purgeSchedule(store).everyDays;
    for (const auto& identity : store.identities())
        report.names.insert(identity.id.value(), QString::fromStdString(identity.name));
    report.check = checkPeople(workspace, context);
    return report;
}

}  // namespace lineament::ui
