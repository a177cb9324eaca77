#include "app/cli/bench/benchmarks.h"

#include <algorithm>
#include <cmath>

#include "app/cli/commands/commands.h"
#include "core/base/error.h"

namespace lineament::cli {
namespace {

const std::vector<Benchmark>& allBenchmarks() {
    static const std::vector<Benchmark> all = [] {
        std::vector<Benchmark> list;
        addRecognition(list);
        addMaking(list);
        addWholeProgram(list);
        addDesks(list);
        return list;
    }();
    return all;
}

std::optional<bool> met(const Figure& figure) {
    const auto asked = askedOf(figure.name);
    if (asked.atMost) return figure.value <= *asked.atMost;
    if (asked.atLeast) return figure.value >= *asked.atLeast;
    return std::nullopt;
}

/// How many times better than the peer; rates are better when they are higher, all else when it is lower.
double timesPeer(const Figure& figure, const PeerFigure& peer) {
    const bool higherIsBetter = figure.unit.ends_with("/s") || figure.unit.rfind("x ", 0) == 0;
    return higherIsBetter ? figure.value / peer.value : peer.value / figure.value;
}

std::string number(double value) {
    return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

Json json(const Figure& figure, const PeerFigures& peers) {
    Json entry = {{"name", figure.name},
                  {"unit", figure.unit},
                  {"value", decimals(figure.value, 3)},
                  {"samples", figure.samples}};
    const auto asked = askedOf(figure.name);
    if (asked.atMost) entry["asked"] = {{"at_most", *asked.atMost}};
    if (asked.atLeast) entry["asked"] = {{"at_least", *asked.atLeast}};
    if (const auto reached = met(figure)) entry["met"] = *reached;
    if (const auto peer = peers.find(figure.name); peer != peers.end())
        entry["peer"] = {{"name", peer->second.peer},
                         {"value", decimals(peer->second.value, 3)},
                         {"this_run", peer->second.thisRun},
                         {"times", decimals(timesPeer(figure, peer->second), 2)}};
    return entry;
}

std::vector<std::string> cells(const Figure& figure, const PeerFigures& peers) {
    const auto asked = askedOf(figure.name);
    std::string wanted = asked.atMost    ? "<= " + number(*asked.atMost)
                         : asked.atLeast ? ">= " + number(*asked.atLeast)
                                         : "";
    if (const auto reached = met(figure)) wanted += *reached ? "  yes" : "  NO";
    std::string peer, times;
    if (const auto found = peers.find(figure.name); found != peers.end()) {
        peer = (found->second.thisRun ? "" : "~") + number(found->second.value) + "  " + found->second.peer;
        times = (found->second.thisRun ? "" : "~") + fixed(timesPeer(figure, found->second), 1) + " x";
    }
    return {figure.name, number(figure.value), figure.unit, std::to_string(figure.samples), wanted, peer,
            times};
}

bool wanted(const BenchOptions& options, const std::string& name) {
    const auto& names = options.wanted;
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

Status bench(Invocation& run, const BenchOptions& options) {
    run.computeDevice();
    Workload work(run, options);
    auto peers = recordedPeers();
    std::vector<Figure> figures;
    std::int64_t done = 0;
    const auto count = static_cast<std::int64_t>(allBenchmarks().size());
    for (const auto& benchmark : allBenchmarks()) {
        run.job().report("benchmarks", done++, count);
        if (!wanted(options, benchmark.name)) continue;
        const auto some = benchmark.measure(work, peers);
        figures.insert(figures.end(), some.begin(), some.end());
    }
    measurePeers(work, figures, peers);
    Json list = Json::array();
    Table table({"benchmark", "median", "unit", "samples", "asked", "peer", "better"});
    bool recorded = false;
    for (const auto& figure : figures) {
        list.push_back(json(figure, peers));
        table.row(cells(figure, peers));
        const auto peer = peers.find(figure.name);
        recorded = recorded || (peer != peers.end() && !peer->second.thisRun);
    }
    std::string text = table.text();
    if (recorded)
        text +=
            "~ written down on another day, two cores too; --peer FOLDER measures it beside this program\n";
    run.print({{"benchmarks", std::move(list)}}, text);
    return kDone;
}

}  // namespace

void addBench(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<BenchOptions>();
    std::vector<std::string> names;
    std::string list;
    for (const auto& benchmark : allBenchmarks()) {
        names.push_back(benchmark.name);
        list += (list.empty() ? "" : ", ") + benchmark.name;
    }
    auto* command =
        app.add_subcommand("bench", "Measure speed, start-up and memory, beside what is asked and peers");
    command->add_option("NAME", options->wanted, "Some of: " + list + " [all]")->check(CLI::IsMember(names));
    command
        ->add_option("--peer", options->peer,
                     "Folder of peers to run beside: bench.js (face-api, its modules installed), gan_step.py")
        ->check(CLI::ExistingDirectory);
    command->add_option("--pairs", options->pairs, "List of pairs to evaluate twice [none]")
        ->check(CLI::ExistingFile);
    command->add_option("--root", options->root, "What the paths of the list begin in [its folder]")
        ->check(CLI::ExistingDirectory);
    command->add_option("--film", options->film, "Recording to analyse [one made of the sample photos]")
        ->check(CLI::ExistingFile);
    commands.on(command, [options](Invocation& run) { return bench(run, *options); });
}

}  // namespace lineament::cli
