#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/pipelines/cases/watch_hit.h"
#include "core/pipelines/workspace.h"
#include "core/review/case_people.h"
#include "core/store/case_book.h"

namespace lineament {

/// Everything a report of a case says, at one moment.
struct CaseReport {
    Case info;
    UnixMs at = 0;
    std::string actor;    ///< who had it written
    std::string program;  ///< "Lineament 1.0.0"
    std::vector<CaseSource> sources;
    std::vector<Recording> recordings;  ///< of the analysed sources
    /// Models in use now: id, role, SHA-256 of the weights, licence.
    struct Model {
        std::string id, role, sha256, licence;
    };
    std::vector<Model> models;
    float threshold = 0;
    double fmr = 0;
    std::vector<Track> tracks;       ///< shots with pixels of the best ones only
    std::vector<CasePerson> people;  ///< into `tracks`
    std::vector<CaseMark> marks;
    std::vector<WatchedList> lists;   ///< most important first
    std::vector<Decision> decisions;  ///< about the case, oldest first; also those taken back
    std::vector<AuditEntry> audit;    ///< the whole chain of the store's trail, as it was then
    bool auditWhole = true;           ///< the chain fits
};

struct CaseReportOptions {
    int shotsEach = 6;     ///< best shots of a person, 0 to 50
    int auditLines = 200;  ///< newest, 0: all
};

/// Reads what a report says. Throws Error(kNotFound), Cancelled, and what the store throws.
CaseReport readCaseReport(Workspace& workspace, CaseId id, const CaseReportOptions& options,
                          JobContext& context);

/// A text of the report in the reader's language; given the English one.
using ReportWords = std::function<std::string(const char*)>;

/// One HTML file, pictures inside. language: "en", "zh-CN": of the words.
std::string caseReportHtml(const CaseReport& report, const ReportWords& words, const std::string& language);
/// One line a track: source, who, state, similarity, first, last, frames.
std::string caseReportCsv(const CaseReport& report);
/// Everything, machine-readable; without pictures.
std::string caseReportJson(const CaseReport& report);

/// Who a line of the people is: the name, or "Unknown-4".
std::string titleOf(const CasePerson& person);

}  // namespace lineament
