#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/store/case_book.h"

namespace lineament {

/// Copies a stretch of a recording into a file of its own (H.264, every frame at its own time, without
/// sound). The original is only read. Returns the number of frames. Throws Error(kInvalidArgument) for an
/// empty stretch or a target that is the source, kUnsupported for live sources and unknown endings, what
/// reading and writing throw, Cancelled: nothing is there then.
std::int64_t exportClip(const std::string& source, double fromMs, double toMs,
                        const std::filesystem::path& target, JobContext& context);

/// Writes the best looks of tracks into a folder as JPEG, named by track, rank and time. Returns how many.
std::int64_t exportCrops(const CaseBook& book, const std::vector<Track>& tracks,
                         const std::filesystem::path& folder, JobContext& context);

}  // namespace lineament
