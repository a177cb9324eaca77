#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/domain/person_record.h"
#include "core/pipelines/enrol.h"

namespace lineament {

/// One person of a roster.
struct RosterPerson {
    int line = 0;  ///< where their row begins, from 1
    std::string name, externalId;
    std::vector<std::filesystem::path> photos;
    std::vector<std::string> groups;
    UnixMs validFrom = 0, validTo = 0;  ///< validTo: the end of the day named
};

/// Why a row, or a part of it, cannot be used: one English sentence each, with what to do; `kind` and
/// `subject` say the same to those who speak another language.
struct RosterProblem {
    enum class Kind {
        kNoName,
        kNotUtf8,
        kFormula,
        kNoDate,
        kEndsBeforeItBegins,
        kIdTwice,
        kNoPhotos,
        kNoPhotoThere,
        kPhotoMissing
    };
    int line = 0;
    std::string column, reason;
    bool wholeRow = true;  ///< false: the person is enrolled without this
    Kind kind = Kind::kNoName;
    std::string subject;  ///< the photo, the id or the sign that is meant; may be empty, is UTF-8
};

struct Roster {
    std::vector<RosterPerson> people;
    std::vector<RosterProblem> problems;  ///< by line
};

/// Reads a CSV (comma or semicolon, RFC 4180, UTF-8) with a header: name, external id, photos (several with |
/// between them, relative to the file), group (likewise), valid from, valid to (YYYY-MM-DD). Only name and
/// photos are needed. Rows with a mistake are problems; the others are people. Cells that a spreadsheet would
/// run as a formula, text that is not UTF-8, ids given twice and photos that are not there are such mistakes.
/// Throws Error(kUnreadable, kUnsupported) if the file as a whole cannot be read as that.
Roster readRoster(const std::filesystem::path& file);

/// Adds group and validity of a roster to the record of somebody enrolled; a decision if that changes it.
void keepRosterRecord(Store& store, IdentityId identity, const RosterPerson& person,
                      const std::string& reason);

/// Enrols the people one after another, each committed as soon as it is done: after a stop or a crash the
/// same call goes on. Group and validity are kept in their records. onPerson (may be empty) is called after
/// each. Throws as enrolPerson().
std::vector<EnrolledIdentity> enrolRoster(Workspace& workspace, const Roster& roster,
                                          const EnrolOptions& options, JobContext& context,
                                          const std::function<void(const EnrolledIdentity&)>& onPerson = {});

}  // namespace lineament
