#include "core/gallery/gallery.h"

#include <algorithm>

#include "core/base/check.h"

namespace lineament {

Gallery::Gallery(std::string recogniser, int dimension, const std::vector<StoredTemplate>& templates,
                 const std::vector<Identity>& identities)
    : index_(std::move(recogniser), dimension) {
    std::vector<std::pair<IdentityId, std::string>> known;
    known.reserve(identities.size());
    for (const auto& identity : identities)
        known.emplace_back(identity.id, identity.name);
    std::sort(known.begin(), known.end());

    std::vector<bool> referenced(known.size());
    index_.reserve(templates.size());
    for (const auto& reference : templates) {
        const auto at =
            std::lower_bound(known.begin(), known.end(), std::pair{reference.identity, std::string()});
        if (at == known.end() || at->first != reference.identity) continue;
        index_.add(reference);
        referenced[at - known.begin()] = true;
    }
    for (std::size_t i = 0; i < known.size(); ++i)
        if (referenced[i]) names_.push_back(std::move(known[i]));
}

std::size_t Gallery::identities() const {
    return names_.size();
}
std::size_t Gallery::templates() const {
    return index_.size();
}

Identification Gallery::identify(const Template& probe, float threshold, double fmr, int top) const {
    return identify(std::span(&probe, 1), threshold, fmr, top).front();
}

std::vector<Identification> Gallery::identify(std::span<const Template> probes, float threshold, double fmr,
                                              int top) const {
    std::vector<Identification> answers;
    answers.reserve(probes.size());
    for (const auto& hits : index_.searchIdentities(probes, top)) {
        Identification answer{.threshold = threshold, .fmr = fmr};
        for (const auto& hit : hits) {
            const auto at =
                std::lower_bound(names_.begin(), names_.end(), std::pair{hit.identity, std::string()});
            answer.candidates.push_back({hit.identity, at->second, hit.similarity, hit.reference});
        }
        answer.match = !hits.empty() && hits.front().similarity >= threshold;
        answers.push_back(std::move(answer));
    }
    return answers;
}

double Gallery::fmrForSearch(double fmrOneToOne, double fpir, std::size_t references) {
    LINEAMENT_REQUIRE(fmrOneToOne > 0 && fmrOneToOne <= 1, "fmr", "a rate must be above 0 and at most 1");
    LINEAMENT_REQUIRE(fpir > 0 && fpir <= 1, "fpir", "a rate must be above 0 and at most 1");
    return std::min(fmrOneToOne, fpir / static_cast<double>(std::max<std::size_t>(references, 1)));
}

}  // namespace lineament
