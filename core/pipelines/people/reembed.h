#pragma once

#include <vector>

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct ReembedResult {
    int added = 0;                  ///< templates computed now
    int fromCrops = 0;              ///< of them from the stored crop, as the photo itself is not to be had
    std::vector<Rejection> failed;  ///< photos that stay without a template of this recogniser
};

/// Computes the templates that samples in use lack by the engine's recogniser: from the original that was
/// kept, else from the file it came from if that is still the same, else from the crop. Those of other
/// recognisers stay, so that both galleries can be searched until the new one is whole. A few are committed
/// at a time: after a stop or a crash the same call goes on with the rest. Throws Cancelled, model and store
/// errors.
ReembedResult reembed(Workspace& workspace, JobContext& context);

}  // namespace lineament
