#pragma once

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"
#include "core/store/case_book.h"

namespace lineament {

struct DrawBoxRequest {
    CaseId of;              ///< for the number of an unknown it joins
    RecordingId recording;  ///< of `source`, analysed
    std::string source;
    double ms = 0;       ///< of the frame the box was drawn in
    BoxPx box;           ///< around a face, px of the upright frame; at least 8 px wide and high
    std::string reason;  ///< why, as typed
};

struct DrawnBox {
    TrackId track;
    TrackId joined;  ///< the track that goes on where this one ends or begins; not valid: none
    std::int64_t frames = 0;
};

/// A face that the detector did not find, drawn by a person: it gets a template from the drawn look, is
/// followed by its picture (boxShift()) up to three seconds either way until it is lost, the shot
/// is cut, or it meets a track: then it is said to be the same person as that one. Else it is suggested to be
/// whom it is like. One decision. Live sources cannot be read again: Error(kUnsupported). Throws
/// Error(kInvalidArgument) for a box that is too small or outside, what the source throws, Cancelled.
DrawnBox drawBox(Workspace& workspace, const DrawBoxRequest& request, JobContext& context);

}  // namespace lineament
