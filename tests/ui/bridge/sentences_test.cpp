#include "ui/bridge/sentences.h"

#include <QRegularExpression>
#include <QSet>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/file_failure.h"
#include "core/media/camera_devices.h"
#include "tests/support/places.h"
#include "ui/bridge/details.h"
#include "ui/bridge/language.h"

namespace fs = std::filesystem;
using namespace lineament;
using namespace lineament::ui;

namespace {

constexpr ErrorCode kCodes[] = {
    ErrorCode::kInvalidArgument, ErrorCode::kNotFound,      ErrorCode::kUnreadable,
    ErrorCode::kUnwritable,      ErrorCode::kUnsupported,   ErrorCode::kTooLarge,
    ErrorCode::kModelMissing,    ErrorCode::kModelInvalid,  ErrorCode::kModelMismatch,
    ErrorCode::kStoreBusy,       ErrorCode::kStoreUnusable, ErrorCode::kStoreTooNew,
    ErrorCode::kDiskFull,        ErrorCode::kNotPermitted,  ErrorCode::kDevice,
    ErrorCode::kInternal};
constexpr QualityIssue kIssues[] = {
    QualityIssue::kSharpness,   QualityIssue::kTooDark, QualityIssue::kTooBright,
    QualityIssue::kUnevenLight, QualityIssue::kYaw,     QualityIssue::kPitch,
    QualityIssue::kRoll,        QualityIssue::kSize,    QualityIssue::kCropped};

bool hasHan(const QString& text) {
    return text.contains(QRegularExpression(QStringLiteral("\\p{Han}")));
}

}  // namespace

TEST(Sentences, AFileThatCannotBeWrittenIsNotSaidToBeUnreadable) {
    const QString sentence = sentenceFor(writeFailure("/cd/report.html", EROFS));
    EXPECT_EQ(sentence.toStdString(),
              "report.html cannot be written: Read-only file system. Choose another place, or see who may "
              "write there.");
}

TEST(Sentences, WhyARecordingCannotBeReadIsSaidInTheLanguageOfTheWindow) {
    const QRegularExpression english(QStringLiteral("[a-z]{3,} [a-z]{2,}"));
    Language language;
    language.use(QStringLiteral("zh_CN"));
    for (const char* detail : {"there is no such file", "the file is empty",
                               "the recording has no index: it is cut off or was never finished",
                               "this is not a recording that can be read",
                               "another window or command analyses it at this moment"}) {
        const QString sentence = sentenceFor(Error(ErrorCode::kUnreadable, "clip.mp4", detail));
        EXPECT_FALSE(english.match(sentence).hasMatch()) << sentence.toStdString();
    }
    const QString system = sentenceFor(
        Error(ErrorCode::kUnreadable, "clip.mp4", "the file cannot be read (Input/output error)"));
    EXPECT_TRUE(system.contains(QStringLiteral("Input/output error"))) << system.toStdString();
    EXPECT_FALSE(system.contains(QStringLiteral("cannot be read"))) << system.toStdString();
    language.use(QStringLiteral("en"));
}

TEST(Sentences, AFullDiskIsSaidOnceWithTheFileThatDidNotFit) {
    Language language;
    const Error error = writeFailure("/cd/walk.mp4", ENOSPC);
    EXPECT_EQ(sentenceFor(error).toStdString(),
              "walk.mp4 cannot be written: the disk is full. Free some space and try again.");
    language.use(QStringLiteral("zh_CN"));
    EXPECT_FALSE(sentenceFor(error).contains(QStringLiteral("disk"))) << sentenceFor(error).toStdString();
    language.use(QStringLiteral("en"));
}

TEST(Sentences, WhatCoreFindsWrongWithAListIsSaidInTheLanguageOfTheWindow) {
    Language language;
    const Error error(ErrorCode::kUnreadable, "/lists/a.csv", "line 4, column 3: it is neither 0 nor 1");
    EXPECT_EQ(
        sentenceFor(error).toStdString(),
        "a.csv cannot be read: line 4, column 3: it is neither 0 nor 1. Try the original file, or export it "
        "again.");
    language.use(QStringLiteral("zh_CN"));
    EXPECT_EQ(sentenceFor(error).toStdString(),
              "无法读取 a.csv：第 4 行第 3 列：既不是 0 也不是 1。请使用原始文件，或重新导出。");
    for (const char* known : knownDetails())
        EXPECT_TRUE(hasHan(translatedDetail(QString::fromUtf8(known)))) << known;
    EXPECT_EQ(translatedDetail(QStringLiteral("Permission denied")), QStringLiteral("Permission denied"));
    language.use(QStringLiteral("en"));
}

