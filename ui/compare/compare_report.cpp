#include "ui/compare/compare_report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/pipelines/report/html_page.h"
#include "ui/compare/score_panel.h"

namespace lineament::ui {
namespace {

using nlohmann::json;

std::string say(const char* text) {
    return QCoreApplication::translate("lineament::ui::CompareReport", text).toStdString();
}

std::string numberText(double value, int digits) {
    return QString::number(value, 'f', digits).toStdString();
}

void addFace(HtmlPage& page, const std::string& title, const ComparedFace& face) {
    page.heading(title, 3);
    page.facts({{say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "File")), face.source},
                {"SHA-256", face.sha256},
                {say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Size, px")),
                 std::to_string(face.size.width) + " × " + std::to_string(face.size.height)},
                {say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Between the eyes, px")),
                 numberText(face.face.quality.interEyePx, 0)},
                {say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Yaw, pitch, roll, °")),
                 numberText(face.face.pose.yaw, 0) + ", " + numberText(face.face.pose.pitch, 0) + ", " +
                     numberText(face.face.pose.roll, 0)},
                {say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Quality, 0 to 100")),
                 numberText(face.face.quality.overall, 0)}});
}

void addScores(HtmlPage& page, const CompareReport& report) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& answer : report.answers) {
        if (!answer.problem.empty()) {
            rows.push_back({answer.id, answer.problem, "", "", "", ""});
            continue;
        }
        const bool rated = answer.likelihood.has_value();
        const double log10 = rated ? answer.likelihood->log10At(answer.similarity) : 0;
        rows.push_back(
            {answer.key, numberText(answer.similarity, 4), numberText(answer.threshold, 4),
             QString::number(answer.fmrHere, 'g', 2).toStdString(),
             rated ? numberText(log10, 2) + " (" + wordsForLikelihood(log10).toStdString() + ")" : "–",
             rated ? answer.likelihood->population : answer.population});
    }
    page.table({say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Recogniser")),
                say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Similarity")),
                say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Threshold")),
                say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "FMR here")),
                say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "log10 likelihood ratio")),
                say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Population"))},
               rows);
}

}  // namespace

std::string reportHtml(const CompareReport& report, const ModelRegistry& registry) {
    HtmlPage page(say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Comparison of two faces")),
                  report.language.toStdString());
    page.facts(
        {{say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Written")),
          QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString()},
         {say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Examiner")), report.examiner.toStdString()},
         {say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Conclusion")),
          report.conclusion.toStdString()},
         {say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Features assessed before the scores")),
          report.blind ? say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "yes"))
                       : say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "no"))},
         {"Lineament", LINEAMENT_VERSION}});
    page.note(
        say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport",
                              "A similarity and a likelihood ratio are evidence of a kind, never proof. They "
                              "hold for the population named beside them.")));
    const cv::Rect whole(0, 0, kPortraitPx, kPortraitPx);
    const BoxPx box{0, 0, float(whole.width), float(whole.height)};
    const auto left = faceCrop(report.left.upright, box, kPortraitPx);
    const auto right = faceCrop(report.right.upright, box, kPortraitPx);
    page.pictures({{left, report.left.source}, {right, report.right.source}}, 320);
    addFace(page, say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "First picture")), report.left);
    addFace(page, say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Second picture")), report.right);
    page.heading(say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Facial features")), 3);
    std::vector<std::pair<std::string, std::string>> features;
    for (const auto& [name, seen] : report.features)
        features.emplace_back(name.toStdString(), seen.toStdString());
    page.facts(features);
    page.heading(say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Recognisers")), 3);
    addScores(page, report);
    page.heading(say(QT_TRANSLATE_NOOP("lineament::ui::CompareReport", "Models")), 3);
    std::vector<std::pair<std::string, std::string>> models;
    for (const auto& model : registry.models())
        for (const auto& file : model.files)
            if (model.role == "recogniser" || model.role == "detector" || model.role == "landmarks")
                models.emplace_back(model.id + " " + file.name, file.sha256);
    page.facts(models);
    return page.html();
}

std::string examinationJson(const CompareReport& report) {
    json features = json::object(), answers = json::array();
    for (const auto& [name, seen] : report.features)
        features[name.toStdString()] = seen.toStdString();
    for (const auto& answer : report.answers) {
        json value = {{"recogniser", answer.key.empty() ? answer.id : answer.key}};
        if (!answer.problem.empty())
            value["problem"] = answer.problem;
        else
            value.update({{"similarity", answer.similarity},
                          {"threshold", answer.threshold},
                          {"fmr", answer.fmr},
                          {"population", answer.population}});
        if (answer.likelihood)
            value["log10_likelihood_ratio"] = answer.likelihood->log10At(answer.similarity);
        answers.push_back(std::move(value));
    }
    const auto face = [](const ComparedFace& compared) {
        return json{{"source", compared.source}, {"sha256", compared.sha256}};
    };
    return json{{"left", face(report.left)}, {"right", face(report.right)}, {"features", features},
                {"answers", answers},        {"blind", report.blind},       {"version", LINEAMENT_VERSION}}
        .dump();
}

}  // namespace lineament::ui
