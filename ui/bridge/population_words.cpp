#include "ui/bridge/population_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace lineament::ui {
namespace {

struct Populations {
    Q_DECLARE_TR_FUNCTIONS(Populations)
};

/// A kind of attack is named by its folder: the one that ships is translated.
QString kindText(const QString& kind) {
    return kind == QLatin1String("printed") ? Populations::tr("printed") : kind;
}

/// The whole text, as `pattern` has it.
QRegularExpressionMatch matched(const QString& pattern, const QString& text) {
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text);
}

}  // namespace

QString populationText(const std::string& population) {
    const QString text = QString::fromStdString(population);
    // The calibration file keeps one English text, whoever reads it; these are the forms that core writes.
    const auto faces = matched(QStringLiteral("(.+), (\\d+) people, (\\d+) faces"
                                              "(?:, reduced to portraits of (\\d+) px)?"),
                               text);
    if (faces.hasMatch()) {
        const QString words = Populations::tr("%1, %2 people, %3 faces")
                                  .arg(faces.captured(1), faces.captured(2), faces.captured(3));
        return faces.hasCaptured(4)
                   ? Populations::tr("%1, reduced to portraits of %2 px").arg(words, faces.captured(4))
                   : words;
    }
    if (const auto photos = matched(QStringLiteral("(.+): (\\d+) people, (\\d+) photos"), text);
        photos.hasMatch())
        return Populations::tr("%1: %2 people, %3 photos")
            .arg(photos.captured(1), photos.captured(2), photos.captured(3));
    const auto live = matched(QStringLiteral("(\\d+) people, (\\d+) live and (\\d+) attacks \\((.*)\\); "
                                             "each person judged by a calibration on the others"),
                              text);
    if (!live.hasMatch()) return text;
    QStringList kinds;
    for (const QString& kind : live.captured(4).split(QStringLiteral(", ")))
        kinds << kindText(kind);
    return Populations::tr(
               "%1 people, %2 live and %3 attacks (%4); each person judged by a calibration on the others")
        .arg(live.captured(1), live.captured(2), live.captured(3), kinds.join(QStringLiteral(", ")));
}

}  // namespace lineament::ui
