#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/identity.h"
#include "core/domain/track.h"
#include "core/pipelines/enrol.h"

namespace lineament::cli {

using Json = nlohmann::ordered_json;

/// Number with so many decimals, so that a float does not print seventeen digits; null if not finite.
Json decimals(double value, int digits);

Json boxJson(const BoxPx& box);
/// FACE of the contract; with all68 the landmarks are the 68 points.
Json faceJson(const Face& face, bool all68 = false);
Json rejectionJson(const Rejection& rejection);
Json rejectionsJson(const std::vector<Rejection>& rejected);
Json identityJson(const Identity& identity);
Json trackJson(const Track& track);
/// What `enrol` prints for one person.
Json enrolledJson(const EnrolledIdentity& person);

/// Aligned columns for people; the widths are those of the terminal, also for Chinese names.
class Table {
  public:
    explicit Table(std::vector<std::string> header);
    void row(std::vector<std::string> cells);
    std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

/// Columns that a UTF-8 text takes on a terminal.
int columnsOf(const std::string& text);
/// "12.3" with so many decimals.
std::string fixed(double value, int digits);
/// "1:02.500" from milliseconds.
std::string timeText(double ms);

}  // namespace lineament::cli
