#include "core/pipelines/synthetic/studio/likeness.h"

#include <algorithm>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/align/face_aligner.h"
#include "core/pipelines/synthetic/judge_samples.h"

namespace lineament {

namespace {

constexpr int kFaceSide = 192, kFaceMargin = 64;  // the default detector's input is 320 px wide
constexpr int kSteps = 6;
constexpr double kGuardFmr = 1e-4;

}  // namespace

Face portraitFace(int side, int margin) {
    Face face;
    face.landmarks5 = portraitPoints(side);
    for (auto& point : face.landmarks5) {
        point.x += static_cast<float>(margin);
        point.y += static_cast<float>(margin);
    }
    const auto size = static_cast<float>(side), at = static_cast<float>(margin);
    face.box = {at + 0.1f * size, at, 0.8f * size, 0.95f * size};
    face.score = 1;
    return face;
}

FramedPortrait framedPortrait(const gan::Picture& picture) {
    FramedPortrait framed;
    cv::Mat large;
    cv::resize(bgrOf(picture), large, {kFaceSide, kFaceSide}, 0, 0,
               picture.width > kFaceSide ? cv::INTER_AREA : cv::INTER_CUBIC);
    cv::copyMakeBorder(large, framed.bgr, kFaceMargin, kFaceMargin, kFaceMargin, kFaceMargin,
                       cv::BORDER_REPLICATE);
    framed.face = portraitFace(kFaceSide, kFaceMargin);
    return framed;
}

Template portraitTemplate(const FaceEngine& engine, const gan::Picture& picture) {
    const auto [framed, face] = framedPortrait(picture);
    std::array<Face, 1> one = {face};
    // A recogniser that aligns by 68 points needs them found; the others are content with where portraits
    // have five.
    try {
        return engine.embed(framed, one).front();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::kInvalidArgument) throw;
    }
    engine.describe(framed, one);
    return engine.embed(framed, one).front();
}

std::string likenessKey(const FaceEngine& engine, int side) {
    return engine.recogniserKey() + ":portrait" + std::to_string(side);
}

double likenessThreshold(const FaceEngine& engine, int side) {
    try {
        return loadCalibration(engine.registry(), likenessKey(engine, side)).thresholdAt(kGuardFmr);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::kModelMissing) throw;
    }
    return engine.calibration().thresholdAt(kGuardFmr);
}

HeldIdentity holdIdentity(const FaceEngine& engine, Explorer& explorer, const FaceRecipe& recipe,
                          const std::vector<Favourite>& favourites, std::optional<double> threshold,
                          JobContext& context) {
    const auto start = portraitTemplate(
        engine, explorer.pictureOf(explorer.styles(recipe, favourites, false), recipe, false));
    const auto at = [&](double share) {
        context.checkpoint();
        FaceRecipe part = recipe;
        part.held = share;
        HeldIdentity one{0, share, explorer.picture(part, favourites, false)};
        one.similarity = similarity(start, portraitTemplate(engine, one.picture));
        return one;
    };
    auto whole = at(threshold ? 1 : recipe.held);
    if (!threshold || recipe.edits.empty() || whole.similarity >= *threshold) return whole;
    auto best = at(0);
    double low = 0, high = 1;
    for (int step = 0; step < kSteps; ++step) {
        auto middle = at((low + high) / 2);
        if (middle.similarity >= *threshold) {
            low = middle.held;
            best = std::move(middle);
        } else {
            high = middle.held;
        }
    }
    return best;
}

SetTemplates::SetTemplates(const FaceEngine& engine, const std::filesystem::path& data, int side,
                           std::int64_t most, JobContext& context) {
    const auto set = gan::loadPictureSet(data, side, decodePicture, context);
    pictures_ = spread(set, most);
    for (std::size_t i = 0; i < pictures_.size(); ++i) {
        context.checkpoint();
        templates_.push_back(portraitTemplate(engine, pictures_[i]).values);
        context.report("comparing", static_cast<std::int64_t>(i) + 1,
                       static_cast<std::int64_t>(pictures_.size()));
    }
}

NearFaces SetTemplates::nearest(const FaceEngine& engine, const gan::Picture& picture, int count) const {
    const auto own = portraitTemplate(engine, picture).values;
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < templates_.size(); ++i) {
        if (templates_[i].size() != own.size())
            throw Error(ErrorCode::kModelMismatch, "training set", "it was read with another recogniser");
        order.emplace_back(std::inner_product(own.begin(), own.end(), templates_[i].begin(), 0.0), i);
    }
    const auto kept = std::min(order.size(), static_cast<std::size_t>(std::max(0, count)));
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      std::greater<>());
    NearFaces result{{}, likenessThreshold(engine, picture.width), static_cast<std::int64_t>(order.size())};
    for (std::size_t i = 0; i < kept; ++i)
        result.faces.push_back(
            {static_cast<std::int64_t>(order[i].second), order[i].first, pictures_[order[i].second]});
    return result;
}

}  // namespace lineament
