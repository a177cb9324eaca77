#pragma once

#include <mutex>
#include <string>

#include "core/base/job_context.h"

namespace lineament::cli {

/// One line on stderr that shows how far a job is, redrawn at most ten times a second; nothing where stderr
/// is not a terminal. Thread: any.
class ProgressBar {
  public:
    ProgressBar();
    ~ProgressBar();
    void show(const Progress& progress);
    /// Takes the line away, so that something else can be written.
    void clear();

  private:
    const bool terminal_;
    std::mutex mutex_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point lastDrawn_;
};

/// "photos  [#####.....]  120/240  12.5/s  10 s left" for a terminal of that many columns.
std::string progressLine(const Progress& progress, int columns);

}  // namespace lineament::cli
