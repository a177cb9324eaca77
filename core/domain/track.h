#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/identity.h"

namespace lineament {

using TrackId = StrongId<struct TrackTag>;
using RecordingId = StrongId<struct RecordingTag>;

/// A source that was analysed.
struct Recording {
    RecordingId id;
    std::string source;   ///< path or address
    std::string sha256;   ///< of the file; empty for folders and live sources
    SizePx size;
    double framesPerSecond = 0;
    double durationMs = 0;
    std::int64_t frames = 0;
    UnixMs analysedAt = 0;
    std::string settings;  ///< JSON of the analysis options used
};

struct TrackBox {
    double ms = 0;
    BoxPx box;
    float score = 0;
    bool interpolated = false;  ///< between two detections
};

/// A good look at the person of a track.
struct BestShot {
    double ms = 0;
    BoxPx box;
    float quality = 0;            ///< unified score, 0 to 100
    std::vector<std::byte> crop;  ///< JPEG with a margin
};

/// How a track came by its name.
enum class TrackState { kUnknown, kSuggested, kConfirmed, kRejected };

/// One person followed through consecutive frames.
struct Track {
    TrackId id;
    RecordingId recording;
    double firstMs = 0, lastMs = 0;
    std::int64_t frames = 0;         ///< frames with a box
    std::vector<TrackBox> boxes;     ///< in time order
    std::vector<BestShot> shots;     ///< best first
    std::optional<Template> pooled;  ///< of the whole track; empty if no look was good enough
    std::optional<IdentityId> identity;
    std::string name;                ///< of the identity; empty if unknown
    float similarity = 0;            ///< to the identity, or the best one that did not reach the threshold
    TrackState state = TrackState::kUnknown;
};

}  // namespace lineament
