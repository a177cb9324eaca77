// The desk's report: charts and figures into one file.
#include <QFileInfo>
#include <QLocale>
#include <algorithm>

#include "core/base/atomic_file.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/evaluate/evaluate_report.h"
#include "ui/evaluate/rate_charts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pdf_writer.h"
#include "ui/widgets/plot/plot.h"

namespace lineament::ui {

namespace {
constexpr QSize kChartPx(1200, 720);

/// There is a line to see, not points alone.
bool drawn(const Plot& plot) {
    const auto ids = plot.curves();
    return std::any_of(ids.begin(), ids.end(), [&](const QString& id) { return plot.pointCount(id) > 1; });
}
}  // namespace

void EvaluatePanel::writeReport(const QString& file) {
    EvaluateReport report;
    report.fmr = fmr_, report.fpir = fpir_;
    report.marks = marks_;
    report.language =
        QLocale().name().startsWith(QLatin1String("zh")) ? QStringLiteral("zh-CN") : QStringLiteral("en");
    for (const auto& entry : entries_)
        if (entry->result && entry->visible) report.entries << entry;
    const std::pair<RateCharts::Tab, QString> charts[] = {{RateCharts::Det, tr("DET of comparisons")},
                                                          {RateCharts::Searches, tr("DET of searches")},
                                                          {RateCharts::Ranks, tr("Ranks (CMC)")},
                                                          {RateCharts::Discard, tr("Error against discard")}};
    for (const auto& [tab, title] : charts)
        if (auto* plot = charts_->plot(tab); drawn(*plot))
            report.charts.emplace_back(title, plot->picture(kChartPx));
    auto* job = session().jobs().run<bool>(
        tr("Write %1").arg(QFileInfo(file).fileName()), JobRunner::Lane::Short,
        [report, file, title = tr("Evaluation of recognisers")](JobContext&) {
            if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
                writePdf(QString::fromStdString(evaluateReportHtml(report)), title, file);
                return true;
            }
            const bool csv = file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
            const auto text = csv ? evaluateReportCsv(report) : evaluateReportHtml(report);
            writeAtomically(file.toStdString(), [&](std::ostream& out) { out << text; });
            return true;
        },
        this,
        [this, file](bool&) {
            banner_->show(Banner::Kind::Good, tr("The report is in %1.").arg(file));
            Q_EMIT reported(file);
        });
    connect(job, &JobHandle::failed, this, &EvaluatePanel::showError);
}

}  // namespace lineament::ui
