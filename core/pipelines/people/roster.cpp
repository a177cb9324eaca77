#include "core/pipelines/people/roster.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/store/gallery_book.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = 64 << 20;

bool isUtf8(const std::string& text) {
    try {
        (void)nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

struct Row {
    int line = 0;
    std::vector<std::string> cells;
};

/// Source: RFC 4180; line breaks may lie inside quotes.
std::vector<Row> rowsOf(const std::string& text, char separator) {
    std::vector<Row> rows;
    Row row{1, {}};
    std::string cell;
    bool quoted = false;
    int line = 1;
    const auto endRow = [&] {
        row.cells.push_back(std::move(cell));
        cell.clear();
        if (row.cells.size() > 1 || !trimmed(row.cells.front()).empty()) rows.push_back(std::move(row));
        row = {line, {}};
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        line += c == '\n';
        if (quoted) {
            if (c != '"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                cell += text[++i];
            else
                quoted = false;
        } else if (c == '"' && trimmed(cell).empty()) {
            quoted = true;
            cell.clear();
        } else if (c == separator) {
            row.cells.push_back(std::move(cell));
            cell.clear();
        } else if (c == '\n') {
            endRow();
        } else if (c != '\r') {
            cell += c;
        }
    }
    if (!cell.empty() || !row.cells.empty()) endRow();
    return rows;
}

std::string contentOf(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    std::ifstream stream(file, std::ios::binary);
    if (failed || !stream) throw Error(ErrorCode::kUnreadable, file.string(), "the roster cannot be opened");
    if (size > kLargestFile) throw Error(ErrorCode::kUnreadable, file.string(), "a roster is at most 64 MB");
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (text.rfind("\xFF\xFE", 0) == 0 || text.rfind("\xFE\xFF", 0) == 0 ||
        text.find('\0') != std::string::npos)
        throw Error(ErrorCode::kUnsupported, file.string(),
                    "the roster is not UTF-8 but UTF-16 or no text: save it as \"CSV UTF-8\"");
    if (text.rfind("\xEF\xBB\xBF", 0) == 0) text.erase(0, 3);
    return text;
}

std::vector<std::string> partsOf(const std::string& cell) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= cell.size();) {
        const auto end = std::min(cell.find('|', at), cell.size());
        if (auto part = trimmed(cell.substr(at, end - at)); !part.empty()) parts.push_back(std::move(part));
        at = end + 1;
    }
    return parts;
}

/// Midnight UTC of YYYY-MM-DD.
std::optional<UnixMs> dayOf(const std::string& text) {
    int year = 0, month = 0, day = 0, used = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 ||
        static_cast<std::size_t>(used) != text.size())
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::sys_days(date).time_since_epoch())
        .count();
}

/// What headers are called, lower case.
const std::map<std::string, std::string> kColumns = {
    {"name", "name"},     {"external id", "id"}, {"external_id", "id"},     {"id", "id"},
    {"photos", "photos"}, {"photo", "photos"},   {"photo paths", "photos"}, {"photo_paths", "photos"},
    {"group", "group"},   {"groups", "group"},   {"valid from", "from"},    {"valid_from", "from"},
    {"valid to", "to"},   {"valid_to", "to"}};

class RosterReader {
  public:
    explicit RosterReader(const fs::path& file) : folder_(fs::absolute(file).parent_path()) {
        const auto text = contentOf(file);
        const auto head = text.substr(0, text.find('\n'));
        const char separator =
            std::count(head.begin(), head.end(), ';') > std::count(head.begin(), head.end(), ',') ? ';' : ',';
        rows_ = rowsOf(text, separator);
        readHeader(file);
    }

    Roster read() {
        for (std::size_t i = 1; i < rows_.size(); ++i)
            readRow(rows_[i]);
        return std::move(roster_);
    }

