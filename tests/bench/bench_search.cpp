// 1:N search of 100 000 templates of 512 values, beside FAISS IndexFlatIP in the same run:
//   build/release/bench/bench_search
// The counter `x_faiss` is FAISS's time for the same work divided by ours (above 1: we are faster).
// Read it with care: FAISS shares probes, not templates, out over its threads, so one probe runs on one of
// them, and it multiplies blocks by BLAS only from 20 probes on. Its threads spin after each search, which
// slows both on a machine with no core to spare. Needs a quiet machine: a sweep is bound by memory.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

#include "core/gallery/template_index.h"
#include "tests/bench/figures.h"
#include "tests/core/gallery/random_templates.h"
#ifdef LINEAMENT_WITH_FAISS
#include <faiss/IndexFlat.h>
#include <omp.h>
#endif

using namespace lineament;

namespace {

constexpr int kTemplates = 100'000;
constexpr int kDimension = 512;
constexpr int kTop = 5;
constexpr int kThreads = 2;

struct Fixture {
    TemplateIndex index{test::kRecogniser, kDimension};
    std::vector<Template> probes;
    std::vector<float> packedProbes;
#ifdef LINEAMENT_WITH_FAISS
    faiss::IndexFlatIP peer{kDimension};
#endif

    Fixture() {
        TemplateIndex::setThreads(kThreads);
        index = TemplateIndex(test::kRecogniser, kDimension);
        index.reserve(kTemplates);
        test::RandomTemplates random(kDimension);
        for (const auto& reference : random.gallery(kTemplates)) {
            index.add(reference);
#ifdef LINEAMENT_WITH_FAISS
            peer.add(1, reference.value.values.data());
#endif
        }
        for (int i = 0; i < 64; ++i) {
            probes.push_back(random.next());
            packedProbes.insert(packedProbes.end(), probes.back().values.begin(), probes.back().values.end());
        }
    }

    void searchOurs(int count) {
        benchmark::DoNotOptimize(index.searchIdentities(std::span(probes).first(count), kTop));
    }

#ifdef LINEAMENT_WITH_FAISS
    void searchFaiss(int count) {
        omp_set_num_threads(kThreads);
        std::vector<float> similarities(count * kTop);
        std::vector<faiss::Index::idx_t> labels(count * kTop);
        peer.search(count, packedProbes.data(), kTop, similarities.data(), labels.data());
        benchmark::DoNotOptimize(labels.data());
    }
#endif
};

Fixture& fixture() {
    static Fixture shared;
    return shared;
}

template <class Work>
double seconds(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Ours and FAISS take turns, so that both see the same state of the machine.
void searchBesideFaiss(benchmark::State& state) {
    auto& shared = fixture();
    const int probes = static_cast<int>(state.range(0));
    double ours = 0, faiss = 0;
    for (auto _ : state) {
        const double time = seconds([&] { shared.searchOurs(probes); });
        state.SetIterationTime(time);
        ours += time;
#ifdef LINEAMENT_WITH_FAISS
        faiss += seconds([&] { shared.searchFaiss(probes); });
#endif
    }
    state.counters["ms_a_query"] = 1e3 * ours / (state.iterations() * probes);
    if (faiss > 0) {
        state.counters["ms_a_query_faiss"] = 1e3 * faiss / (state.iterations() * probes);
        state.counters["x_faiss"] = faiss / ours;
    }
}

}  // namespace

BENCHMARK(searchBesideFaiss)
    ->Arg(1)
    ->Arg(8)
    ->Arg(64)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->MinTime(1);

/// Ours and FAISS in turns, one probe a query, for the table of `lineament bench`.
void tellFigures() {
    auto& shared = fixture();
    constexpr int kRounds = 15;
    std::vector<double> ours, faiss;
    for (int i = 0; i < kRounds; ++i) {
        ours.push_back(1e3 * seconds([&] { shared.searchOurs(1); }));
#ifdef LINEAMENT_WITH_FAISS
        faiss.push_back(1e3 * seconds([&] { shared.searchFaiss(1); }));
#endif
    }
    const auto median = [](std::vector<double>& ms) {
        std::nth_element(ms.begin(), ms.begin() + kRounds / 2, ms.end());
        return ms[kRounds / 2];
    };
    bench::figure("search_beside_peer", "ms", median(ours), kRounds);
    if (!faiss.empty()) bench::figure("peer:search_beside_peer", "FAISS IndexFlatIP", median(faiss), kRounds);
}

int main(int argc, char** argv) {
    if (std::getenv("LINEAMENT_BENCH_FIGURES")) return tellFigures(), 0;
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
