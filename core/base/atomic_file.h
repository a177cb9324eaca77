#pragma once

#include <filesystem>
#include <functional>
#include <ostream>

namespace lineament {

/// Writes a file beside its final name, syncs it and renames it: whoever looks finds the old file or the
/// whole new one. Throws Error(kDiskFull) if there is no room, else kUnwritable; the old file stays then.
void writeAtomically(const std::filesystem::path& file, const std::function<void(std::ostream&)>& write);

/// Makes a folder and those above it; one that is there is fine. Throws Error(kDiskFull, kUnwritable).
void makeFolder(const std::filesystem::path& folder);

/// Renames a finished temporary file into place after syncing it to disk.
void commitFile(const std::filesystem::path& temporary, const std::filesystem::path& file);

}  // namespace lineament
