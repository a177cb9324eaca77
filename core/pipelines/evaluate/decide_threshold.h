#pragma once

#include "core/pipelines/evaluate/applied_threshold.h"

namespace lineament {

/// applyThreshold() and withdrawThreshold() with why, as typed: both are decisions of the store, audited with
/// who, when and why, that undo takes back.
void applyThreshold(Store& store, const AppliedThreshold& applied, const std::string& reason);
void withdrawThreshold(Store& store, const std::string& recogniser, AppliedThreshold::Use use,
                       const std::string& reason);

}  // namespace lineament
