#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>
#include <vector>

#include "core/store/evaluation_book.h"

namespace lineament {

/// Lines of lists of pairs whose label is wrong.
class LabelRepository {
  public:
    explicit LabelRepository(SQLite::Database& database) : database_(database) {}

    std::optional<LabelMark> find(const std::string& list, std::int64_t line) const;
    std::vector<LabelMark> list(const std::string& list) const;
    void save(const std::string& list, const LabelMark& mark);
    void erase(const std::string& list, std::int64_t line);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
