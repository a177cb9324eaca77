#include "app/cli/failure.h"

#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::cli;

TEST(Failure, IsOneLineOfWhatWhyAndWhatToDo) {
    EXPECT_EQ(failureLine("a.jpg", "it is empty", "get it again"),
              "lineament: a.jpg: it is empty (get it again)");
    EXPECT_EQ(failureLine("", "cancelled", ""), "lineament: cancelled");
    EXPECT_EQ(failureLine("a\nb", "c\r\nd", "e"), "lineament: a b: c  d (e)");
}

TEST(Failure, EveryCodeHasAStatusOfTheContractAndAdvice) {
    for (int code = 0; code <= static_cast<int>(ErrorCode::kInternal); ++code) {
        const auto status = statusOf(static_cast<ErrorCode>(code));
        EXPECT_GE(status, kBadUsage) << code;
        EXPECT_LE(status, kStoreOrModelUnusable) << code;
        EXPECT_FALSE(adviceFor(static_cast<ErrorCode>(code)).empty()) << code;
    }
    for (int code = 0; code <= static_cast<int>(RejectionCode::kDuplicate); ++code)
        EXPECT_FALSE(adviceFor(static_cast<RejectionCode>(code)).empty()) << code;
    EXPECT_EQ(statusOf(ErrorCode::kUnreadable), kInputUnusable);
    EXPECT_EQ(statusOf(ErrorCode::kUnwritable), kInputUnusable);
    EXPECT_EQ(statusOf(ErrorCode::kModelMissing), kStoreOrModelUnusable);
    EXPECT_EQ(statusOf(ErrorCode::kStoreTooNew), kStoreOrModelUnusable);
    EXPECT_EQ(statusOf(ErrorCode::kInvalidArgument), kBadUsage);
}
