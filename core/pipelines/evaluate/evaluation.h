#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/evaluate/error_rates.h"
#include "core/evaluate/identification.h"
#include "core/evaluate/verification_curve.h"
#include "core/pipelines/evaluate/pair_list.h"
#include "core/pipelines/evaluate/picture_templates.h"
#include "core/store/store.h"

namespace lineament {

/// What is compared with what.
struct EvaluationProtocol {
    enum class Kind {
        kPairs,           ///< a CSV of pairs below a root folder
        kGalleryProbe,    ///< two folders with one sub-folder a person; probes of people without one in the
                          ///< gallery are strangers
        kOwnGallery,      ///< every sample of the store against all the others
        kConfirmedTracks  ///< tracks that a person judged against the store's samples from other recordings
    };
    Kind kind = Kind::kPairs;
    std::filesystem::path csv, root;
    std::set<int> folds;          ///< of pairs; empty: all
    bool leaveOutMarked = false;  ///< pairs whose label was marked as wrong in the store
    std::filesystem::path gallery, probes;
};

/// What is known while a run goes on.
struct EvaluationSoFar {
    std::int64_t mated = 0, nonMated = 0;
    std::vector<RatePoint> curve;        ///< of comparisons, with bands; empty until there are both classes
    std::vector<RatePoint> searchCurve;  ///< of searches: FPIR and FNIR
};

struct Evaluation {
    EvaluationProtocol::Kind kind = EvaluationProtocol::Kind::kPairs;
    std::string recogniser;  ///< its key
    std::string detector;
    std::int64_t comparisons = 0;  ///< that were made; more than are kept if there were millions
    std::int64_t pictures = 0;
    double failedToAcquire = 0;  ///< share of pictures without a usable face
    std::vector<Rejection> rejected;
    double seconds = 0;

    /// One comparison each. Pairs with a picture without a face count as errors of their class; in the other
    /// protocols such pictures are left out here.
    std::shared_ptr<const ErrorRates> rates;
    std::vector<RatePoint> curve;
    VerificationFigures figures;                   ///< of kPairs
    std::pair<double, double> accuracyInterval{};  ///< of kPairs: 95 %, by bootstrap over people

    /// kPairs: as they were listed, and what each came to.
    std::shared_ptr<const PairList> list;
    std::shared_ptr<const std::vector<float>> similarityOfPair;
    std::string listHash;      ///< SHA-256 of the list's content, if the run had a store
    std::int64_t leftOut = 0;  ///< pairs that were left out, their label being marked as wrong

    /// Searches of the other protocols; null for kPairs.
    std::shared_ptr<const ErrorRates> searchRates;
    std::vector<RatePoint> searchCurve;
    std::vector<double> cumulativeMatch;
    std::int64_t searches = 0, strangers = 0;
    std::int64_t people = 0;  ///< in the gallery
    /// kConfirmedTracks: of the strangers those who are enrolled, but from the very recording alone.
    std::int64_t knownHereAlone = 0;
};

struct EvaluationRun {
    std::shared_ptr<const FaceEngine> engine;
    /// Needed by kOwnGallery, kConfirmedTracks, and to leave marked pairs out.
    std::shared_ptr<Store> store;
    PictureTreatment treatment;    ///< of second pictures and of probes
    std::filesystem::path cache;   ///< folder of templates worked out before; empty: none
    int draws = 400;               ///< of the bootstrap behind the bands; fewer where there are millions
    /// Called as the run goes on, first with the first scores of both classes; on any thread, one at a time.
    std::function<void(const EvaluationSoFar&)> soFar;
};

/// Throws Error(kUnreadable, kNotFound, kInvalidArgument: one class alone, nobody to compare), Cancelled.
Evaluation evaluate(const EvaluationRun& run, const EvaluationProtocol& protocol, JobContext& context);

/// An engine like `engine` with another recogniser and detector (empty: the same). Cheap.
std::shared_ptr<const FaceEngine> engineWith(const std::shared_ptr<const FaceEngine>& engine,
                                             const std::string& recogniser, const std::string& detector = {});

}  // namespace lineament
