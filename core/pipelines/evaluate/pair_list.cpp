#include "core/pipelines/evaluate/pair_list.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <optional>
#include <unordered_map>

#include "core/base/hash.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

[[noreturn]] void malformed(const fs::path& csv, int line, int column, const std::string& why) {
    throw Error(ErrorCode::kUnreadable, csv.string(),
                "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + why);
}

/// Fields of one line; a field in double quotes may hold commas. Source: RFC 4180.
std::vector<std::string> fieldsOf(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[++i];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ',' && !quoted)
            fields.emplace_back();
        else if (line[i] != '\r')
            fields.back() += line[i];
    }
    return fields;
}

/// Numbers texts from 0 in the order they first appear.
class Numbering {
  public:
    std::pair<std::uint32_t, bool> of(const std::string& text) {
        const auto [entry, added] = numbers_.emplace(text, static_cast<std::uint32_t>(numbers_.size()));
        return {entry->second, added};
    }

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct Columns {
    std::size_t a, b, same;
    std::optional<std::size_t> fold, group;
};

Columns columnsOf(const fs::path& csv, std::vector<std::string>& header) {
    if (!header[0].compare(0, 3, "\xEF\xBB\xBF")) header[0].erase(0, 3);
    const auto column = [&](const char* name) -> std::optional<std::size_t> {
        const auto found = std::find(header.begin(), header.end(), name);
        if (found == header.end()) return std::nullopt;
        return static_cast<std::size_t>(found - header.begin());
    };
    const auto a = column("path_a"), b = column("path_b"), same = column("same");
    if (!a || !b || !same) malformed(csv, 1, 1, "the header does not name path_a, path_b and same");
    return {*a, *b, *same, column("fold"), column("group")};
}

/// One line while the list is read.
class Reader {
  public:
    Reader(const fs::path& csv, const fs::path& root, const Columns& columns, std::size_t width)
        : csv_(csv), root_(root), columns_(columns), width_(width) {}

    void take(int number, const std::vector<std::string>& fields, const PairChoice& choice) {
        if (fields.size() != width_)
            malformed(csv_, number, static_cast<int>(std::min(fields.size(), width_)) + 1,
                      "the number of its fields is " + std::to_string(fields.size()) + ", of the header's " +
                          std::to_string(width_));
        for (const auto path : {columns_.a, columns_.b})
            if (fields[path].empty())
                malformed(csv_, number, static_cast<int>(path) + 1, "the path is empty");
        const auto& answer = fields[columns_.same];
        if (answer != "0" && answer != "1")
            malformed(csv_, number, static_cast<int>(columns_.same) + 1, "it is neither 0 nor 1");
        const int fold = columns_.fold ? foldOf(fields[*columns_.fold], number) : 0;
        ++seen;
        if (!choice.folds.empty() && !choice.folds.count(fold)) return;
        if (choice.without.count(number)) {
            ++list.leftOut;
            return;
        }
        const auto group = columns_.group ? groupOf(fields[*columns_.group], number) : std::uint16_t{0};
        const auto a = pictureOf(fields[columns_.a]), b = pictureOf(fields[columns_.b]);
        list.pairs.push_back({a, b, answer == "1", group, fold, static_cast<std::uint32_t>(number)});
    }

    PairList list;
    std::int64_t seen = 0;

  private:
    int foldOf(const std::string& text, int number) const {
        if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
            malformed(csv_, number, static_cast<int>(*columns_.fold) + 1, "the fold is not a number");
        return std::stoi(text);
    }
    std::uint16_t groupOf(const std::string& text, int number) {
        const auto [group, added] = groups_.of(text);
        if (added) list.groups.push_back(text);
        if (group > std::numeric_limits<std::uint16_t>::max() - 1)
            malformed(csv_, number, static_cast<int>(*columns_.group) + 1,
                      "there are more than 65 000 groups");
        return static_cast<std::uint16_t>(group);
    }
    std::uint32_t pictureOf(const std::string& path) {
        const auto [picture, added] = pictures_.of(path);
        if (added) {
            list.pictures.push_back(root_ / path);
            list.person.push_back(people_.of(list.pictures.back().parent_path().string()).first);
        }
        return picture;
    }

    const fs::path &csv_, &root_;
    const Columns columns_;
    const std::size_t width_;
    Numbering pictures_, people_, groups_;
};

}  // namespace

std::string listHash(const fs::path& csv) {
    if (!fs::is_regular_file(csv))
        throw Error(ErrorCode::kNotFound, csv.string(), "the list of pairs cannot be opened");
    return sha256File(csv);
}

PairList readPairs(const fs::path& csv, const fs::path& root, JobContext& context, const PairChoice& choice) {
    std::ifstream file(csv);
    if (!fs::is_regular_file(csv) || !file)
        throw Error(ErrorCode::kNotFound, csv.string(), "the list of pairs cannot be opened");
    std::string line;
    std::getline(file, line);
    auto header = fieldsOf(line);
    const auto columns = columnsOf(csv, header);
    Reader reader(csv, root, columns, header.size());
    constexpr int kLinesPerLook = 4096;
    for (int number = 2; std::getline(file, line); ++number) {
        if (number % kLinesPerLook == 0) {
            context.checkpoint();
            context.report("pairs", reader.seen, 0);
        }
        if (line.empty() || line == "\r") continue;
        reader.take(number, fieldsOf(line), choice);
    }
    if (reader.seen == 0) throw Error(ErrorCode::kUnreadable, csv.string(), "it holds no pairs");
    if (reader.list.pairs.empty() && reader.list.leftOut > 0)
        throw Error(ErrorCode::kInvalidArgument, csv.string(),
                    "all its pairs are marked as wrongly labelled");
    if (reader.list.pairs.empty())
        throw Error(ErrorCode::kInvalidArgument, "folds", "the list holds no pair of these folds");
    return std::move(reader.list);
}

}  // namespace lineament
