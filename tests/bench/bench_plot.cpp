// How long a chart of a million points takes to be drawn at another place: bench_plot [PICTURE.png of a few
// charts]
#include <QApplication>
#include <QGridLayout>
#include <QMouseEvent>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>

#include "tests/bench/figures.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plot/plot.h"

using namespace lineament::ui;

namespace {

void takePicture(const QString& file) {
    QWidget window;
    auto* grid = new QGridLayout(&window);
    std::vector<double> steps, real, fake, rate, low, high;
    std::mt19937 random(1);
    std::normal_distribution<double> normal;
    for (int i = 1; i < 2000; ++i) {
        steps.push_back(i * 640);
        real.push_back(0.7 + 0.1 * normal(random) - 0.2 * std::exp(-i / 300.0));
        fake.push_back(0.3 + 0.1 * normal(random));
        rate.push_back(1e-4 + 2e-3 * std::exp(-i / 400.0));
        low.push_back(rate.back() * 0.7);
        high.push_back(rate.back() * 1.4);
    }
    auto* scores = new Plot;
    scores->setTitle(QStringLiteral("Scores of D"));
    scores->setXAxis({QStringLiteral("Images seen"), {}, false, true, {}});
    scores->setYAxis({QStringLiteral("Score"), {}, false, false, {}});
    scores->setCurve(QStringLiteral("real"), {QStringLiteral("real pictures")});
    scores->setCurve(QStringLiteral("fake"), {QStringLiteral("samples")});
    scores->setData(QStringLiteral("real"), steps, real);
    scores->setData(QStringLiteral("fake"), steps, fake);
    scores->setSmoothing(0.95);
    scores->setMarker(QStringLiteral("best"),
                      {6e5, Qt::Vertical, QStringLiteral("best snapshot"), Token::Match, true});
    auto* error = new Plot;
    error->setTitle(QStringLiteral("Errors"));
    error->setXAxis({QStringLiteral("False match rate"), {}, true, false, {}});
    error->setYAxis({QStringLiteral("False non-match rate"), {}, true, false, {}});
    error->setCurve(QStringLiteral("det"), {QStringLiteral("recogniser")});
    error->setData(QStringLiteral("det"), steps, rate);
    error->setBand(QStringLiteral("det"), steps, low, high);
    auto* bars = new Plot;
    bars->setXAxis({QStringLiteral("Quality"), {}, false, false, {}});
    bars->setYAxis({QStringLiteral("Faces"), {}, false, false, {}});
    bars->setCurve(QStringLiteral("n"), {QStringLiteral("faces"), PlotStyle::Bars, {}, {}, 1, 0.05});
    std::vector<double> x, y;
    for (int i = 0; i < 20; ++i) {
        x.push_back(i * 0.05);
        y.push_back(100 * std::exp(-std::pow(i - 12, 2) / 20.0));
    }
    bars->setData(QStringLiteral("n"), x, y);
    auto* none = new Plot;
    none->setEmptyText(QStringLiteral("Start a run: its figures come here."));
    int place = 0;
    for (auto* plot : {scores, error, bars, none})
        grid->addWidget(plot, place / 2, place % 2), ++place;
    window.resize(1280, 720);
    window.show();
    window.grab();
    const QPoint middle = scores->rect().center();
    auto* canvas = scores->childAt(middle);
    QMouseEvent move(QEvent::MouseMove, middle, canvas->mapToGlobal(middle), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(canvas, &move);
    window.grab().save(file);
}

}  // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    Theme::instance().apply(ThemeMode::Dark);
    for (const std::size_t count : {10'000, 100'000, 1'000'000}) {
        std::mt19937 random(1);
        std::normal_distribution<double> normal;
        std::vector<double> x(count), y(count);
        for (std::size_t i = 0; i < count; ++i) {
            x[i] = static_cast<double>(i);
            y[i] = normal(random);
        }
        Plot plot;
        plot.resize(1280, 480);
        plot.setData(QStringLiteral("noise"), std::move(x), std::move(y));
        plot.show();
        plot.grab();
        const double n = static_cast<double>(count), width = n * 0.5;
        std::vector<double> times;
        for (int step = 0; step < 120; ++step) {
            const double left = n * 0.5 * step / 120;
            const auto start = std::chrono::steady_clock::now();
            plot.setXRange(left, left + width);
            plot.replotNow();
            QApplication::processEvents();
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        std::sort(times.begin(), times.end());
        std::printf("%8zu points, half of them shown, 1280 x 480: median %.2f ms, 95 %% %.2f ms a frame\n",
                    count, times[times.size() / 2], times[times.size() * 95 / 100]);
        if (count == 1'000'000)
            lineament::bench::figure("desk_chart_1m", "ms a frame", times[times.size() / 2],
                                     static_cast<int>(times.size()));
    }
    if (argc > 1) takePicture(QString::fromLocal8Bit(argv[1]));
    return 0;
}
