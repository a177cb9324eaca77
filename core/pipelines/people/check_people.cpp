#include "core/pipelines/people/check_people.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/store/gallery_book.h"

namespace lineament {
namespace {

constexpr std::size_t kProbesAtOnce = 64;
constexpr int kNearest = 6;
/// Share of people who may be flagged though nobody is enrolled twice.
constexpr double kFalselyFlagged = 0.005;
/// Two pictures of one person may differ a little in whom they are like most.
constexpr float kStrangeMargin = 0.05f;

using Pair = std::pair<IdentityId, IdentityId>;

Pair ordered(IdentityId a, IdentityId b) {
    return a < b ? Pair{a, b} : Pair{b, a};
}

/// Collects what the search of one template after another says.
class GalleryFindings {
  public:
    GalleryFindings(const std::vector<StoredTemplate>& templates, std::set<Pair> apart, float threshold)
        : apart_(std::move(apart)), threshold_(threshold) {
        for (const auto& stored : templates) {
            sampleOf_[stored.id] = stored.sample;
            ownersTemplates_[stored.identity].push_back(&stored);
        }
    }

    void look(const StoredTemplate& probe, const std::vector<TemplateIndex::Hit>& hits) {
        const TemplateIndex::Hit* other = nullptr;
        for (const auto& hit : hits) {
            if (hit.identity == probe.identity) continue;
            if (!other) other = &hit;
            if (hit.similarity >= threshold_) note(probe, hit);
        }
        const auto own = toOwn(probe);
        if (other && own && other->similarity >= threshold_ && other->similarity > *own + kStrangeMargin)
            strange_.push_back({probe.sample, probe.identity, other->identity, *own, other->similarity});
    }

    void finish(PeopleCheck& check) {
        for (auto& [pair, found] : alike_)
            check.lookAlikes.push_back(found);
        std::stable_sort(check.lookAlikes.begin(), check.lookAlikes.end(),
                         [](const auto& a, const auto& b) { return a.similarity > b.similarity; });
        check.strangeSamples = std::move(strange_);
        std::stable_sort(
            check.strangeSamples.begin(), check.strangeSamples.end(),
            [](const auto& a, const auto& b) { return a.toOther - a.toOwn > b.toOther - b.toOwn; });
    }

  private:
    void note(const StoredTemplate& probe, const TemplateIndex::Hit& hit) {
        const auto pair = ordered(probe.identity, hit.identity);
        if (apart_.count(pair)) return;
        auto& found = alike_[pair];
        if (hit.similarity <= found.similarity) return;
        const auto there = sampleOf_.at(hit.reference);
        const bool first = pair.first == probe.identity;
        found = {pair.first, pair.second, hit.similarity, first ? probe.sample : there,
                 first ? there : probe.sample};
    }
    std::optional<float> toOwn(const StoredTemplate& probe) const {
        std::optional<float> most;
        for (const auto* stored : ownersTemplates_.at(probe.identity))
            if (stored->id != probe.id) {
                const float here = similarity(stored->value, probe.value);
                most = most ? std::max(*most, here) : here;
            }
        return most;
    }

