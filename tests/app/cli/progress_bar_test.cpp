#include "app/cli/progress_bar.h"

#include <gmock/gmock.h>

#include "tests/support/places.h"

using lineament::Progress;
using lineament::cli::progressLine;

TEST(ProgressBar, ShowsShareRateAndTimeLeft) {
    EXPECT_EQ(progressLine({"photos", 50, 100, 12.5, 75.0}, 60),
              "photos  [###########...........]  50/100  12.5/s  1:15 left");
    EXPECT_EQ(progressLine({"photos", 0, 0, 0, std::nullopt}, 80), "photos  0")
        << "an unknown total has no bar";
}

TEST(ProgressBar, FitsTheTerminalWheneverItCan) {
    for (int columns = 50; columns < 200; ++columns)
        EXPECT_LT(progressLine({"photos", 123456, 999999, 1234.5, 36000.0}, columns).size(),
                  static_cast<std::size_t>(columns));
    EXPECT_THAT(progressLine({"photos", 7, 5, 1, 0.0}, 80), testing::HasSubstr("7/5"))
        << "more than announced";
}
