#pragma once

#include <string>

#include "core/base/job_context.h"

namespace lineament::cli {

/// One line of standard input that nobody sees: asked for without an echo at a terminal, read as it is from a
/// pipe. Leaves the lines behind it unread.
/// Throws Cancelled; Error(kInvalidArgument) if the input ends before a line.
std::string readSecret(const std::string& prompt, const JobContext& job);

/// A new password: typed twice at a terminal, one line of a pipe. Throws also if the two differ.
std::string readNewSecret(const std::string& whose, const JobContext& job);

}  // namespace lineament::cli
