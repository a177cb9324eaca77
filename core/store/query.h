#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/strong_id.h"

namespace lineament {

using Bytes = std::span<const std::byte>;

namespace sql {

template <std::integral Integer>
void bindValue(SQLite::Statement& statement, int at, Integer value) {
    statement.bind(at, static_cast<std::int64_t>(value));
}
inline void bindValue(SQLite::Statement& statement, int at, double value) {
    statement.bind(at, value);
}
inline void bindValue(SQLite::Statement& statement, int at, const std::string& value) {
    statement.bind(at, value);
}
inline void bindValue(SQLite::Statement& statement, int at, const char* value) {
    statement.bind(at, value);
}
inline void bindValue(SQLite::Statement& statement, int at, Bytes value) {
    // A null pointer would bind NULL instead of an empty blob.
    statement.bind(at, value.empty() ? static_cast<const void*>("") : value.data(),
                   static_cast<int>(value.size()));
}
template <class Tag>
void bindValue(SQLite::Statement& statement, int at, StrongId<Tag> value) {
    statement.bind(at, value.value());
}
template <class Value>
void bindValue(SQLite::Statement& statement, int at, const std::optional<Value>& value) {
    if (value)
        bindValue(statement, at, *value);
    else
        statement.bind(at);
}

}  // namespace sql

/// A statement with values bound to its parameters in order.
template <class... Values>
SQLite::Statement query(SQLite::Database& database, const char* text, const Values&... values) {
    SQLite::Statement statement(database, text);
    int at = 0;
    (sql::bindValue(statement, ++at, values), ...);
    return statement;
}

/// Runs a statement that returns no rows. Returns how many rows it changed.
template <class... Values>
int execute(SQLite::Database& database, const char* text, const Values&... values) {
    return query(database, text, values...).exec();
}

/// The value of a pragma that is one number.
inline int pragma(SQLite::Database& database, const char* name) {
    return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

/// The number of an id, or NULL if it names nothing.
template <class Id>
std::optional<std::int64_t> orNull(Id id) {
    if (!id.valid()) return std::nullopt;
    return id.value();
}

/// Says that a store holds no `what` of this name or number.
[[noreturn]] inline void missing(const std::string& subject, const char* what) {
    throw Error(ErrorCode::kNotFound, subject, std::string("there is no such ") + what);
}

/// Reads the columns of the current row from left to right.
class Row {
  public:
    explicit Row(SQLite::Statement& statement) : statement_(statement) {}

    std::int64_t integer() { return next().getInt64(); }
    bool flag() { return integer() != 0; }
    double real() { return next().getDouble(); }
    float single() { return static_cast<float>(real()); }
    std::string text() { return next().getString(); }
    std::vector<std::byte> blob() {
        const auto column = next();
        const auto* bytes = static_cast<const std::byte*>(column.getBlob());
        return {bytes, bytes + column.getBytes()};
    }
    std::optional<double> optionalReal() {
        const auto column = next();
        if (column.isNull()) return std::nullopt;
        return column.getDouble();
    }
    std::optional<std::int64_t> optionalInteger() {
        const auto column = next();
        if (column.isNull()) return std::nullopt;
        return column.getInt64();
    }
    template <class Id>
    Id id() {
        return Id(integer());
    }
    template <class Id>
    std::optional<Id> optionalId() {
        const auto value = optionalInteger();
        return value ? std::optional(Id(*value)) : std::nullopt;
    }

  private:
    SQLite::Column next() { return statement_.getColumn(at_++); }

    SQLite::Statement& statement_;
    int at_ = 0;
};

/// What `read` makes of each row, in the order of the rows.
template <class Value, class Read>
std::vector<Value> rows(SQLite::Statement statement, Read&& read) {
    std::vector<Value> all;
    while (statement.executeStep())
        all.push_back(read(Row(statement)));
    return all;
}

/// The ids in the first column of all rows.
template <class Id>
std::vector<Id> ids(SQLite::Statement statement) {
    return rows<Id>(std::move(statement), [](Row row) { return row.id<Id>(); });
}

}  // namespace lineament
