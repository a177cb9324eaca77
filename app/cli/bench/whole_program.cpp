#include <algorithm>
#include <chrono>

#include "app/cli/bench/benchmarks.h"
#include "core/base/error.h"
#include "core/inference/child_process.h"

namespace lineament::cli {
namespace {

using Figures = std::vector<Figure>;

constexpr double kMiB = 1024.0 * 1024.0;

ProgramResult succeeded(Workload& work, const std::string& name, const std::vector<std::string>& command) {
    auto result = runProgram(command, work.folder(), work.job());
    if (!result.started || result.status != kDone)
        throw Error(ErrorCode::kInternal, name, "the program failed: " + result.output);
    return result;
}

Figures coldDetect(Workload& work, PeerFigures&) {
    const auto command = work.program({"--json", "detect", work.photoPaths().front().string()});
    return {timed("cold_detect", 1, work.job(), [&] { succeeded(work, "cold_detect", command); })};
}

/// From nothing to a window that has painted itself and rests, and the memory it holds then.
Figures window(Workload& work, PeerFigures&) {
    auto command =
        work.program({"gui", "--page", "footage", "--screenshot", (work.folder() / "window.png").string()});
    command.insert(command.begin(), {"env", "QT_QPA_PLATFORM=offscreen"});
    const auto first = runProgram(command, work.folder(), work.job());
    if (!std::filesystem::exists(work.folder() / "window.png")) {  // built without one, perhaps
        work.run().say("no window could be opened: " + first.output.substr(0, first.output.find('\n')));
        return {};
    }
    double peak = 0;
    auto start = timed("window", 1, work.job(), [&] {
        peak = std::max(peak, static_cast<double>(succeeded(work, "window", command).peakMemory));
    });
    return {start, {"window_memory", "MiB", peak / kMiB, start.samples + 1}};
}

Figures analyseMemory(Workload& work, PeerFigures&) {
    const auto result = succeeded(work, "analyse_memory", work.program({"analyse", work.film().string()}));
    return {{"analyse_memory", "MiB", static_cast<double>(result.peakMemory) / kMiB, 1}};
}

/// The second time templates come from the cache.
Figures pairs(Workload& work, PeerFigures&) {
    const auto& options = work.options();
    if (options.pairs.empty()) return {};
    const auto list = std::filesystem::absolute(options.pairs);
    const auto root = options.root.empty() ? list.parent_path() : std::filesystem::absolute(options.root);
    const auto command = work.program({"evaluate", list.string(), "--root", root.string(), "--cache",
                                       (work.folder() / "templates").string()});
    const auto once = [&](const std::string& name) {
        const auto start = std::chrono::steady_clock::now();
        const auto result = runProgram(command, work.folder(), work.job());
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
        if (!result.started || (result.status != kDone && result.status != kSomeRejected))
            throw Error(ErrorCode::kInternal, name, "the program failed: " + result.output);
        return Figure{name, "ms", spent.count(), 1};
    };
    return {once("pairs"), once("pairs_again")};
}

}  // namespace

void addWholeProgram(std::vector<Benchmark>& all) {
    all.insert(all.end(), {{"pairs", pairs},
                           {"cold_detect", coldDetect},
                           {"window", window},
                           {"analyse_memory", analyseMemory}});
}

}  // namespace lineament::cli
