#pragma once

#include <filesystem>
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
/// Throws Error(kUnreadable, kUnsupported, kDiskFull), Cancelled.
SoundCopy joinSound(const std::filesystem::path& pictures, const std::filesystem::path& sound,
                    const std::filesystem::path& out, JobContext& context);

}  // namespace lineament
