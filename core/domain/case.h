#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/presence.h"
#include "core/domain/track.h"

namespace lineament {

using CaseId = StrongId<struct CaseTag>;

/// Sources that are looked at together, and what was found in them.
struct Case {
    CaseId id;
    std::string name;  ///< empty: the case of everything that is in no other
    std::string notes;
    std::string settings;  ///< JSON: how its sources are analysed; "{}": as usual
    UnixMs createdAt = 0;
    UnixMs openedAt = 0;  ///< last
    int sources = 0;      ///< filled when read from the store
};

/// When a recording was taken and by which camera, as far as it is known.
struct RecordedTime {
    std::optional<UnixMs> startedAt;  ///< of its first picture
    double durationMs = 0;            ///< 0: not known
    CameraId camera;                  ///< not valid: not known
    bool byPerson = false;            ///< a person said so, not its container
};

/// A place in a recording.
struct RecordedMoment {
    std::string source;
    double ms = 0;
};

/// One recording, folder of photos or live source of a case.
struct CaseSource {
    std::string source;
    std::string sha256;  ///< when it was added; empty for folders and live sources
    std::string notes;
    UnixMs addedAt = 0;
    RecordingId recording;  ///< not valid while it is not analysed
    RecordedTime recorded;
};

/// An unknown person of a case: the number of "Unknown-4", by track.
struct UnknownNumber {
    TrackId track;
    int number = 0;
    bool byHand = false;  ///< a person put the track there; clustering leaves it
};

/// Somebody to look out for in a case.
struct CaseMark {
    IdentityId identity;
    std::string note;
};

}  // namespace lineament
