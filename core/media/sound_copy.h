#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/base/job_context.h"

namespace lineament {

struct SoundCopy {
    int tracks = 0;       ///< sound tracks that were taken over
    std::string problem;  ///< why one could not be; empty if all were, or there was none
};

/// Joins the pictures of one recording with the sound of another, packet by packet and without coding again,
/// into the container that the name of `out` ends in. A sound track that this container cannot hold is left
/// out and told. `out` appears whole or not at all. Memory does not grow with the length.
/// Throws Error(kUnreadable, kUnsupported, kDiskFull, kUnwritable), Cancelled.
SoundCopy joinSound(const std::filesystem::path& pictures, const std::filesystem::path& sound,
                    const std::filesystem::path& out, JobContext& context);

/// Pictures of a part of a film, in a file of its own that begins with a key frame and whose frames are in
/// their order (VideoWriterOptions::reordered is false).
struct FilmPart {
    std::filesystem::path file;
    double startMs = 0;  ///< of its first picture, in the film
};
/// What is heard of a recording: from one time on up to another; to 0: up to its end.
struct SoundRange {
    double fromMs = 0, toMs = 0;
};

/// As joinSound(), with pictures that come in parts, coded alike and in their order, and with the sound of a
/// part of a recording. Throws Error(kInvalidArgument) if there is no part.
SoundCopy joinFilm(std::span<const FilmPart> parts, const std::filesystem::path& sound,
                   const SoundRange& heard, const std::filesystem::path& out, JobContext& context);
/// The same without sound.
void joinFilm(std::span<const FilmPart> parts, const std::filesystem::path& out, JobContext& context);

}  // namespace lineament
