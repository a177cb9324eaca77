#include "app/cli/bench/figures.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace lineament::cli {
namespace {

constexpr int kTimedRounds = 5;

}  // namespace

Asked askedOf(const std::string& name) {
    static const std::map<std::string, Asked> kAsked = {
        {"search_100k", {10.0, {}}},
        {"cold_detect", {1000.0, {}}},
        {"window", {1500.0, {}}},
        {"analyse", {{}, 4.0}},
        {"analyse_memory", {1024.0, {}}},
        {"generate_64", {{}, 500.0}},
        {"train_64", {{}, 60.0}},
        {"slider_preview", {50.0, {}}},
        {"restore", {{}, 60.0}},
        {"video_chain", {{}, 25.0}},
        {"superres_128", {60.0, {}}},
        {"pairs", {60'000.0, {}}},
        {"pairs_again", {2000.0, {}}},
        {"desk_slider", {50.0, {}}},
        {"desk_slider_training", {50.0, {}}},
        {"desk_chart_1m", {1000.0 / 60, {}}},
        {"desk_timeline_10k", {1000.0 / 60, {}}},
        {"desk_first_band", {2000.0, {}}},
    };
    const auto found = kAsked.find(name);
    return found == kAsked.end() ? Asked{} : found->second;
}

PeerFigures recordedPeers() {
    // Medians of earlier runs; `--peer` measures them beside this program instead.
    return {{"photo", {"face-api (WebAssembly)", 348, false}},
            {"photo_peer_weights", {"face-api (WebAssembly)", 348, false}},
            {"search_100k", {"FAISS IndexFlatIP", 22, false}},
            {"train_64", {"eager Python torch", 50, false}}};
}

Figure timed(const std::string& name, int items, JobContext& job, const std::function<void()>& work) {
    std::vector<double> ms;
    for (int round = 0; round <= kTimedRounds; ++round) {
        job.checkpoint();
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
        if (round > 0) ms.push_back(spent.count() / items);
    }
    std::nth_element(ms.begin(), ms.begin() + kTimedRounds / 2, ms.end());
    return {name, "ms", ms[kTimedRounds / 2], kTimedRounds};
}

Figure rate(const std::string& name, const std::string& unit, int items, JobContext& job,
            const std::function<void()>& work) {
    auto figure = timed(name, items, job, work);
    figure.unit = unit;
    figure.value = 1000 / figure.value;
    return figure;
}

}  // namespace lineament::cli
