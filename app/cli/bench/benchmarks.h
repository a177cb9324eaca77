#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/cli/bench/figures.h"
#include "app/cli/bench/workload.h"

namespace lineament::cli {

struct Benchmark {
    std::string name;
    /// What was measured, and what peers took where they ran beside it; several figures where one run gives
    /// them, none where there is nothing to measure by.
    std::function<std::vector<Figure>(Workload&, PeerFigures&)> measure;
};

// One function a file; each adds its benchmarks in the order that they are printed in.
void addRecognition(std::vector<Benchmark>& all);   ///< photos, templates, searches, pairs
void addMaking(std::vector<Benchmark>& all);        ///< generated and enhanced faces
void addWholeProgram(std::vector<Benchmark>& all);  ///< start-up and memory of processes
void addDesks(std::vector<Benchmark>& all);         ///< the programs of tests/bench that lie beside this one
/// Runs what a peer's folder holds and has a figure beside one of those measured: bench.js (face-api on
/// Node), gan_step.py (the generator in Python). Says on stderr what could not be run.
void measurePeers(Workload& work, const std::vector<Figure>& beside, PeerFigures& peers);

}  // namespace lineament::cli
