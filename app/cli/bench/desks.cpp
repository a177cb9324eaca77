#include <sstream>

#include "app/cli/bench/benchmarks.h"
#include "core/inference/child_process.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

/// build/release/bench of a program that lies in build/release/bin; empty where there is none, as for an
/// installed program.
fs::path benchFolder() {
    std::error_code ignored;
    const auto folder = fs::read_symlink("/proc/self/exe", ignored).parent_path().parent_path() / "bench";
    return fs::is_directory(folder, ignored) ? folder : fs::path();
}

/// The lines "figure NAME UNIT VALUE SAMPLES", between tabs, among what a bench prints (see
/// tests/bench/figures.h). "peer:NAME" is a peer's figure for the benchmark NAME, its unit the peer's name.
std::vector<Figure> figuresOf(const std::string& output, PeerFigures& peers) {
    std::vector<Figure> figures;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string word, name, unit, value, samples;
        std::getline(fields, word, '\t');
        if (word != "figure") continue;
        std::getline(fields, name, '\t'), std::getline(fields, unit, '\t');
        std::getline(fields, value, '\t'), std::getline(fields, samples, '\t');
        constexpr std::string_view kPeer = "peer:";
        if (name.rfind(kPeer, 0) == 0)
            peers[name.substr(kPeer.size())] = {unit, std::stod(value), true};
        else
            figures.push_back({name, unit, std::stod(value), std::stoi(samples)});
    }
    return figures;
}

/// What a bench that lies beside this program says; nothing where there is none, or nothing for it to work
/// on.
std::vector<Figure> besides(const std::string& name, Workload& work, PeerFigures& peers) {
    const auto& options = work.options();
    const bool byPairs = name == "bench_evaluate";
    const auto folder = benchFolder();
    if (folder.empty() || !fs::exists(folder / name) || (byPairs && options.pairs.empty())) return {};
    std::vector<std::string> command = {
        "env", "QT_QPA_PLATFORM=offscreen", "LINEAMENT_BENCH_FIGURES=1",
        "LINEAMENT_MODELS=" + fs::absolute(work.run().registry()->folder()).string(),
        (folder / name).string()};
    if (byPairs) command.push_back(fs::absolute(options.pairs).string());
    if (byPairs && !options.root.empty()) command.push_back(fs::absolute(options.root).string());
    const auto result = runProgram(command, work.folder(), work.job());
    if (result.status == 0) return figuresOf(result.output, peers);
    work.run().say(name + " could not be run: " + result.output.substr(0, result.output.find('\n')));
    return {};
}

}  // namespace

void addDesks(std::vector<Benchmark>& all) {
    for (const char* bench : {"search", "plot", "desk", "people", "evaluate", "studio"})
        all.push_back({std::string("bench_") + bench,
                       [name = std::string("bench_") + bench](Workload& work, PeerFigures& peers) {
                           return besides(name, work, peers);
                       }});
}

}  // namespace lineament::cli
