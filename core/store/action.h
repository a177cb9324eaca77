#pragma once

#include <SQLiteCpp/Database.h>

#include <nlohmann/json.hpp>
#include <span>
#include <string>

namespace lineament {

/// One kind of change: how it is carried out, and how it is taken back.
struct Action {
    const char* kind;
    /// Returns the state before, as revert() needs it. Throws Error(kNotFound) if what it is about is gone.
    nlohmann::json (*perform)(SQLite::Database&, std::int64_t id, const nlohmann::json& after);
    void (*revert)(SQLite::Database&, std::int64_t id, const nlohmann::json& before);
};

/// The changes that a review is made of, beside naming a track.
std::span<const Action> reviewActions();

/// The changes of what is kept about people beside their photos.
std::span<const Action> galleryActions();

/// The changes that evaluations lead to; their subjects have no number.
std::span<const Action> evaluationActions();

/// Corrections of attendance.
std::span<const Action> presenceActions();

/// Several changes as one: {"steps": [{"kind", "subject", "after"}]}. What is about a track that is gone (the
/// recording was analysed anew) is left out, also when it is taken back.
nlohmann::json performSteps(SQLite::Database& database, const nlohmann::json& after);
void revertSteps(SQLite::Database& database, const nlohmann::json& before);

}  // namespace lineament
