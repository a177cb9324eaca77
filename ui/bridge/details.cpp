#include "ui/bridge/details.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace lineament::ui {

namespace {

constexpr const char* kDetailContext = "ErrorDetail";

constexpr const char* kDetails[] = {
    // Lists of pairs
    QT_TRANSLATE_NOOP("ErrorDetail", "line %1, column %2: %3"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the header does not name path_a, path_b and same"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the number of its fields is %1, of the header's %2"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the path is empty"),
    QT_TRANSLATE_NOOP("ErrorDetail", "it is neither 0 nor 1"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the fold is not a number"),
    QT_TRANSLATE_NOOP("ErrorDetail", "there are more than 65 000 groups"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the list of pairs cannot be opened"),
    QT_TRANSLATE_NOOP("ErrorDetail", "it holds no pairs"),
    QT_TRANSLATE_NOOP("ErrorDetail", "all its pairs are marked as wrongly labelled"),
    QT_TRANSLATE_NOOP("ErrorDetail",
                      "all its pairs are of one person each; pairs of two people are needed as well"),
    QT_TRANSLATE_NOOP("ErrorDetail", "none of its pairs is of one person; such pairs are needed as well"),
    QT_TRANSLATE_NOOP("ErrorDetail", "neither it nor any other of the %1 pictures of the list is there"),
    // Galleries, probes and tracks
    QT_TRANSLATE_NOOP("ErrorDetail", "it is not a folder"),
    QT_TRANSLATE_NOOP("ErrorDetail", "it holds no pictures in sub-folders, one a person"),
    QT_TRANSLATE_NOOP("ErrorDetail", "no picture in it shows a face"),
    QT_TRANSLATE_NOOP(
        "ErrorDetail",
        "no probe shows anybody of the gallery, or nobody else; sub-folders of one person have the "
        "same name in both folders"),
    QT_TRANSLATE_NOOP("ErrorDetail",
                      "no track of it that a person confirmed or refused a name has a template by %1"),
    QT_TRANSLATE_NOOP("ErrorDetail", "nobody is enrolled by %1"),
    QT_TRANSLATE_NOOP(
        "ErrorDetail",
        "the tracks that were judged show nobody whose references come from elsewhere, or nobody "
        "else; confirm more names, or enrol from photos"),
    QT_TRANSLATE_NOOP("ErrorDetail",
                      "it needs two enrolled people or more, and two photos or more of somebody, by %1"),
    QT_TRANSLATE_NOOP("ErrorDetail", "it needs two enrolled people or more by %1"),
    // Files, pictures and recordings
    QT_TRANSLATE_NOOP("ErrorDetail", "there is no such file"),
    QT_TRANSLATE_NOOP("ErrorDetail", "there is no such folder"),
    QT_TRANSLATE_NOOP("ErrorDetail", "this is not a file"),
    QT_TRANSLATE_NOOP("ErrorDetail", "this is not a folder"),
    QT_TRANSLATE_NOOP("ErrorDetail", "this is a folder, not a picture"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the file is empty"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the file cannot be read"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the folder cannot be read"),
    QT_TRANSLATE_NOOP("ErrorDetail", "this is not a recording that can be read"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the recording has no index: it is cut off or was never finished"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the recording is damaged: it says no picture size"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the recording cannot be read"),
    QT_TRANSLATE_NOOP("ErrorDetail", "it has no picture track"),
    QT_TRANSLATE_NOOP("ErrorDetail", "no frame of the recording can be decoded"),
    QT_TRANSLATE_NOOP("ErrorDetail", "no frame of it could be decoded"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the frame cannot be read"),
    QT_TRANSLATE_NOOP("ErrorDetail", "there is no frame in this stretch"),
    QT_TRANSLATE_NOOP("ErrorDetail", "a live source cannot be read again"),
    QT_TRANSLATE_NOOP("ErrorDetail", "there is no going back in a camera or a stream"),
    QT_TRANSLATE_NOOP("ErrorDetail", "addresses of this kind cannot be opened"),
    QT_TRANSLATE_NOOP("ErrorDetail", "there are no pictures in this folder"),
    QT_TRANSLATE_NOOP("ErrorDetail", "another window or command analyses it at this moment"),
    QT_TRANSLATE_NOOP("ErrorDetail", "no face was found in it"),
    QT_TRANSLATE_NOOP("ErrorDetail", "this is not a picture that can be read"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the picture is cut off"),
    QT_TRANSLATE_NOOP("ErrorDetail", "the picture does not fit into memory"),
};

QRegularExpression patternOf(const char* detail) {
    static const QRegularExpression place(QStringLiteral("\\\\%\\d|%\\d"));
    QString pattern = QRegularExpression::escape(QString::fromUtf8(detail));
    pattern.replace(place, QStringLiteral("(.+?)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern));
}

}  // namespace

std::span<const char* const> knownDetails() {
    return kDetails;
}

QString translatedDetail(const QString& detail) {
    for (const char* known : kDetails) {
        const auto found = patternOf(known).match(detail);
        if (!found.hasMatch()) continue;
        QString told = QCoreApplication::translate(kDetailContext, known);
        for (int i = 1; i <= found.lastCapturedIndex(); ++i)
            told.replace(QStringLiteral("%") + QString::number(i), translatedDetail(found.captured(i)));
        return told;
    }
    // What the system says of it, in brackets, stays as it is.
    const qsizetype reason = detail.endsWith(QLatin1Char(')')) ? detail.indexOf(QLatin1String(" (")) : -1;
    if (reason < 0) return detail;
    const QString known = translatedDetail(detail.left(reason));
    return known == detail.left(reason)
               ? detail
               : QCoreApplication::translate("ErrorDetail", "%1 (%2)", "why: what the system says")
                     .arg(known, detail.mid(reason + 2).chopped(1));
}

}  // namespace lineament::ui
