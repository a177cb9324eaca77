#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/align/face_aligner.h"
#include "core/faces/input_blob.h"
#include "core/faces/liveness/liveness.h"
#include "core/faces/quality/chip.h"
#include "core/inference/networks/blob_network.h"

namespace lineament {
namespace {

constexpr float kCloseScale = 1.2f;  // the network's second look, at the face alone
constexpr int kNetworkClasses = 3;

cv::Scalar deviationOf(const cv::Mat& values) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(values, mean, deviation);
    return deviation;
}

/// How much of a channel's variation lies in each band of detail. A print has lost the finest and the ink
/// and paper put other detail in its place.
void addBands(const cv::Mat& channel, std::vector<double>& measures) {
    const double whole = std::log(deviationOf(channel)[0] + 1);
    cv::Mat finer = channel, coarser;
    for (const double sigma : {0.7, 1.4, 2.8, 5.6, 11.2}) {
        cv::GaussianBlur(channel, coarser, {}, sigma);
        measures.push_back(std::log(deviationOf(finer - coarser)[0] + 0.05) - whole);
        finer = coarser.clone();
    }
}

/// Where the values of a channel lie and how they are spread: inks hold fewer colours than skin.
void addSpread(const cv::Mat& channel, std::vector<double>& measures) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(channel, mean, deviation);
    measures.push_back(mean[0] / 50);
    measures.push_back(std::log(deviation[0] + 0.5));
    std::vector<float> values(channel.begin<float>(), channel.end<float>());
    std::sort(values.begin(), values.end());
    for (const double quantile : {0.05, 0.5, 0.95})
        measures.push_back(
            (values[static_cast<std::size_t>(quantile * static_cast<double>(values.size() - 1))] - mean[0]) /
            (deviation[0] + 1));
}

double correlation(const cv::Mat& a, const cv::Mat& b) {
    const cv::Mat x = a - cv::mean(a)[0], y = b - cv::mean(b)[0];
    return x.dot(y) / (cv::norm(x) * cv::norm(y) + 1);
}

void addFace(const cv::Mat& bgr, const Landmarks5& points, std::vector<double>& measures) {
    SimilarityTransform chipFromImage = arcFaceFromImage(points);
    chipFromImage = {2 * chipFromImage.a, 2 * chipFromImage.b, 2 * chipFromImage.tx + 0.5,
                     2 * chipFromImage.ty + 0.5};
    cv::Mat lumaChroma;
    cv::cvtColor(warp(bgr, chipFromImage, {kChipPx, kChipPx})(kInnerFace), lumaChroma, cv::COLOR_BGR2YCrCb);
    lumaChroma.convertTo(lumaChroma, CV_32F);
    std::array<cv::Mat, 3> channels;
    cv::split(lumaChroma, channels.data());
    for (const auto& channel : channels)
        addBands(channel, measures);
    for (const auto& channel : channels)
        addSpread(channel, measures);
    for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)})
        measures.push_back(
            correlation(channels[static_cast<std::size_t>(a)], channels[static_cast<std::size_t>(b)]));
}

}  // namespace

struct LivenessMeasures::Impl {
    explicit Impl(std::shared_ptr<const ModelRegistry> registry)
        : model(find(*registry)),
          key(model.id + "@" + model.version()),
          input(InputSpec::of(model)),
          boxScale(model.spec.value("boxScale", 2.7f)),
          network(openBlobNetwork(std::move(registry), model)) {}

    static const ModelInfo& find(const ModelRegistry& registry) {
        const auto models = registry.withRole("liveness");
        if (models.empty())
            throw Error(ErrorCode::kNotFound, "liveness", "the manifest names no network that tells it");
        return *models.front();
    }

    void addNetwork(const cv::Mat& bgr, const BoxPx& box, std::vector<double>& measures) const {
        for (const float scale : {boxScale, kCloseScale}) {
            const BoxPx part = clip(scaled(box, scale), {bgr.cols, bgr.rows});
            const cv::Rect pixels = cv::Rect(static_cast<int>(part.x), static_cast<int>(part.y),
                                             std::max(1, static_cast<int>(part.width)),
                                             std::max(1, static_cast<int>(part.height))) &
                                    cv::Rect({0, 0}, bgr.size());
            const cv::Mat crop = bgr(pixels);
            // One at a time: the graph has its batch built in.
            addAnswer(network->run(input.blob({&crop, 1})).at(0), measures);
        }
    }

    void addAnswer(const cv::Mat& answer, std::vector<double>& measures) const {
        if (answer.total() != kNetworkClasses)
            throw Error(ErrorCode::kModelInvalid, model.id, "its output does not have the expected shape");
        const float* logits = answer.ptr<float>();
        const double most = *std::max_element(logits, logits + kNetworkClasses);
        double sum = 0;
        for (int k = 0; k < kNetworkClasses; ++k)
            sum += std::exp(logits[k] - most);
        for (int k = 0; k < kNetworkClasses; ++k)
            measures.push_back(std::log(std::exp(logits[k] - most) / sum + 1e-4));
    }

    const ModelInfo model;
    const std::string key;
    const InputSpec input;
    const float boxScale;
    const std::unique_ptr<BlobNetwork> network;
};

LivenessMeasures::LivenessMeasures(std::shared_ptr<const ModelRegistry> registry)
    : impl_(std::make_unique<Impl>(std::move(registry))) {}

LivenessMeasures::~LivenessMeasures() = default;

const std::string& LivenessMeasures::key() const {
    return impl_->key;
}

std::optional<std::vector<double>> LivenessMeasures::of(const cv::Mat& bgr, const Face& face) const {
    const PointPx &left = face.landmarks5[0], &right = face.landmarks5[1];
    const float eyePx = std::hypot(right.x - left.x, right.y - left.y);
    if (!(eyePx >= Liveness::kSmallestEyePx) || clip(face.box, {bgr.cols, bgr.rows}).area() < 1)
        return std::nullopt;
    std::vector<double> measures;
    impl_->addNetwork(bgr, face.box, measures);
    addFace(bgr, face.landmarks5, measures);
    return measures;
}

}  // namespace lineament
