#include "ui/footage/case/report_words.h"

#include <QCoreApplication>
#include <array>

namespace lineament::ui {
namespace {

// What core/pipelines/cases/case_report.cpp asks for.
[[maybe_unused]] constexpr std::array kWords = {
    QT_TRANSLATE_NOOP("CaseReport", ": "),
    QT_TRANSLATE_NOOP("CaseReport", " ("),
    QT_TRANSLATE_NOOP("CaseReport", ")"),
    QT_TRANSLATE_NOOP("CaseReport", "Unsorted recordings"),
    QT_TRANSLATE_NOOP("CaseReport", "Report of the case"),
    QT_TRANSLATE_NOOP("CaseReport",
                      "A similarity is a lead, not an identification. No name in this report is proof of who "
                      "somebody is; it "
                      "is to be confirmed by other means."),
    QT_TRANSLATE_NOOP("CaseReport", "Written"),
    QT_TRANSLATE_NOOP("CaseReport", "By"),
    QT_TRANSLATE_NOOP("CaseReport", "Program"),
    QT_TRANSLATE_NOOP("CaseReport", "Notes"),
    QT_TRANSLATE_NOOP("CaseReport", "Sources"),
    QT_TRANSLATE_NOOP("CaseReport", "none: not a single file"),
    QT_TRANSLATE_NOOP("CaseReport", "changed before it was analysed"),
    QT_TRANSLATE_NOOP("CaseReport", "not analysed"),
    QT_TRANSLATE_NOOP("CaseReport", "Source"),
    QT_TRANSLATE_NOOP("CaseReport", "Size, length"),
    QT_TRANSLATE_NOOP("CaseReport", "Analysed"),
    QT_TRANSLATE_NOOP("CaseReport", "Settings and models"),
    QT_TRANSLATE_NOOP("CaseReport", "Model"),
    QT_TRANSLATE_NOOP("CaseReport", "Role"),
    QT_TRANSLATE_NOOP("CaseReport", "detector"),
    QT_TRANSLATE_NOOP("CaseReport", "recogniser"),
    QT_TRANSLATE_NOOP("CaseReport", "Licence"),
    QT_TRANSLATE_NOOP("CaseReport", "Threshold of similarity"),
    QT_TRANSLATE_NOOP("CaseReport", "false match rate of one comparison"),
    QT_TRANSLATE_NOOP("CaseReport", "Settings of the analysis"),
    QT_TRANSLATE_NOOP("CaseReport", "People"),
    QT_TRANSLATE_NOOP("CaseReport", "confirmed"),
    QT_TRANSLATE_NOOP("CaseReport", "suggested"),
    QT_TRANSLATE_NOOP("CaseReport", "unknown"),
    QT_TRANSLATE_NOOP("CaseReport", "Unknown"),
    QT_TRANSLATE_NOOP("CaseReport", "rejected"),
    QT_TRANSLATE_NOOP("CaseReport", "looked out for"),
    QT_TRANSLATE_NOOP("CaseReport", "on the watchlist"),
    QT_TRANSLATE_NOOP("CaseReport", "quality"),
    QT_TRANSLATE_NOOP("CaseReport", "From"),
    QT_TRANSLATE_NOOP("CaseReport", "To"),
    QT_TRANSLATE_NOOP("CaseReport", "Frames"),
    QT_TRANSLATE_NOOP("CaseReport", "Similarity"),
    QT_TRANSLATE_NOOP("CaseReport", "State"),
    QT_TRANSLATE_NOOP("CaseReport", "Nobody was found."),
    QT_TRANSLATE_NOOP("CaseReport", "Decisions"),
    QT_TRANSLATE_NOOP("CaseReport", "taken back"),
    QT_TRANSLATE_NOOP("CaseReport", "name confirmed"),
    QT_TRANSLATE_NOOP("CaseReport", "named"),
    QT_TRANSLATE_NOOP("CaseReport", "name rejected"),
    QT_TRANSLATE_NOOP("CaseReport", "said to be no face"),
    QT_TRANSLATE_NOOP("CaseReport", "unknown people merged"),
    QT_TRANSLATE_NOOP("CaseReport", "track cut in two"),
    QT_TRANSLATE_NOOP("CaseReport", "face drawn by hand"),
    QT_TRANSLATE_NOOP("CaseReport", "two people merged"),
    QT_TRANSLATE_NOOP("CaseReport", "When"),
    QT_TRANSLATE_NOOP("CaseReport", "Who"),
    QT_TRANSLATE_NOOP("CaseReport", "What"),
    QT_TRANSLATE_NOOP("CaseReport", "About"),
    QT_TRANSLATE_NOOP("CaseReport", "Why"),
    QT_TRANSLATE_NOOP("CaseReport", "Audit trail"),
    QT_TRANSLATE_NOOP("CaseReport", "The chain of hashes is whole: no line was changed or removed."),
    QT_TRANSLATE_NOOP("CaseReport", "THE CHAIN OF HASHES IS BROKEN: the trail was changed by other means."),
    QT_TRANSLATE_NOOP("CaseReport", "Hash"),
    QT_TRANSLATE_NOOP("CaseReport", "Limits of the method"),
    QT_TRANSLATE_NOOP(
        "CaseReport",
        "Faces that are small, blurred, turned away or hidden are missed or cannot be compared. Similarity "
        "depends on the photos enrolled, on age, light and camera, and differs between groups of people. The "
        "false match rate was measured on the population that the calibration names; other footage may "
        "behave "
        "otherwise. Who is not enrolled cannot be named, but may be like somebody who is."),
};

}  // namespace

ReportWords reportWords() {
    return [](const char* text) { return QCoreApplication::translate("CaseReport", text).toStdString(); };
}

QString reportLanguage() {
    // The language that the words come in, whatever the window's locale is called.
    return QCoreApplication::translate("CaseReport", "People") == QLatin1String("People")
               ? QStringLiteral("en")
               : QStringLiteral("zh-CN");
}

}  // namespace lineament::ui
