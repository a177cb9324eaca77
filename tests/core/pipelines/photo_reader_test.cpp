#include "core/pipelines/photo_reader.h"

#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "core/base/hash.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

std::filesystem::path writePicture(const std::filesystem::path& path, int side) {
    cv::imwrite(path.string(), cv::Mat(side, side, CV_8UC3, cv::Scalar(10, 20, 30)));
    return path;
}

}  // namespace

TEST(PhotoReader, GivesEveryPhotoInTheOrderAskedFor) {
    const test::TempFolder folder;
    std::vector<std::filesystem::path> paths;
    for (int side = 10; side < 40; ++side)
        paths.push_back(writePicture(folder / (std::to_string(side) + ".png"), side));
    PhotoReader reader(paths, {.hash = true}, {});
    for (int side = 10; side < 40; ++side) {
        const auto photo = reader.next();
        ASSERT_TRUE(photo && photo->image);
        EXPECT_EQ(photo->image->bgr.cols, side);
        EXPECT_EQ(photo->sha256, sha256File(photo->path));
    }
    EXPECT_FALSE(reader.next());
    EXPECT_FALSE(reader.next());
}

TEST(PhotoReader, ABrokenPhotoCarriesItsRejection) {
    const test::TempFolder folder;
    std::ofstream(folder / "empty.jpg");
    PhotoReader reader({folder / "empty.jpg", folder / "missing.jpg", writePicture(folder / "a.png", 9)}, {},
                       {});
    for (int i = 0; i < 2; ++i) {
        const auto photo = reader.next();
        ASSERT_TRUE(photo && photo->rejection);
        EXPECT_EQ(photo->rejection->code, RejectionCode::kUnreadable);
        EXPECT_EQ(photo->rejection->path, photo->path.string());
    }
    EXPECT_TRUE(reader.next()->image);
}

TEST(PhotoReader, LeavesUndecodedWhatIsToBeSkipped) {
    const test::TempFolder folder;
    const auto first = writePicture(folder / "a.png", 9), second = writePicture(folder / "b.png", 11);
    const auto known = sha256File(first);
    PhotoReader reader({first, second},
                       {.hash = true, .skip = [&](const std::string& hash) { return hash == known; }}, {});
    EXPECT_FALSE(reader.next()->image);
    EXPECT_TRUE(reader.next()->image);
}

TEST(PhotoReader, PassesOnWhatTheQuestionWhetherToSkipThrew) {
    const test::TempFolder folder;
    const auto skip = [](const std::string&) -> bool { throw Error(ErrorCode::kStoreBusy, "store", "busy"); };
    PhotoReader reader({writePicture(folder / "a.png", 9)}, {.hash = true, .skip = skip}, {});
    EXPECT_THROW(reader.next(), Error);
}

TEST(PhotoReader, EndsWhenStoppedOrLeftUnread) {
    const test::TempFolder folder;
    const std::vector<std::filesystem::path> paths(1000, writePicture(folder / "a.png", 9));
    std::stop_source stop;
    PhotoReader reader(paths, {}, stop.get_token());
    EXPECT_TRUE(reader.next());
    stop.request_stop();
    EXPECT_FALSE(reader.next());
    const PhotoReader unread(paths, {}, {});
}

TEST(RejectionFrom, KeepsErrorsThatAreNotAboutThePicture) {
    EXPECT_EQ(rejectionFrom(Error(ErrorCode::kTooLarge, "a.png", "huge"), "a.png").code,
              RejectionCode::kTooLarge);
    EXPECT_THROW(rejectionFrom(Error(ErrorCode::kModelMissing, "fr_detect", "gone"), "a.png"), Error);
    EXPECT_THROW(rejectionFrom(Error(ErrorCode::kNotFound, "fr_detect", "unknown"), "a.png"), Error);
}
