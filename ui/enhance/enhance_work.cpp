#include "ui/enhance/enhance_work.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include "core/image/image.h"
#include "core/media/video_source.h"
#include "ui/bridge/sentences.h"

namespace lineament::ui {
namespace {

// What concerns the program, not one file of many.
bool concernsAll(ErrorCode code) {
    return code == ErrorCode::kDiskFull || code == ErrorCode::kModelMissing ||
           code == ErrorCode::kModelInvalid || code == ErrorCode::kStoreUnusable ||
           code == ErrorCode::kInternal;
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lineament::ui::EnhanceWork)
};

}  // namespace

QString noteWords(const EnhanceNote& note) {
    using Kind = EnhanceNote::Kind;
    switch (note.kind) {
        case Kind::kBitsReduced:
            return Words::tr("Its 16 bits a channel were reduced to 8.");
        case Kind::kAlphaFlattened:
            return Words::tr("What is transparent was laid on grey.");
        case Kind::kNoFace:
            return Words::tr("No face was found: nothing was restored.");
        case Kind::kDamaged:
            return Words::tr("Damaged parts of the recording were passed over.");
        case Kind::kSoundNotCopied:
            break;
    }
    return Words::tr("Its sound could not be copied: choose .mkv to keep it.");
}

PreviewPicture lookAt(const Previewer& previewer, const QString& path, bool video, double ms,
                      JobContext& context) {
    if (!video) return previewer.look(loadImage(path.toStdString()).bgr, context);
    auto source = openVideoSource(path.toStdString(), context.stopToken());
    if (ms > 0) source->seek(ms);
    auto frame = source->read();
    context.checkpoint();
    if (!frame) throw Error(ErrorCode::kUnreadable, path.toStdString(), "it holds no frame that can be read");
    return previewer.look(std::move(frame->bgr), context);
}

QString enhancedName(const QString& input) {
    const QFileInfo file(input);
    const bool video = looksLikeVideo(input.toStdString());
    const QString ending = video ? file.suffix() : QStringLiteral("png");
    return file.completeBaseName() + QStringLiteral("-enhanced.") + ending;
}

BatchOutcome enhanceAll(const Workspace& workspace, const QStringList& inputs, const QString& folder,
                        const enhance::Chain& chain, JobContext& context) {
    BatchOutcome outcome;
    const auto total = static_cast<std::int64_t>(inputs.size());
    std::int64_t done = 0;
    for (const QString& input : inputs) {
        context.checkpoint();
        context.report("files", done, total);
        EnhanceRequest request;
        request.input = input.toStdString();
        request.output = QDir(folder).filePath(enhancedName(input)).toStdString();
        request.chain = chain;
        request.storeFolder = workspace.store().folder();
        try {
            JobContext quiet(context.stopToken());
            enhanceFile(workspace.engine(), request, quiet);
            ++outcome.written;
        } catch (const Error& error) {
            if (concernsAll(error.code())) throw;
            outcome.failed << QFileInfo(input).fileName() + QStringLiteral(": ") + sentenceFor(error);
        }
        context.report("files", ++done, total);
    }
    return outcome;
}

}  // namespace lineament::ui
