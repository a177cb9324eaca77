#include <gtest/gtest.h>

#include "tests/core/image/test_pictures.h"
#include "tests/support/places.h"

#ifdef LINEAMENT_HAVE_HEIF
#include <libheif/heif.h>
#endif

using namespace lineament;
using namespace lineament::test;

namespace {

struct Case {
    const char* ending;
    double tolerance;
    int bits = 8;
};

class Decoding : public testing::TestWithParam<Case> {};

}  // namespace

TEST_P(Decoding, GivesThePictureThatWasWritten) {
    const auto picture = corners();
    const auto image = decodeImage(encoded(GetParam().ending, picture), "test");
    EXPECT_LT(difference(image.bgr, picture), GetParam().tolerance);
    EXPECT_EQ(image.stored, (SizePx{96, 64}));
    EXPECT_EQ(image.bitsPerChannel, GetParam().bits);
    EXPECT_EQ(image.orientation, 1);
    EXPECT_FALSE(image.hadAlpha);
}

TEST_P(Decoding, GoesByTheContentNotByTheName) {
    const TempFolder folder;
    save(folder / "wrong.xyz", encoded(GetParam().ending, corners()));
    EXPECT_LT(difference(loadImage(folder / "wrong.xyz").bgr, corners()), GetParam().tolerance);
}

INSTANTIATE_TEST_SUITE_P(Formats, Decoding,
                         testing::Values(Case{".jpg", 3}, Case{".png", 0.001}, Case{".webp", 3},
                                         Case{".tif", 0.001}, Case{".bmp", 0.001}, Case{".ppm", 0.001},
                                         Case{".jp2", 2}, Case{".ras", 0.001}),
                         [](const auto& info) { return std::string(info.param.ending).substr(1); });

TEST(Image, WidensGreyToBgr) {
    cv::Mat grey(128, 160, CV_8UC1, cv::Scalar(77));
    for (const auto* ending : {".jpg", ".png", ".tif", ".pgm", ".jp2"})
        EXPECT_LT(difference(decodeImage(encoded(ending, grey), "test").bgr,
                             cv::Mat(128, 160, CV_8UC3, cv::Scalar::all(77))),
                  1)
            << ending;
}

TEST(Image, ScalesSixteenBitsByTheirFullRange) {
    cv::Mat deep(8, 8, CV_16UC3, cv::Scalar::all(0x8000));
    deep.at<cv::Vec3w>(0, 0) = {0xffff, 0x0101, 0};
    for (const auto* ending : {".png", ".tif", ".ppm"}) {
        const auto image = decodeImage(encoded(ending, deep), "test");
        EXPECT_EQ(image.bitsPerChannel, 16) << ending;
        EXPECT_EQ(image.bgr.at<cv::Vec3b>(0, 0), (cv::Vec3b{255, 1, 0})) << ending;
        EXPECT_NEAR(image.bgr.at<cv::Vec3b>(4, 4)[0], 128, 1) << ending;
    }
}

TEST(Image, LaysTransparencyOnMidGrey) {
    cv::Mat bgra(8, 8, CV_8UC4, cv::Scalar(200, 100, 0, 255));
    bgra.at<cv::Vec4b>(0, 0) = {200, 100, 0, 0};
    bgra.at<cv::Vec4b>(0, 1) = {200, 100, 0, 128};
    cv::Mat multiplied = bgra.clone();
    multiplied.at<cv::Vec4b>(0, 0) = {0, 0, 0, 0};
    multiplied.at<cv::Vec4b>(0, 1) = {100, 50, 0, 128};
    for (const auto& bytes : {encoded(".png", bgra), tiff(bgra, 1, 2), tiff(multiplied, 1, 1)}) {
        const auto image = decodeImage(bytes, "test");
        EXPECT_TRUE(image.hadAlpha);
        EXPECT_EQ(image.bgr.at<cv::Vec3b>(0, 0), (cv::Vec3b{128, 128, 128}));
        EXPECT_NEAR(image.bgr.at<cv::Vec3b>(0, 1)[0], 164, 1);
        EXPECT_EQ(image.bgr.at<cv::Vec3b>(4, 4), (cv::Vec3b{200, 100, 0}));
    }
}

