#include "core/enhance/superres/esrgan.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <opencv2/core.hpp>

#include "core/inference/networks/torch_layers.h"
#include "core/inference/weights/tfjs.h"
#include "tests/support/places.h"

namespace lineament::enhance {
namespace {

const char* const kMedium = "weights/upscaler/esrgan-medium-x4/model.json";

std::shared_ptr<const ModelRegistry> registry() {
    return std::make_shared<const ModelRegistry>(test::modelsFolder());
}

cv::Mat noisy(int rows, int columns) {
    cv::Mat picture(rows, columns, CV_8UC3);
    cv::RNG(7).fill(picture, cv::RNG::UNIFORM, 0, 256);
    return picture;
}

/// N x 3 x H x W RGB in 0 to 255.
at::Tensor rgbOf(const cv::Mat& bgr) {
    return torch::from_blob(bgr.data, {1, bgr.rows, bgr.cols, 3}, torch::kUInt8)
        .permute({0, 3, 1, 2})
        .flip({1})
        .to(torch::kFloat32);
}

/// The network as its paper draws it, one operation after the other.
at::Tensor asDrawn(const Weights& weights, const at::Tensor& picture) {
    const auto layer = [&](const at::Tensor& x, const std::string& name, std::int64_t kernel,
                           std::int64_t out) {
        return at::conv2d(x,
                          fromHwio(weightTensor(weights, name + "/kernel", {kernel, kernel, x.size(1), out})),
                          weightTensor(weights, name + "/bias", {out}), 1, kernel / 2);
    };
    const auto first = layer(picture, "F_m1", 3, 64);
    auto x = layer(first, "F_0", 3, 64);
    std::vector<at::Tensor> all;
    for (int i = 1; i <= 10; ++i) {
        const auto number = std::to_string(i);
        x = layer(at::cat({x, at::relu(layer(x, "F_" + number + "_1", 3, 64))}, 1), "LFF_" + number, 1, 64) +
            x;
        all.push_back(x);
    }
    x = layer(layer(at::cat(all, 1), "GFF_1", 1, 64), "GFF_2", 3, 64) + first;
    x = at::relu(layer(x, "UPN1", 5, 64));
    x = layer(at::relu(layer(x, "UPN2", 3, 32)), "UPN3", 3, 48);
    return layer(at::upsample_nearest2d(x, {x.size(2) * 4, x.size(3) * 4}), "SR", 3, 3);
}

}  // namespace

TEST(Esrgan, ComputesWhatItsPaperDraws) {
    LINEAMENT_NEEDS(test::modelsFolder() / kMedium);
    const auto folder = (test::modelsFolder() / kMedium).parent_path();
    const auto weights = readTfjs(folder / "model.json", folder / "group1-shard1of1.bin");
    const cv::Mat picture = noisy(20, 28);
    torch::NoGradGuard noGrad;
    const auto wanted = asDrawn(weights, rgbOf(picture)).clamp(0, 255);
    JobContext context;
    const Esrgan network(registry(), "esrgan-medium-x4", Device::kCpu, Precision::kFp32);
    const cv::Mat large = network.enlarge(picture, context);
    ASSERT_EQ(large.size(), cv::Size(112, 80));
    EXPECT_LT((rgbOf(large) - wanted).abs().max().item<float>(), 1);
}

TEST(Esrgan, ShowsNoSeamsBetweenTiles) {
    LINEAMENT_NEEDS(test::modelsFolder() / kMedium);
    const cv::Mat picture = noisy(60, 300);  // three tiles wide
    JobContext context;
    const Esrgan network(registry(), "esrgan-medium-x4", Device::kCpu, Precision::kFp32);
    const cv::Mat large = network.enlarge(picture, context);
    // The same place in the middle of a picture that needs no tiles.
    const cv::Rect around(70, 0, 120, 60), seam(118, 20, 20, 20);
    const cv::Mat whole = network.enlarge(picture(around).clone(), context);
    const auto times4 = [](const cv::Rect& r) {
        return cv::Rect(4 * r.x, 4 * r.y, 4 * r.width, 4 * r.height);
    };
    EXPECT_LE(cv::norm(large(times4(seam)), whole(times4(seam - around.tl())), cv::NORM_INF), 3);
}

}  // namespace lineament::enhance
