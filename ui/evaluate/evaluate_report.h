#pragma once

#include <QImage>
#include <QString>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/store/evaluation_book.h"
#include "ui/evaluate/evaluation_entry.h"

namespace lineament::ui {

struct EvaluateReport {
    EvaluationEntries entries;  ///< done ones
    double fmr = 1e-3, fpir = 0.01;
    std::map<std::string, std::vector<LabelMark>> marks;  ///< wrong labels, by the list's hash
    std::vector<std::pair<QString, QImage>> charts;       ///< with their titles
    QString language;                                     ///< "en", "zh-CN"
};

/// One HTML page in the window's language, charts inside it; also fit for writePdf(). Thread: any.
std::string evaluateReportHtml(const EvaluateReport& report);
/// All curves with their bands: run, curve, rate, miss rate, band, threshold. Thread: any.
std::string evaluateReportCsv(const EvaluateReport& report);

}  // namespace lineament::ui
