#pragma once

#include <deque>
#include <optional>
#include <string>

#include "core/gan/training/train.h"

namespace lineament::gan {

/// Looks for runs that have gone wrong: numbers that are not numbers, a discriminator that always wins,
/// samples that have become alike, augmentation at its limit.
class CollapseWatch {
  public:
    /// A sentence if the run should stop; empty while all is well. Called once a line of statistics.
    std::optional<std::string> verdict(const Statistics& statistics);

  private:
    int linesWon_ = 0, linesAlike_ = 0, linesAtLimit_ = 0;
    double startDiversity_ = 0;
};

}  // namespace lineament::gan
