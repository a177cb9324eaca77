#include "ui/footage/case/analysis_batch.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "core/pipelines/cases/case_settings.h"
#include "core/pipelines/cases/cluster_case.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/recording_bar.h"

namespace lineament::ui {
namespace {

constexpr double kLongestLiveMs = 12 * 3600 * 1000.0;  // a live source is analysed until it is stopped

std::string keyOf(qint64 id) {
    return "analyse-case:" + std::to_string(id);
}

}  // namespace

AnalysisBatch::AnalysisBatch(Session& session, CaseState& state, QObject* parent)
    : QObject(parent), session_(session), state_(state), notes_(session) {}

void AnalysisBatch::add(const QString& source, bool live) {
    if (source.isEmpty() || !session_.workspace() || jobs_.value(source)) return;
    auto* job = session_.jobs().run<AnalysisResult>(
        tr("Analyse %1").arg(titleOfSource(source)), JobRunner::Lane::Long,
        [workspace = session_.workspace(), id = state_.id(), live,
         path = source.toStdString()](JobContext& context) {
            const auto settings = caseSettingsFrom(workspace->store().caseBook().getCase(id).settings);
            const auto own = workspaceFor(workspace, settings);
            AnalyseOptions options;
            options.detectEveryNth = settings.detectEveryNth;
            if (live) options.maxMs = kLongestLiveMs;
            auto result = analyseFootage(*own, path, options, context);
            // A live analysis ends when it is stopped: what it saw is grouped all the same.
            JobContext whole;
            clusterCase(*own, id, {}, live ? whole : context);
            return result;
        },
        this, [this, source](AnalysisResult& result) { Q_EMIT analysed(source, result); });
    jobs_.insert(source, job);
    if (!live) {
        if (pendingCase_ != state_.id().value()) pending_.clear();
        pendingCase_ = state_.id().value();
        pending_ << source;
        remember();
    }
    connect(job, &JobHandle::failed, this,
            [this, source](const QString& sentence) { Q_EMIT failed(source, sentence); });
    connect(job, &JobHandle::cancelled, this, [this, source] { Q_EMIT cancelled(source); });
    connect(job, &JobHandle::ended, this, [this, source] {
        jobs_.remove(source);
        // A window that closes cancels its jobs and refuses new ones: what is noted stays, and is offered
        // again.
        if (pending_.removeAll(source) > 0) remember();
        Q_EMIT ended(source);
    });
}

void AnalysisBatch::hurry(const QString& source) {
    if (auto* job = this->job(source)) job->hurry();
}

void AnalysisBatch::remember() {
    notes_.add(tr("Note what is to be analysed"),
               [key = keyOf(pendingCase_), sources = pending_](Workspace& workspace, JobContext&) {
                   if (sources.isEmpty())
                       workspace.store().forgetJob(key);
                   else
                       workspace.store().rememberJob(key, QJsonDocument(QJsonArray::fromStringList(sources))
                                                              .toJson(QJsonDocument::Compact)
                                                              .toStdString());
               });
}

void AnalysisBatch::lookForInterrupted() {
    if (!session_.workspace() || busy()) return;
    session_.jobs().run<QStringList>(
        tr("Look for interrupted work"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer(), key = keyOf(state_.id().value())](JobContext&) {
            QStringList sources;
            if (const auto left = store->job(key))
                for (const auto& source : QJsonDocument::fromJson(QByteArray::fromStdString(*left)).array())
                    sources << source.toString();
            return sources;
        },
        this,
        [this](QStringList& sources) {
            if (!sources.isEmpty() && !busy()) Q_EMIT interrupted(sources);
        });
}

}  // namespace lineament::ui
