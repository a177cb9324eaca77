#include "ui/studio/train/run_charts.h"

#include <QEvent>
#include <QGridLayout>
#include <array>
#include <cmath>

#include "ui/theme/theme.h"
#include "ui/widgets/plot/plot.h"
#include "ui/widgets/plot/plot_link.h"

namespace lineament::ui {

namespace {
const QString kSpeed = QStringLiteral("imagesPerSecond");

QString curveId(const QString& key, int run) {
    return key + QLatin1Char('#') + QString::number(run);
}
}  // namespace

RunCharts::RunCharts(QWidget* parent) : QWidget(parent), link_(new PlotLink(this)) {
    setObjectName(QStringLiteral("runCharts"));
    grid_ = new QGridLayout(this);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(metrics::kSpace1);
    const auto plain = [](std::initializer_list<const char*> keys) {
        QList<std::pair<QString, bool>> list;
        for (const char* key : keys)
            list << std::pair(QString::fromLatin1(key), false);
        return list;
    };
    addChart(plain({"loss/d", "loss/g"}), false);
    addChart({{QStringLiteral("score/real"), true}, {QStringLiteral("score/fake"), true}}, false);
    addChart(plain({"grad/d", "grad/g"}), true);
    addChart(plain({"rate/d", "rate/g"}), true);
    addChart(plain({"ada/p", "diversity/fake", "diversity/real"}), false);
    addChart(plain({"loss/r1", "loss/gradientPenalty", "loss/pathLength"}), true);
    addChart(plain({"imagesPerSecond"}), false);
    addChart(plain({"metric/frechet", "metric/kernel"}), false);
    retranslate();
}

void RunCharts::addChart(const QList<std::pair<QString, bool>>& keys, bool log) {
    auto* plot = new Plot;
    plot->setObjectName(QStringLiteral("chart-") + keys.first().first);
    PlotAxis y;
    y.log = log;
    if (keys.first().second) y.range = {0, 1};
    plot->setYAxis(y);
    link_->add(plot);
    const int place = static_cast<int>(charts_.size());
    grid_->addWidget(plot, place / 2, place % 2);
    charts_ << Chart{plot, keys};
}

QList<Plot*> RunCharts::plots() const {
    QList<Plot*> plots;
    for (const auto& chart : charts_)
        plots << chart.plot;
    return plots;
}

void RunCharts::start(const QString& first, const QString& second) {
    names_[0] = first;
    names_[1] = second;
    best_.reset();
    for (const auto& chart : charts_) {
        chart.plot->clearCurves();
        chart.plot->removeMarker(QStringLiteral("best"));
    }
    setCurves();
    link_->fit();
}

void RunCharts::setCurves() {
    constexpr std::array kTokens = {Token::Accent, Token::Review, Token::Match};
    for (const auto& chart : charts_)
        for (int run = 0; run < 2; ++run) {
            if (names_[run].isEmpty()) continue;
            for (int i = 0; i < chart.keys.size(); ++i) {
                PlotCurve look;
                look.name = names_[1].isEmpty()
                                ? nameOf(chart.keys[i].first)
                                : nameOf(chart.keys[i].first) + QStringLiteral(" · ") + names_[run];
                look.token = kTokens[static_cast<std::size_t>(i) % kTokens.size()];
                look.dash = run == 0 ? Qt::SolidLine : Qt::DashLine;
                chart.plot->setCurve(curveId(chart.keys[i].first, run), look);
            }
        }
}

void RunCharts::add(int run, const std::vector<gan::Statistics>& lines) {
    if (names_[run].isEmpty()) return;
    for (const auto& chart : charts_)
        for (const auto& [key, probability] : chart.keys)
            for (const auto& line : lines) {
                double value = 0;
                if (key == kSpeed) {
                    if (line.imagesPerSecond <= 0) continue;
                    value = line.imagesPerSecond;
                } else {
                    const auto at = line.values.find(key.toStdString());
                    if (at == line.values.end()) continue;
                    value = probability ? 1 / (1 + std::exp(-at->second)) : at->second;
                }
                chart.plot->append(curveId(key, run), static_cast<double>(line.images), value);
            }
}

void RunCharts::setSmoothing(double weight) {
    for (const auto& chart : charts_)
        chart.plot->setSmoothing(weight);
}

void RunCharts::setBest(std::optional<std::int64_t> images) {
    best_ = images;
    for (const auto& chart : charts_)
        if (images)
            chart.plot->setMarker(QStringLiteral("best"),
                                  {double(*images), Qt::Vertical, tr("best"), Token::Match, false});
        else
            chart.plot->removeMarker(QStringLiteral("best"));
}

QString RunCharts::nameOf(const QString& key) const {
    if (key == QLatin1String("loss/d") || key == QLatin1String("grad/d") || key == QLatin1String("rate/d"))
        return tr("discriminator");
    if (key == QLatin1String("loss/g") || key == QLatin1String("grad/g") || key == QLatin1String("rate/g"))
        return tr("generator");
    if (key == QLatin1String("score/real")) return tr("real pictures");
    if (key == QLatin1String("score/fake")) return tr("samples");
    if (key == QLatin1String("ada/p")) return tr("p of ADA");
    if (key == QLatin1String("diversity/fake")) return tr("diversity of samples");
    if (key == QLatin1String("diversity/real")) return tr("of real pictures");
    if (key == QLatin1String("loss/r1")) return QStringLiteral("R1");
    if (key == QLatin1String("loss/gradientPenalty")) return tr("gradient penalty");
    if (key == QLatin1String("loss/pathLength")) return tr("path length");
    if (key == kSpeed) return tr("images a second");
    if (key == QLatin1String("metric/frechet")) return tr("Fréchet face distance");
    if (key == QLatin1String("metric/kernel")) return tr("kernel face distance");
    return key;
}

void RunCharts::retranslate() {
    const QStringList titles = {tr("Losses"),
                                tr("Probability of being real, by D"),
                                tr("Norms of gradients"),
                                tr("Learning rates"),
                                tr("Augmentation"),
                                tr("Regularisers"),
                                tr("Throughput"),
                                tr("Distances from real faces")};
    for (int i = 0; i < charts_.size(); ++i) {
        auto* plot = charts_[i].plot;
        plot->setTitle(titles[i]);
        plot->setXAxis(
            {i >= charts_.size() - 2 ? tr("Images seen") : QString(), {}, plot->xAxis().log, true, {}});
        auto y = plot->yAxis();
        if (i == 6) y.unit = tr("images/s");
        plot->setYAxis(y);
        plot->setEmptyText(i == 7 ? tr("Measured as often as “Metrics every” says; 0 is never.")
                                  : tr("No statistics yet."));
    }
    setCurves();
    setBest(best_);
}

void RunCharts::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
