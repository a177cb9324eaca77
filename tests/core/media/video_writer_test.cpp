#include "core/media/video_writer.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/core/media/stamped_frames.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;
namespace fs = std::filesystem;

TEST(VideoWriter, PutsTheFileInItsPlaceOnlyWhenItIsDone) {
    const TempFolder folder;
    const auto path = folder / "film.mp4";
    {
        VideoWriter writer(path, {160, 96});
        writer.write(stamped(1));
        EXPECT_FALSE(fs::exists(path));
        writer.finish();
        EXPECT_TRUE(fs::exists(path));
    }
    const auto before = contentOf(path);
    {
        VideoWriter abandoned(path, {160, 96});
        abandoned.write(stamped(2));
    }
    EXPECT_EQ(contentOf(path), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 1);
}

TEST(VideoWriter, LengthensOddSides) {
    const TempFolder folder;
    VideoWriter writer(folder / "odd.mp4", {161, 97});
    writer.write(stamped(9, 161, 97));
    writer.finish();
    const auto source = openVideoSource((folder / "odd.mp4").string());
    EXPECT_EQ(source->info().size, (SizePx{162, 98}));
    EXPECT_EQ(stampOf(source->read()->bgr), 9);
}

TEST(VideoWriter, RefusesWhatCannotBeWritten) {
    const TempFolder folder;
    const auto codeOf = [](const fs::path& path, SizePx size, const VideoWriterOptions& options = {}) {
        try {
            VideoWriter writer(path, size, options);
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::kInternal;
    };
    EXPECT_EQ(codeOf(folder / "none" / "film.mp4", {16, 16}), ErrorCode::kUnwritable);
    EXPECT_EQ(codeOf(folder / "film.txt", {16, 16}), ErrorCode::kUnsupported);
    EXPECT_EQ(codeOf(folder / "film.mp4", {0, 16}), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf(folder / "film.mp4", {16, 16}, {.framesPerSecond = 0}), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf(folder / "film.mp4", {16, 16}, {.rotationDegrees = 45}), ErrorCode::kInvalidArgument);
    VideoWriter writer(folder / "film.mp4", {160, 96});
    EXPECT_THROW(writer.write(cv::Mat(10, 10, CV_8UC3)), Error);
    writer.write(stamped(0), 100);
    EXPECT_THROW(writer.write(stamped(0), 100), Error);
    writer.finish();
    EXPECT_THROW(writer.write(stamped(0)), Error);
    EXPECT_THROW(writer.finish(), Error);
}

TEST(VideoWriter, SaysThatTheDiskIsFull) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "SKIPPED: no /dev/full";
    const TempFolder folder;
    fs::create_symlink("/dev/full", folder / "film.ts.part");
    try {
        VideoWriter writer(folder / "film.ts", {160, 96}, {.quality = 1});
        for (int i = 0; i < 200; ++i)
            writer.write(stamped(i));
        writer.finish();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kDiskFull) << error.what();
    }
    EXPECT_FALSE(fs::exists(folder / "film.ts"));
}
