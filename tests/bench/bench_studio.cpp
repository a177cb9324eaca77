// How long the Studio's preview takes to answer a slider, and the identity lock: bench_studio
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "core/pipelines/synthetic/studio/explorer.h"
#include "core/pipelines/synthetic/studio/likeness.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

template <class Work>
void measure(const char* what, int rounds, const Work& work) {
    std::vector<double> times;
    for (int i = 0; i < rounds + 3; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work(i);
        const double ms =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        if (i >= 3) times.push_back(ms);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-32s least %7.2f ms, median %7.2f ms, 95 %% %7.2f ms\n", what, times.front(),
                times[times.size() / 2], times[times.size() * 95 / 100]);
}

}  // namespace

int main() {
    setThreads(2);
    const auto registry = std::make_shared<const ModelRegistry>(ModelRegistry::locate(test::modelsFolder()));
    Explorer explorer(*registry, "faces-64", Device::kCpu);
    JobContext context;
    explorer.directions(context);
    std::printf("faces-64 (64 px), %d threads\n", threads());
    FaceRecipe recipe;
    measure("a slider: preview", 200, [&](int i) {
        recipe.setEdit({"age", 0.01 * i + 0.01});
        explorer.picture(recipe, {}, false);
    });
    measure("the plane dragged: preview", 200, [&](int i) {
        FaceRecipe place;
        place.x = 0.037 * i;
        place.y = 0.021 * i;
        explorer.picture(place, {}, false);
    });
    measure("the exact picture", 30, [&](int) { explorer.picture(recipe, {}, true); });
    const FaceEngine engine(registry);
    recipe.setEdit({"gender", 3});
    measure("similarity to the start", 20,
            [&](int) { holdIdentity(engine, explorer, recipe, {}, {}, context); });
    measure("identity lock at 0.7", 10,
            [&](int) { holdIdentity(engine, explorer, recipe, {}, 0.7, context); });
    return 0;
}
