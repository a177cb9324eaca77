#include "core/inference/weights/weights.h"

#include <array>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

TEST(Weights, HalvesOfEveryBitPatternSurviveTheWayThereAndBack) {
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float value = floatFromHalf(half);
        if (std::isnan(value))
            EXPECT_TRUE(std::isnan(floatFromHalf(halfFromFloat(value))));
        else
            ASSERT_EQ(halfFromFloat(value), half) << bits;
        const float wide = floatFromBf16(half);
        if (std::isnan(wide))
            EXPECT_TRUE(std::isnan(floatFromBf16(bf16FromFloat(wide))));
        else
            ASSERT_EQ(bf16FromFloat(wide), half) << bits;
    }
}

TEST(Weights, HalvesRoundToNearestAndTiesToEven) {
    EXPECT_EQ(floatFromHalf(halfFromFloat(1.0f + 1.0f / 2048)), 1.0f);                // tie, down to even
    EXPECT_EQ(floatFromHalf(halfFromFloat(1.0f + 3.0f / 2048)), 1.0f + 2.0f / 1024);  // tie, up to even
    EXPECT_EQ(floatFromHalf(halfFromFloat(65519.0f)), 65504.0f);
    EXPECT_TRUE(std::isinf(floatFromHalf(halfFromFloat(65520.0f))));
    EXPECT_EQ(floatFromBf16(bf16FromFloat(1.0f + 1.0f / 256)), 1.0f);
    EXPECT_EQ(floatFromHalf(halfFromFloat(std::ldexp(1.0f, -24))), std::ldexp(1.0f, -24));
    EXPECT_EQ(halfFromFloat(-0.0f), 0x8000);
}

TEST(Weights, CountsElementsWithoutOverflow) {
    using Shape = std::vector<std::int64_t>;
    EXPECT_EQ(elementCount(Shape{}, 10), 1u);
    EXPECT_FALSE(elementCount(Shape{}, 0)) << "a single number needs one, too";
    EXPECT_EQ(elementCount(Shape{2, 5}, 10), 10u);
    EXPECT_EQ(elementCount(Shape{0, 5}, 10), 0u);
    EXPECT_FALSE(elementCount(Shape{2, 6}, 10));
    EXPECT_FALSE(elementCount(Shape{-1}, 10));
    EXPECT_FALSE(elementCount(Shape{std::int64_t{1} << 32, std::int64_t{1} << 32},
                              std::numeric_limits<std::uint64_t>::max()));
}

TEST(Weights, NamesTheFileWhenAWeightIsMissingOrOfAnotherShape) {
    Weights weights("net.bin");
    weights.add({"kernel", {2, 1}, WeightType::kFloat32, {1, 2}});
    const auto shape = [](std::vector<std::int64_t> extents) { return extents; };
    EXPECT_NO_THROW(weights.get("kernel", shape({2, 1})));
    EXPECT_NO_THROW(weights.get("kernel", shape({-1, 1})));
    for (const auto& action :
         std::vector<std::function<void()>>{[&] { weights.get("bias"); },
                                            [&] {
                                                weights.get("kernel", shape({1, 2}));
                                            },
                                            [&] { weights.get("kernel", shape({2})); },
                                            [&] {
                                                weights.add({"kernel", {}, WeightType::kFloat32, {1}});
                                            }}) {
        try {
            action();
            ADD_FAILURE() << "nothing was refused";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
            EXPECT_EQ(error.subject(), "net.bin");
        }
    }
}
