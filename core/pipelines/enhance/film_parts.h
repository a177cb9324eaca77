#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/media/sound_copy.h"

namespace lineament {

/// The pictures of a film that is being written, part by part in a hidden folder beside its final name, with
/// what is needed to go on after the last whole part.
class FilmParts {
  public:
    /// key: of what the film is made from and how; parts of another key are no use. Nothing is touched yet.
    FilmParts(const std::filesystem::path& output, std::string key);

    /// What was set down with the last whole part; empty: nothing, or of another key, or damaged.
    std::optional<std::vector<std::byte>> load();
    /// Makes the folder, empty.
    void begin();
    /// Where the next part is to be written.
    std::filesystem::path next() const;
    /// That part is whole; frames: of all parts so far. Throws Error(kDiskFull, kUnwritable).
    void add(double startMs, std::int64_t frames, std::span<const std::byte> state);
    /// Of the parts loaded.
    std::int64_t frames() const { return frames_; }
    const std::vector<FilmPart>& parts() const { return parts_; }
    /// Takes the folder away.
    void remove() const;
    /// The folder of an output.
    static std::filesystem::path folderOf(const std::filesystem::path& output);

  private:
    std::filesystem::path folder_, ending_;
    std::string key_;
    std::vector<FilmPart> parts_;
    std::int64_t frames_ = 0;
};

}  // namespace lineament
