#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "core/base/job_context.h"

/// What `lineament bench` measures and what it is held against.
namespace lineament::cli {

struct Figure {
    std::string name, unit;
    double value = 0;  ///< median
    int samples = 0;
};

/// What is asked of a figure on two cores; none of the two: it is only told.
struct Asked {
    std::optional<double> atMost, atLeast;
};
Asked askedOf(const std::string& name);

/// What another program takes for the same work.
struct PeerFigure {
    std::string peer;
    double value = 0;      ///< in the unit of the figure
    bool thisRun = false;  ///< false: written down on another day, on another machine of two cores
};
using PeerFigures = std::map<std::string, PeerFigure>;  ///< by the name of the figure
/// Those that were written down.
PeerFigures recordedPeers();

/// Median over five rounds, after one to warm up, of the milliseconds that one of `items` takes.
Figure timed(const std::string& name, int items, JobContext& job, const std::function<void()>& work);
/// The same as items a second.
Figure rate(const std::string& name, const std::string& unit, int items, JobContext& job,
            const std::function<void()>& work);

}  // namespace lineament::cli
