#include "ui/presence/presence_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <cmath>
#include <utility>

#include "core/notify/http_post.h"

namespace lineament::ui {
namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Presence", text);
}

}  // namespace

QString wordsOf(ListColour colour) {
    switch (colour) {
        case ListColour::kAmber:
            return say(QT_TRANSLATE_NOOP("Presence", "Amber"));
        case ListColour::kGreen:
            return say(QT_TRANSLATE_NOOP("Presence", "Green"));
        case ListColour::kBlue:
            return say(QT_TRANSLATE_NOOP("Presence", "Blue"));
        case ListColour::kViolet:
            return say(QT_TRANSLATE_NOOP("Presence", "Violet"));
        case ListColour::kRed:
            break;
    }
    return say(QT_TRANSLATE_NOOP("Presence", "Red"));
}

QString wordsOf(ListPriority priority) {
    switch (priority) {
        case ListPriority::kLow:
            return say(QT_TRANSLATE_NOOP("Presence", "Low"));
        case ListPriority::kHigh:
            return say(QT_TRANSLATE_NOOP("Presence", "High"));
        case ListPriority::kNormal:
            break;
    }
    return say(QT_TRANSLATE_NOOP("Presence", "Normal"));
}

QString wordsOf(AlertState state) {
    switch (state) {
        case AlertState::kAcknowledged:
            return say(QT_TRANSLATE_NOOP("Presence", "Acknowledged"));
        case AlertState::kDismissed:
            return say(QT_TRANSLATE_NOOP("Presence", "Dismissed"));
        case AlertState::kNew:
            break;
    }
    return say(QT_TRANSLATE_NOOP("Presence", "New"));
}

QString wordsOf(Passage passage) {
    switch (passage) {
        case Passage::kEntry:
            return say(QT_TRANSLATE_NOOP("Presence", "Entry"));
        case Passage::kExit:
            return say(QT_TRANSLATE_NOOP("Presence", "Exit"));
        case Passage::kSeen:
            break;
    }
    return say(QT_TRANSLATE_NOOP("Presence", "Seen, neither entry nor exit"));
}

QString wordsOf(AttendanceStatus status) {
    switch (status) {
        case AttendanceStatus::kExpected:
            return say(QT_TRANSLATE_NOOP("Presence", "Expected"));
        case AttendanceStatus::kPresent:
            return say(QT_TRANSLATE_NOOP("Presence", "Present"));
        case AttendanceStatus::kLate:
            return say(QT_TRANSLATE_NOOP("Presence", "Late"));
        case AttendanceStatus::kLeftEarly:
            return say(QT_TRANSLATE_NOOP("Presence", "Left early"));
        case AttendanceStatus::kLateLeftEarly:
            return say(QT_TRANSLATE_NOOP("Presence", "Late, left early"));
        case AttendanceStatus::kIncomplete:
            return say(QT_TRANSLATE_NOOP("Presence", "Incomplete"));
        case AttendanceStatus::kDayOff:
            return say(QT_TRANSLATE_NOOP("Presence", "Day off"));
        case AttendanceStatus::kAbsent:
            break;
    }
    return say(QT_TRANSLATE_NOOP("Presence", "Absent"));
}

QString wordsOf(const AttendanceDay& day) {
    QString words = wordsOf(day.status);
    if (day.outsideShift)
        words = say(QT_TRANSLATE_NOOP("Presence", "%1, there outside the shift")).arg(words);
    return day.corrected ? say(QT_TRANSLATE_NOOP("Presence", "%1, corrected")).arg(words) : words;
}

QIcon iconOf(ListColour colour) {
    return Theme::instance().icon(QStringLiteral("flag"), tokenOf(colour));
}

QString fmrWords(double fmr) {
    const int exponent = static_cast<int>(std::floor(std::log10(fmr) + 1e-9));
    const double mantissa = fmr / std::pow(10.0, exponent);
    return QStringLiteral("%1e%2").arg(QLocale().toString(mantissa, 'g', 2)).arg(exponent);
}

QString comparison(float similarity, float threshold, double fmr) {
    return say(QT_TRANSLATE_NOOP("Presence", "%1 ≥ %2 (FMR %3)"))
        .arg(QLocale().toString(similarity, 'f', 2), QLocale().toString(threshold, 'f', 2), fmrWords(fmr));
}

QString troubleWords(const std::string& trouble) {
    using namespace http_trouble;
    static constexpr std::pair<const char*, const char*> kWords[] = {
        {kNoAddress, QT_TRANSLATE_NOOP("Presence", "the address is none")},
        {kNoConnection, QT_TRANSLATE_NOOP("Presence", "there is no connection to it")},
        {kNoAnswer, QT_TRANSLATE_NOOP("Presence", "it did not answer in time")},
        {kNotTaken, QT_TRANSLATE_NOOP("Presence", "it did not take the request in time")},
        {kNotEncrypted, QT_TRANSLATE_NOOP("Presence", "no encrypted connection could be made")},
        {kNotTrusted, QT_TRANSLATE_NOOP("Presence", "its certificate is not to be trusted")},
        {kTooLong, QT_TRANSLATE_NOOP("Presence", "its answer was too long or too slow")},
    };
    for (const auto& [said, words] : kWords)
        if (trouble == said) return say(words);
    return QString::fromStdString(trouble);
}

QString timeWords(UnixMs at) {
    const auto time = QDateTime::fromMSecsSinceEpoch(at);
    const QString clock = time.toString(QStringLiteral("HH:mm:ss"));
    if (time.date() == QDate::currentDate()) return clock;
    return QLocale().toString(time.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clock;
}

}  // namespace lineament::ui
