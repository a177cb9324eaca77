#pragma once

#include <filesystem>

#include "app/cli/output.h"
#include "core/pipelines/analyse_footage.h"

namespace lineament::cli {

/// What `analyse` prints.
Json analysisJson(const AnalysisResult& result);

/// Writes analysis.json, report.html and the best look at every track (tracks/NNNN.jpg) into a folder, which
/// is made. Throws Error(kInvalidArgument) if it cannot be made, kDiskFull if a file cannot be written.
void writeAnalysisReport(const AnalysisResult& result, const std::filesystem::path& folder);

}  // namespace lineament::cli
