// People whose time is over, deleted by the schedule of the data store.
#include <QTimer>

#include "core/pipelines/people/retention.h"
#include "ui/bridge/sign_in.h"
#include "ui/people/health/health_page.h"
#include "ui/people/people_panel.h"
#include "ui/people/person/receipt_dialog.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {
namespace {

constexpr int kLookEveryMs = 10 * 60 * 1000;

}  // namespace

void PeoplePanel::watchRetention() {
    auto* timer = new QTimer(this);
    timer->setInterval(kLookEveryMs);
    connect(timer, &QTimer::timeout, this, &PeoplePanel::purgeBySchedule);
    timer->start();
    connect(health_, &HealthPage::scheduleChosen, this, [this](int days) {
        queue_.add(
            tr("Set the schedule of deletions"),
            [days](Workspace& workspace, JobContext&) { setPurgeSchedule(workspace.store(), days); },
            [this, days] {
                banner_->show(
                    Banner::Kind::Good,
                    days == 0 ? tr("Expired people are deleted only when you ask for it.")
                              : tr("Expired people are deleted every %n days from now on.", nullptr, days));
                purgeBySchedule();
            });
    });
    connect(banner_, &Banner::actionTriggered, this, [this] {
        if (receipts_.empty()) return;
        (new ReceiptDialog(std::exchange(receipts_, {}), this))->open();
        banner_->dismiss();
    });
}

void PeoplePanel::purgeBySchedule() {
    // Somebody who may will open this store, too.
    if (!session().workspace() || purging_ || !SignIn::of(session()).may(Permission::kErasePeople)) return;
    purging_ = true;
    auto* job = session().jobs().run<std::optional<PurgeResult>>(
        tr("Look for people whose time is over"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer()](JobContext& context) -> std::optional<PurgeResult> {
            const auto now = Clock::system().now();
            if (!purgeSchedule(*store).dueAt(now)) return std::nullopt;
            return purgeDue(*store, now, "schedule", context);
        },
        this,
        [this](std::optional<PurgeResult>& result) {
            if (!result || (result->receipts.empty() && result->originals == 0)) return;
            receipts_.insert(receipts_.end(), result->receipts.begin(), result->receipts.end());
            banner_->show(Banner::Kind::Info,
                          tr("%n people whose time was over were deleted by the schedule.", nullptr,
                             static_cast<int>(result->receipts.size())),
                          receipts_.empty() ? QString() : tr("Receipts …"));
            if (health_->hasReport()) health_->setStale();
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] { purging_ = false; });
}

}  // namespace lineament::ui