TEST(Image, ShowsWhatIsTransparentEverywhereAsIfItWereOpaque) {
    const cv::Mat bgra(8, 8, CV_8UC4, cv::Scalar(200, 100, 50, 0));
    for (const auto& bytes : {encoded(".png", bgra), tiff(bgra, 1, 2)}) {
        const auto image = decodeImage(bytes, "test");
        EXPECT_TRUE(image.hadAlpha);
        EXPECT_EQ(image.bgr.at<cv::Vec3b>(3, 3), (cv::Vec3b{200, 100, 50}));
    }
}

TEST(Image, CodesLinearLightAndKeepsItsHighlights) {
    // 0.2140 of the light is the middle of the sRGB curve.
    cv::Mat linear(32, 64, CV_32FC3, cv::Scalar::all(0.2140));
    EXPECT_NEAR(cv::mean(decodeImage(encoded(".hdr", linear), "test").bgr)[0], 127.5, 2);
    linear.colRange(32, 64) = cv::Scalar::all(4);
    const auto image = decodeImage(encoded(".hdr", linear), "test");
    EXPECT_EQ(image.bitsPerChannel, 32);
    EXPECT_NEAR(image.bgr.at<cv::Vec3b>(5, 60)[0], 255, 1);
    EXPECT_NEAR(image.bgr.at<cv::Vec3b>(5, 5)[0], 64, 3);  // 0.2140 / 4
}

TEST(Image, TakesTheFirstPictureOfAnAnimatedGif) {
    const auto image = decodeImage(gif(40, 20, 3), "test");
    EXPECT_EQ(image.bgr.size(), cv::Size(40, 20));
    EXPECT_EQ(image.bgr.at<cv::Vec3b>(10, 5), (cv::Vec3b{0x30, 0x20, 0x10}));
    EXPECT_EQ(image.bgr.at<cv::Vec3b>(10, 35), (cv::Vec3b{0xd0, 0xe0, 0xf0}));
    EXPECT_FALSE(image.hadAlpha);
}

TEST(Image, ReadsProgressiveJpegAndEverySubsampling) {
    const auto picture = corners(97, 61);  // odd sides
    EXPECT_LT(difference(decodeImage(encoded(".jpg", picture, {cv::IMWRITE_JPEG_PROGRESSIVE, 1}), "test").bgr,
                         picture),
              3);
    for (const int restart : {0, 1, 4})
        EXPECT_LT(
            difference(
                decodeImage(encoded(".jpg", picture, {cv::IMWRITE_JPEG_RST_INTERVAL, restart}), "test").bgr,
                picture),
            3);
}

TEST(Image, DecodesJpegExactlyAsOpenCvDoes) {
    // Accuracy figures of the networks were measured on what OpenCV reads.
    LINEAMENT_NEEDS(samplePhoto(1));
    for (int n = 1; n <= 6; ++n)
        EXPECT_EQ(difference(loadImage(samplePhoto(n)).bgr, cv::imread(samplePhoto(n).string())), 0) << n;
}

TEST(Image, ReadsIconsWithTheirLargestPicture) {
    const auto png = encoded(".png", corners(64, 64));
    const std::string text(reinterpret_cast<const char*>(png.data()), png.size());
    const auto entry = [](int side, std::size_t size, std::size_t at) {
        return little(static_cast<std::uint64_t>(side), 1) + little(static_cast<std::uint64_t>(side), 1) +
               little(0, 2) + little(1, 2) + little(32, 2) + little(size, 4) + little(at, 4);
    };
    const std::string bitmap =
        little(40, 4) + little(2, 4) + little(4, 4) + little(1, 2) + little(32, 2) + std::string(24, '\0') +
        std::string("\x10\x20\x30\xff\x10\x20\x30\xff\x10\x20\x30\xff\x10\x20\x30\xff", 16) +
        std::string(8, '\0');
    const auto both = little(0, 2) + little(1, 2) + little(2, 2) + entry(2, bitmap.size(), 38) +
                      entry(64, text.size(), 38 + bitmap.size()) + bitmap + text;
    EXPECT_EQ(difference(decodeImage(bytesOf(both), "test").bgr, corners(64, 64)), 0);
    const auto small = little(0, 2) + little(1, 2) + little(1, 2) + entry(2, bitmap.size(), 22) + bitmap;
    EXPECT_EQ(decodeImage(bytesOf(small), "test").bgr.at<cv::Vec3b>(1, 1), (cv::Vec3b{0x10, 0x20, 0x30}));
}

