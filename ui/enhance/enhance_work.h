#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <vector>

#include "core/pipelines/enhance/enhance_file.h"
#include "core/pipelines/enhance/preview.h"

namespace lineament::ui {

/// Picture and faces of a photo, or of one frame of a recording. Call it in a job.
PreviewPicture lookAt(const Previewer& previewer, const QString& path, bool video, double ms,
                      JobContext& context);

struct BatchOutcome {
    int written = 0;
    QStringList failed;  ///< "name: why"
};
/// Several files by one chain; one progress over all. A file that cannot be read is told and passed over.
/// Call it in a job. Throws Cancelled, Error(kDiskFull and what concerns all files).
BatchOutcome enhanceAll(const Workspace& workspace, const QStringList& inputs, const QString& folder,
                        const enhance::Chain& chain, JobContext& context);

/// A note of a result as a sentence, translated.
QString noteWords(const EnhanceNote& note);

/// "photo.jpg" to "photo-enhanced.png", "film.mov" to "film-enhanced.mov".
QString enhancedName(const QString& input);

}  // namespace lineament::ui
