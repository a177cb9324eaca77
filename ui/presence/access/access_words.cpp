#include "ui/presence/access/access_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <iterator>

#include "ui/presence/presence_words.h"

namespace lineament::ui {
namespace {

QString sayOfAccess(const char* text) {
    return QCoreApplication::translate("Access", text);
}

/// In the order of AccessReason.
constexpr const char* kReasons[] = {
    QT_TRANSLATE_NOOP("Access", "Come in."),
    QT_TRANSLATE_NOOP("Access", "A second person must come, too."),
    QT_TRANSLATE_NOOP("Access", "The door is switched off."),
    QT_TRANSLATE_NOOP("Access", "The door is locked after repeated failures."),
    QT_TRANSLATE_NOOP("Access", "No face was seen."),
    QT_TRANSLATE_NOOP("Access", "Come one at a time."),
    QT_TRANSLATE_NOOP("Access", "The face could not be seen well enough."),
    QT_TRANSLATE_NOOP("Access", "It could not be judged whether the face is live."),
    QT_TRANSLATE_NOOP("Access", "This looks like a picture of a face."),
    QT_TRANSLATE_NOOP("Access", "This person is not known here."),
    QT_TRANSLATE_NOOP("Access", "A card is needed."),
    QT_TRANSLATE_NOOP("Access", "This card is not known here."),
    QT_TRANSLATE_NOOP("Access", "The face is not that of the card's holder."),
    QT_TRANSLATE_NOOP("Access", "This person is not valid at this time."),
    QT_TRANSLATE_NOOP("Access", "This person may not pass this door."),
    QT_TRANSLATE_NOOP("Access", "This person may not pass at this time."),
    QT_TRANSLATE_NOOP("Access", "This person went in and has not come out."),
    QT_TRANSLATE_NOOP("Access", "This person went out and has not come in."),
    QT_TRANSLATE_NOOP("Access", "Decided by hand."),
    QT_TRANSLATE_NOOP("Access", "The door could not do its work."),
};
static_assert(std::size(kReasons) == static_cast<std::size_t>(AccessReason::kFault) + 1);

/// In the order of DoorGuidance.
constexpr const char* kGuidances[] = {
    QT_TRANSLATE_NOOP("Access", "Step in front of the camera"),
    QT_TRANSLATE_NOOP("Access", "One at a time"),
    QT_TRANSLATE_NOOP("Access", "Come closer"),
    QT_TRANSLATE_NOOP("Access", "Move back a little"),
    QT_TRANSLATE_NOOP("Access", "Look at the camera"),
    QT_TRANSLATE_NOOP("Access", "More light is needed"),
    QT_TRANSLATE_NOOP("Access", "There is too much light"),
    QT_TRANSLATE_NOOP("Access", "Hold still"),
    QT_TRANSLATE_NOOP("Access", "One moment …"),
};
static_assert(std::size(kGuidances) == static_cast<std::size_t>(DoorGuidance::kGood) + 1);

/// In the order of AccessOutcome.
constexpr const char* kOutcomes[] = {
    QT_TRANSLATE_NOOP("Access", "Granted"),  QT_TRANSLATE_NOOP("Access", "Waiting"),
    QT_TRANSLATE_NOOP("Access", "Refused"),  QT_TRANSLATE_NOOP("Access", "Forgiven"),
    QT_TRANSLATE_NOOP("Access", "Unlocked"), QT_TRANSLATE_NOOP("Access", "Fault"),
};
static_assert(std::size(kOutcomes) == static_cast<std::size_t>(AccessOutcome::kFault) + 1);

}  // namespace

QString wordsOf(AccessOutcome outcome) {
    return sayOfAccess(kOutcomes[static_cast<std::size_t>(outcome)]);
}

QString wordsOf(AccessReason reason) {
    return sayOfAccess(kReasons[static_cast<std::size_t>(reason)]);
}

QString wordsOf(DoorGuidance guidance) {
    return sayOfAccess(kGuidances[static_cast<std::size_t>(guidance)]);
}

QString wordsOf(Opening opening) {
    switch (opening) {
        case Opening::kOpened:
            return sayOfAccess(QT_TRANSLATE_NOOP("Access", "Opened"));
        case Opening::kFailed:
            return sayOfAccess(QT_TRANSLATE_NOOP("Access", "Did not open"));
        case Opening::kNotAsked:
            break;
    }
    return {};
}

Token tokenOf(AccessOutcome outcome) {
    switch (outcome) {
        case AccessOutcome::kGranted:
            return Token::Match;
        case AccessOutcome::kWaiting:
            return Token::Review;
        case AccessOutcome::kForgiven:
        case AccessOutcome::kUnlocked:
            return Token::Accent;
        case AccessOutcome::kRefused:
        case AccessOutcome::kFault:
            break;
    }
    return Token::Alert;
}

QString iconNameOf(AccessOutcome outcome) {
    switch (outcome) {
        case AccessOutcome::kGranted:
            return QStringLiteral("circle-check");
        case AccessOutcome::kWaiting:
            return QStringLiteral("users");
        case AccessOutcome::kForgiven:
        case AccessOutcome::kUnlocked:
            return QStringLiteral("pencil");
        case AccessOutcome::kFault:
            return QStringLiteral("triangle-alert");
        case AccessOutcome::kRefused:
            break;
    }
    return QStringLiteral("ban");
}

QString comparisonOf(const AccessEvent& event) {
    if (event.threshold <= 0) return {};
    if (event.similarity >= event.threshold) return comparison(event.similarity, event.threshold, event.fmr);
    return QStringLiteral("%1 < %2").arg(QLocale().toString(event.similarity, 'f', 2),
                                         QLocale().toString(event.threshold, 'f', 2));
}

}  // namespace lineament::ui
