#pragma once

#include <filesystem>

#include "core/base/job_context.h"
#include "core/domain/case.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// What there is to look at in a sample store.
struct SampleStore {
    int people = 0;                   ///< enrolled; none of them exists
    CaseId caseId;                    ///< holds the recording, analysed
    std::filesystem::path recording;  ///< in the store's folder; its sidecar says that it is generated
    int tracks = 0;                   ///< of the recording
};

/// A store for a first look round: people who do not exist, made by the first generator of the manifest,
/// three looks of each enrolled, and a recording of some of them and of two strangers, analysed as a case;
/// it plays as a camera, too.
/// Only a store that holds nobody else is filled; done again (after a crash, too), what is there stays.
/// Throws Error(kInvalidArgument: real people are enrolled; kModelMissing: no generator), Cancelled, and what
/// models and store throw.
SampleStore makeSampleStore(Workspace& workspace, JobContext& context);

/// Whether its people were made up by makeSampleStore().
bool isSampleStore(const Store& store);

}  // namespace lineament
