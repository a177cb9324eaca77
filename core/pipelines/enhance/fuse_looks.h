#pragma once

#include <filesystem>
#include <optional>

#include "core/base/job_context.h"
#include "core/faces/face_engine.h"

namespace lineament {

struct FuseLooksRequest {
    std::filesystem::path recording, output;  ///< output: .png or .jpg
    double ms = 0;                            ///< where the face is chosen
    int face = 0;                             ///< of the frame there, the largest first
    std::optional<BoxPx> box{};               ///< where it lies there, if known: goes before its number
    double seconds = 1;                       ///< looks are taken from so long about that time, 0.1 to 10
    double fidelity = 0;                      ///< as in enhance::Restore
    std::filesystem::path storeFolder{};      ///< see EnhanceRequest
};

struct FuseLooksResult {
    int looks = 0;  ///< frames in which the face was found
    int used = 0;   ///< of them, those that agreed with the best
    /// Similarity of templates to the mean template of all looks as they are: of the best look, restored, and
    /// of the looks fused, restored.
    double best = 0, fused = 0;
    Template fusedTemplate;  ///< mean over the restored looks: what to search with is still the original
};

/// Restores one face of a recording from several looks at it: aligned, fused by their quality, then restored.
/// The picture is marked and remembered as one that a network changed. Throws Error(kNotFound: no such face;
/// kUnreadable, kInvalidArgument, kModelMissing, kDiskFull, kUnwritable), Cancelled.
FuseLooksResult fuseLooks(const FaceEngine& engine, const FuseLooksRequest& request, JobContext& context);

}  // namespace lineament
