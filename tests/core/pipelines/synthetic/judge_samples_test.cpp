#include "core/pipelines/synthetic/judge_samples.h"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>
#include <random>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/pipelines/synthetic/import_faces.h"
#include "tests/core/pipelines/synthetic/studio/studio_fixture.h"

using namespace lineament;

namespace {

std::vector<gan::Picture> samplesOfPhotos() {
    test::TempFolder folder;
    JobContext context;
    ImportFacesOptions options;
    options.everyFace = true;
    options.resolution = 64;
    options.smallest = 0.3f;
    std::vector<std::filesystem::path> photos;
    for (int n = 1; n <= 6; ++n)
        photos.push_back(test::samplePhoto(n));
    std::vector<gan::Picture> pictures;
    for (const auto& file : importFaces(test::engine(), photos, folder / "set", options, context).written)
        pictures.push_back(pictureOf(loadImage(file).bgr));
    return pictures;
}

gan::Picture noise(unsigned seed) {
    std::mt19937 random(seed);
    gan::Picture picture{64, 64, std::vector<std::uint8_t>(64 * 64 * 3)};
    for (auto& value : picture.rgb)
        value = static_cast<std::uint8_t>(random());
    return picture;
}

JudgedPictures templatesOf(std::vector<std::vector<float>> templates) {
    JudgedPictures judged;
    judged.faces.assign(templates.size(), 1);
    judged.templates = std::move(templates);
    return judged;
}

}  // namespace

TEST(JudgeSamples, FindsTheFacesOfSmallCropsAndNoneInNoise) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    auto pictures = samplesOfPhotos();
    const auto faces = pictures.size();
    ASSERT_GE(faces, 6u);
    pictures.push_back(noise(1));
    pictures.push_back(noise(2));
    JobContext context;
    const auto judged = judgePictures(test::engine(), pictures, context);
    EXPECT_GE(std::count(judged.faces.begin(), judged.faces.begin() + static_cast<std::ptrdiff_t>(faces), 1),
              static_cast<std::ptrdiff_t>(faces) - 1);
    EXPECT_EQ(judged.faces[faces], 0);
    EXPECT_EQ(judged.faces[faces + 1], 0);
    EXPECT_EQ(judged.templates.size(), judged.pictureOf.size());
}

TEST(JudgeSamples, FlagsSamplesThatCopyARealFace) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    std::mt19937 random(3);
    std::normal_distribution<float> draw(0, 1);
    const auto unit = [&] {
        std::vector<float> values(64);
        float norm = 0;
        for (auto& value : values) {
            value = draw(random);
            norm += value * value;
        }
        for (auto& value : values)
            value /= std::sqrt(norm);
        return values;
    };
    std::vector<std::vector<float>> real, copies, others;
    for (int i = 0; i < 40; ++i)
        real.push_back(unit());
    for (int i = 0; i < 20; ++i) {
        copies.push_back(real[static_cast<std::size_t>(i)]);
        others.push_back(unit());
    }
    const auto ofCopies = compareSamples(test::engine(), templatesOf(copies), templatesOf(real));
    const auto ofOthers = compareSamples(test::engine(), templatesOf(others), templatesOf(real));
    EXPECT_EQ(ofCopies.belowThreshold, 0);
    EXPECT_GT(ofCopies.nearestMedian, 0.99);
    EXPECT_GT(ofOthers.belowThreshold, 0.5);
    EXPECT_LT(ofCopies.frechet, ofOthers.frechet);
    EXPECT_GT(ofOthers.realBelowThreshold, 0.2) << "the faces of this set are strangers to each other";
    std::vector<std::vector<float>> twice;
    for (const auto& face : real)
        twice.insert(twice.end(), 2, face);
    const auto ofTwins = compareSamples(test::engine(), templatesOf(others), templatesOf(twice));
    EXPECT_EQ(ofTwins.realBelowThreshold, 0) << "each has a twin in the set";
    EXPECT_GT(ofTwins.realNearestMedian, 0.99);
    EXPECT_THROW(compareSamples(test::engine(), templatesOf({unit(), unit()}), templatesOf(real)), Error);
}

TEST(JudgeSamples, PicturesKeepTheirColoursOnTheWayThere) {
    const cv::Mat bgr(3, 2, CV_8UC3, cv::Scalar(10, 20, 30));
    const auto picture = pictureOf(bgr);
    EXPECT_EQ(picture.rgb[0], 30);
    EXPECT_EQ(cv::sum(bgrOf(picture) != bgr), cv::Scalar());
}
