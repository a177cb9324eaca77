#pragma once

#include <SQLiteCpp/Exception.h>

#include <filesystem>

#include "core/base/error.h"

namespace lineament {

/// What SQLite says, in the codes of the program and in a sentence that says why.
Error storeError(const SQLite::Exception& error, const std::filesystem::path& file);

/// The same for what the file system says when a file is looked at, made or renamed.
Error storeError(const std::filesystem::filesystem_error& error, const std::filesystem::path& file);

/// Runs work() and translates what SQLite and the file system throw.
template <class Work>
decltype(auto) translatingErrors(const std::filesystem::path& file, Work&& work) {
    try {
        return work();
    } catch (const SQLite::Exception& error) {
        throw storeError(error, file);
    } catch (const std::filesystem::filesystem_error& error) {
        throw storeError(error, file);
    }
}

}  // namespace lineament
