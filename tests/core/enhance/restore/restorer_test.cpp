#include <gtest/gtest.h>
#include <torch/torch.h>

#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/enhance/restore/face_frame.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/enhance/restore/multi_frame.h"
#include "core/enhance/restore/restorer_network.h"
#include "core/enhance/restore/training/degraded_pairs.h"
#include "core/enhance/restore/training/train_restorer.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::enhance;

namespace {

RestorerConfig smallRun() {
    RestorerConfig config;
    config.network.widths = {8, 16};
    config.network.down = {1, 1};
    config.network.up = {1};
    config.loss.mobileFaceNet = config.loss.resNet34 = 0;
    config.optimiser.warmUpImages = 0;
    config.run.batch = 2;
    config.run.images = 16;
    config.run.precision = "fp32";
    config.run.snapshotEvery = 8;
    config.run.statisticsEvery = 8;
    return config;
}

/// Crops of coloured blobs, as the importer writes them.
std::filesystem::path crops(const test::TempFolder& folder) {
    const auto file = folder / "faces.crops";
    std::ofstream out(file, std::ios::binary);
    out << "LNCROPS1";
    cv::RNG random(5);
    for (int i = 0; i < 6; ++i) {
        cv::Mat crop(kCropSide, kCropSide, CV_8UC3, cv::Scalar(random.uniform(0, 255), 90, 120));
        for (int k = 0; k < 12; ++k)
            cv::circle(crop, {random.uniform(0, 144), random.uniform(0, 144)}, random.uniform(4, 20),
                       cv::Scalar(random.uniform(0, 255), random.uniform(0, 255), random.uniform(0, 255)),
                       cv::FILLED);
        const float width = 80;
        out.write(reinterpret_cast<const char*>(&width), sizeof width);
        out.write(reinterpret_cast<const char*>(crop.data), static_cast<std::streamsize>(crop.total() * 3));
    }
    return file;
}

std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST(Restorer, LeavesPicturesAloneBeforeItHasLearnt) {
    Restorer network(RestorerLayout{{8, 16}, {1, 1}, {1}});
    const auto faces = torch::rand({2, 3, 128, 128}) * 2 - 1;
    EXPECT_LT((network->forward(faces) - faces).abs().max().item<float>(), 1e-6);
}

TEST(Restorer, ComesBackFromItsFileAndRefusesDamagedOnes) {
    const test::TempFolder folder;
    Restorer network(RestorerLayout{{8, 16}, {1, 1}, {1}, 1});
    {
        torch::NoGradGuard noGrad;
        for (auto& parameter : network->parameters())
            parameter.uniform_(-0.05, 0.05);
    }
    saveRestorer(*network, folder / "r.safetensors", false, {{"images", "3"}});
    const auto faces = torch::rand({1, 3, 128, 128}) * 2 - 1;
    auto back = loadRestorer(folder / "r.safetensors");
    EXPECT_LT((network->forward(faces) - back->forward(faces)).abs().max().item<float>(), 1e-6);
    EXPECT_EQ(back->layout().phases, 1);
    EXPECT_LT((back->forward(faces, 1) - faces).abs().max().item<float>(), 1e-6)
        << "fidelity 1 changes nothing";
    auto bytes = bytesOf(folder / "r.safetensors");
    for (const std::size_t cut : {std::size_t(0), std::size_t(7), bytes.size() / 2, bytes.size() - 1}) {
        std::ofstream(folder / "cut", std::ios::binary) << bytes.substr(0, cut);
        EXPECT_THROW(loadRestorer(folder / "cut"), Error) << cut;
    }
    EXPECT_THROW(loadRestorer(folder / "none"), Error);
}

TEST(TrainRestorer, GoesOnAfterAStopAsIfThereHadBeenNone) {
    for (const char* kind : {"adamw", "muon"}) {
        SCOPED_TRACE(kind);
        const test::TempFolder folder;
        const FaceCrops faces(crops(folder));
        ASSERT_EQ(faces.size(), 6);
        auto config = smallRun();
        config.optimiser.kind = kind;
        JobContext context;
        TrainRestorerOptions options;
        options.run = folder / "whole";
        const auto whole = trainRestorer(config, faces, nullptr, options, context);
        EXPECT_EQ(whole.images, 16);
        options.run = folder / "halves";
        options.maxSteps = 4;
        const auto half = trainRestorer(config, faces, nullptr, options, context);
        EXPECT_EQ(half.images, 8);
        EXPECT_THROW(trainRestorer(config, faces, nullptr, options, context), Error)
            << "the folder holds a run";
        // The newest snapshot is cut off by a crash, say: the one before it is whole... here there is one
        // alone.
        options.maxSteps = 0;
        options.resume = true;
        const auto resumed = trainRestorer(config, faces, nullptr, options, context);
        EXPECT_EQ(bytesOf(resumed.weights), bytesOf(whole.weights));
        std::ofstream(resumed.snapshot, std::ios::binary | std::ios::trunc) << "cut";
        EXPECT_NO_THROW(trainRestorer(config, faces, nullptr, options, context))
            << "falls back on the one before";
    }
}

TEST(TrainRestorer, DoesNotCountTwiceWhatComesAgain) {
    const test::TempFolder folder;
    const FaceCrops faces(crops(folder));
    JobContext context;
    TrainRestorerOptions options;
    options.run = folder / "run";
    options.maxSteps = 4;
    trainRestorer(smallRun(), faces, nullptr, options, context);
    // It had gone on after its last snapshot, until the disk was full.
    const auto statistics = options.run / "stats.jsonl";
    std::ofstream(statistics, std::ios::app) << "{\"images\": 12}\n{\"ima";
    options.maxSteps = 0;
    options.resume = true;
    trainRestorer(smallRun(), faces, nullptr, options, context);
    std::ifstream lines(statistics);
    std::vector<int> images;
    for (std::string line; std::getline(lines, line);)
        images.push_back(nlohmann::json::parse(line)["images"]);
    EXPECT_EQ(images, (std::vector<int>{8, 16}));
}

TEST(TrainRestorer, BeginsWithTheWeightsItIsGiven) {
    const test::TempFolder folder;
    const FaceCrops faces(crops(folder));
    auto config = smallRun();
    JobContext context;
    TrainRestorerOptions options;
    options.run = folder / "first";
    const auto first = trainRestorer(config, faces, nullptr, options, context);
    options.run = folder / "second";
    options.start = first.weights;
    config.optimiser.rate = 1e-8;  // all but at a standstill
    config.run.seed = 2;
    const auto second = trainRestorer(config, faces, nullptr, options, context);
    const auto was = loadRestorer(first.weights)->parameters(),
               is = loadRestorer(second.weights)->parameters();
    for (std::size_t i = 0; i < was.size(); ++i)
        EXPECT_LT((was[i] - is[i]).abs().max().item<float>(), 2e-3) << i;
    options.resume = true;
    EXPECT_THROW(trainRestorer(config, faces, nullptr, options, context), Error) << "one of the two";
    options.resume = false;
    options.run = folder / "third";
    config.network.widths = {8, 24};
    EXPECT_THROW(trainRestorer(config, faces, nullptr, options, context), Error) << "another network";
    EXPECT_FALSE(std::filesystem::exists(options.run)) << "refused before anything is written";
}

TEST(TrainRestorer, GrowsANetworkWithoutLosingWhatItKnows) {
    const test::TempFolder folder;
    const FaceCrops faces(crops(folder));
    auto config = smallRun();
    config.optimiser.rate = 0.02;
    JobContext context;
    TrainRestorerOptions options;
    options.run = folder / "small";
    const auto small = trainRestorer(config, faces, nullptr, options, context);
    options.run = folder / "large";
    options.start = small.weights;
    config.network.down = {1, 3};
    config.network.up = {2};
    config.optimiser.rate = 1e-8;
    config.run.images = 2;
    const auto large = trainRestorer(config, faces, nullptr, options, context);
    const auto pictures = torch::rand({1, 3, 128, 128}) * 2 - 1;
    EXPECT_GT((loadRestorer(small.weights)->forward(pictures) - pictures).abs().max().item<float>(), 0.02)
        << "it knows something";
    EXPECT_LT(
        (loadRestorer(small.weights)->forward(pictures) - loadRestorer(large.weights)->forward(pictures))
            .abs()
            .max()
            .item<float>(),
        5e-3);
    options.run = folder / "smaller";
    options.start = large.weights;
    config.network.down = {1, 1};
    EXPECT_THROW(trainRestorer(config, faces, nullptr, options, context), Error) << "it cannot shrink";
}

TEST(TrainRestorer, LearnsToUndoADegradation) {
    const test::TempFolder folder;
    const FaceCrops faces(crops(folder));
    auto config = smallRun();
    config.run.images = 160;
    config.run.snapshotEvery = 1000;
    config.optimiser.rate = 2e-3;
    config.degradation = {16, 20, 0, 1};
    TrainRestorerOptions options;
    options.run = folder / "run";
    double first = -1, last = 0;
    options.onStatistics = [&](const RestorerStatistics& line) {
        if (first < 0) first = line.values.at("loss/l1");
        last = line.values.at("loss/l1");
    };
    JobContext context;
    trainRestorer(config, faces, nullptr, options, context);
    EXPECT_LT(last, 0.95 * first);
}

TEST(RestorerConfig, RefusesUnknownFieldsAndValuesOutOfRange) {
    EXPECT_NO_THROW(restorerConfigFromJson(nlohmann::json::parse(toJson(RestorerConfig{}).dump())));
    for (const char* text : {R"({"run":{"batches":2}})", R"({"train":{}})", R"({"run":{"batch":0}})",
                             R"({"run":{"batch":"two"}})", R"({"run":{"precision":"fp8"}})",
                             R"({"optimiser":{"kind":"sgd"}})", R"([])"})
        EXPECT_THROW(restorerConfigFromJson(nlohmann::json::parse(text)), Error) << text;
}

TEST(DegradedPairs, DependOnSeedAndPositionAlone) {
    const test::TempFolder folder;
    const FaceCrops faces(crops(folder));
    DegradedPairs one(faces, {}, 3), other(faces, {}, 3);
    for (int i = 0; i < 5; ++i)
        one.at(i);
    EXPECT_EQ(cv::norm(one.at(17).degraded, other.at(17).degraded, cv::NORM_INF), 0);
    EXPECT_GT(cv::norm(one.at(17).degraded, other.at(18).degraded, cv::NORM_INF), 0);
}

TEST(PoorCrop, ComesBackToWhereItWasHoweverItsPixelsLie) {
    cv::Mat crop(kCropSide, kCropSide, CV_8UC3);
    cv::RNG(5).fill(crop, cv::RNG::UNIFORM, 0, 255);
    cv::GaussianBlur(crop, crop, {}, 12);
    crop = (crop - cv::Scalar::all(100)) * 8;
    const cv::Mat frame = crop(cv::Rect(kCropMargin, kCropMargin, kFrameSide, kFrameSide));
    const PoorCrop straight(crop, 100, {25}, {}, 1);
    EXPECT_EQ(straight.picture().cols, 56) << "the crop and its room, a quarter as wide";
    for (const PixelGrid grid : {PixelGrid{}, PixelGrid{17, 0.4, -0.3}, PixelGrid{-25, -0.5, 0.5}}) {
        const PoorCrop poor(crop, 100, {25}, grid, 1);
        const cv::Mat back = poor.frame(poor.picture(), cv::INTER_CUBIC);
        EXPECT_GT(cv::PSNR(back, frame), 30) << grid.degrees;
        cv::Mat larger;
        cv::resize(poor.picture(), larger, {}, 4, 4, cv::INTER_CUBIC);
        EXPECT_GT(cv::PSNR(poor.frame(larger, cv::INTER_CUBIC), back), 30) << "of an enlargement, too";
    }
}

TEST(FaceRestorer, PastesAFrameWhereItWasTaken) {
    cv::Mat picture(200, 220, CV_8UC3, cv::Scalar(60, 90, 120));
    cv::RNG(3).fill(picture, cv::RNG::UNIFORM, 0, 255);
    cv::GaussianBlur(picture, picture, {}, 3);
    Landmarks5 points = framePoints();
    for (auto& p : points)
        p.x = p.x * 1.2f + 20, p.y = p.y * 1.2f + 10;
    auto pasted = picture.clone();
    FaceRestorer::paste(pasted, FaceRestorer::frameOf(picture, points), points);
    EXPECT_LT(cv::norm(pasted, picture, cv::NORM_L1) / static_cast<double>(picture.total() * 3), 0.5);
    Face face;
    face.landmarks5 = points;
    EXPECT_EQ(FaceRestorer::enlargementFor({220, 200}, {&face, 1}), 1);
    for (auto& p : face.landmarks5)
        p.x /= 8, p.y /= 8;
    EXPECT_EQ(FaceRestorer::enlargementFor({30, 30}, {&face, 1}), 8);
    EXPECT_EQ(FaceRestorer::enlargementFor({8000, 6000}, {&face, 1}), 1) << "the picture would not fit";
}

TEST(FuseFrames, FindsBackWhatNoiseHidInEachLook) {
    cv::Mat truth(kFrameSide, kFrameSide, CV_8UC3, cv::Scalar::all(90));
    cv::RNG random(11);
    for (int i = 0; i < 40; ++i)
        cv::circle(truth, {random.uniform(0, 128), random.uniform(0, 128)}, random.uniform(3, 14),
                   cv::Scalar::all(random.uniform(20, 240)), cv::FILLED, cv::LINE_AA);
    std::vector<WeightedFrame> looks;
    for (int i = 0; i < 8; ++i) {
        cv::Mat look, noise(truth.size(), CV_16SC3);
        cv::warpAffine(truth, look, cv::Matx23d(1, 0, i % 3 - 1, 0, 1, (i % 2) * 0.6), truth.size(),
                       cv::INTER_CUBIC, cv::BORDER_REPLICATE);
        random.fill(noise, cv::RNG::NORMAL, 0, 14);
        cv::add(look, noise, look, cv::noArray(), CV_8U);
        looks.push_back({look, i == 1 ? 2.0f : 1.0f});
    }
    cv::Mat reference;
    cv::warpAffine(truth, reference, cv::Matx23d(1, 0, 0, 0, 1, 0.6), truth.size(), cv::INTER_CUBIC,
                   cv::BORDER_REPLICATE);
    looks.push_back({cv::Mat(truth.size(), CV_8UC3, cv::Scalar::all(200)), 1});  // another thing altogether
    const auto fused = fuseFrames(looks);
    EXPECT_EQ(fused.used, 8);
    const cv::Rect inner(8, 8, 112, 112);
    EXPECT_GT(cv::PSNR(fused.bgr(inner), reference(inner)),
              cv::PSNR(looks[1].bgr(inner), reference(inner)) + 5);
    EXPECT_THROW(fuseFrames({}), Error);
}
