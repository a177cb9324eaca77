#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "core/store/store.h"
#include "ui/bridge/session.h"
#include "ui/enhance/chain_editor.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/enhance/enhance_work.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {

void EnhancePanel::askExport() {
    if (opened_->path.isEmpty() || !session().workspace()) return;
    const QFileInfo file(opened_->path);
    const QString filter =
        opened_->video ? tr("Recordings (*.mp4 *.mkv *.mov *.avi)") : tr("Pictures (*.png *.jpg)");
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Write the enhanced file"), file.dir().filePath(enhancedName(opened_->path)), filter);
    if (!path.isEmpty()) exportTo(path);
}

void EnhancePanel::exportTo(const QString& path) {
    EnhanceRequest request;
    request.input = opened_->path.toStdString();
    request.output = path.toStdString();
    request.chain = editor_->chain();
    request.resumable = opened_->video;
    if (opened_->track) {
        request.fromMs = opened_->track->firstMs;
        request.toMs = std::max(opened_->track->lastMs, opened_->track->firstMs + 1);
    }
    runExport(std::move(request));
}

void EnhancePanel::goOn() {
    if (auto request = std::exchange(stopped_, std::nullopt)) runExport(std::move(*request));
}

void EnhancePanel::runExport(EnhanceRequest request) {
    const auto workspace = session().workspace();
    if (!workspace) return;
    request.storeFolder = workspace->store().folder();
    stopped_.reset();
    banner_->dismiss();
    const QString input = QString::fromStdString(request.input.filename().string());
    const QString path = QString::fromStdString(request.output.string());
    auto* job = session().jobs().run<EnhanceResult>(
        tr("Enhance %1").arg(input), JobRunner::Lane::Long,
        [workspace, request](JobContext& context) {
            return enhanceFile(workspace->engine(), request, context);
        },
        this,
        [this, path](EnhanceResult& result) {
            QString words = tr("Written: %1, %2 × %3 px")
                                .arg(QFileInfo(path).fileName())
                                .arg(result.size.width)
                                .arg(result.size.height);
            if (result.marked)
                words += QLatin1Char(' ') + tr("It is marked as changed by a network: a lead, no evidence.");
            if (result.resumedFrom > 0)
                words += QLatin1Char(' ') + tr("Gone on from frame %1.").arg(result.resumedFrom);
            if (result.frames > 0)
                words += QLatin1Char(' ') + (result.soundKept ? tr("With its sound.") : tr("Without sound."));
            if (result.frames > 0)
                words += QLatin1Char(' ') +
                         tr("Flicker of still places %1 → %2 grey levels, spread of identity %3.")
                             .arg(result.flickerBefore, 0, 'f', 2)
                             .arg(result.flickerAfter, 0, 'f', 2)
                             .arg(result.identitySpread, 0, 'f', 3);
            for (const auto& note : result.notes)
                words += QLatin1Char(' ') + noteWords(note);
            banner_->show(result.notes.empty() ? Banner::Kind::Good : Banner::Kind::Warning, words);
            Q_EMIT exported(path);
        });
    strip_->setJob(job);
    // The very request goes on, whatever is on the desk by then.
    const auto offerToGoOn = [this, request](Banner::Kind kind, const QString& sentence) {
        if (request.resumable) stopped_ = request;
        banner_->show(kind, sentence, request.resumable ? tr("Go on") : QString());
    };
    connect(job, &JobHandle::failed, this,
            [offerToGoOn](const QString& sentence) { offerToGoOn(Banner::Kind::Error, sentence); });
    if (request.resumable)
        connect(job, &JobHandle::cancelled, this, [offerToGoOn] {
            offerToGoOn(Banner::Kind::Info,
                        tr("Stopped. What is done is kept beside the name chosen; nothing is "
                           "written under it yet."));
        });
}

void EnhancePanel::askBatch() {
    if (!session().workspace()) return;
    const QStringList inputs = QFileDialog::getOpenFileNames(this, tr("Photos and recordings to enhance"),
                                                             settings_.text(Setting::LastFolder));
    if (inputs.isEmpty()) return;
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the results"),
                                                             settings_.text(Setting::LastFolder));
    if (!folder.isEmpty()) exportBatch(inputs, folder);
}

void EnhancePanel::exportBatch(const QStringList& inputs, const QString& folder) {
    auto* job = session().jobs().run<BatchOutcome>(
        tr("Enhance %n file(s)", nullptr, static_cast<int>(inputs.size())), JobRunner::Lane::Long,
        [workspace = session().workspace(), inputs, folder, chain = editor_->chain()](JobContext& context) {
            return enhanceAll(*workspace, inputs, folder, chain, context);
        },
        this,
        [this, folder](BatchOutcome& outcome) {
            QString words = tr("%n file(s) written.", nullptr, outcome.written);
            if (!outcome.failed.isEmpty())
                words +=
                    QLatin1Char(' ') + tr("Not written: %1").arg(outcome.failed.join(QStringLiteral("; ")));
            banner_->show(outcome.failed.isEmpty() ? Banner::Kind::Good : Banner::Kind::Warning, words);
            Q_EMIT exported(folder);
        });
    strip_->setJob(job);
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

}  // namespace lineament::ui
