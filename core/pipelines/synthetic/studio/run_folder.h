#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/gan/training/train.h"

namespace lineament {

/// What the desk knows of a training run beside what the trainer wrote: studio.json in its folder.
struct RunNote {
    enum class State { kQueued, kRunning, kPaused, kStopped, kFinished, kFailed };
    State state = State::kQueued;
    std::filesystem::path data;        ///< training set
    std::string preset;                ///< the configuration began as; "" none
    std::string reason;                ///< why it stopped or failed, as the trainer said it
    std::optional<ErrorCode> failure;  ///< of what failed it, where that is known
    std::string failedAt;              ///< subject of that error
    std::int64_t process = 0;          ///< of the program that runs it
    std::int64_t createdMs = 0;
};

/// A run as a list shows it.
struct RunSummary {
    std::filesystem::path folder;
    std::string name;  ///< of the folder
    gan::TrainConfig config;
    RunNote note;  ///< a run that says it is running but whose program is gone is kStopped ("interrupted")
    std::int64_t images = 0;
    bool resumable = false;  ///< there is a snapshot
};

/// A snapshot's pictures of the same seeds.
struct RunSamples {
    std::int64_t images = 0;
    std::filesystem::path file;
};

/// Runs below a folder, newest first; folders that are none are left out. Throws nothing.
std::vector<RunSummary> listRuns(const std::filesystem::path& folder);
/// Throws Error(kUnreadable) if the folder holds no run or a damaged one.
RunSummary readRun(const std::filesystem::path& folder);
/// Makes the folder with configuration and note. Throws Error(kInvalidArgument) if there is a run in it
/// already.
RunSummary createRun(const std::filesystem::path& folder, const gan::TrainConfig& config,
                     const RunNote& note);
/// Where there is no room for a new file, the one that is there is written over: how a run ended is known
/// also when a full disk ended it. Throws Error(kDiskFull, kUnwritable).
void saveNote(const std::filesystem::path& folder, const RunNote& note);
/// First free folder "name", "name 2" ... below another.
std::filesystem::path freeFolder(const std::filesystem::path& below, const std::string& name);

std::vector<RunSamples> samplesOf(const std::filesystem::path& folder);
/// Images seen at the snapshot that the metrics chose; empty: never measured.
std::optional<std::int64_t> bestImages(const std::filesystem::path& folder);
/// Images seen at each snapshot that is there, oldest first.
std::vector<std::int64_t> snapshotImages(const std::filesystem::path& folder);
/// Goes back to a snapshot: later ones, their samples and statistics are moved to "rolled-back-N" in the run.
/// Throws Error(kNotFound) if there is no such snapshot, kUnreadable.
void rollBack(const std::filesystem::path& folder, std::int64_t images);

/// stats.jsonl as it grows. Damaged lines are skipped. Thread: one at a time.
class StatisticsReader {
  public:
    explicit StatisticsReader(std::filesystem::path run) : file_(run / "stats.jsonl") {}
    /// Lines since the last call; all again if the file has become shorter (startedOver() is true then).
    std::vector<gan::Statistics> next();
    bool startedOver() const { return startedOver_; }

  private:
    std::filesystem::path file_;
    std::uintmax_t read_ = 0;
    bool startedOver_ = false;
};

/// How a run is doing, by its last lines of statistics.
struct RunVerdict {
    enum class Kind {
        kTooEarly,
        kHealthy,
        kNotANumber,          ///< loss or score
        kDiscriminatorWins,   ///< real near 1, fake near 0 for long
        kGeneratorWins,       ///< fake scored as real
        kAlike,               ///< samples have become alike
        kAugmentationAtLimit  ///< ADA's p near 1
    };
    Kind kind = Kind::kTooEarly;
    double real = 0, fake = 0;  ///< mean probability that D calls them real
    double diversity = 0;       ///< of samples against real pictures
    double adaP = 0;
    std::int64_t steps = 0;  ///< looked at
};
RunVerdict verdictOf(const std::vector<gan::Statistics>& statistics);

/// A setting that two configurations differ in.
struct ConfigDifference {
    std::string path;  ///< "loss.adversarial"
    std::string left, right;
};
std::vector<ConfigDifference> differences(const gan::TrainConfig& left, const gan::TrainConfig& right);

}  // namespace lineament
