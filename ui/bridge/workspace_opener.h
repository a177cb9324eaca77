#pragma once

#include <filesystem>
#include <memory>

#include "core/pipelines/workspace.h"

namespace lineament::ui {

/// What the window works on: where the store and the models are, and the engine's choices.
struct WorkspaceOptions {
    std::filesystem::path dataFolder;    ///< empty: as Store::locate() has it
    std::filesystem::path modelsFolder;  ///< empty: as ModelRegistry::locate() has it
    std::string device;                  ///< "cpu", "cuda" or "" (cuda where there is one)
    int threads = 0;                     ///< 0: all cores; only the first opening of a process sets it
    FaceEngineOptions engine;            ///< its device is set from `device`
    OperatingPoint point;
};

/// Opens the store and reads the manifest; weights load at first use. Touches the disk: call it in a job.
/// Throws what Store::open() and ModelRegistry throw.
std::shared_ptr<Workspace> openWorkspace(const WorkspaceOptions& options);

}  // namespace lineament::ui