    const std::set<Pair> apart_;
    const float threshold_;
    std::map<TemplateId, SampleId> sampleOf_;
    std::map<IdentityId, std::vector<const StoredTemplate*>> ownersTemplates_;
    std::map<Pair, LookAlike> alike_;
    std::vector<StrangeSample> strange_;
};

/// A person's samples are each compared with every sample of everybody else, so the rate of one comparison
/// is that of a person divided by how many these are.
double fmrOfOneComparison(const Gallery& gallery) {
    const auto people = static_cast<double>(std::max<std::size_t>(1, gallery.identities()));
    const double samplesEach = std::max(1.0, static_cast<double>(gallery.templates()) / people);
    return std::min(1e-3, kFalselyFlagged / (people * samplesEach * samplesEach));
}

/// Searches the gallery for the templates of some people (empty: everybody's) and fills in what comes of it.
std::vector<StoredTemplate> searchForAlike(const Workspace& workspace, const std::set<IdentityId>& people,
                                           PeopleCheck& check, JobContext& context) {
    const auto& store = workspace.store();
    const auto gallery = workspace.gallery();
    check.fmr = fmrOfOneComparison(*gallery);
    check.threshold = static_cast<float>(workspace.engine().calibration().thresholdAt(check.fmr));
    auto templates = store.templates(workspace.engine().recogniserKey());
    std::set<Pair> apart;
    for (const auto& [a, b] : workspace.store().galleryBook().keptApart())
        apart.insert(ordered(a, b));
    GalleryFindings findings(templates, std::move(apart), check.threshold);
    std::vector<const StoredTemplate*> probes;
    for (const auto& stored : templates)
        if (people.empty() || people.count(stored.identity)) probes.push_back(&stored);
    for (std::size_t at = 0; at < probes.size(); at += kProbesAtOnce) {
        context.checkpoint();
        std::vector<Template> batch;
        for (std::size_t i = at; i < std::min(at + kProbesAtOnce, probes.size()); ++i)
            batch.push_back(probes[i]->value);
        const auto hits = gallery->index().searchIdentities(batch, kNearest);
        for (std::size_t i = 0; i < hits.size(); ++i)
            findings.look(*probes[at + i], hits[i]);
        context.report("samples", static_cast<std::int64_t>(at + batch.size()),
                       static_cast<std::int64_t>(probes.size()));
    }
    findings.finish(check);
    return templates;
}

}  // namespace

std::vector<LookAlike> lookAlikesOf(const Workspace& workspace, const std::vector<IdentityId>& people,
                                    JobContext& context) {
    PeopleCheck check;
    if (!people.empty()) searchForAlike(workspace, {people.begin(), people.end()}, check, context);
    return std::move(check.lookAlikes);
}

PeopleCheck checkPeople(const Workspace& workspace, JobContext& context) {
    auto& store = workspace.store();
    PeopleCheck check;
    const auto templates = searchForAlike(workspace, {}, check, context);
    std::map<IdentityId, int> samplesOf;
    for (const auto& stored : templates)
        ++samplesOf[stored.identity];
    for (const auto& identity : store.identities()) {
        context.checkpoint();
        if (!samplesOf.count(identity.id)) {
            check.withoutTemplates.push_back(identity.id);
            continue;
        }
        if (samplesOf[identity.id] > 1) {
            const auto samples = store.samples(identity.id);
            if (std::any_of(samples.begin(), samples.end(),
                            [](const Sample& s) { return s.face.quality.overall >= kFairQuality; }))
                continue;
        }
        check.weak.push_back(identity.id);
    }
    return check;
}

std::pair<float, double> duplicateThreshold(const Workspace& workspace) {
    const double fmr = fmrOfOneComparison(*workspace.gallery());
    return {static_cast<float>(workspace.engine().calibration().thresholdAt(fmr)), fmr};
}

std::vector<Candidate> enrolledLike(const Workspace& workspace, std::span<const Template> samples,
                                    IdentityId self) {
    std::vector<Candidate> alike;
    if (samples.empty()) return alike;
    const auto gallery = workspace.gallery();
    const auto [threshold, fmr] = duplicateThreshold(workspace);
    std::map<IdentityId, Candidate> best;
    for (const auto& answer : gallery->identify(samples, threshold, fmr, kNearest))
        for (const auto& candidate : answer.candidates) {
            if (candidate.identity == self || candidate.similarity < threshold) continue;
            auto& held = best[candidate.identity];
            if (candidate.similarity > held.similarity) held = candidate;
        }
    for (auto& [identity, candidate] : best)
        alike.push_back(std::move(candidate));
    std::stable_sort(alike.begin(), alike.end(),
                     [](const Candidate& a, const Candidate& b) { return a.similarity > b.similarity; });
    return alike;
}

}  // namespace lineament
