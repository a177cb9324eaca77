#include "ui/bridge/image_convert.h"

#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/image/image.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::ui;

TEST(ImageConvert, ColoursAndRowsStayWhereTheyAre) {
    cv::Mat bgr(5, 7, CV_8UC3, cv::Scalar(10, 20, 30));  // an odd width: rows are padded
    bgr.at<cv::Vec3b>(4, 6) = {200, 100, 50};
    const QImage image = toQImage(bgr);
    ASSERT_EQ(image.size(), QSize(7, 5));
    EXPECT_EQ(image.pixelColor(0, 0), QColor(30, 20, 10));
    EXPECT_EQ(image.pixelColor(6, 4), QColor(50, 100, 200));
    const cv::Mat back = toMat(image);
    ASSERT_EQ(back.size(), bgr.size());
    EXPECT_EQ(cv::norm(back, bgr, cv::NORM_INF), 0);
}

TEST(ImageConvert, PixelsAreCopied) {
    cv::Mat grey(4, 4, CV_8UC1, cv::Scalar(9));
    const QImage image = toQImage(grey);
    grey.setTo(200);
    EXPECT_EQ(qGray(image.pixel(1, 1)), 9);
}

TEST(ImageConvert, RowsOfACutOutAreFollowed) {
    cv::Mat whole(6, 10, CV_8UC3, cv::Scalar(0, 0, 0));
    whole(cv::Rect(3, 2, 3, 3)).setTo(cv::Scalar(1, 2, 3));
    EXPECT_EQ(toQImage(whole(cv::Rect(3, 2, 3, 3))).pixelColor(2, 2), QColor(3, 2, 1));
}

TEST(ImageConvert, EmptyAndUnknownPictures) {
    EXPECT_TRUE(toQImage(cv::Mat()).isNull());
    EXPECT_TRUE(toMat(QImage()).empty());
    EXPECT_THROW(toQImage(cv::Mat(2, 2, CV_32FC1)), Error);
    const std::byte noise[] = {std::byte{1}, std::byte{2}};
    EXPECT_TRUE(imageFromBytes(noise).isNull());
}

TEST(ImageConvert, JpegOfTheStoreIsRead) {
    const auto jpeg = encodeJpeg(cv::Mat(20, 30, CV_8UC3, cv::Scalar(0, 0, 255)), 95);
    const QImage image = imageFromBytes(jpeg);
    ASSERT_EQ(image.size(), QSize(30, 20));
    EXPECT_NEAR(image.pixelColor(10, 10).red(), 255, 4);
}
