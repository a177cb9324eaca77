#include "core/pipelines/cases/search_face.h"

#include <algorithm>
#include <map>

#include "core/base/check.h"
#include "core/image/image.h"
#include "core/pipelines/evidence/evidence_guard.h"

namespace lineament {

FaceSearch searchFace(Workspace& workspace, const Template& probe, int top, JobContext& context) {
    LINEAMENT_REQUIRE(top >= 1 && top <= 10'000, "top", "1 to 10 000 hits can be listed");
    auto& store = workspace.store();
    auto& book = store.caseBook();
    FaceSearch search;
    std::tie(search.threshold, search.fmr) = workspace.verificationThreshold();
    auto tracks = book.searchable(probe.recogniser);
    context.checkpoint();
    search.searched = tracks.size();
    std::vector<std::pair<float, std::size_t>> order;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        order.emplace_back(-similarity(probe, *tracks[i].pooled), i);
        if (i % 1000 == 0) context.checkpoint();
    }
    const auto kept = std::min(order.size(), static_cast<std::size_t>(top));
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end());
    std::map<std::int64_t, std::string> sources;
    for (const auto& recording : store.recordings())
        sources[recording.id.value()] = recording.source;
    std::map<std::string, std::vector<CaseId>> casesOf;
    for (const auto& one : book.cases())
        for (const auto& source : book.sources(one.id))
            casesOf[source.source].push_back(one.id);
    for (std::size_t i = 0; i < kept; ++i) {
        FaceHit hit;
        hit.similarity = -order[i].first;
        hit.reaches = hit.similarity >= search.threshold;
        hit.track = std::move(tracks[order[i].second]);
        hit.source = sources[hit.track.recording.value()];
        hit.cases = casesOf[hit.source];
        search.hits.push_back(std::move(hit));
    }
    return search;
}

Template probeOf(const Workspace& workspace, const std::filesystem::path& photo) {
    if (const auto marked = EvidenceGuard::refuseFile(photo))
        throw Error(ErrorCode::kUnsupported, photo.string(), marked->reason);
    const Image image = loadImage(photo);
    const auto faces = workspace.engine().detect(image.bgr);
    if (faces.empty()) throw Error(ErrorCode::kNotFound, photo.string(), "no face was found in it");
    auto probe = workspace.engine().embed(image.bgr, std::span(faces).first(1)).front();
    const EvidenceGuard guard(workspace.engine(), workspace.store().folder());
    if (const auto copy = guard.refuseFace(photo.string(), image.bgr, faces.front(), &probe))
        throw Error(ErrorCode::kUnsupported, photo.string(), copy->reason);
    return probe;
}

}  // namespace lineament
