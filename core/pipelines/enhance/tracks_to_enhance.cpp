#include "core/pipelines/enhance/tracks_to_enhance.h"

#include <filesystem>

#include "core/store/case_book.h"

namespace lineament {
namespace {

TrackToEnhance outlined(const Track& track, const std::string& source) {
    TrackToEnhance one{track.id, source, track.name, track.firstMs, track.lastMs, track.firstMs, {}};
    if (!track.shots.empty())
        one.bestMs = track.shots.front().ms, one.bestBox = track.shots.front().box;
    else if (!track.boxes.empty())
        one.bestMs = track.boxes.front().ms, one.bestBox = track.boxes.front().box;
    return one;
}

std::vector<Track> outlinesOf(Store& store, const Recording& recording) {
    return store.caseBook().outlines({&recording.id, 1});
}

bool sameFile(const std::string& a, const std::string& b) {
    std::error_code ignored;
    return a == b || std::filesystem::equivalent(a, b, ignored);
}

}  // namespace

std::vector<TrackToEnhance> tracksToEnhance(Store& store, const std::string& source) {
    std::vector<TrackToEnhance> found;
    for (const auto& recording : store.recordings())
        if (sameFile(recording.source, source))
            for (const auto& track : outlinesOf(store, recording))
                found.push_back(outlined(track, recording.source));
    return found;
}

std::optional<TrackToEnhance> trackToEnhance(Store& store, TrackId id) {
    for (const auto& recording : store.recordings())
        for (const auto& track : outlinesOf(store, recording))
            if (track.id == id) return outlined(track, recording.source);
    return std::nullopt;
}

}  // namespace lineament
