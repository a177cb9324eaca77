#include "ui/bridge/workspace_opener.h"

namespace lineament::ui {

std::shared_ptr<Workspace> openWorkspace(const WorkspaceOptions& options) {
    auto registry = std::make_shared<const ModelRegistry>(ModelRegistry::locate(options.modelsFolder));
    auto engine = std::make_shared<FaceEngine>(std::move(registry), options.engine);
    return std::make_shared<Workspace>(std::move(engine), Store::open(Store::locate(options.dataFolder)), options.point);
}

}  // namespace lineament::ui
