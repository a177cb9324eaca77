// How soon the Evaluate desk shows something: from Run until the first curve with its band, and until the
// end.
//     QT_QPA_PLATFORM=offscreen build/release/bench/bench_evaluate PAIRS.csv [ROOT]
// The first run starts with no network loaded and no template kept, the second finds its templates, the third
// is a first run whose networks are loaded.
#include <QElapsedTimer>
#include <QTest>
#include <cstdio>

#include "core/pipelines/evaluate/template_cache.h"
#include "core/pipelines/people/retention.h"
#include "tests/bench/figures.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/evaluate/evaluation_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/application.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

constexpr int kLimitMs = 10 * 60 * 1000;

void runOnce(const char* what, Session& session, EvaluatePanel& panel, const char* figureName = nullptr) {
    QElapsedTimer timer;
    double firstMs = -1, endMs = -1;
    std::size_t points = 0;
    const auto ms = [&] { return static_cast<double>(timer.nsecsElapsed()) / 1e6; };
    const auto look = [&] {
        if (firstMs >= 0 || panel.entries().isEmpty()) return;
        const auto& entry = *panel.entries().last();
        const auto& curve = entry.result ? entry.result->curve : entry.soFar.curve;
        if (curve.empty()) return;
        panel.grab();  // the band is on the screen, not only told
        firstMs = ms();
        points = curve.size();
    };
    QObject context;
    QObject::connect(&panel, &EvaluatePanel::grew, &context, look);
    QObject::connect(&panel, &EvaluatePanel::finished, &context, [&] {
        look();
        endMs = ms();
    });
    timer.start();
    panel.run();
    if (!QTest::qWaitFor([&] { return endMs >= 0 && panel.idle() && !session.jobs().busy(); }, kLimitMs)) {
        std::printf("%s: it did not end\n", what);
        return;
    }
    std::printf("%-48s first band after %6.0f ms (%zu points), done after %6.0f ms\n", what, firstMs, points,
                endMs);
    if (!figureName) return;
    bench::figure(figureName, "ms", firstMs, 1);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "bench_evaluate PAIRS.csv [ROOT]\n");
        return 2;
    }
    Application application(argc, argv, true);
    const test::TempFolder settings;  // a device as the file would be replaced by what is saved
    lineament::ui::Settings::useFile(QString::fromStdString((settings / "window.ini").string()));
    Theme::instance().apply(ThemeMode::Dark);
    const test::TempFolder folder;
    const auto workspace = test::workspaceIn(folder.path());
    Session session(workspace);
    EvaluatePanel panel(session, nullptr);
    panel.resize(1366, 768);
    panel.show();
    auto* form = panel.findChild<EvaluationForm*>();
    form->setPairs(QString::fromLocal8Bit(argv[1]), argc > 2 ? QString::fromLocal8Bit(argv[2]) : QString());
    runOnce("no network loaded, no template kept:", session, panel, "desk_first_band");
    // For the table the first time is enough.
    if (std::getenv("LINEAMENT_BENCH_FIGURES")) return 0;
    runOnce("templates kept:", session, panel);
    TemplateCache::clear(evaluationCacheOf(workspace->store().folder()));
    runOnce("networks loaded, no template kept:", session, panel);
    for (const Stall& stall : application.watchdog().stalls())
        std::printf("the GUI thread was held for %.0f ms (%.0f ms of it its own work): %s\n", stall.wallMs,
                    stall.cpuMs, qPrintable(stall.what));
    return 0;
}
