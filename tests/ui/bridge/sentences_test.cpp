#include "ui/bridge/sentences.h"

#include <QRegularExpression>
#include <QSet>
#include <cerrno>

#include "core/base/file_failure.h"
#include "core/media/camera_devices.h"
#include "tests/support/places.h"
#include "ui/bridge/language.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

constexpr ErrorCode kCodes[] = {
    ErrorCode::kInvalidArgument, ErrorCode::kNotFound,      ErrorCode::kUnreadable,
    ErrorCode::kUnsupported,     ErrorCode::kTooLarge,      ErrorCode::kModelMissing,
    ErrorCode::kModelInvalid,    ErrorCode::kModelMismatch, ErrorCode::kStoreBusy,
    ErrorCode::kStoreUnusable,   ErrorCode::kStoreTooNew,   ErrorCode::kDiskFull,
    ErrorCode::kNotPermitted,    ErrorCode::kDevice,        ErrorCode::kInternal};
constexpr QualityIssue kIssues[] = {
    QualityIssue::kSharpness,   QualityIssue::kTooDark, QualityIssue::kTooBright,
    QualityIssue::kUnevenLight, QualityIssue::kYaw,     QualityIssue::kPitch,
    QualityIssue::kRoll,        QualityIssue::kSize,    QualityIssue::kCropped};

bool hasHan(const QString& text) {
    return text.contains(QRegularExpression(QStringLiteral("\\p{Han}")));
}

}  // namespace

TEST(Sentences, AFileThatCannotBeWrittenIsNotSaidToBeUnreadable) {
    const QString sentence = sentenceFor(Error(ErrorCode::kUnreadable, "/cd/report.html", notWritten(EROFS)));
    EXPECT_EQ(sentence.toStdString(),
              "report.html cannot be written: Read-only file system. Choose another place, or see who may "
              "write there.");
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
        EXPECT_TRUE(hasHan(sentenceFor(issue))) << int(issue);
    language.use(QStringLiteral("en"));
    EXPECT_FALSE(hasHan(sentenceFor(QualityIssue::kYaw)));
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
    Rejection rejection{"a.jpg",
                        RejectionCode::kLowQuality,
                        "",
                        {QualityIssue::kYaw, QualityIssue::kTooDark, QualityIssue::kSize}};
    const QString sentence = sentenceFor(rejection);
    EXPECT_TRUE(sentence.contains(sentenceFor(QualityIssue::kYaw)));
    EXPECT_TRUE(sentence.contains(sentenceFor(QualityIssue::kTooDark)));
    EXPECT_FALSE(sentence.contains(sentenceFor(QualityIssue::kSize)));
}

TEST(Sentences, TimeLeftIsToldOnlyWhenKnown) {
    Progress progress;
    EXPECT_TRUE(timeLeft(progress).isEmpty());
    progress.secondsLeft = 130;
    EXPECT_EQ(timeLeft(progress), QStringLiteral("2:10 left"));
    progress.secondsLeft = 3900;
    EXPECT_EQ(timeLeft(progress), QStringLiteral("1 h 05 min left"));
}