TEST(Sentences, TheDetailsThatAreTranslatedAreWordsOfCore) {
    // As compiled: literals that stand one after another are one.
    std::string core;
    for (const auto& entry : fs::recursive_directory_iterator(test::sourceFolder() / "core"))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") {
            std::ifstream file(entry.path());
            core.append(std::istreambuf_iterator<char>(file), {});
        }
    const QString words = QString::fromStdString(core).remove(QRegularExpression(QStringLiteral("\"\\s*\"")));
    for (const char* known : knownDetails())
        for (const auto& part : QString::fromUtf8(known).split(QRegularExpression(QStringLiteral("%\\d"))))
            EXPECT_TRUE(words.contains(part)) << part.toStdString();
}

TEST(Sentences, EveryErrorSaysWhatWhyAndWhatToDo) {
    QSet<QString> all;
    for (const auto code : kCodes) {
        const QString sentence = sentenceFor(Error(code, "/photos/anna.jpg", "the reason"));
        EXPECT_TRUE(sentence.contains(QStringLiteral("the reason"))) << sentence.toStdString();
        EXPECT_FALSE(sentence.contains(QStringLiteral("/photos/"))) << "a path is shortened to its name";
        EXPECT_GE(sentence.count(QLatin1Char('.')), 2) << sentence.toStdString();
        all.insert(sentence);
    }
    EXPECT_EQ(all.size(), std::size(kCodes));
}

TEST(Sentences, SpeakChinese) {
    Language language;
    language.use(QStringLiteral("zh_CN"));
    for (const auto code : kCodes)
        EXPECT_TRUE(hasHan(sentenceFor(Error(code, "a", "b")))) << int(code);
    for (const auto issue : kIssues)
        EXPECT_TRUE(hasHan(sentenceFor(QualityFinding{issue, 1, 2}))) << int(issue);
    EXPECT_TRUE(hasHan(sentenceFor(QualityFinding{QualityIssue::kYaw, 1, 2, true})));
    language.use(QStringLiteral("en"));
    EXPECT_FALSE(hasHan(sentenceFor(QualityFinding{QualityIssue::kYaw, 1, 2})));
}

TEST(Sentences, ACameraThatIsInUseElsewhereIsToldInOne) {
    Language language;
    const Error error(ErrorCode::kDevice, "camera:0", kCameraInUse);
    EXPECT_EQ(sentenceFor(error),
              QStringLiteral("Another program uses camera:0: close it or stop its camera, then try again."));
    language.use(QStringLiteral("zh_CN"));
    EXPECT_TRUE(hasHan(sentenceFor(error)));
    EXPECT_TRUE(hasHan(sentenceFor(Error(ErrorCode::kDevice, "camera:0", kCameraForbidden))));
    language.use(QStringLiteral("en"));
}

TEST(Sentences, LowQualityNamesTheWorstTwoReasons) {
    const QualityFinding turned{QualityIssue::kYaw, 38.4f, 20}, dark{QualityIssue::kTooDark, 3, 12},
        small{QualityIssue::kSize, 9, 16};
    const QString sentence =
        sentenceFor(Rejection{"a.jpg", RejectionCode::kLowQuality, "", {turned, dark, small}});
    EXPECT_TRUE(sentence.contains(sentenceFor(turned)));
    EXPECT_TRUE(sentence.contains(sentenceFor(dark)));
    EXPECT_FALSE(sentence.contains(sentenceFor(small)));
}

TEST(Sentences, SayByHowMuchAFaceMissesTheGate) {
    EXPECT_EQ(sentenceFor(QualityFinding{QualityIssue::kYaw, 38.4f, 20}),
              QStringLiteral("Turn towards the camera: yaw 38°, at most 20°."));
    EXPECT_TRUE(sentenceFor(QualityFinding{QualityIssue::kRoll, 176, 50})
                    .startsWith(QStringLiteral("Turn the picture round")));
    EXPECT_TRUE(sentenceFor(QualityFinding{QualityIssue::kSharpness, 15, 20, true})
                    .contains(QStringLiteral("overall quality 15, at least 20")));
}

TEST(Sentences, TimeLeftIsToldOnlyWhenKnown) {
    Progress progress;
    EXPECT_TRUE(timeLeft(progress).isEmpty());
    progress.secondsLeft = 130;
    EXPECT_EQ(timeLeft(progress), QStringLiteral("2:10 left"));
    progress.secondsLeft = 3900;
    EXPECT_EQ(timeLeft(progress), QStringLiteral("1 h 05 min left"));
}
