#pragma once

#include <span>
#include <vector>

#include "core/base/job_context.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// Two enrolled people who look like one.
struct LookAlike {
    IdentityId a, b;
    float similarity = 0;  ///< of their two most similar samples
    SampleId sampleA, sampleB;
};

/// A sample that is more like somebody else than like the rest of its own person.
struct StrangeSample {
    SampleId sample;
    IdentityId own, other;
    float toOwn = 0, toOther = 0;  ///< the nearest sample of each
};

/// Hard to find: fewer than two samples, or none of fair quality (0 to 100).
inline constexpr int kFewestSamples = 2;
inline constexpr float kFairQuality = 30;
inline bool isWeak(int samples, float bestQuality) {
    return samples < kFewestSamples || bestQuality < kFairQuality;
}

struct PeopleCheck {
    std::vector<LookAlike> lookAlikes;  ///< most similar first; pairs that were kept apart are left out
    std::vector<StrangeSample> strangeSamples;  ///< largest difference first
    std::vector<IdentityId> weak;               ///< only one sample, or none of fair quality
    std::vector<IdentityId> withoutTemplates;   ///< none by the present recogniser: cannot be found
    float threshold = 0;
    double fmr = 0;  ///< of one comparison at the threshold
};

/// Looks for people enrolled twice, samples in the wrong hands and people who are hard to find. Changes
/// nothing. Cost: one search of the gallery a template. Throws Cancelled, model and store errors.
PeopleCheck checkPeople(const Workspace& workspace, JobContext& context);

/// The part of it that is about some people: whom of the gallery they look like. Threshold and errors as
/// there.
std::vector<LookAlike> lookAlikesOf(const Workspace& workspace, const std::vector<IdentityId>& people,
                                    JobContext& context);

/// Similarity from which enrolled people count as alike, and its FMR of one comparison.
std::pair<float, double> duplicateThreshold(const Workspace& workspace);

/// Who is enrolled already and looks like these photos, best first, `self` left out: asked before a new
/// person is made.
std::vector<Candidate> enrolledLike(const Workspace& workspace, std::span<const Template> samples,
                                    IdentityId self);

}  // namespace lineament
