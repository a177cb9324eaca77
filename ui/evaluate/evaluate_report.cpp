#include "ui/evaluate/evaluate_report.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <cmath>
#include <map>
#include <set>

#include "core/evaluate/breakdown.h"
#include "core/pipelines/report/html_page.h"

namespace lineament::ui {
namespace {

std::string say(const char* text) {
    return QCoreApplication::translate("lineament::ui::EvaluateReport", text).toStdString();
}

std::string percent(double share) {
    return percentText(share).toStdString();
}

std::string number(double value, int digits = 4) {
    return std::isfinite(value) ? QString::number(value, 'f', digits).toStdString() : "–";
}

std::vector<std::string> ratesRow(const ErrorRates& rates, const std::vector<RatePoint>& curve, double rate) {
    const bool enough = supportFor(rate, rates.nonMated()) != Support::kNone;
    if (!enough)
        return {rateText(rate).toStdString(),
                say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "not enough pairs")), "", "", ""};
    const auto at = rates.atRate(rate);
    const auto band = bandAt(curve, rate);
    return {rateText(rate).toStdString(), percent(at.fnmr),
            band ? percent(band->first) + " – " + percent(band->second) : "–", number(at.threshold),
            std::to_string(at.falseNonMatches) + " / " + std::to_string(at.mated) + ", " +
                std::to_string(at.falseMatches) + " / " + std::to_string(at.nonMated)};
}

void addRates(HtmlPage& page, const std::string& title, const std::string& rate, const std::string& miss,
              const ErrorRates& rates, const std::vector<RatePoint>& curve, std::vector<double> wanted) {
    page.heading(title, 3);
    std::vector<std::vector<std::string>> rows;
    for (const double one : wanted)
        rows.push_back(ratesRow(rates, curve, one));
    page.table({rate, miss, say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "95 % band")),
                say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Threshold")),
                say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Errors behind it (missed, false)"))},
               rows);
}

void addGroups(HtmlPage& page, const Evaluation& result, double fmr) {
    if (!result.list || result.list->groups.empty()) return;
    page.heading(say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "By group, at the operating point")),
                 3);
    std::vector<std::vector<std::string>> rows;
    for (const auto& [group, rates] :
         ratesByGroup(result.rates->trials(), result.rates->atRate(fmr).threshold))
        rows.push_back({result.list->groups.at(group), std::to_string(rates.mated), percent(rates.fnmr),
                        std::to_string(rates.nonMated), percent(rates.fmr)});
    page.table({say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Group")),
                say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Mated pairs")), "FNMR",
                say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Non-mated pairs")), "FMR"},
               rows);
}

/// Pairs whose label somebody found wrong: once a list, with what the first of its runs makes of them.
void addMarks(HtmlPage& page, const EvaluateReport& report) {
    std::set<std::string> told;
    for (const auto& entry : report.entries) {
        const auto& result = *entry->result;
        const auto marks = report.marks.find(result.listHash);
        if (marks == report.marks.end() || marks->second.empty() || !told.insert(result.listHash).second)
            continue;
        page.heading(say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Labels marked as wrong")) +
                         ": " + entry->protocolName.toStdString(),
                     2);
        std::map<std::int64_t, std::size_t> pairOf;
        for (std::size_t i = 0; i < result.list->pairs.size(); ++i)
            pairOf[result.list->pairs[i].line] = i;
        std::vector<std::vector<std::string>> rows;
        for (const auto& mark : marks->second) {
            std::vector<std::string> row{std::to_string(mark.line), "–", "–", "–", "–"};
            if (const auto found = pairOf.find(mark.line); found != pairOf.end()) {
                const auto& pair = result.list->pairs[found->second];
                row[1] = result.list->pictures[pair.a].filename().string();
                row[2] = result.list->pictures[pair.b].filename().string();
                row[3] = pair.mated ? say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "one person"))
                                    : say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "two people"));
                row[4] = number((*result.similarityOfPair)[found->second], 3);
            }
            row.push_back(
                mark.actor + ", " +
                QDateTime::fromMSecsSinceEpoch(mark.at).toUTC().toString(Qt::ISODate).toStdString() +
                (mark.reason.empty() ? "" : ": " + mark.reason));
            rows.push_back(std::move(row));
        }
        page.table({say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Line")),
                    say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "First picture")),
                    say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Second picture")),
                    say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Its label")),
                    say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Similarity")),
                    say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Who, when, why"))},
                   rows);
        page.note(say(
            QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport",
                              "Runs count these pairs unless they say that they leave them out. Leaving out "
                              "only what a recogniser gets wrong makes it look better than it is.")));
    }
}

