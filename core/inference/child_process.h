#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"

namespace lineament {

struct ProgramResult {
    bool started = false;         ///< false: there is no such program
    int status = -1;              ///< exit status; 128 + signal if it was killed
    std::int64_t peakMemory = 0;  ///< most that it held at once, seen every 20 ms, bytes
    std::string output;           ///< end of what it wrote to stdout and stderr
};

/// Runs a program of the PATH in a folder, without a shell, and waits for it. On cancellation the program
/// and what it started are killed before Cancelled is thrown. Throws Error(kInternal) if no process can be
/// made.
ProgramResult runProgram(const std::vector<std::string>& command, const std::filesystem::path& folder,
                         const JobContext& context);

}  // namespace lineament
