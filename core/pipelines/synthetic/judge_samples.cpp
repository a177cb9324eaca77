#include "core/pipelines/synthetic/judge_samples.h"

#include <algorithm>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/base/parallel.h"
#include "core/image/image.h"
#include "core/inference/device.h"
#include "core/pipelines/synthetic/studio/likeness.h"

namespace lineament {
namespace {

constexpr std::size_t kFewest = 8;

using FeatureSlots = std::vector<std::optional<std::vector<float>>>;

/// Share of the nearest faces that are less similar than the threshold, and the median.
struct NearestShare {
    double below = 0, median = 0;
    NearestShare(std::vector<gan::Nearest> nearest, double threshold) {
        const auto unlike = std::count_if(nearest.begin(), nearest.end(),
                                          [&](const auto& one) { return one.similarity < threshold; });
        below = static_cast<double>(unlike) / static_cast<double>(nearest.size());
        const auto middle = nearest.begin() + static_cast<std::ptrdiff_t>(nearest.size() / 2);
        std::nth_element(nearest.begin(), middle, nearest.end(),
                         [](const auto& a, const auto& b) { return a.similarity < b.similarity; });
        median = middle->similarity;
    }
};

/// The same of every tenth real face beside the other nine: how like somebody of the set a person is who is
/// not in it. A set of thousands has a look-alike for most.
NearestShare nearestOfReal(const gan::FeatureSet& real, double threshold) {
    constexpr std::size_t kEvery = 10;
    gan::FeatureSet apart, others;
    for (std::size_t i = 0; i < real.size(); ++i)
        (i % kEvery == 0 ? apart : others).push_back(real[i]);
    if (others.empty()) others = apart;
    return {gan::nearestReferences(apart, others), threshold};
}

}  // namespace

double JudgedPictures::detectedShare() const {
    if (faces.empty()) return 0;
    return static_cast<double>(std::count(faces.begin(), faces.end(), 1)) / static_cast<double>(faces.size());
}

JudgedPictures judgePictures(const FaceEngine& engine, std::span<const gan::Picture> pictures,
                             JobContext& context) {
    JudgedPictures judged;
    if (!pictures.empty()) judged.side = pictures.front().width;
    judged.faces.resize(pictures.size());
    FeatureSlots found(pictures.size());
    std::mutex mutex;
    std::int64_t done = 0;
    forEachInParallel(pictures.size(), threads(), "judge", context, [&](std::size_t i) {
        const cv::Mat bgr = framedPortrait(pictures[i]).bgr;
        auto faces = engine.detectBoxes(bgr, true);
        judged.faces[i] = static_cast<int>(faces.size());
        if (!faces.empty()) {
            const auto largest =
                std::max_element(faces.begin(), faces.end(), [](const Face& a, const Face& b) {
                    return a.box.width * a.box.height < b.box.width * b.box.height;
                });
            const std::span<Face> one(&*largest, 1);
            engine.describe(bgr, one);
            found[i] = engine.embed(bgr, one).front().values;
        }
        const std::lock_guard lock(mutex);
        context.report("judging", ++done, static_cast<std::int64_t>(pictures.size()));
    });
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i]) continue;
        judged.templates.push_back(std::move(*found[i]));
        judged.pictureOf.push_back(static_cast<int>(i));
    }
    return judged;
}

SampleFigures compareSamples(const FaceEngine& engine, const JudgedPictures& samples,
                             const JudgedPictures& real) {
    for (const auto* side : {&samples, &real})
        if (side->templates.size() < kFewest)
            throw Error(ErrorCode::kInvalidArgument, side == &samples ? "samples" : "real pictures",
                        "a face was found in only " + std::to_string(side->templates.size()) + " of them");
    SampleFigures figures;
    figures.samples = static_cast<int>(samples.faces.size());
    figures.real = static_cast<int>(real.faces.size());
    figures.frechet = gan::frechetFaceDistance(real.templates, samples.templates);
    figures.kernel = gan::kernelFaceDistance(real.templates, samples.templates);
    const auto manifold = gan::precisionRecall(real.templates, samples.templates);
    figures.precision = manifold.precision;
    figures.recall = manifold.recall;
    figures.detectedShare = samples.detectedShare();
    figures.threshold = likenessThreshold(engine, samples.side);
    const NearestShare ofSamples(gan::nearestReferences(samples.templates, real.templates),
                                 figures.threshold),
        ofReal = nearestOfReal(real.templates, figures.threshold);
    figures.belowThreshold = ofSamples.below, figures.nearestMedian = ofSamples.median;
    figures.realBelowThreshold = ofReal.below, figures.realNearestMedian = ofReal.median;
    const auto middle = real.templates.begin() + static_cast<std::ptrdiff_t>(real.templates.size() / 2);
    figures.halvesFrechet =
        gan::frechetFaceDistance({real.templates.begin(), middle}, {middle, real.templates.end()});
    return figures;
}

std::map<std::string, double> SampleFigures::named() const {
    return {{"frechet", frechet},       {"kernel", kernel},          {"precision", precision},
            {"recall", recall},         {"detected", detectedShare}, {"nearest", nearestMedian},
            {"unlike", belowThreshold}, {"halves", halvesFrechet}};
}

std::vector<gan::Picture> spread(const gan::PictureSet& set, std::int64_t count) {
    std::vector<gan::Picture> some;
    const auto n = std::min(count, set.size());
    for (std::int64_t i = 0; i < n; ++i)
        some.push_back(set.picture(i * set.size() / n));
    return some;
}

cv::Mat bgrOf(const gan::Picture& picture) {
    const cv::Mat rgb(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.rgb.data()));
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    return bgr;
}

gan::Picture pictureOf(const cv::Mat& bgr) {
    gan::Picture picture{bgr.cols, bgr.rows, std::vector<std::uint8_t>(bgr.total() * 3)};
    cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, picture.rgb.data());
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    return picture;
}

gan::Picture decodePicture(std::span<const std::byte> bytes, const std::string& name) {
    return pictureOf(decodeImage(bytes, name).bgr);
}

}  // namespace lineament
