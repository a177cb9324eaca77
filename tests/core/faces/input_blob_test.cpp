#include "core/faces/input_blob.h"

#include "core/base/error.h"
#include "tests/core/faces/own_models.h"

using namespace lineament;
using nlohmann::json;

namespace {

InputSpec specOf(json fields) {
    ModelInfo model;
    model.id = "mine";
    model.spec = std::move(fields);
    return InputSpec::of(model);
}

}  // namespace

TEST(InputBlob, OrdersScalesAndShiftsTheChannelsAsTheEntrySays) {
    const auto spec =
        specOf({{"input", {16, 8}}, {"colour", "rgb"}, {"mean", {1, 2, 3}}, {"scale", {1, 0.5, 2}}});
    const cv::Mat picture(8, 16, CV_8UC3, cv::Scalar(10, 20, 30));
    const cv::Mat blob = spec.blob({&picture, 1});
    ASSERT_EQ(blob.dims, 4);
    EXPECT_EQ(blob.size[1], 3);
    EXPECT_EQ(blob.size[2], 8);
    EXPECT_EQ(blob.size[3], 16);
    EXPECT_FLOAT_EQ(*blob.ptr<float>(0, 0), 29);
    EXPECT_FLOAT_EQ(*blob.ptr<float>(0, 1), 9);
    EXPECT_FLOAT_EQ(*blob.ptr<float>(0, 2), 14);
}

TEST(InputBlob, BgrIsTheDefaultAndGreyHasOneChannel) {
    const cv::Mat picture(8, 8, CV_8UC3, cv::Scalar(10, 20, 30));
    EXPECT_FLOAT_EQ(*specOf({{"input", {8, 8}}}).blob({&picture, 1}).ptr<float>(0, 0), 10);
    const cv::Mat grey = specOf({{"input", {8, 8}}, {"colour", "grey"}, {"scale", 0.5}}).blob({&picture, 1});
    EXPECT_EQ(grey.size[1], 1);
    EXPECT_NEAR(*grey.ptr<float>(0, 0), (0.114 * 10 + 0.587 * 20 + 0.299 * 30) / 2, 0.5);
}

TEST(InputBlob, StretchesPicturesOfAnotherSizeAndKeepsTheirOrder) {
    const std::vector<cv::Mat> pictures = {cv::Mat(50, 20, CV_8UC3, cv::Scalar::all(7)),
                                           cv::Mat(4, 90, CV_8UC3, cv::Scalar::all(9))};
    const cv::Mat blob = specOf({{"input", {12, 10}}}).blob(pictures);
    EXPECT_EQ(blob.size[0], 2);
    EXPECT_FLOAT_EQ(*blob.ptr<float>(0, 0), 7);
    EXPECT_FLOAT_EQ(*blob.ptr<float>(1, 2), 9);
}

TEST(InputBlob, RefusesEntriesThatSayTooLittleOrNonsense) {
    for (const json& fields :
         {json::object(), json{{"input", {320}}}, json{{"input", {0, 10}}}, json{{"input", {1, 2}}},
          json{{"input", {112, 112}}, {"colour", "sepia"}}, json{{"input", {112, 112}}, {"mean", {1, 2}}},
          json{{"input", {112, 112}}, {"scale", "large"}}})
        LINEAMENT_EXPECT_ERROR(specOf(fields), kModelInvalid);
}
