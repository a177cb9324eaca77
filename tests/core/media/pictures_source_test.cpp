#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include "core/base/error.h"
#include "tests/core/media/stamped_frames.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;

TEST(PicturesSource, ShowsAFolderInNaturalOrderAtTwentyFiveFramesASecond) {
    const TempFolder folder;
    for (int i = 0; i < 12; ++i)
        cv::imwrite(folder / ("shot" + std::to_string(i) + ".png"), stamped(i, i == 4 ? 320 : 160));
    const auto source = openVideoSource(folder.path().string());
    EXPECT_EQ(source->info().frames, 12);
    EXPECT_EQ(source->info().size, (SizePx{160, 96}));
    EXPECT_DOUBLE_EQ(source->info().framesPerSecond, 25);
    for (int i = 0; i < 12; ++i) {
        const auto frame = source->read();
        ASSERT_TRUE(frame);
        EXPECT_EQ(stampOf(frame->bgr), i);
        EXPECT_EQ(frame->bgr.cols, i == 4 ? 320 : 160);
        EXPECT_DOUBLE_EQ(frame->ms, i * 40.0);
        EXPECT_EQ(frame->index, i);
    }
    EXPECT_FALSE(source->read());
    source->seek(119);
    EXPECT_EQ(source->read()->index, 2);
    source->seek(-1);
    EXPECT_EQ(source->read()->index, 0);
    source->seek(1e9);
    EXPECT_EQ(source->read()->index, 11);
}

TEST(PicturesSource, TakesTimesFromTheNames) {
    const TempFolder folder;
    for (const int ms : {0, 500, 2500})
        cv::imwrite(folder / ("door_" + std::to_string(ms) + "ms.jpg"), stamped(ms / 100));
    const auto source = openVideoSource(folder.path().string());
    EXPECT_DOUBLE_EQ(source->info().framesPerSecond, 0.8);
    source->read();
    EXPECT_DOUBLE_EQ(source->read()->ms, 500);
    source->seek(2499);
    EXPECT_EQ(stampOf(source->read()->bgr), 5);
}

TEST(PicturesSource, SkipsPicturesThatCannotBeRead) {
    const TempFolder folder;
    for (int i = 0; i < 4; ++i)
        cv::imwrite(folder / (std::to_string(i) + ".png"), stamped(i));
    save(folder / "2.png", "broken");
    const auto source = openVideoSource(folder.path().string());
    std::vector<std::int64_t> seen;
    while (const auto frame = source->read())
        seen.push_back(frame->index);
    EXPECT_EQ(seen, (std::vector<std::int64_t>{0, 1, 3}));
    EXPECT_EQ(source->damagedPackets(), 1);
}

TEST(PicturesSource, RefusesFoldersWithoutPictures) {
    const TempFolder folder;
    EXPECT_THROW(openVideoSource(folder.path().string()), Error);
    save(folder / "a.jpg", "broken");
    EXPECT_THROW(openVideoSource(folder.path().string()), Error);
}

TEST(PicturesSource, GoesByTheContentOfASingleFile) {
    const TempFolder folder;
    cv::imwrite(folder / "photo.png", stamped(7));
    std::filesystem::rename(folder / "photo.png", folder / "photo.mp4");
    EXPECT_EQ(stampOf(openVideoSource((folder / "photo.mp4").string())->read()->bgr), 7);
    record(folder / "film.mkv", 5);
    std::filesystem::rename(folder / "film.mkv", folder / "film.jpg");
    EXPECT_EQ(stampOf(openVideoSource((folder / "film.jpg").string())->read()->bgr), 0);
}
