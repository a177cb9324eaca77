// The pages of the People desk beside the list: the health of the gallery, with what its findings ask for,
// and the search by a face.
#include <QStackedWidget>

#include "core/base/clock.h"
#include "core/pipelines/people/reembed.h"
#include "core/store/gallery_book.h"
#include "ui/people/enrol/enrol_sheet.h"
#include "ui/people/health/health_page.h"
#include "ui/people/people_panel.h"
#include "ui/people/search/search_page.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {

void PeoplePanel::connectHealth() {
    connect(health_, &HealthPage::checkRequested, this, &PeoplePanel::checkHealth);
    connect(health_, &HealthPage::closeRequested, this, [this] { showHealth(false); });
    connect(health_, &HealthPage::showRequested, this, [this](const QList<qint64>& people) {
        showHealth(false);
        showEverybody();
        selected_ = people;
        restoreSelection();
    });
    connect(health_, &HealthPage::mergeRequested, this, [this](qint64 from, qint64 into) {
        queue_.add(
            tr("Merge people"),
            [from, into](Workspace& workspace, JobContext&) {
                workspace.store().merge(IdentityId(from), IdentityId(into));
            },
            [this] { banner_->show(Banner::Kind::Good, tr("The two are one now. U takes it back.")); });
    });
    connect(health_, &HealthPage::keepApartRequested, this, [this](qint64 a, qint64 b) {
        queue_.add(
            tr("Keep people apart"),
            [a, b](Workspace& workspace, JobContext&) {
                workspace.store().galleryBook().keepApart(IdentityId(a), IdentityId(b), "health page");
            },
            [this] {
                banner_->show(Banner::Kind::Good, tr("The two are kept apart and not asked about again."));
            });
    });
    connect(health_, &HealthPage::moveRequested, this, [this](qint64 sample, qint64 into) {
        moveSamples({SampleId(sample)}, into, model_.row(into) ? model_.row(into)->name : QString());
    });
    connect(health_, &HealthPage::addPhotosRequested, this, [this](qint64 person) {
        const IdentityRow* row = model_.row(person);
        if (!row) return;
        openSheet();
        sheet_->setPerson(row->name, row->externalId);
    });
    connect(health_, &HealthPage::embedRequested, this, &PeoplePanel::embedMissing);
    connect(health_, &HealthPage::dropRequested, this, &PeoplePanel::dropTemplates);
    connect(health_, &HealthPage::purgeRequested, this, &PeoplePanel::purge);
}

bool PeoplePanel::hasPeopleFor(QAction* page) {
    if (model_.total() > 0) return true;
    page->setChecked(false);
    banner_->show(Banner::Kind::Info, tr("Nobody is enrolled yet: enrol people first, then come back here."));
    return false;
}

void PeoplePanel::showHealth(bool show) {
    if (show && !hasPeopleFor(keys_.health)) return;
    keys_.health->setChecked(show);
    if (show) keys_.searchFace->setChecked(false);
    showState();
    if (show && !health_->hasReport()) checkHealth();
    stack_->currentWidget()->setFocus();
}

void PeoplePanel::connectSearch() {
    connect(searchPage_, &SearchPage::closeRequested, this, [this] { showSearch(false); });
    connect(searchPage_, &SearchPage::showRequested, this, [this](qint64 person) {
        showSearch(false);
        reveal({DeskItem::Kind::Identity, person});
    });
}

void PeoplePanel::showSearch(bool show) {
    if (show && !hasPeopleFor(keys_.searchFace)) return;
    keys_.searchFace->setChecked(show);
    if (show) keys_.health->setChecked(false);
    showState();
    stack_->currentWidget()->setFocus();
}

void PeoplePanel::checkHealth() {
    if (checking_ || !session().workspace()) return;
    checking_ = true;
    auto* job = session().jobs().run<HealthReport>(
        tr("Check the gallery"), JobRunner::Lane::Long,
        [workspace = session().workspace()](JobContext& context) { return healthOf(*workspace, context); },
        this, [this](HealthReport& report) { health_->setReport(std::move(report)); });
    health_->setJob(job);
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] { checking_ = false; });
}

void PeoplePanel::embedMissing() {
    auto* job = session().jobs().run<ReembedResult>(
        tr("Compute templates"), JobRunner::Lane::Long,
        [workspace = session().workspace()](JobContext& context) { return reembed(*workspace, context); },
        this,
        [this](ReembedResult& result) {
            const QString done = tr("%n templates were computed.", nullptr, result.added);
            if (result.failed.empty()) {
                banner_->show(Banner::Kind::Good, done);
            } else {
                banner_->show(Banner::Kind::Warning,
                              done + QLatin1Char(' ') +
                                  tr("%n photos can be read no more: %1 and others.", nullptr,
                                     static_cast<int>(result.failed.size()))
                                      .arg(QString::fromStdString(result.failed.front().path)));
            }
            checkHealth();
        });
    health_->setJob(job);
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::cancelled, this, [this] {
        banner_->show(Banner::Kind::Info,
                      tr("What was computed is kept; the rest is computed when you go on."));
        checkHealth();
    });
}

void PeoplePanel::dropTemplates(const QString& recogniser) {
    if (!confirm_(
            tr("Delete all templates of %1? Who works with it finds nobody until they are computed again.")
                .arg(recogniser)))
        return checkHealth();
    queue_.add(
        tr("Delete templates"),
        [key = recogniser.toStdString()](Workspace& workspace, JobContext&) {
            workspace.store().galleryBook().dropTemplates(key);
        },
        [this] { checkHealth(); });
}

void PeoplePanel::purge(const QList<qint64>& people) {
    if (!confirm_(tr("Delete %n people with all that is stored of them? This cannot be taken back.", nullptr,
                     static_cast<int>(people.size()))))
        return;
    removePeople(people, "retention");
    queue_.add(
        tr("Delete expired files"),
        [](Workspace& workspace, JobContext&) {
            workspace.store().galleryBook().purgeOriginals(Clock::system().now());
        },
        [this] { checkHealth(); });
}

}  // namespace lineament::ui
