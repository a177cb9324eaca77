#include "app/cli/failure.h"

namespace lineament::cli {

Status statusOf(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::kInvalidArgument:
            return kBadUsage;
        case ErrorCode::kNotFound:
        case ErrorCode::kUnreadable:
        case ErrorCode::kUnwritable:
        case ErrorCode::kUnsupported:
        case ErrorCode::kTooLarge:
        case ErrorCode::kDevice:
        case ErrorCode::kInternal:
            return kInputUnusable;
        case ErrorCode::kModelMissing:
        case ErrorCode::kModelInvalid:
        case ErrorCode::kModelMismatch:
        case ErrorCode::kStoreBusy:
        case ErrorCode::kStoreUnusable:
        case ErrorCode::kStoreTooNew:
        case ErrorCode::kDiskFull:
        case ErrorCode::kNotPermitted:
            return kStoreOrModelUnusable;
    }
    return kInputUnusable;
}

std::string_view adviceFor(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::kInvalidArgument:
            return "run the command with --help to see what it takes";
        case ErrorCode::kNotFound:
            return "check the name";
        case ErrorCode::kUnreadable:
            return "try the original, or export it again";
        case ErrorCode::kUnwritable:
            return "name another place, or see who may write there";
        case ErrorCode::kUnsupported:
            return "use an original in JPEG, PNG or MP4";
        case ErrorCode::kTooLarge:
            return "scale it down";
        case ErrorCode::kModelMissing:
            return "run: lineament models fetch";
        case ErrorCode::kModelInvalid:
            return "run: lineament models fetch, which replaces it; export your own anew";
        case ErrorCode::kModelMismatch:
            return "use the --recogniser that the templates were made with";
        case ErrorCode::kStoreBusy:
            return "wait for the other program, or close it, and repeat";
        case ErrorCode::kStoreUnusable:
            return "check the folder and its permissions, or name another with --data";
        case ErrorCode::kStoreTooNew:
            return "update Lineament, or name another store with --data";
        case ErrorCode::kDiskFull:
            return "free some space and repeat";
        case ErrorCode::kNotPermitted:
            return "sign in with --as NAME as somebody who may";
        case ErrorCode::kDevice:
            return "check that it is there and that nothing else uses it";
        case ErrorCode::kInternal:
            return "please report this";
    }
    return "please report this";
}

std::string_view adviceFor(RejectionCode code) noexcept {
    switch (code) {
        case RejectionCode::kUnreadable:
            return adviceFor(ErrorCode::kUnreadable);
        case RejectionCode::kUnsupported:
            return adviceFor(ErrorCode::kUnsupported);
        case RejectionCode::kTooLarge:
            return adviceFor(ErrorCode::kTooLarge);
        case RejectionCode::kNoFace:
            return "use a photo in which the face can be seen";
        case RejectionCode::kSeveralFaces:
            return "crop it, or use --several-faces largest or centred";
        case RejectionCode::kLowQuality:
            return "use a better photo, or --gate off";
        case RejectionCode::kDuplicate:
            return "nothing, unless the person is wrong";
    }
    return "";
}

std::string failureLine(std::string_view what, std::string_view why, std::string_view whatToDo) {
    std::string line = "lineament: ";
    if (!what.empty()) line.append(what).append(": ");
    line.append(why);
    if (!whatToDo.empty()) line.append(" (").append(whatToDo).append(")");
    for (char& c : line)
        if (c == '\n' || c == '\r') c = ' ';
    return line;
}

}  // namespace lineament::cli
