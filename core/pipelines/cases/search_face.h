#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"
#include "core/store/case_book.h"

namespace lineament {

/// Where a face that was searched for appears.
struct FaceHit {
    Track track;  ///< without boxes and shots
    std::string source;
    std::vector<CaseId> cases;  ///< that hold the source
    float similarity = 0;
    bool reaches = false;  ///< the threshold of one comparison
};

struct FaceSearch {
    std::vector<FaceHit> hits;  ///< most similar first
    float threshold = 0;
    double fmr = 0;
    std::size_t searched = 0;  ///< tracks that were compared
};

/// Compares a template with every track of every case. top: how many at most, 1 to 10 000.
/// Throws Error(kInvalidArgument), Cancelled, and what the store throws.
FaceSearch searchFace(Workspace& workspace, const Template& probe, int top, JobContext& context);

/// The template of the largest face of a photo. Throws Error(kUnreadable ...) about the file and
/// Error(kNotFound) if there is no face in it.
Template probeOf(const Workspace& workspace, const std::filesystem::path& photo);

}  // namespace lineament
