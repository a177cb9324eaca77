#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/pipelines/people/compare_pair.h"

namespace lineament::ui {

/// Everything a second examiner needs to repeat an examination.
struct CompareReport {
    ComparedFace left, right;
    std::vector<RecogniserAnswer> answers;
    std::vector<std::pair<QString, QString>> features;  ///< name and what was seen, translated
    QString examiner, conclusion, language;
    bool blind = false;
};

/// One HTML file: pictures, hashes of the inputs and the models, versions, settings, features, scores and
/// their populations. Thread: GUI (translates). Throws Error if a picture cannot be coded.
std::string reportHtml(const CompareReport& report, const ModelRegistry& registry);
/// The same for the data store, as JSON.
std::string examinationJson(const CompareReport& report);

}  // namespace lineament::ui
