#include "core/pipelines/synthetic/studio/look_inside.h"

#include <numbers>
#include <opencv2/imgcodecs.hpp>

#include "core/pipelines/synthetic/studio/walk.h"
#include "tests/core/pipelines/synthetic/studio/studio_fixture.h"

using namespace lineament;
using namespace lineament::test;

TEST(LookInside, TheSpectrumOfAWaveHasItsPowerAtItsFrequency) {
    gan::Picture picture{64, 64, {}};
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x)
            for (int channel = 0; channel < 3; ++channel)
                picture.rgb.push_back(static_cast<std::uint8_t>(
                    std::lround(128 + 100 * std::sin(2 * std::numbers::pi * 7 * x / 64))));
    const auto spectrum = spectrumOf(picture);
    ASSERT_EQ(spectrum.frequency.size(), 32u);
    EXPECT_EQ(spectrum.frequency[6], 7);
    double others = 0;
    for (std::size_t i = 0; i < 32; ++i)
        if (i != 6) others = std::max(others, spectrum.power[i]);
    EXPECT_GT(spectrum.power[6], 1000 * others);
}

TEST(LookInside, ScoresFacesOfTheGeneratorAndAnyPictureFile) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const test::TempFolder folder;
    const auto drawn = lookInside(explorer(), {}, {});
    EXPECT_TRUE(drawn.generated);
    EXPECT_TRUE(drawn.score) << "the discriminator is shipped beside the generator";
    EXPECT_EQ(static_cast<int>(drawn.layers.size()), explorer().info().layers - 1)
        << "the last makes colours";

    const auto photo = lookInside(engine(), explorer(), test::samplePhoto(1));
    EXPECT_TRUE(photo.score);
    EXPECT_TRUE(photo.face);
    EXPECT_FALSE(photo.generated);
    EXPECT_EQ(photo.picture.width, 64);
    EXPECT_TRUE(photo.layers.empty());

    exportPicture(explorer(), {}, {}, 4, folder / "made.png");
    EXPECT_TRUE(lookInside(engine(), explorer(), folder / "made.png").generated);
    cv::imwrite((folder / "grey.png").string(), cv::Mat(90, 120, CV_8UC3, cv::Scalar::all(99)));
    const auto grey = lookInside(engine(), explorer(), folder / "grey.png");
    EXPECT_FALSE(grey.face);
    EXPECT_EQ(grey.picture.height, 64);
    std::ofstream(folder / "damaged.png") << "no picture";
    EXPECT_EQ(codeOf([&] { lookInside(engine(), explorer(), folder / "damaged.png"); }),
              ErrorCode::kUnsupported);
}
