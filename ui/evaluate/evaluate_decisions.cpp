// What the desk decides: thresholds put into force and taken back, labels that are wrong.
#include <QLocale>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/pipelines/evaluate/decide_threshold.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/evaluate/operating_panel.h"
#include "ui/evaluate/pair_pictures.h"
#include "ui/evaluate/rate_charts.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {

void EvaluatePanel::refreshApplied() {
    const auto workspace = session().workspace();
    if (!workspace) return;
    const auto entry = current();
    const std::string key = entry && entry->result ? entry->result->recogniser : std::string();
    if (key.empty()) return operating_->setApplied({}, {});
    using Both = std::pair<std::optional<AppliedThreshold>, std::optional<AppliedThreshold>>;
    session().jobs().run<Both>(
        tr("Read the thresholds in force"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), key](JobContext&) {
            return Both{findAppliedThreshold(*store, key, AppliedThreshold::Use::kVerification),
                        findAppliedThreshold(*store, key, AppliedThreshold::Use::kSearch)};
        },
        this, [this](Both& both) { operating_->setApplied(both.first, both.second); });
}

void EvaluatePanel::apply() {
    if (const auto point = operating_->pointToApply()) applyPoint(*point, current()->onlyIn);
}

void EvaluatePanel::applyPoint(AppliedThreshold point, const std::filesystem::path& onlyIn) {
    if (!session().workspace() || !(onlyIn.empty() || isOpen(onlyIn))) return;
    point.at = Clock::system().now();
    const QString what = QString::fromStdString(point.recogniser);
    const QString threshold = QLocale().toString(point.threshold, 'f', 4);
    queue_.add(
        tr("Apply the threshold"),
        [point, onlyIn, reason = operating_->takeReason()](Workspace& workspace, JobContext&) {
            LINEAMENT_REQUIRE(onlyIn.empty() || workspace.store().folder() == onlyIn, "threshold",
                              "it was measured on the people of another data store; measure it here");
            applyThreshold(workspace.store(), point, reason);
        },
        [this, what, threshold] {
            banner_->show(Banner::Kind::Good,
                          tr("%1 matches at %2 in this data store from now on.").arg(what, threshold));
            refreshApplied();
            session().pollNow();
            Q_EMIT thresholdChanged();
        });
}

void EvaluatePanel::withdraw() {
    const auto entry = current();
    if (!entry || !entry->result || !session().workspace()) return;
    const auto use =
        charts_->searching() ? AppliedThreshold::Use::kSearch : AppliedThreshold::Use::kVerification;
    queue_.add(
        tr("Withdraw the threshold"),
        [key = entry->result->recogniser, use, reason = operating_->takeReason()](
            Workspace& workspace, JobContext&) { withdrawThreshold(workspace.store(), key, use, reason); },
        [this] {
            banner_->show(Banner::Kind::Info, tr("The recogniser's calibration counts again."));
            refreshApplied();
            session().pollNow();
            Q_EMIT thresholdChanged();
        });
}

void EvaluatePanel::markLabels() {
    const auto entry = current();
    if (!entry || !entry->result || !keys_.mark->isEnabled()) return;
    const auto* pictures = charts_->pictures();
    const bool wrong = !pictures->selectionIsMarked();
    queue_.add(
        wrong ? tr("Mark wrong labels") : tr("Take marks of wrong labels back"),
        [list = entry->result->listHash, lines = pictures->selectedLines(), wrong](Workspace& workspace,
                                                                                   JobContext&) {
            std::vector<LabelVerdict> verdicts;
            for (const auto line : lines)
                verdicts.push_back({line, wrong});
            EvaluationBook::of(workspace.store()).markLabels(list, verdicts);
        },
        [this] {
            refreshMarks();
            session().pollNow();
        });
}

void EvaluatePanel::refreshMarks() {
    const auto workspace = session().workspace();
    std::map<std::string, std::vector<LabelMark>> lists;
    for (const auto& entry : entries_)
        if (entry->result && !entry->result->listHash.empty()) lists[entry->result->listHash];
    if (!workspace || lists.empty()) return;
    session().jobs().run<decltype(lists)>(
        tr("Read the marks of wrong labels"), JobRunner::Lane::Short,
        [store = workspace->storePointer(), lists](JobContext&) mutable {
            for (auto& [list, marks] : lists)
                marks = EvaluationBook::of(*store).labelMarks(list);
            return lists;
        },
        this,
        [this](decltype(lists)& read) {
            marks_ = std::move(read);
            charts_->pictures()->setMarks(marksOf(current().get()));
            Q_EMIT labelsChanged();
        });
}

std::set<std::int64_t> EvaluatePanel::marksOf(const EvaluationEntry* entry) const {
    std::set<std::int64_t> lines;
    const auto found = entry && entry->result ? marks_.find(entry->result->listHash) : marks_.end();
    if (found != marks_.end())
        for (const auto& mark : found->second)
            lines.insert(mark.line);
    return lines;
}

void EvaluatePanel::showMarks() {
    const auto entry = current();
    const auto* pictures = charts_->pictures();
    keys_.mark->setEnabled(charts_->tab() == RateCharts::Pairs && entry && entry->result &&
                           !entry->result->listHash.empty() && !pictures->selectedLines().empty());
    keys_.mark->setText(pictures->selectionIsMarked() ? tr("The label is right after all")
                                                      : tr("The label is wrong"));
    keys_.mark->setToolTip(textWithKey(keys_.mark));
}

}  // namespace lineament::ui
