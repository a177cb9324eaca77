#pragma once

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"
#include "core/store/case_book.h"

namespace lineament {

/// Cuts a track in two before `ms`, where another person goes on in its place: each part gets a template of
/// its own looks (where it has none, of its middle frame) and is suggested to be whom it is like. One
/// decision, made for a reason as typed. Returns the two parts. Throws Error(kNotFound),
/// Error(kInvalidArgument) if a part would be empty.
std::pair<TrackId, TrackId> splitTrackAt(Workspace& workspace, CaseId of, TrackId track, double ms,
                                         JobContext& context, const std::string& reason = {});

}  // namespace lineament
