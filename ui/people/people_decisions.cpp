// What the People desk decides: names, merges, records, whose photo is whose, removals.
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

#include "core/pipelines/people/retention.h"
#include "core/store/gallery_book.h"
#include "ui/people/enrol/enrol_sheet.h"
#include "ui/people/people_panel.h"
#include "ui/people/person/move_bar.h"
#include "ui/people/person/person_inspector.h"
#include "ui/people/person/receipt_dialog.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/search_field.h"

namespace lineament::ui {

void PeoplePanel::rename(qint64 identity, const QString& name) {
    queue_.add(tr("Rename a person"),
               [identity, name = name.toStdString()](Workspace& workspace, JobContext&) {
                   workspace.store().rename(IdentityId(identity), name);
               });
}

void PeoplePanel::askMerge() {
    mergeInto_->clear();
    qint64 most = 0;
    const auto people = chosen();
    for (const qint64 id : people) {
        const IdentityRow* person = model_.row(id);
        mergeInto_->addItem(tr("%1 · %n photos", nullptr, person->samples).arg(person->name), id);
        if (!most || person->samples > model_.row(most)->samples) most = id;
    }
    // Whoever has most photos is likely the right one.
    mergeInto_->setCurrentIndex(mergeInto_->findData(most));
    mergeBar_->show();
    mergeButton_->setFocus(Qt::OtherFocusReason);
}

void PeoplePanel::merge() {
    const qint64 into = mergeInto_->currentData().toLongLong();
    mergeBar_->hide();
    const QString name = model_.row(into) ? model_.row(into)->name : QString();
    const auto merged = chosen();
    for (const qint64 from : merged)
        if (from != into)
            queue_.add(tr("Merge people"), [from, into](Workspace& workspace, JobContext&) {
                workspace.store().merge(IdentityId(from), IdentityId(into));
            });
    queue_.add(
        tr("Merge people"), [](Workspace&, JobContext&) {},
        [this, name, count = static_cast<int>(merged.size())] {
            banner_->show(Banner::Kind::Good,
                          tr("%n people are one now: %1. U takes it back.", nullptr, count).arg(name));
        });
    select(into);
}

void PeoplePanel::remove() {
    const auto doomed = chosen();  // never somebody the search hides
    if (doomed.isEmpty()) return;
    const IdentityRow* first = model_.row(doomed.front());
    const QString question =
        doomed.size() == 1 && first
            ? tr("Remove %1 with all photos and templates? This cannot be taken back.").arg(first->name)
            : tr("Remove %n people with all their photos and templates? This cannot be taken back.", nullptr,
                 static_cast<int>(doomed.size()));
    if (!confirm_(question)) return;
    removePeople(doomed);
}

void PeoplePanel::removePeople(const QList<qint64>& doomed, const std::string& reason) {
    auto receipts = std::make_shared<std::vector<RemovalReceipt>>();
    for (const qint64 id : doomed)
        queue_.add(tr("Remove a person"), [id, receipts, reason](Workspace& workspace, JobContext&) {
            receipts->push_back(removePerson(workspace.store(), IdentityId(id), reason));
        });
    // Also where one of several failed: what the others were is told nowhere else.
    queue_.add(
        tr("Remove a person"), [](Workspace&, JobContext&) {},
        [this, receipts] {
            if (receipts->empty()) return;
            // Shown modelessly from the loop, as the job that brought them is to end first.
            QTimer::singleShot(0, this, [this, receipts] { (new ReceiptDialog(*receipts, this))->open(); });
        });
}

void PeoplePanel::removeSample() {
    const auto samples = inspector_->selectedSamples();
    if (samples.empty()) return;
    for (const SampleId sample : samples)
        queue_.add(tr("Remove a photo"),
                   [sample](Workspace& workspace, JobContext&) { workspace.store().removeSample(sample); });
    queue_.add(
        tr("Remove a photo"), [](Workspace&, JobContext&) {},
        [this, count = static_cast<int>(samples.size())] {
            banner_->show(Banner::Kind::Info, tr("%n photos were removed. U takes it back.", nullptr, count));
        });
}

void PeoplePanel::saveRecord(const PersonRecord& record, const QString& externalId, bool recordChanged,
                             bool numberChanged) {
    queue_.add(
        tr("Change a record"),
        [record, number = externalId.toStdString(), recordChanged, numberChanged](Workspace& workspace,
                                                                                  JobContext&) {
            auto& book = workspace.store().galleryBook();
            if (numberChanged) book.setExternalId(record.identity, number);  // first: it may be refused
            if (recordChanged) book.setRecord(record);
        },
        [this] { banner_->show(Banner::Kind::Good, tr("The record is saved. U takes it back.")); });
}

void PeoplePanel::askMove(bool split) {
    if (selected_.size() != 1) return;
    auto samples = inspector_->selectedSamples();
    const IdentityRow* from = model_.row(selected_.front());
    if (samples.empty() || !from) return;
    std::vector<MoveBar::Person> others;
    if (!split)
        for (const qint64 id : model_.everybody())
            if (const IdentityRow* person = model_.row(id); person && id != from->id)
                others.push_back({id, person->name, person->externalId});
    mergeBar_->hide();
    moveBar_->ask(split ? MoveBar::Kind::Split : MoveBar::Kind::Move, std::move(samples), from->name, others);
}

void PeoplePanel::moveSamples(const std::vector<SampleId>& samples, qint64 into, const QString& name) {
    queue_.add(
        tr("Move photos"),
        [samples, into](Workspace& workspace, JobContext&) {
            workspace.store().galleryBook().moveSamples(samples, IdentityId(into));
        },
        [this, name, count = static_cast<int>(samples.size())] {
            banner_->show(Banner::Kind::Good,
                          tr("%n photos are those of %1 now. U takes it back.", nullptr, count).arg(name));
        });
}

void PeoplePanel::splitSamples(const std::vector<SampleId>& samples, const QString& name) {
    queue_.add(
        tr("Split a person"),
        [samples, name = name.toStdString()](Workspace& workspace, JobContext&) {
            workspace.store().galleryBook().split(samples, name);
        },
        [this, name, count = static_cast<int>(samples.size())] {
            banner_->show(
                Banner::Kind::Good,
                tr("%n photos are those of a new person, %1. U takes it back.", nullptr, count).arg(name));
        });
}

void PeoplePanel::showSampleActions() {
    const bool some = selected_.size() == 1 && !inspector_->selectedSamples().empty();
    for (QAction* action : {keys_.removeSample, keys_.moveSamples, keys_.split})
        action->setEnabled(some && sheet_->isHidden());
    if (selected_.size() != 1) moveBar_->hide();
}

void PeoplePanel::showEverybody() {
    search_->clear();
    setQuery({});
    filter_->setCurrentIndex(0);
    applyFilter();
}

void PeoplePanel::showFilters() {
    const IdentityFilter now = model_.filter();
    filter_->clear();
    const auto add = [&](const QString& text, IdentityFilter filter) {
        filter_->addItem(text, QVariant::fromValue(static_cast<int>(filter.kind)));
        filter_->setItemData(filter_->count() - 1, filter.group, Qt::UserRole + 1);
        if (filter == now) filter_->setCurrentIndex(filter_->count() - 1);
    };
    using Kind = IdentityFilter::Kind;
    add(tr("Everybody"), {Kind::Everybody, {}});
    add(tr("Few or poor photos"), {Kind::Weak, {}});
    add(tr("Expired"), {Kind::Expired, {}});
    add(tr("Due to be deleted"), {Kind::Due, {}});
    if (!groups_.isEmpty()) filter_->insertSeparator(filter_->count());
    for (auto group = groups_.cbegin(); group != groups_.cend(); ++group)
        add(tr("%1 (%2)").arg(group.key()).arg(group.value()), {Kind::Group, group.key()});
    if (!(filterChosen() == now)) applyFilter();  // the group is gone
}

IdentityFilter PeoplePanel::filterChosen() const {
    return {static_cast<IdentityFilter::Kind>(filter_->currentData().toInt()),
            filter_->currentData(Qt::UserRole + 1).toString()};
}

void PeoplePanel::applyFilter() {
    model_.setFilter(filterChosen());
    showState();
}

}  // namespace lineament::ui
