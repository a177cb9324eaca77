#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/recorded_look.h"

namespace lineament {

/// How far an analysis had come when it was last written down.
struct AnalysisProgress {
    double lastMs = 0;                    ///< of the last frame that was examined
    std::int64_t frames = 0;              ///< up to and including it
    std::vector<Track> ended;             ///< tracks that had ended by then
    std::vector<RecordedLook> looks;      ///< that were taken
    std::vector<std::byte> trackerState;  ///< of Tracker
};

/// Keeps an analysis in three files of the data folder, so that it goes on after a crash or a closed window:
/// tracks that have ended and looks (they grow, are never rewritten) and the rest (small, replaced
/// atomically). Files of another version, of a source that has changed since, or of other settings are not
/// used. Thread: one at a time.
class AnalysisCheckpoint {
  public:
    /// folder: where the files lie, made when first written. settings: everything that the result depends on.
    AnalysisCheckpoint(std::filesystem::path folder, const std::string& source, const std::string& settings);

    /// Where an earlier run stood; empty if there is none that fits.
    std::optional<AnalysisProgress> load();
    /// Writes down where this one stands; `newlyEnded`, `newLooks`: tracks that ended and looks that were
    /// taken since the last call. Throws Error(kDiskFull, kUnwritable): the files before stay whole.
    void save(double lastMs, std::int64_t frames, const std::vector<Track>& newlyEnded,
              const std::vector<RecordedLook>& newLooks, const std::vector<std::byte>& trackerState);
    /// The analysis is stored, or begins anew.
    void remove();

  private:
    /// A file that grows; what lies behind `bytes` is of no state that was written.
    struct List {
        std::filesystem::path file;
        std::uint64_t count = 0, bytes = 0;
        template <class Value>
        void append(const std::vector<Value>& values);
        template <class Value>
        std::vector<Value> read() const;
        void remove();
    };

    std::filesystem::path state_;
    std::string identity_;  // of source and settings
    List tracks_, looks_;
};

}  // namespace lineament