void addRun(HtmlPage& page, const EvaluationEntry& entry, const EvaluateReport& report) {
    const auto& result = *entry.result;
    page.heading(entry.settings.name().toStdString(), 2);
    std::vector<std::pair<std::string, std::string>> facts = {
        {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "What was compared")),
         entry.protocolName.toStdString()},
        {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Recogniser")), result.recogniser},
        {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Detector")), result.detector},
        {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Comparisons")),
         std::to_string(result.comparisons)},
        {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Pictures")),
         std::to_string(result.pictures)},
        {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Failed to acquire")),
         percent(result.failedToAcquire)}};
    if (result.kind == EvaluationProtocol::Kind::kPairs)
        facts.insert(
            facts.end(),
            {{say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Accuracy over folds")),
              number(result.figures.accuracy) + " ± " + number(result.figures.accuracyStd)},
             {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "95 % interval over people")),
              number(result.accuracyInterval.first) + " – " + number(result.accuracyInterval.second)},
             {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Area under the curve")),
              number(result.figures.auc, 5)},
             {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Equal error rate")),
              percent(result.figures.eer)},
             {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Left out, label marked as wrong")),
              std::to_string(result.leftOut)}});
    else
        facts.insert(
            facts.end(),
            {{say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "People in the gallery")),
              std::to_string(result.people)},
             {say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Searches, of them by strangers")),
              std::to_string(result.searches) + ", " + std::to_string(result.strangers)}});
    if (result.kind == EvaluationProtocol::Kind::kConfirmedTracks)
        facts.emplace_back(say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport",
                                                 "Strangers who are enrolled from the same recording alone")),
                           std::to_string(result.knownHereAlone));
    if (!result.cumulativeMatch.empty())
        facts.emplace_back(say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Found at rank 1")),
                           percent(result.cumulativeMatch.front()));
    page.facts(facts);
    if (result.rates->bothClasses()) {
        std::vector<double> wanted{report.fmr};
        wanted.insert(wanted.end(), usualRates().begin(), usualRates().end());
        addRates(page,
                 say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport",
                                       "Comparisons: operating point and usual rates")),
                 "FMR", "FNMR", *result.rates, result.curve, wanted);
        addGroups(page, result, report.fmr);
    }
    if (result.searchRates && result.searchRates->bothClasses())
        addRates(page, say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Searches")), "FPIR", "FNIR",
                 *result.searchRates, result.searchCurve, {report.fpir, 0.01, 0.003});
    if (result.rejected.empty()) return;
    page.heading(say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Pictures without a usable face")),
                 3);
    std::vector<std::vector<std::string>> rows;
    constexpr std::size_t kMostRows = 200;
    for (std::size_t i = 0; i < std::min(kMostRows, result.rejected.size()); ++i)
        rows.push_back({result.rejected[i].path, result.rejected[i].reason});
    page.table({say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Picture")),
                say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Why"))},
               rows);
}

}  // namespace

std::string evaluateReportHtml(const EvaluateReport& report) {
    HtmlPage page(say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Evaluation of recognisers")),
                  report.language.toStdString());
    page.facts({{say(QT_TRANSLATE_NOOP("lineament::ui::EvaluateReport", "Written")),
                 QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString()},
                {"Lineament", LINEAMENT_VERSION}});
    page.note(say(QT_TRANSLATE_NOOP(
        "lineament::ui::EvaluateReport",
        "These figures hold for the pictures and people that were measured. Bands are 95 % by a bootstrap "
        "over people; a rate that fewer than three expected errors stand behind is not given.")));
    for (const auto& [title, image] : report.charts) {
        QByteArray jpeg;
        QBuffer buffer(&jpeg);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "JPEG", 92);
        page.heading(title.toStdString(), 3);
        page.pictures(
            {{std::as_bytes(std::span(jpeg.constData(), static_cast<std::size_t>(jpeg.size()))), {}}},
            image.height() / 2);
    }
    for (const auto& entry : report.entries)
        addRun(page, *entry, report);
    addMarks(page, report);
    return page.html();
}

std::string evaluateReportCsv(const EvaluateReport& report) {
    std::string text = csvRow(
        {"run", "protocol", "recogniser", "curve", "rate", "miss_rate", "low_95", "high_95", "threshold"});
    const auto exact = [](double value) { return QString::number(value, 'g', 9).toStdString(); };
    for (const auto& entry : report.entries) {
        const auto add = [&](const char* curve, const std::vector<RatePoint>& points) {
            for (const auto& point : points)
                text += csvRow({entry->settings.name().toStdString(), entry->protocolName.toStdString(),
                                entry->result->recogniser, curve, exact(point.fmr), exact(point.fnmr),
                                exact(point.low), exact(point.high), exact(point.threshold)});
        };
        add("fmr_fnmr", entry->result->curve);
        add("fpir_fnir", entry->result->searchCurve);
        for (std::size_t i = 0; i < entry->result->cumulativeMatch.size(); ++i)
            text += csvRow({entry->settings.name().toStdString(), entry->protocolName.toStdString(),
                            entry->result->recogniser, "cmc", std::to_string(i + 1),
                            exact(1 - entry->result->cumulativeMatch[i]), "", "", ""});
    }
    return text;
}

}  // namespace lineament::ui
