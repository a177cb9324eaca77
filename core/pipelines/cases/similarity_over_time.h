#pragma once

#include <span>
#include <vector>

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// How much somebody resembles the person they are said to be, at one moment of a recording.
struct SimilarityAt {
    double ms = 0;
    float similarity = 0;
};

/// For each track of a recording (with boxes), its looks compared with whom it is said to be, by time: with
/// the most similar of their photos, as a search does. Empty for unknown people, and where the recording was
/// analysed by another recogniser or by a program that kept no looks. Throws Cancelled and what the store
/// throws.
std::vector<std::vector<SimilarityAt>> similarityOverTime(const Workspace& workspace, RecordingId recording,
                                                          std::span<const Track> tracks, JobContext& context);

}  // namespace lineament
