#include "ui/bridge/workspace_opener.h"

#include <mutex>

#include "core/inference/device.h"

namespace lineament::ui {

std::shared_ptr<Workspace> openWorkspace(const WorkspaceOptions& options) {
    static std::once_flag threadsSet;
    std::call_once(threadsSet, [&] { setThreads(options.threads); });
    auto store = Store::open(Store::locate(options.dataFolder));
    auto registry = std::make_shared<const ModelRegistry>(ModelRegistry::locate(options.modelsFolder));
    auto engineOptions = options.engine;
    engineOptions.device = deviceFromName(options.device);
    auto engine = std::make_shared<FaceEngine>(std::move(registry), engineOptions);
    return std::make_shared<Workspace>(std::move(engine), std::move(store), options.point);
}

}  // namespace lineament::ui
