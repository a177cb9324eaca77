#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/domain/recorded_look.h"
#include "core/store/store.h"

namespace lineament {

/// The part of the store that keeps looks at the faces of recordings. Thread: any.
class LookBook {
  public:
    virtual ~LookBook() = default;

    /// Store::saveAnalysis() with the looks that were taken, in one transaction; those of an earlier analysis
    /// of the recording go.
    virtual RecordingId saveAnalysisWith(Recording recording, std::vector<Track>& tracks,
                                         std::span<const RecordedLook> looks) = 0;
    /// Looks by one recogniser, by time.
    virtual std::vector<RecordedLook> looks(RecordingId recording, const std::string& recogniser) const = 0;
    /// Templates of somebody enrolled by one recogniser.
    virtual std::vector<Template> references(IdentityId identity, const std::string& recogniser) const = 0;
};

/// The looks of a store.
LookBook& lookBookOf(Store& store);

}  // namespace lineament
