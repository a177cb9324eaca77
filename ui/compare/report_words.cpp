#include "ui/compare/report_words.h"

#include <QCoreApplication>
#include <array>

#include "ui/bridge/population_words.h"

namespace lineament::ui {
namespace {

// What core/pipelines/people/comparison_report.cpp asks for; features, observations, conclusions and words
// for likelihood ratios are those of the desk.
[[maybe_unused]] constexpr std::array kReportWords = {
    QT_TRANSLATE_NOOP("ComparisonReport", "Comparison of two faces"),
    QT_TRANSLATE_NOOP("ComparisonReport", "First picture"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Second picture"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Recognisers"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Settings"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Models"),
    QT_TRANSLATE_NOOP("ComparisonReport",
                      "This file is signed. \"lineament verify-report FILE --repeat\" shows whether it was "
                      "changed and works its figures out again from the pictures."),
    QT_TRANSLATE_NOOP("ComparisonReport", "not confirmed by a second examiner"),
    QT_TRANSLATE_NOOP("ComparisonReport", "confirmed by the second examiner"),
    QT_TRANSLATE_NOOP("ComparisonReport", "the second examiner does not agree"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Conclusion"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Concluded"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Features assessed before the scores"),
    QT_TRANSLATE_NOOP("ComparisonReport", "yes"),
    QT_TRANSLATE_NOOP("ComparisonReport", "no"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Reasons"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Written"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Examination"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Examiner"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Second examiner"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Standing"),
    QT_TRANSLATE_NOOP(
        "ComparisonReport",
        "A similarity and a likelihood ratio are evidence of a kind, never proof. They hold for "
        "the population named beside them."),
    QT_TRANSLATE_NOOP("ComparisonReport", "File"),
    QT_TRANSLATE_NOOP("ComparisonReport", "SHA-256 of the pixels"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Size, px"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Between the eyes, px"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Yaw, pitch, roll, °"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Quality, 0 to 100"),
    QT_TRANSLATE_NOOP("ComparisonReport", "What it shows"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Picture"),
    QT_TRANSLATE_NOOP("ComparisonReport",
                      "the crop that was kept at enrolment; the photo itself was not kept"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Facial features"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Feature"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Recogniser"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Similarity"),
    QT_TRANSLATE_NOOP("ComparisonReport", "Threshold"),
    QT_TRANSLATE_NOOP("ComparisonReport", "FMR here"),
    QT_TRANSLATE_NOOP("ComparisonReport", "log10 likelihood ratio"),
    QT_TRANSLATE_NOOP("ComparisonReport",
                      "\"<\" before a false match rate: it is only known to be below this, as the population "
                      "holds too few comparisons of two people to tell how far below."),
    QT_TRANSLATE_NOOP("ComparisonReport", "Population"),
};

}  // namespace

std::string comparisonWord(const char* english) {
    const QString source = QString::fromUtf8(english);
    for (const char* context : {"ComparisonReport", "lineament::ui::FeatureList",
                                "lineament::ui::ConclusionForm", "lineament::ui::ScorePanel"}) {
        const QString said = QCoreApplication::translate(context, english);
        if (said != source) return said.toStdString();
    }
    return populationText(english).toStdString();
}

}  // namespace lineament::ui
