#include "core/pipelines/synthetic/import_faces.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "core/image/image.h"
#include "tests/core/pipelines/synthetic/studio/studio_fixture.h"

using namespace lineament;
namespace fs = std::filesystem;

namespace {

/// A photo of one person, cut out of a sample photo.
fs::path portrait(const fs::path& folder) {
    const auto photo = loadImage(test::samplePhoto(1)).bgr;
    const auto faces = test::engine().detect(photo);
    const auto& box = faces.front().box;
    const float margin = box.width * 0.6f;
    const cv::Rect around(
        cv::Point(static_cast<int>(box.x - margin), static_cast<int>(box.y - margin)),
        cv::Size(static_cast<int>(box.width + 2 * margin), static_cast<int>(box.height + 2 * margin)));
    const auto file = folder / "portrait.png";
    cv::imwrite(file.string(), photo(around & cv::Rect({}, photo.size())));
    return file;
}

}  // namespace

TEST(ImportFaces, PutsEyesAndMouthAtTheSamePlaceInEveryCrop) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    test::TempFolder folder;
    JobContext context;
    ImportFacesOptions options;
    options.everyFace = true;
    options.smallest = 0.2f;
    const auto imported = importFaces(test::engine(), {test::samplePhoto(1), portrait(folder.path())},
                                      folder / "set", options, context);
    ASSERT_GE(imported.written.size(), 2u);
    for (const auto& file : imported.written) {
        const auto crop = loadImage(file).bgr;
        ASSERT_EQ(crop.size(), cv::Size(128, 128));
        const auto faces = test::engine().detect(crop);
        ASSERT_FALSE(faces.empty()) << file;
        const auto& eyes = faces.front().landmarks5;
        EXPECT_NEAR(eyes[0].x, 0.309f * 128, 9) << file;
        EXPECT_NEAR(eyes[1].x, 0.691f * 128, 9) << file;
        EXPECT_NEAR((eyes[0].y + eyes[1].y) / 2, 0.296f * 128, 9) << file;
    }
}

TEST(ImportFaces, SaysOfEachPhotoThatIsLeftOutWhy) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    test::TempFolder folder;
    JobContext context;
    const auto one = portrait(folder.path()), again = folder / "again.png", broken = folder / "broken.jpg",
               empty = folder / "sky.png";
    fs::copy_file(one, again);
    std::ofstream(broken) << "not a picture";
    cv::imwrite(empty.string(), cv::Mat(200, 200, CV_8UC3, cv::Scalar(200, 160, 90)));
    const auto imported =
        importFaces(test::engine(), {one, again, broken, empty}, folder / "set", {}, context);
    EXPECT_EQ(imported.written.size(), 1u);
    std::map<fs::path, RejectionCode> why;
    for (const auto& rejection : imported.rejected)
        why[rejection.path] = rejection.code;
    EXPECT_EQ(why.at(again), RejectionCode::kDuplicate);
    EXPECT_EQ(why.at(broken), RejectionCode::kUnsupported);
    EXPECT_EQ(why.at(empty), RejectionCode::kNoFace);
}
