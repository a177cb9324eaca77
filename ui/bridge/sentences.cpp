#include "ui/bridge/sentences.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>
#include <array>

#include "core/base/file_failure.h"
#include "core/media/camera_devices.h"
#include "core/pipelines/photo_gate.h"
#include "ui/bridge/details.h"

namespace lineament::ui {

namespace {

/// The translation context of this file.
struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
  public:
    static QString about(ErrorCode code, const QString& subject);
    static QString advice(ErrorCode code);
    static QString kindOf(const std::string& decision);
};

QString Sentences::about(ErrorCode code, const QString& subject) {
    switch (code) {
        case ErrorCode::kInvalidArgument:
            return tr("%1 is not usable").arg(subject);
        case ErrorCode::kNotFound:
            return tr("%1 was not found").arg(subject);
        case ErrorCode::kUnreadable:
            return tr("%1 cannot be read").arg(subject);
        case ErrorCode::kUnwritable:
            return tr("%1 cannot be written").arg(subject);
        case ErrorCode::kUnsupported:
            return tr("%1 is of a kind that is not supported").arg(subject);
        case ErrorCode::kTooLarge:
            return tr("%1 is too large").arg(subject);
        case ErrorCode::kModelMissing:
            return tr("The weights of %1 are not on this machine").arg(subject);
        case ErrorCode::kModelInvalid:
            return tr("The weights of %1 are damaged or altered").arg(subject);
        case ErrorCode::kModelMismatch:
            return tr("Templates of different recognisers cannot be compared");
        case ErrorCode::kStoreBusy:
            return tr("%1 is in use by another program").arg(subject);
        case ErrorCode::kStoreUnusable:
            return tr("The data store cannot be used");
        case ErrorCode::kStoreTooNew:
            return tr("The data store was written by a newer version of Lineament");
        case ErrorCode::kDiskFull:
            return tr("The disk is full");
        case ErrorCode::kNotPermitted:
            return tr("%1 is not permitted").arg(subject);
        case ErrorCode::kDevice:
            return tr("%1 does not answer").arg(subject);
        case ErrorCode::kInternal:
            return tr("Something went wrong inside Lineament");
    }
    return {};
}

QString Sentences::advice(ErrorCode code) {
    switch (code) {
        case ErrorCode::kInvalidArgument:
            return tr("Check what was entered.");
        case ErrorCode::kNotFound:
            return tr("Check that it still exists and is not on a drive that was unplugged.");
        case ErrorCode::kUnreadable:
            return tr("Try the original file, or export it again.");
        case ErrorCode::kUnwritable:
            return tr("Choose another place, or see who may write there.");
        case ErrorCode::kUnsupported:
            return tr("Convert it to JPEG, PNG or MP4 first.");
        case ErrorCode::kTooLarge:
            return tr("Use a smaller copy.");
        case ErrorCode::kModelMissing:
        case ErrorCode::kModelInvalid:
            return tr("Fetch the weights in Preferences › Models.");
        case ErrorCode::kModelMismatch:
            return tr("Choose the recogniser they were made with in the preferences.");
        case ErrorCode::kStoreBusy:
            return tr("Wait until it has finished, then try again.");
        case ErrorCode::kStoreUnusable:
            return tr("Check the folder's permissions, or choose another data folder.");
        case ErrorCode::kStoreTooNew:
            return tr("Update Lineament, or choose another data folder.");
        case ErrorCode::kDiskFull:
            return tr("Free some space and try again.");
        case ErrorCode::kNotPermitted:
            return tr("Sign in as somebody who may, or ask an administrator.");
        case ErrorCode::kDevice:
            return tr("Check that it is connected and not in use elsewhere.");
        case ErrorCode::kInternal:
            return tr("Try again; if it happens again, report the words above.");
    }
    return {};
}

QString Sentences::kindOf(const std::string& decision) {
    if (decision == "identity.rename") return tr("renaming of a person");
    if (decision == "identity.merge") return tr("merging of two people");
    if (decision == "identity.enrol" || decision == "identity.create") return tr("enrolment");
    if (decision == "sample.remove") return tr("removal of a photo");
    if (decision == "attendance.correct") return tr("correction of attendance");
    if (decision == "attendance.revoke") return tr("taking back of a correction");
    if (decision == "track.assign" || decision == "review.name") return tr("naming of a track");
    if (decision == "review.confirm") return tr("confirming of a name");
    if (decision == "review.reject") return tr("rejecting of a name");
    if (decision == "review.not_a_face") return tr("“not a face”");
    if (decision == "review.merge") return tr("merging of unknown people");
    if (decision == "review.split") return tr("splitting of a track");
    if (decision == "review.draw") return tr("a box drawn by hand");
    if (decision == "threshold.apply") return tr("applying of a threshold");
    if (decision == "threshold.withdraw") return tr("withdrawing of a threshold");
    if (decision == "label.mark") return tr("marking of a wrong label");
    return tr("last decision");
}

// Paths are long: the file's name says what is meant, the tooltip of the list has the rest.
QString shortSubject(const std::string& subject) {
    const QString text = QString::fromStdString(subject);
    if (text.contains(QLatin1String("://"))) return text;
    // What core calls what lies in the store is no file.
    if (text == QLatin1String("gallery")) return Sentences::tr("Your gallery");
    if (text == QLatin1String("footage")) return Sentences::tr("The footage that was reviewed");
    const QString name = QFileInfo(text).fileName();
    return name.isEmpty() ? text : name;
}

/// Why it is so, in the language of the window.
QString detailOf(const Error& error) {
    const QString detail = QString::fromStdString(error.detail());
    if (error.code() == ErrorCode::kDiskFull && error.detail() == kNoRoomLeft)
        return Sentences::tr("the disk is full");
    if (error.code() == ErrorCode::kUnwritable && error.detail().starts_with(kNotWritten))
        return detail.section(QStringLiteral(": "), 1);  // the system's words alone
    if (error.code() != ErrorCode::kDevice) return translatedDetail(detail);
    if (error.detail() == kCameraSilent) return Sentences::tr("it does not answer in time");
    if (error.detail() == kCameraOver) return Sentences::tr("it gives no more pictures");
    const QString opening = QLatin1String(kCameraNotOpened) + QStringLiteral(" (");
    if (!detail.startsWith(opening)) return detail;
    return Sentences::tr("it cannot be opened (%1)").arg(detail.mid(opening.size()).chopped(1));
}

}  // namespace

