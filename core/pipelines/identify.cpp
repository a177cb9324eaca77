#include "core/pipelines/identify.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/check.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {
namespace {

struct Claim {
    float similarity;
    std::size_t face;
    IdentityId identity;
};

/// Lets no two faces of one picture be the same person: the most similar face keeps the identity, the others
/// lose it as a candidate and fall back on their next one.
void shareOutIdentities(std::vector<Identification>& faces) {
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < faces.size(); ++i)
        for (const auto& candidate : faces[i].candidates)
            if (candidate.similarity >= faces[i].threshold)
                claims.push_back({candidate.similarity, i, candidate.identity});
    std::stable_sort(claims.begin(), claims.end(),
                     [](const Claim& a, const Claim& b) { return a.similarity > b.similarity; });
    std::map<IdentityId, std::size_t> owner;
    std::set<std::size_t> served;
    for (const auto& claim : claims)
        if (!served.count(claim.face) && owner.emplace(claim.identity, claim.face).second)
            served.insert(claim.face);

    for (std::size_t i = 0; i < faces.size(); ++i) {
        auto& candidates = faces[i].candidates;
        std::erase_if(candidates, [&](const Candidate& candidate) {
            const auto found = owner.find(candidate.identity);
            return found != owner.end() && found->second != i;
        });
        faces[i].match = !candidates.empty() && candidates.front().similarity >= faces[i].threshold;
    }
}

std::vector<Identification> identifyFaces(const Workspace& workspace, const std::vector<Template>& probes,
                                          int top) {
    if (probes.empty()) return {};
    const auto [threshold, fmr] = workspace.searchThreshold();
    // Others of the picture may take up to probes - 1 candidates away.
    const int wanted = top + static_cast<int>(probes.size()) - 1;
    auto found = workspace.gallery()->identify(probes, threshold, fmr, wanted);
    shareOutIdentities(found);
    for (auto& identification : found)
        if (static_cast<int>(identification.candidates.size()) > top)
            identification.candidates.resize(static_cast<std::size_t>(top));
    return found;
}

}  // namespace

ImagesResult processImages(const FaceEngine& engine, Workspace* workspace,
                           const std::vector<std::filesystem::path>& paths, ImageWork work, int top,
                           JobContext& context) {
    LINEAMENT_CHECK(work != ImageWork::kIdentify || workspace);
    LINEAMENT_REQUIRE(top >= 1, "top", "at least one candidate must be asked for");
    ImagesResult result;
    const auto total = static_cast<std::int64_t>(paths.size());
    std::int64_t done = 0;
    std::optional<EvidenceGuard> guard;  // searches run on originals
    if (workspace && work != ImageWork::kDetect) guard.emplace(engine, workspace->store().folder());
    PhotoReader reader(paths, {}, context.stopToken());
    while (auto photo = reader.next()) {
        context.checkpoint();
        const auto path = photo->path.string();
        if (photo->rejection) {
            result.rejected.push_back(*photo->rejection);
        } else if (auto marked = guard ? EvidenceGuard::refuseFile(photo->path) : std::nullopt) {
            result.rejected.push_back(std::move(*marked));
        } else {
            try {
                const auto& bgr = photo->image->bgr;
                ImageFaces image{path, {bgr.cols, bgr.rows}, engine.detect(bgr), {}, {}};
                engine.judgeLiveness(bgr, image.faces);
                context.checkpoint();
                if (work != ImageWork::kDetect) image.templates = engine.embed(bgr, image.faces);
                std::optional<Rejection> copy;
                for (std::size_t i = 0; guard && !copy && i < image.faces.size(); ++i)
                    copy = guard->refuseFace(path, bgr, image.faces[i], &image.templates[i]);
                if (copy) {
                    result.rejected.push_back(std::move(*copy));
                    context.report("photos", ++done, total);
                    continue;
                }
                if (work == ImageWork::kIdentify)
                    image.identifications = identifyFaces(*workspace, image.templates, top);
                result.images.push_back(std::move(image));
            } catch (const Error& error) {
                result.rejected.push_back(rejectionFrom(error, path));
            }
        }
        context.report("photos", ++done, total);
    }
    context.checkpoint();
    return result;
}

Verification verifyImages(const FaceEngine& engine, const std::filesystem::path& a,
                          const std::filesystem::path& b, double fmr,
                          const std::filesystem::path& storeFolder) {
    const EvidenceGuard guard(engine, storeFolder);
    const auto imageA = loadImage(a), imageB = loadImage(b);
    Verification result;
    result.a = guard.largestFaceOf(imageA);
    result.b = guard.largestFaceOf(imageB);
    const auto templateA = engine.embed(imageA.bgr, std::span(&result.a, 1));
    const auto templateB = engine.embed(imageB.bgr, std::span(&result.b, 1));
    result.similarity = similarity(templateA.front(), templateB.front());
    result.threshold = static_cast<float>(engine.calibration().thresholdAt(fmr));
    result.fmr = fmr;
    result.match = result.similarity >= result.threshold;
    return result;
}

}  // namespace lineament
