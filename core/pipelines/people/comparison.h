#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/domain/person_record.h"
#include "core/pipelines/people/compare_pair.h"

namespace lineament {

/// What one examiner saw and concluded. Texts that are not the examiner's own are the English ones.
struct Assessment {
    std::string examiner;
    UnixMs at = 0;           ///< of the conclusion
    bool blind = false;      ///< every feature was assessed before the scores were shown
    UnixMs scoreSeenAt = 0;  ///< 0: never
    std::vector<std::pair<std::string, std::string>> features;  ///< name, what was seen
    std::string conclusion;                                     ///< of the scale; empty: none
    std::string note;                                           ///< why, as typed
};

/// A pair that was examined, with everything that is needed to repeat what the program worked out.
struct Comparison {
    std::int64_t examination = 0;  ///< its number in the store; 0: not recorded
    ComparedFace left, right;
    FaceEngineOptions engine;
    double fmr = 0;  ///< the operating point
    std::vector<RecogniserAnswer> answers;
    Assessment first;
    std::optional<Assessment> second;
};

/// The second examiner came to the conclusion of the first.
bool isConfirmed(const Assessment& first, const Assessment& second);

/// Why something may not be recorded as the second examination of a first one.
enum class SecondProblem { kFirstNotConcluded, kNoName, kSamePerson, kNoConclusion, kNoReasons };
/// Empty if it may: by somebody else, with a conclusion, with reasons where it differs from the first.
std::optional<SecondProblem> problemOf(const Assessment& first, const Assessment& second);

/// The record: sources with hashes, settings, models and calibrations with hashes, program, answers,
/// examiners. It holds no pixels. Throws Error about files of models that cannot be read.
nlohmann::ordered_json recordOf(const Comparison& comparison, const ModelRegistry& registry);

/// What a record says of its pair and its settings, the pictures left out; for repeating it.
/// Throws Error(kUnreadable) with `subject` if it is no such record.
Comparison comparisonFrom(const nlohmann::ordered_json& record, const std::string& subject);

/// Keeps an examination in the store, the record as its content; one of the same number is replaced until a
/// second examiner has concluded. Returns what is stored. Throws Error(kInvalidArgument: problemOf(), or the
/// second examiner has concluded already; kNotFound), what recordOf() and the store throw.
Examination keepExamination(Store& store, Comparison comparison, const ModelRegistry& registry);

/// One figure of a record beside what comes out now.
struct RepeatedFigure {
    std::string what;       ///< "fr_feature@87aacdfe", "left picture", "model fr_detect ..."
    std::string then, now;  ///< empty now: it cannot be had
    bool same = false;
};
struct Repetition {
    std::vector<RepeatedFigure> figures;
    double largestDifference = 0;  ///< of two similarities
    bool same = true;              ///< all of them
};
/// Similarities count as the same within this: rounding differs from processor to processor.
inline constexpr double kSameSimilarity = 5e-4;

/// Works a record's figures out again from its sources: hashes of the inputs, of the models, similarities.
/// A source that is gone is a figure that is not the same. Throws Error(kUnreadable: no record), Cancelled.
Repetition repeatComparison(const std::shared_ptr<const ModelRegistry>& registry,
                            const nlohmann::ordered_json& record, const std::string& subject, Device device,
                            const std::filesystem::path& storeFolder, Store* store, JobContext& context);

}  // namespace lineament
