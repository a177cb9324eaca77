#include "core/inference/networks/dnn_net.h"

#include <fstream>
#include <thread>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

const std::filesystem::path kFeature = test::modelsFolder() / "weights/faceplugin/fr_feature.onnx";

cv::Mat randomBlob(int batch) {
    const int shape[] = {batch, 3, 112, 112};
    cv::Mat blob(4, shape, CV_32F);
    cv::RNG random(7);
    random.fill(blob, cv::RNG::UNIFORM, -1, 1);
    return blob;
}

DnnNet feature() {
    return DnnNet("fr_feature", [] { return kFeature; });
}

}  // namespace

TEST(DnnNet, AnswersABatchAsItAnswersOne) {
    LINEAMENT_NEEDS(kFeature);
    const auto net = feature();
    const auto blob = randomBlob(3);
    const auto together = net.run(blob).at(0);
    const std::size_t numbers = blob.total() / 3, answers = together.total() / 3;
    for (int i = 0; i < 3; ++i) {
        const int shape[] = {1, 3, 112, 112};
        cv::Mat one(4, shape, CV_32F, const_cast<float*>(blob.ptr<float>()) + i * numbers);
        const auto alone = net.run(one).at(0);
        for (std::size_t k = 0; k < answers; ++k)
            EXPECT_NEAR(alone.ptr<float>()[k], together.ptr<float>()[i * answers + k], 1e-3);
    }
}

TEST(DnnNet, AnswersAreTheCallersAndNotOverwritten) {
    LINEAMENT_NEEDS(kFeature);
    const auto net = feature();
    const auto first = net.run(randomBlob(1)).at(0);
    const auto copy = first.clone();
    cv::Mat other = randomBlob(1);
    other *= 0.1;
    net.run(other);
    EXPECT_EQ(cv::norm(first, copy, cv::NORM_INF), 0);
}

TEST(DnnNet, ServesSeveralThreadsAtOnce) {
    LINEAMENT_NEEDS(kFeature);
    const auto net = feature();
    const auto expected = net.run(randomBlob(1)).at(0);
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 3; ++i) {
                const auto answer = net.run(randomBlob(1 + t % 2)).at(0);
                EXPECT_LT(cv::norm(answer.reshape(1, 1).colRange(0, 3), expected.reshape(1, 1).colRange(0, 3),
                                   cv::NORM_INF),
                          1e-3);
            }
        });
}

TEST(DnnNet, GivesOutputsInTheOrderThatIsAsked) {
    const auto path = test::modelsFolder() / "weights/faceplugin/fr_detect.onnx";
    LINEAMENT_NEEDS(path);
    const DnnNet net("fr_detect", [&] { return path; });
    const int shape[] = {1, 3, 240, 320};
    const cv::Mat blob = cv::Mat::zeros(4, shape, CV_32F);
    const std::vector<std::string> names = {"scores", "boxes"};
    const auto outputs = net.run(blob, names);
    EXPECT_EQ(outputs.at(0).total(), 4420u * 2);
    EXPECT_EQ(outputs.at(1).total(), 4420u * 4);
    const std::vector<std::string> unknown = {"nothing"};
    EXPECT_THROW(net.run(blob, unknown), Error);
    EXPECT_EQ(net.run(blob, names).size(), 2u);  // the failure left nothing behind
}

TEST(DnnNet, RefusesDamagedFilesAndBlobsThatDoNotFit) {
    test::TempFolder folder;
    std::ofstream(folder / "bad.onnx") << "this is not a network";
    try {
        DnnNet("bad", [&] { return folder / "bad.onnx"; }).run(randomBlob(1));
        ADD_FAILURE() << "nothing was refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
        EXPECT_EQ(error.subject(), "bad");
    }
    EXPECT_THROW(feature().run(cv::Mat::zeros(4, 4, CV_32F)), Error);
}
