#include "core/pipelines/cases/similarity_over_time.h"

#include <algorithm>
#include <map>

#include "core/footage/track_looks.h"
#include "core/store/look_book.h"

namespace lineament {

std::vector<std::vector<SimilarityAt>> similarityOverTime(const Workspace& workspace, RecordingId recording,
                                                          std::span<const Track> tracks,
                                                          JobContext& context) {
    std::vector<std::vector<SimilarityAt>> similarities(tracks.size());
    if (std::none_of(tracks.begin(), tracks.end(), [](const Track& track) { return track.identity; }))
        return similarities;
    const auto& recogniser = workspace.engine().recogniserKey();
    const auto& book = lookBookOf(workspace.store());
    const auto looks = book.looks(recording, recogniser);
    const auto owners = ownersOf(tracks, looks);
    std::map<IdentityId, std::vector<Template>> references;
    for (std::size_t i = 0; i < looks.size(); ++i) {
        context.checkpoint();
        if (owners[i] < 0) continue;
        const auto owner = static_cast<std::size_t>(owners[i]);
        const auto& identity = tracks[owner].identity;
        if (!identity) continue;
        auto known = references.find(*identity);
        if (known == references.end())
            known = references.emplace(*identity, book.references(*identity, recogniser)).first;
        if (known->second.empty()) continue;
        float most = -1;
        for (const auto& reference : known->second)
            most = std::max(most, similarity(looks[i].value, reference));
        similarities[owner].push_back({looks[i].ms, most});
    }
    return similarities;
}

}  // namespace lineament
