#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "core/pipelines/people/comparison.h"

namespace lineament {

/// A text of the report in the reader's language; given the English one.
using ComparisonWords = std::function<std::string(const char*)>;

/// "strong support that it is one person": the verbal scale of ENFSI 2015 for a log10 likelihood ratio.
/// Source: ENFSI Guideline for Evaluative Reporting in Forensic Science, 2015, table 2.
const char* wordsForLikelihood(double log10);

/// One HTML file: pictures, examiners, features, scores with their populations, hashes, settings; the record
/// for machines lies inside it, and behind its end the signature of all before by the key of keyFolder.
/// language: of the words, "en" or "zh-CN". Throws Error about pictures, models or the key.
std::string signedComparisonHtml(const Comparison& comparison, const ModelRegistry& registry, UnixMs at,
                                 const ComparisonWords& words, const std::string& language,
                                 const std::filesystem::path& keyFolder);

struct ReportCheck {
    bool isSigned = false;
    bool signatureValid = false;    ///< nobody changed the report since it was signed, or added to it
    bool ownKey = false;            ///< and it was signed by this store
    std::string publicKey;          ///< hexadecimal, of whoever signed
    nlohmann::ordered_json record;  ///< null if it holds none
};
/// Reads a report that signedComparisonHtml() made. Throws Error(kNotFound, kUnreadable).
ReportCheck checkComparisonReport(const std::filesystem::path& file, const std::filesystem::path& keyFolder);

}  // namespace lineament