QString sentenceFor(const Error& error) {
    const QString subject =
        error.subject().empty() ? Sentences::tr("The input") : shortSubject(error.subject());
    if (error.code() == ErrorCode::kDevice && error.detail() == kCameraInUse)
        return Sentences::tr("Another program uses %1: close it or stop its camera, then try again.")
            .arg(subject);
    if (error.code() == ErrorCode::kDevice && error.detail() == kCameraForbidden)
        return Sentences::tr("You may not use %1: have an administrator add you to the group “video”.")
            .arg(subject);
    const bool full = error.code() == ErrorCode::kDiskFull && error.detail() == kNoRoomLeft;
    const QString what = Sentences::about(full ? ErrorCode::kUnwritable : error.code(), subject);
    const QString why = detailOf(error);
    const QString head = why.isEmpty() ? Sentences::tr("%1.", "a whole sentence").arg(what)
                                       : Sentences::tr("%1: %2.", "what: why").arg(what, why);
    return Sentences::tr("%1 %2", "two sentences").arg(head, Sentences::advice(error.code()));
}

QString sentenceFor(const QualityFinding& finding) {
    const auto measured = [&](const QString& sentence) {
        return sentence.arg(qRound(finding.measured)).arg(qRound(finding.limit));
    };
    if (finding.overall)
        return measured(Sentences::tr("Use a better picture: overall quality %1, at least %2."));
    switch (finding.issue) {
        case QualityIssue::kSharpness:
            return measured(Sentences::tr("Hold still, or focus on the face: sharpness %1, at least %2."));
        case QualityIssue::kTooDark:
            return measured(Sentences::tr("Add light from the front: too dark, light %1, at least %2."));
        case QualityIssue::kTooBright:
            return measured(Sentences::tr("Avoid direct light: too bright, light %1, at least %2."));
        case QualityIssue::kUnevenLight:
            return measured(Sentences::tr("Light the face evenly from the front: light %1, at least %2."));
        case QualityIssue::kYaw:
            return measured(Sentences::tr("Turn towards the camera: yaw %1°, at most %2°."));
        case QualityIssue::kPitch:
            return measured(Sentences::tr("Look straight at the camera: pitch %1°, at most %2°."));
        case QualityIssue::kRoll:
            return measured(
                finding.measured > kUpsideDownDeg
                    ? Sentences::tr("Turn the picture round, the face is upside down: roll %1°, at most %2°.")
                    : Sentences::tr("Hold the head upright: roll %1°, at most %2°."));
        case QualityIssue::kSize:
            return measured(
                Sentences::tr("Come closer, or use a larger picture: %1 px between the eyes, at least %2."));
        case QualityIssue::kCropped:
            return measured(Sentences::tr("Show the whole face: %1 % of it is cut off, at most %2 %."));
    }
    return {};
}

QString sentenceFor(const Rejection& rejection) {
    switch (rejection.code) {
        case RejectionCode::kUnreadable:
            return Sentences::tr("The file is empty or damaged: use the original.");
        case RejectionCode::kUnsupported:
            // What the evidence guard refuses is a picture like any other; its reason says so.
            if (rejection.reason.find("a network") != std::string::npos)
                return Sentences::tr("A network made or changed this picture: use the original.");
            return Sentences::tr("This is not a picture that can be read: use JPEG or PNG.");
        case RejectionCode::kTooLarge:
            return Sentences::tr("The picture has too many pixels: use a smaller copy.");
        case RejectionCode::kNoFace:
            return Sentences::tr("No face was found: use a photo that shows the face from the front.");
        case RejectionCode::kSeveralFaces:
            return Sentences::tr(
                "Several faces are in the photo: crop it to one, or choose the largest face.");
        case RejectionCode::kDuplicate:
            return Sentences::tr("This photo is enrolled already.");
        case RejectionCode::kLowQuality: {
            if (rejection.reason == kIsNegative)
                return Sentences::tr(
                    "This is a negative, with light and dark exchanged: use the picture itself.");
            QStringList sentences;
            for (const auto& finding : rejection.findings)
                sentences << sentenceFor(finding);
            // The worst two are what can be acted on; the measures show the rest.
            if (sentences.size() > 2) sentences.resize(2);
            return sentences.isEmpty()
                       ? Sentences::tr("The face is not good enough to recognise: use a better photo.")
                       : sentences.join(QLatin1Char(' '));
        }
    }
    return {};
}

QString sentenceForReplay(const Decision& decision, bool forwards) {
    const QString kind = Sentences::kindOf(decision.kind);
    return forwards ? Sentences::tr("Done again: %1").arg(kind) : Sentences::tr("Undone: %1").arg(kind);
}

QString timeLeft(const Progress& progress) {
    if (!progress.secondsLeft) return {};
    const auto seconds = static_cast<long long>(*progress.secondsLeft + 0.5);
    if (seconds >= 3600)
        return Sentences::tr("%1 h %2 min left")
            .arg(seconds / 3600)
            .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
    return Sentences::tr("%1:%2 left", "minutes:seconds")
        .arg(seconds / 60)
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace lineament::ui
