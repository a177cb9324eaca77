#include "ui/footage/player/frame_cursor.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "tests/support/places.h"
#include "tests/ui/footage/sample_video.h"

using namespace lineament;
using lineament::ui::FrameCursor;

namespace {

constexpr int kFrames = 40;

class FrameCursorTest : public testing::TestWithParam<std::size_t> {
  protected:
    FrameCursorTest() : file(folder / "numbered.mp4") {
        test::makeNumberedVideo(file, kFrames);
        cursor.emplace(openVideoSource(file.string()), GetParam());
    }
    int shown() const {
        const cv::Mat& bgr = cursor->current()->bgr;
        return test::numberOf(bgr.at<cv::Vec3b>(24, 16)[0], bgr.at<cv::Vec3b>(24, 48)[0]);
    }

    test::TempFolder folder;
    std::filesystem::path file;
    std::optional<FrameCursor> cursor;
};

}  // namespace

TEST_P(FrameCursorTest, GoesOnFrameByFrameToTheEnd) {
    EXPECT_EQ(cursor->current(), nullptr);
    for (int i = 0; i < kFrames; ++i) {
        ASSERT_TRUE(cursor->next());
        EXPECT_EQ(shown(), i);
        EXPECT_EQ(cursor->current()->index, i);
    }
    EXPECT_FALSE(cursor->next());
    EXPECT_EQ(shown(), kFrames - 1) << "the place stays at the last frame";
}

TEST_P(FrameCursorTest, GoesBackFrameByFrameToTheStart) {
    ASSERT_TRUE(cursor->seek(1e9)) << "beyond the end is the last frame";
    for (int i = kFrames - 1; i > 0; --i) {
        EXPECT_EQ(shown(), i);
        ASSERT_TRUE(cursor->previous()) << i;
    }
    EXPECT_EQ(shown(), 0);
    EXPECT_FALSE(cursor->previous());
    EXPECT_EQ(shown(), 0);
}

TEST_P(FrameCursorTest, ChangesDirectionAnywhere) {
    ASSERT_TRUE(cursor->seek(2000));
    const int way[] = {1, 1, -1, -1, -1, -1, 1, -1, 1, 1, 1, 1, 1, -1};
    int expected = 20;
    EXPECT_EQ(shown(), expected);
    for (const int step : way) {
        ASSERT_TRUE(step > 0 ? cursor->next() : cursor->previous());
        expected += step;
        EXPECT_EQ(shown(), expected);
    }
}

TEST_P(FrameCursorTest, SeeksToTheLastFrameThatIsNotLater) {
    for (const double ms : {0.0, 3900.0, 50.0, 1250.0, 1200.0, 1199.0, 1310.0, 60.0, 3333.0}) {
        ASSERT_TRUE(cursor->seek(ms)) << ms;
        EXPECT_EQ(shown(), static_cast<int>(ms / 100)) << ms;
    }
}

// With the second size the cache holds two frames: what was dropped must be read again, never skipped.
INSTANTIATE_TEST_SUITE_P(CacheSizes, FrameCursorTest,
                         testing::Values(std::size_t{64} << 20, std::size_t{2} * 64 * 48 * 3));
