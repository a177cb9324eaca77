#include "core/inference/networks/torch_layers.h"

#include <atomic>
#include <thread>

#include "core/inference/networks/image_tensor.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

const TorchTarget kFloatCpu{};

double largestDifference(const at::Tensor& a, const at::Tensor& b) {
    return (a.to(at::kFloat) - b.to(at::kFloat)).abs().max().item<double>();
}

/// TensorFlow's "SAME" for stride two and an even side: padding right and bottom alone.
at::Tensor sameStrideTwo(const at::Tensor& x, const at::Tensor& kernel, std::int64_t groups) {
    return at::conv2d(at::constant_pad_nd(x, {0, 1, 0, 1}), kernel, {}, at::IntArrayRef{2, 2},
                      at::IntArrayRef{0, 0}, at::IntArrayRef{1, 1}, groups);
}

}  // namespace

TEST(Convolution, EqualsLibTorchsOwnForEveryActivation) {
    torch::manual_seed(1);
    const auto x = torch::randn({2, 8, 12, 12}), kernel = torch::randn({16, 8, 3, 3}),
               bias = torch::randn({16});
    const auto plain = at::conv2d(x, kernel, bias, 2, 1);
    const auto input = x.contiguous(at::MemoryFormat::ChannelsLast);
    const Convolution::Shape shape{2, 1, 1, 12};
    const TorchScope scope;
    EXPECT_LT(largestDifference(Convolution(kernel, bias, shape, Activation::kNone, kFloatCpu)(input), plain),
              1e-4);
    EXPECT_LT(largestDifference(Convolution(kernel, bias, shape, Activation::kRelu, kFloatCpu)(input),
                                plain.relu()),
              1e-4);
    EXPECT_LT(largestDifference(Convolution(kernel, bias, shape, Activation::kRelu6, kFloatCpu)(input),
                                plain.clamp(0, 6)),
              1e-4);
    EXPECT_LT(largestDifference(Convolution(kernel, {}, shape, Activation::kNone, kFloatCpu)(input),
                                at::conv2d(x, kernel, {}, at::IntArrayRef{2, 2}, at::IntArrayRef{1, 1})),
              1e-4);
    const auto bf16 = Convolution(kernel, bias, shape, Activation::kNone,
                                  {at::kCPU, at::kBFloat16})(input.to(at::kBFloat16));
    EXPECT_EQ(bf16.scalar_type(), at::kBFloat16);
    EXPECT_LT(largestDifference(bf16, plain), 0.02 * plain.abs().max().item<double>());
    EXPECT_TRUE(bf16.is_contiguous(at::MemoryFormat::ChannelsLast));
}

TEST(Convolution, OfATurnedPictureIsTensorFlowsPadding) {
    torch::manual_seed(2);
    const auto x = torch::randn({1, 4, 16, 16}).contiguous(at::MemoryFormat::ChannelsLast);
    const auto full = torch::randn({6, 4, 3, 3}), depthwise = torch::randn({4, 1, 3, 3});
    const TorchScope scope;
    const Convolution first(turned(full), {}, {2, 1, 1, 16}, Activation::kNone, kFloatCpu);
    const Convolution second(turned(depthwise), {}, {2, 1, 4, 16}, Activation::kNone, kFloatCpu);
    const auto input = turned(x).contiguous(at::MemoryFormat::ChannelsLast);
    EXPECT_LT(largestDifference(turned(first(input)), sameStrideTwo(x, full, 1)), 1e-4);
    EXPECT_LT(largestDifference(turned(second(input)), sameStrideTwo(x, depthwise, 4)), 1e-4);
    EXPECT_GT(largestDifference(first(x), sameStrideTwo(x, full, 1)), 0.1);  // without turning they differ
}

