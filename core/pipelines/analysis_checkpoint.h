#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// How far an analysis had come when it was last written down.
struct AnalysisProgress {
    double lastMs = 0;                    ///< of the last frame that was examined
    std::int64_t frames = 0;              ///< up to and including it
    std::vector<Track> ended;             ///< tracks that had ended by then
    std::vector<std::byte> trackerState;  ///< of Tracker
};

/// Keeps an analysis in two files of the data folder, so that it goes on after a crash or a closed window:
/// tracks that have ended (grows, is never rewritten) and the rest (small, replaced atomically). Files of
/// another version, of a source that has changed since, or of other settings are not used. Thread: one at a
/// time.
class AnalysisCheckpoint {
  public:
    /// folder: where the files lie, made when first written. settings: everything that the result depends on.
    AnalysisCheckpoint(std::filesystem::path folder, const std::string& source, const std::string& settings);

    /// Where an earlier run stood; empty if there is none that fits.
    std::optional<AnalysisProgress> load();
    /// Writes down where this one stands; `newlyEnded`: tracks that ended since the last call.
    /// Throws Error(kDiskFull, kUnreadable): the files before stay whole.
    void save(double lastMs, std::int64_t frames, const std::vector<Track>& newlyEnded,
              const std::vector<std::byte>& trackerState);
    /// The analysis is stored, or begins anew.
    void remove();

  private:
    std::filesystem::path state_, tracks_;
    std::string identity_;                       // of source and settings
    std::uint64_t ended_ = 0, tracksBytes_ = 0;  // written so far
};

}  // namespace lineament