  private:
    void readHeader(const fs::path& file) {
        if (!rows_.empty())
            for (std::size_t i = 0; i < rows_.front().cells.size(); ++i) {
                auto name = trimmed(rows_.front().cells[i]);
                std::transform(name.begin(), name.end(), name.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
                if (const auto known = kColumns.find(name); known != kColumns.end())
                    at_.emplace(known->second, i);
            }
        if (!at_.count("name") || !at_.count("photos"))
            throw Error(ErrorCode::kUnsupported, file.string(),
                        "its first line must name the columns, at least name and photos");
    }

    std::string cell(const Row& row, const std::string& column) const {
        const auto found = at_.find(column);
        return found == at_.end() || found->second >= row.cells.size() ? ""
                                                                       : trimmed(row.cells[found->second]);
    }
    using Kind = RosterProblem::Kind;
    bool problem(const Row& row, Kind kind, const std::string& column, const std::string& reason,
                 const std::string& subject = {}, bool wholeRow = true) {
        roster_.problems.push_back(
            {row.line, column, reason, wholeRow, kind, isUtf8(subject) ? subject : ""});
        return false;
    }
    /// False if the text must not come into the store.
    bool isSafe(const Row& row, const std::string& column, const std::string& text) {
        if (!isUtf8(text))
            return problem(row, Kind::kNotUtf8, column,
                           "the text is not UTF-8: save the roster as \"CSV UTF-8\"");
        if (!text.empty() && std::string("=+-@").find(text.front()) != std::string::npos)
            return problem(
                row, Kind::kFormula, column,
                std::string("it begins with ") + text.front() + " as a formula does: remove that sign",
                text.substr(0, 1));
        return true;
    }
    bool readDay(const Row& row, const std::string& column, UnixMs& day) {
        const auto text = cell(row, column);
        if (text.empty()) return true;
        const auto read = dayOf(text);
        if (!read)
            return problem(row, Kind::kNoDate, column == "from" ? "valid from" : "valid to",
                           "it is no date like 2026-01-31", text);
        day = *read;
        return true;
    }

    void readRow(const Row& row) {
        RosterPerson person{.line = row.line, .name = cell(row, "name"), .externalId = cell(row, "id")};
        if (person.name.empty()) {
            problem(row, Kind::kNoName, "name", "a name is needed");
            return;
        }
        person.groups = partsOf(cell(row, "group"));
        if (!isSafe(row, "name", person.name) || !isSafe(row, "external id", person.externalId)) return;
        for (const auto& group : person.groups)
            if (!isSafe(row, "group", group)) return;
        if (!readDay(row, "from", person.validFrom) || !readDay(row, "to", person.validTo)) return;
        if (person.validTo != 0) person.validTo += 24LL * 3600 * 1000;
        if (person.validTo != 0 && person.validTo <= person.validFrom) {
            problem(row, Kind::kEndsBeforeItBegins, "valid to", "it lies before valid from");
            return;
        }
        if (!person.externalId.empty()) {
            const auto [earlier, isNew] = lineOfId_.emplace(person.externalId, row.line);
            if (!isNew) {
                problem(row, Kind::kIdTwice, "external id",
                        person.externalId + " stands in line " + std::to_string(earlier->second) +
                            " already: an id belongs to one person",
                        person.externalId);
                return;
            }
        }
        const auto photos = partsOf(cell(row, "photos"));
        for (const auto& text : photos) {
            const fs::path photo = folder_ / fs::path(text);
            std::error_code failed;
            if (fs::is_regular_file(photo, failed))
                person.photos.push_back(photo);
            else
                problem(row, Kind::kPhotoMissing, "photos", text + " is not there", text, false);
        }
        if (person.photos.empty())
            problem(row, photos.empty() ? Kind::kNoPhotos : Kind::kNoPhotoThere, "photos",
                    photos.empty() ? "at least one photo is needed" : "none of the photos is there");
        else
            roster_.people.push_back(std::move(person));
    }

    const fs::path folder_;
    std::vector<Row> rows_;
    std::map<std::string, std::size_t> at_;
    std::map<std::string, int> lineOfId_;
    Roster roster_;
};

}  // namespace

void keepRosterRecord(Store& store, IdentityId identity, const RosterPerson& person,
                      const std::string& reason) {
    auto record = store.galleryBook().record(identity);
    const auto before = record;
    for (const auto& group : person.groups)
        if (std::find(record.groups.begin(), record.groups.end(), group) == record.groups.end())
            record.groups.push_back(group);
    if (person.validFrom != 0) record.validFrom = person.validFrom;
    if (person.validTo != 0) record.validTo = person.validTo;
    if (record.validTo != 0 && record.validTo <= record.validFrom) record.validFrom = 0;
    if (!(record == before)) store.galleryBook().setRecord(record, reason);
}

Roster readRoster(const fs::path& file) {
    return RosterReader(file).read();
}

std::vector<EnrolledIdentity> enrolRoster(Workspace& workspace, const Roster& roster,
                                          const EnrolOptions& options, JobContext& context,
                                          const std::function<void(const EnrolledIdentity&)>& onPerson) {
    std::vector<EnrolledIdentity> enrolled;
    const auto total = static_cast<std::int64_t>(roster.people.size());
    for (const auto& person : roster.people) {
        context.checkpoint();
        JobContext quiet(context.stopToken());
        enrolled.push_back(
            enrolPerson(workspace, person.name, person.externalId, person.photos, options, quiet));
        if (enrolled.back().identity.valid())
            keepRosterRecord(workspace.store(), enrolled.back().identity, person, options.reason);
        if (onPerson) onPerson(enrolled.back());
        context.report("people", static_cast<std::int64_t>(enrolled.size()), total);
    }
    return enrolled;
}

}  // namespace lineament