TEST(ImageTensor, FeedsRgbNormalisedAndTurnedInBothTypes) {
    cv::Mat picture(2, 3, CV_8UC3);
    for (int i = 0; i < 18; ++i)
        picture.data[i] = static_cast<std::uint8_t>(10 * i);
    const ImageTensor straight{{10, 20, 30}, 0.5f, false};
    const auto x = straight({&picture, 1}, kFloatCpu);
    EXPECT_EQ(x.sizes(), (std::vector<std::int64_t>{1, 3, 2, 3}));
    EXPECT_EQ(x[0][0][0][0].item<float>(), (20 - 10) * 0.5f);  // red is the third byte
    EXPECT_EQ(x[0][2][1][2].item<float>(), (150 - 30) * 0.5f);
    const ImageTensor about{{10, 20, 30}, 0.5f, true};
    EXPECT_EQ(largestDifference(turned(about({&picture, 1}, kFloatCpu)), x), 0);
    EXPECT_EQ(largestDifference(straight({&picture, 1}, {at::kCPU, at::kBFloat16}), x.to(at::kBFloat16)), 0);
    EXPECT_THROW(straight(std::span<const cv::Mat>(), kFloatCpu), Error);
    const cv::Mat grey(2, 3, CV_8UC1);
    EXPECT_THROW(straight({&grey, 1}, kFloatCpu), Error);
}

TEST(ImageTensor, SamplesSquaresAtTheirOriginAndBlackOutside) {
    cv::Mat picture(4, 8, CV_8UC3, cv::Scalar::all(100));
    picture.at<cv::Vec3b>(2, 4) = {200, 200, 200};
    const ImageTensor plain{{}, 1, false}, about{{}, 1, true};
    const auto at = [&](const SampledSquare& square, int x, int y) {
        return plain({&square, 1}, 4, kFloatCpu)[0][0][y][x].item<float>();
    };
    const SampledSquare half{picture, 0, 0, 2}, lower{picture, 0, -2, 2}, between{picture, 0.5f, 0.25f, 1},
        far{picture, -1e9f, 0, 1};
    EXPECT_EQ(at(half, 2, 1), 200);  // (4, 2) exactly, not a mean about it
    EXPECT_EQ(at(half, 0, 0), 100);
    EXPECT_EQ(at(half, 0, 3), 0);
    EXPECT_EQ(at(lower, 2, 2), 200);
    EXPECT_EQ(at(lower, 2, 0), 0);
    EXPECT_FLOAT_EQ(at(between, 3, 1), 100 + 0.5f * 0.25f * 100);
    EXPECT_EQ(at(far, 3, 3), 0);
    EXPECT_EQ(largestDifference(turned(about({&half, 1}, 4, kFloatCpu)), plain({&half, 1}, 4, kFloatCpu)), 0);
    const SampledSquare empty{cv::Mat(), 0, 0, 1};
    EXPECT_THROW(plain({&empty, 1}, 4, kFloatCpu), Error);
}

TEST(TorchScope, DividesTheThreadsAmongNetworksThatRunAtOnce) {
    setThreads(4);
    int alone = 0, beside = 0;
    {
        const TorchScope first;
        alone = at::get_num_threads();
        std::jthread([&] {
            const TorchScope second;
            beside = at::get_num_threads();
        }).join();
    }
    EXPECT_EQ(alone, 4);
    EXPECT_EQ(beside, 1);
    const TorchScope after;
    EXPECT_EQ(at::get_num_threads(), 4);
    EXPECT_FALSE(at::GradMode::is_enabled());
    setThreads(0);
}

TEST(Lazy, MakesOnceForAllThreadsAndTriesAgainAfterAFailure) {
    std::atomic<int> made{0};
    const Lazy<int> lazy([&] {
        if (++made == 1) throw Error(ErrorCode::kModelMissing, "net", "not yet");
        return std::make_unique<const int>(42);
    });
    EXPECT_THROW(lazy.get(), Error);
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] { EXPECT_EQ(lazy.get(), 42); });
    threads.clear();
    EXPECT_EQ(made, 2);
}
