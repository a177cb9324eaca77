#include <algorithm>
#include <cstring>
#include <sstream>

#include "app/cli/bench/benchmarks.h"
#include "core/inference/child_process.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

/// What a program of the peer's folder prints; empty, and said so, if it cannot be run.
std::string outputOf(Workload& work, const std::string& interpreter, const fs::path& program,
                     const std::vector<std::string>& arguments) {
    if (!fs::is_regular_file(program)) return {};
    std::vector<std::string> command = {interpreter, fs::absolute(program).string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto result = runProgram(command, work.folder(), work.job());
    if (result.started && result.status == 0) return result.output;
    work.run().say(program.string() + " could not be run: " +
                   (result.started ? result.output.substr(0, result.output.find('\n'))
                                   : interpreter + " is not installed"));
    return {};
}

/// Lines "PHOTO SIZE ssd+landmarks+descriptor 327.6 ms": the median over the photos.
void takeFaceApi(const std::string& output, PeerFigures& peers) {
    std::vector<double> ms;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        constexpr const char* kWhole = "ssd+landmarks+descriptor ";
        const auto at = line.find(kWhole);
        if (at != std::string::npos)
            ms.push_back(std::strtod(line.c_str() + at + std::strlen(kWhole), nullptr));
    }
    if (ms.empty()) return;
    std::nth_element(ms.begin(), ms.begin() + static_cast<std::ptrdiff_t>(ms.size() / 2), ms.end());
    for (const char* name : {"photo", "photo_peer_weights"})
        peers[name] = {"face-api (WebAssembly)", ms[ms.size() / 2], true};
}

/// Lines "training 50.1 images/s" and "generation 700 images/s".
void takeGanStep(const std::string& output, PeerFigures& peers) {
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string what;
        double value = 0;
        if (!(words >> what >> value)) continue;
        if (what == "training") peers["train_64"] = {"eager Python torch", value, true};
        if (what == "generation") peers["generate_64"] = {"eager Python torch", value, true};
    }
}

}  // namespace

void measurePeers(Workload& work, const std::vector<Figure>& beside, PeerFigures& peers) {
    const auto& folder = work.options().peer;
    if (folder.empty()) return;
    const auto measured = [&](std::initializer_list<const char*> names) {
        return std::any_of(beside.begin(), beside.end(), [&](const Figure& figure) {
            return std::find(names.begin(), names.end(), figure.name) != names.end();
        });
    };
    if (measured({"photo", "photo_peer_weights"})) {
        std::vector<std::string> photos;
        for (const auto& path : work.photoPaths())
            photos.push_back(path.string());
        takeFaceApi(outputOf(work, "node", folder / "bench.js", photos), peers);
    }
    if (measured({"train_64", "generate_64"}))
        takeGanStep(outputOf(work, "/usr/bin/python3", folder / "gan_step.py", {}), peers);
}

}  // namespace lineament::cli
