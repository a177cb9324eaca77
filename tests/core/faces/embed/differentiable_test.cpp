#include "core/faces/embed/differentiable.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/faces/align/face_aligner.h"
#include "core/faces/embed/recogniser.h"
#include "core/faces/face_engine.h"
#include "core/image/image.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

std::shared_ptr<const ModelRegistry> registry() {
    return std::make_shared<const ModelRegistry>(test::modelsFolder());
}

at::Tensor tensorOf(const cv::Mat& bgr) {
    cv::Mat rgb;
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    return at::from_blob(rgb.data, {1, rgb.rows, rgb.cols, 3}, at::kByte)
                   .permute({0, 3, 1, 2})
                   .to(at::kFloat) /
               127.5 -
           1;
}

cv::Mat portrait(int side) {
    const FaceEngine engine(registry());
    const auto photo = loadImage(test::samplePhoto(1)).bgr;
    return alignPortrait(photo, engine.detect(photo).front().landmarks5, side);
}

}  // namespace

TEST(Differentiable, SamplesPortraitsWhereTheAlignerDoes) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const auto crop = portrait(128);
    const auto sampled = arcFaceOfPortraits(tensorOf(crop));
    const auto aligned = tensorOf(alignArcFace112(crop, portraitPoints(128)));
    ASSERT_EQ(sampled.sizes(), aligned.sizes());
    EXPECT_LT((sampled - aligned).abs().mean().item<float>(), 0.02);
}

TEST(Differentiable, GivesTheTemplatesOfTheRecogniser) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const auto face = alignArcFace112(portrait(256), portraitPoints(256));
    const auto described = makeRecogniser(registry(), "mobilefacenet", Device::kCpu, Precision::kFp32)
                               ->describe(std::vector<cv::Mat>{face})
                               .front();
    const auto expected =
        at::from_blob(const_cast<float*>(described.data()), {1, static_cast<std::int64_t>(described.size())})
            .clone();
    const auto templates = differentiableMobileFaceNet(registry(), Device::kCpu)(tensorOf(face));
    EXPECT_NEAR(templates.norm().item<float>(), 1, 1e-4);
    EXPECT_GT(at::cosine_similarity(templates, expected).item<float>(), 0.9999);
}

TEST(Differentiable, PullsAFaceTowardsAnother) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const auto recognise = differentiableMobileFaceNet(registry(), Device::kCpu);
    const auto crop = tensorOf(portrait(64));
    torch::manual_seed(1);
    at::Tensor target,
        start = (crop * 0.4 + at::randn_like(crop) * 0.4).requires_grad_(true);  // hardly the same person
    {
        at::NoGradGuard noGrad;
        target = recognise(arcFaceOfPortraits(crop));
    }
    const auto similarity = [&](const at::Tensor& faces) {
        return at::cosine_similarity(recognise(arcFaceOfPortraits(faces)), target).mean();
    };
    const auto before = similarity(start);
    const auto gradient = torch::autograd::grad({before}, {start})[0];
    ASSERT_TRUE(gradient.isfinite().all().item<bool>());
    at::NoGradGuard noGrad;
    const auto after = similarity(start + gradient / gradient.norm() * 0.5);
    EXPECT_GT(after.item<float>(), before.item<float>() + 0.005);
}
