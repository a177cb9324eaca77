#include "ui/bridge/model_shelf.h"

#include <QStringList>

#include "core/inference/model_fetch.h"

namespace lineament::ui {

QList<ModelRow> modelRows(const Workspace& workspace, JobContext& context) {
    const auto& registry = workspace.engine().registry();
    QList<ModelRow> rows;
    const auto total = static_cast<std::int64_t>(registry.models().size());
    for (const auto& model : registry.models()) {
        context.checkpoint();
        context.report("models", rows.size(), total);
        ModelRow row{QString::fromStdString(model.id), QString::fromStdString(model.role),
                     QString::fromStdString(model.licence), QString::fromStdString(model.source)};
        for (const auto& file : model.files)
            row.bytes += static_cast<qint64>(file.bytes);
        const auto status = registry.status(model);
        row.present = status.present;
        row.valid = status.valid;
        row.builtIn = model.builtIn;
        rows << row;
    }
    return rows;
}

void fetchModels(const Workspace& workspace, const QString& folder, JobContext& context) {
    const auto& registry = workspace.engine().registry();
    if (folder.isEmpty())
        lineament::fetchModels(registry, context);
    else
        lineament::fetchModelsFrom(registry, folder.toStdString(), context);
}

qint64 missingModelBytes(const Workspace& workspace) {
    const auto& registry = workspace.engine().registry();
    qint64 bytes = 0;
    for (const auto& model : registry.models())
        if (model.builtIn && model.role != "sample" && !registry.isPresent(model))
            for (const auto& file : model.files)
                bytes += static_cast<qint64>(file.bytes);
    return bytes;
}

QStringList modelIds(const Workspace& workspace, const QString& role) {
    QStringList ids;
    for (const auto* model : workspace.engine().registry().withRole(role.toStdString()))
        ids << QString::fromStdString(model->id);
    return ids;
}

}  // namespace lineament::ui
