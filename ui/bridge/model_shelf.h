#pragma once

#include <QList>
#include <QString>

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"

namespace lineament::ui {

/// One entry of the manifest as the preferences show it.
struct ModelRow {
    QString id, role, licence, source;
    qint64 bytes = 0;
    bool present = false;
    bool valid = false;  ///< every hash is right
    bool builtIn = true;
};

/// All models with their state. Reads and hashes every file: call it in a job.
QList<ModelRow> modelRows(const Workspace& workspace, JobContext& context);
/// Fetches what is missing or altered. Call it in a job. Throws Error(kModelMissing, kModelInvalid,
/// kDiskFull).
/// folder: packages or files to take instead of asking the network; empty: none.
void fetchModels(const Workspace& workspace, const QString& folder, JobContext& context);
/// Of the models that come with the program and lack files: how much there is to fetch. Opens no file.
qint64 missingModelBytes(const Workspace& workspace);
/// Ids of a role ("detector", "recogniser"), in the manifest's order.
QStringList modelIds(const Workspace& workspace, const QString& role);

}  // namespace lineament::ui
