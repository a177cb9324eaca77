// How long the Studio's preview takes to answer a slider, in the engine and on the desk, there also while a
// run trains; and the identity lock: QT_QPA_PLATFORM=offscreen build/release/bench/bench_studio
#include <QElapsedTimer>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <opencv2/imgcodecs.hpp>
#include <thread>
#include <vector>

#include "core/pipelines/synthetic/studio/explorer.h"
#include "core/pipelines/synthetic/studio/likeness.h"
#include "tests/bench/figures.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/studio/explore/explore_page.h"
#include "ui/studio/explore/style_controls.h"
#include "ui/studio/explore/value_slider.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/studio_panel.h"
#include "ui/studio/train/train_queue.h"
#include "ui/theme/theme.h"
#include "ui/widgets/application.h"
#include "ui/widgets/image_canvas.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

template <class Work>
double measure(const char* what, int rounds, const Work& work, const std::function<void()>& between = {}) {
    std::vector<double> times;
    for (int i = 0; i < rounds + 3; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work(i);
        const double ms =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        if (i >= 3) times.push_back(ms);
        if (between) between();
    }
    std::sort(times.begin(), times.end());
    std::printf("%-32s least %7.2f ms, median %7.2f ms, 95 %% %7.2f ms\n", what, times.front(),
                times[times.size() / 2], times[times.size() * 95 / 100]);
    return times[times.size() / 2];
}

/// From the move of a slider to its picture on the screen, a mouse's pace apart.
void drag(StudioPanel& panel, const char* what, const char* figure) {
    auto& explore = panel.explore();
    auto* slider = explore.controls().slider(QStringLiteral("age"));
    auto* canvas = explore.findChild<ImageCanvas*>(QStringLiteral("previewCanvas"));
    bool shown = false;
    const auto connection =
        QObject::connect(&explore, &ExplorePage::previewShown, &explore, [&] { shown = true; });
    const double median = measure(
        what, 200,
        [&](int i) {
            shown = false;
            const double value = 0.01 * (i % 300) + 0.01;
            slider->setValue(value);
            Q_EMIT slider->changed(value, false);
            waitUntil([&] { return shown; });
            canvas->repaint();
        },
        [] {
            QElapsedTimer pause;
            pause.start();
            waitUntil([&] { return pause.elapsed() >= 16; });
        });
    QObject::disconnect(connection);
    bench::figure(figure, "ms", median, 200);
}

void desk() {
    const test::TempFolder folder;
    std::filesystem::create_directories(folder / "set");
    for (int i = 0; i < 64; ++i) {
        cv::Mat picture(64, 64, CV_8UC3);
        cv::randu(picture, 0, 255);
        cv::imwrite((folder / "set" / (std::to_string(i) + ".png")).string(), picture);
    }
    Session session(test::workspaceIn(folder / "store"));
    StudioPanel panel(session, nullptr);
    panel.resize(1366, 768);
    panel.show();
    waitUntil([&] { return panel.model().ready() && panel.explore().idle(); }, 60'000);
    drag(panel, "on the desk: a slider", "desk_slider");
    auto config = gan::loadConfig(test::sourceFolder() / "resources/presets/gan/faces-64.json");
    config.network.labels = 0;
    config.run.metricsEvery = 0;
    auto& queue = panel.queue();
    const QString run =
        queue.start(QStringLiteral("bench"), config, QString::fromStdString((folder / "set").string()), {});
    waitUntil([&] { return !queue.job(run) || queue.job(run)->progress().stage == "training"; }, 120'000);
    if (!queue.job(run)) return void(std::printf("the run ended at once\n"));
    const auto before = queue.job(run)->progress().done;
    drag(panel, "the same, while a run trains", "desk_slider_training");
    std::printf("%lld images were trained on meanwhile\n",
                static_cast<long long>(queue.job(run)->progress().done - before));
    queue.stop(run);
    waitUntil([&] { return !queue.active(run); }, 120'000);
}

}  // namespace

int main(int argc, char** argv) {
    Application application(argc, argv, false);
    const test::TempFolder settings;  // a device as the file would be replaced by what is saved
    lineament::ui::Settings::useFile(QString::fromStdString((settings / "window.ini").string()));
    Theme::instance().apply(ThemeMode::Dark);
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
    desk();
    return 0;
}
