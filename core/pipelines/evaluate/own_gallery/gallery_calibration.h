#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/gan/training/picture_set.h"
#include "core/pipelines/evaluate/score_histogram.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct GalleryCalibrationOptions {
    double fmr = 1e-4;   ///< wanted of one comparison, (0, 0.5]
    double fpir = 0.01;  ///< wanted of a search, (0, 0.5]

    bool synthetic = true;   ///< look for hard negatives by a generator
    std::string generator;   ///< as OpenGenerator takes it; empty: the first of the manifest
    int draws = 600;         ///< faces that are drawn, 16 to 100 000
    int hardest = 24;        ///< of them moved towards enrolled people, 1 to 1 000
    int steps = 10;          ///< of the search for each, 0 to 200
    std::uint64_t seed = 1;  ///< everything random follows from it
    double psi = 0.8;        ///< truncation of what is drawn, 0 to 1
    bool operator==(const GalleryCalibrationOptions&) const = default;
    void validate() const;  ///< Throws Error(kInvalidArgument).
};

/// A threshold for a wanted rate, and how sure it is.
struct ThresholdAdvice {
    double threshold = 0;
    double wanted = 0;    ///< rate that was asked for
    double rate = 0;      ///< asked for or, where too few trials can tell it, the lowest they tell
    double measured = 0;  ///< share of real trials that reach the threshold though they should not
    double upper = 1;     ///< 95 % bound (one-sided) of that share, people drawn with replacement
    std::int64_t errors = 0, trials = 0;
    bool asWanted() const { return rate == wanted; }
};

/// A face that a generator made and that was moved towards somebody enrolled. No person: never enrolled.
struct HardNegative {
    std::uint64_t seed = 0;  ///< it was drawn from
    float drawn = 0;         ///< similarity to the nearest enrolled template before it was moved
    float similarity = 0;    ///< and after
    IdentityId nearest;      ///< whose template that is
    gan::Picture picture;
};

/// What the own gallery tells about thresholds.
struct GalleryCalibration {
    std::string recogniser;
    int people = 0, templates = 0;
    ScoreHistogram nonMated, mated;  ///< of all pairs of templates, real ones
    /// The real pair of different people that is most alike.
    float hardestReal = -1;
    std::pair<IdentityId, IdentityId> hardestPair;
    std::optional<ThresholdAdvice> comparison, search;
    std::int64_t matedMissed = 0;  ///< of `mated` at the threshold of comparisons

    std::string generator;                    ///< empty: no hard negatives were looked for
    ScoreHistogram synthetic;                 ///< of all faces drawn, each with every enrolled template
    int drawn = 0, faceless = 0;              ///< faceless: moved until no face could be found; left out
    std::vector<HardNegative> hardNegatives;  ///< most alike first
    /// What putting the advice for a use into force would be; empty where there is none to give.
    std::optional<AppliedThreshold> toApply(AppliedThreshold::Use use, const std::string& source) const;
    /// How many of them reach a threshold.
    int reaching(double threshold) const;
    /// The lowest threshold, a thousandth above the hardest of them; the advice where that is higher.
    double withstanding(const ThresholdAdvice& advice) const;
};

/// Measures the store's samples against each other by the workspace's recogniser; then, if wanted, draws
/// faces, takes those nearest to enrolled templates and moves their latents towards these. What was generated
/// stays in memory. The same store, options and machine give the same result. Cost: templates^2 products,
/// then a picture and a template for each of draws + hardest x steps x 4 faces. Throws
/// Error(kInvalidArgument: fewer than two people; kModelMissing), Cancelled, what generators and networks
/// throw.
GalleryCalibration calibrateGallery(const Workspace& workspace, const GalleryCalibrationOptions& options,
                                    JobContext& context);

}  // namespace lineament