TEST(Image, EncodesJpegThatItReadsBack) {
    EXPECT_LT(difference(decodeImage(encodeJpeg(corners()), "test").bgr, corners()), 3);
    EXPECT_LT(encodeJpeg(corners(), 20).size(), encodeJpeg(corners(), 95).size());
    EXPECT_THROW(encodeJpeg(cv::Mat()), Error);
    EXPECT_THROW(encodeJpeg(corners(), 0), Error);
}

#ifdef LINEAMENT_HAVE_HEIF
TEST(Image, ReadsHeifWithItsOwnTurn) {
    const auto picture = corners(128, 64);
    heif_context* context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    if (heif_context_get_encoder_for_format(context, heif_compression_AV1, &encoder).code &&
        heif_context_get_encoder_for_format(context, heif_compression_HEVC, &encoder).code) {
        heif_context_free(context);
        GTEST_SKIP() << "SKIPPED: libheif has no encoder here";
    }
    heif_encoder_set_lossy_quality(encoder, 90);
    heif_image* image = nullptr;
    heif_image_create(128, 64, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image);
    heif_image_add_plane(image, heif_channel_interleaved, 128, 64, 8);
    int step = 0;
    auto* plane = heif_image_get_plane(image, heif_channel_interleaved, &step);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 128; ++x)
            for (int c = 0; c < 3; ++c)
                plane[y * step + 3 * x + c] = picture.at<cv::Vec3b>(y, x)[2 - c];
    auto* options = heif_encoding_options_alloc();
    options->image_orientation = heif_orientation_rotate_90_cw;
    heif_context_encode_image(context, image, encoder, options, nullptr);
    const TempFolder folder;
    heif_context_write_to_file(context, (folder / "a.heif").c_str());
    heif_encoding_options_free(options);
    heif_image_release(image);
    heif_encoder_release(encoder);
    heif_context_free(context);
    cv::Mat turned;
    cv::rotate(picture, turned, cv::ROTATE_90_CLOCKWISE);
    EXPECT_LT(difference(loadImage(folder / "a.heif").bgr, turned), 4);
}
#endif

TEST(Image, OpensEveryEncodingOfTheSameFace) {
    const auto folder = sharedFolder() / "data/images/format";
    LINEAMENT_NEEDS(folder);
    const auto reference = loadImage(sharedFolder() / "data/images/exif/obama_orientation_1.jpg").bgr;
    for (const auto& path : imagesIn(folder)) {
        const auto image = loadImage(path);
        EXPECT_EQ(image.bgr.size(), reference.size()) << path;
        const auto name = path.filename().string();
        const bool colour = name.find("gray") == name.npos && name != "onebit.png" && name != "face.pgm" &&
                            name != "rgba_60pct.png";
        if (colour) EXPECT_LT(difference(image.bgr, reference), 6) << path;
    }
}

TEST(Image, OpensPngSuiteAndRefusesItsBrokenFiles) {
    const auto folder = sharedFolder() / "data/images/pngsuite";
    LINEAMENT_NEEDS(folder);
    int opened = 0, refused = 0;
    for (const auto& path : imagesIn(folder)) {
        if (path.filename().string().starts_with("x")) {
            EXPECT_THROW(loadImage(path), Error) << path;
            ++refused;
        } else {
            EXPECT_NO_THROW(loadImage(path)) << path;
            ++opened;
        }
    }
    EXPECT_GT(opened, 100);
    EXPECT_GT(refused, 10);
}
