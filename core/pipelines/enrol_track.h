#pragma once

#include "core/domain/track.h"
#include "core/pipelines/enrol.h"

namespace lineament {

struct EnrolTrackOptions {
    int shots = 3;  ///< best looks that become samples, 1 to 20
    QualityGate gate = QualityGate::kStandard;
    std::string reason;
};

/// Makes the best looks of a track samples of a person, known or new, and names the track (confirmed).
/// `source` is the recording's, for the samples' origin. Looks that the gate refuses are in `rejected`; if
/// all are, nothing is stored and the track stays as it is. Throws Error(kInvalidArgument) without a name,
/// Cancelled, and store errors.
EnrolledIdentity enrolTrack(Workspace& workspace, const Track& track, const std::string& source,
                            const std::string& name, const std::string& externalId,
                            const EnrolTrackOptions& options, JobContext& context);

}  // namespace lineament
