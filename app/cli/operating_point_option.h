#pragma once

#include <CLI/CLI.hpp>

#include "core/pipelines/workspace.h"

namespace lineament::cli {

/// Adds --fmr and --fpir to a command that searches the gallery. What is given goes before a threshold that
/// was applied to the store. The point must outlive the parsing.
void addOperatingPoint(CLI::App& command, OperatingPoint& point);

}  // namespace lineament::cli
