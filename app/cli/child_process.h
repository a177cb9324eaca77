#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"

namespace lineament::cli {

/// Runs a program to its end with its output thrown away and its errors in a file.
/// Returns its exit status (128 + signal if one ended it). A cancelled job ends it and throws Cancelled.
/// Throws Error(kNotFound) if there is no such program.
int runProgram(const std::vector<std::string>& command, const std::filesystem::path& errors, const JobContext& job);

}  // namespace lineament::cli
