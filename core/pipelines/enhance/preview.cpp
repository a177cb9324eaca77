#include "core/pipelines/enhance/preview.h"

#include <algorithm>
#include <cmath>

#include "core/pipelines/enhance/find_faces.h"

namespace lineament {
namespace {

constexpr int kMarginPx = 24;           ///< around the part: filters look beyond its edge
constexpr double kTowardsOther = 0.08;  ///< gain of similarity to a stranger that noise does not explain

Face shifted(Face face, float dx, float dy) {
    face.box.x += dx, face.box.y += dy;
    for (auto& point : face.landmarks5)
        point.x += dx, point.y += dy;
    if (face.landmarks68)
        for (auto& point : *face.landmarks68)
            point.x += dx, point.y += dy;
    return face;
}

bool within(const Face& face, const cv::Rect& part) {
    return face.box.x >= static_cast<float>(part.x) && face.box.y >= static_cast<float>(part.y) &&
           face.box.right() <= static_cast<float>(part.x + part.width) &&
           face.box.bottom() <= static_cast<float>(part.y + part.height);
}

/// Similarity of a template to each person: that of their nearest reference.
void compare(const Workspace& workspace, const Template& before, const Template& after,
             std::optional<IdentityId> claimed, FaceShift& shift) {
    const auto gallery = workspace.gallery();
    if (gallery->templates() == 0) return;
    const auto [threshold, fmr] = workspace.verificationThreshold();
    const auto all = static_cast<int>(gallery->identities());
    const auto of = [&](const std::vector<Candidate>& found, IdentityId id) -> std::optional<double> {
        for (const auto& candidate : found)
            if (candidate.identity == id) return candidate.similarity;
        return std::nullopt;
    };
    const auto was = gallery->identify(before, threshold, fmr, all).candidates;
    const auto is = gallery->identify(after, threshold, fmr, all).candidates;
    if (claimed) shift.claimedBefore = of(was, *claimed), shift.claimedAfter = of(is, *claimed);
    for (const auto& candidate : is) {
        if (claimed && candidate.identity == *claimed) continue;
        shift.nearest = candidate.name;
        shift.nearestAfter = candidate.similarity;
        shift.nearestBefore = of(was, candidate.identity).value_or(0);
        break;
    }
    const bool gained = shift.nearestAfter - shift.nearestBefore > kTowardsOther;
    // Without a claim the nearest may well be the person: a gain is then told only if it makes a match of
    // none.
    shift.towardsOther =
        gained &&
        (claimed ? shift.nearestAfter > shift.claimedAfter.value_or(-1) || shift.nearestAfter >= threshold
                 : shift.nearestBefore < threshold && shift.nearestAfter >= threshold);
}

}  // namespace

Previewer::Previewer(std::shared_ptr<Workspace> workspace) : workspace_(std::move(workspace)) {}

PreviewPicture Previewer::look(cv::Mat bgr, JobContext& context) const {
    PreviewPicture picture;
    picture.faces = findFacesToEnhance(workspace_->engine(), bgr);
    context.checkpoint();
    picture.templates = workspace_->engine().embed(bgr, picture.faces);
    picture.bgr = std::move(bgr);
    return picture;
}

Preview Previewer::run(const PreviewPicture& picture, const enhance::Chain& chain, cv::Rect part,
                       std::optional<IdentityId> claimed, JobContext& context) {
    const auto& engine = workspace_->engine();
    const cv::Rect whole(0, 0, picture.bgr.cols, picture.bgr.rows);
    part &= whole;
    if (part.empty()) part = whole;
    const cv::Rect read = cv::Rect(part.x - kMarginPx, part.y - kMarginPx, part.width + 2 * kMarginPx,
                                   part.height + 2 * kMarginPx) &
                          whole;
    auto enhancer =
        last_ ? std::make_unique<enhance::Enhancer>(*last_, chain)
              : std::make_unique<enhance::Enhancer>(engine.sharedRegistry(), engine.options().device,
                                                    engine.options().precision, chain);
    std::vector<Face> faces;
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < picture.faces.size(); ++i)
        if (within(picture.faces[i], part)) {
            faces.push_back(
                shifted(picture.faces[i], static_cast<float>(-read.x), static_cast<float>(-read.y)));
            numbers.push_back(i);
        }
    const auto enhanced = enhancer->run(picture.bgr(read), faces, context);
    last_ = std::move(enhancer);

    Preview preview;
    preview.part = part;
    preview.scale = enhanced.scale;
    const auto scaled = [&](int px) { return static_cast<int>(std::lround(px * enhanced.scale)); };
    const cv::Rect kept(scaled(part.x - read.x), scaled(part.y - read.y), scaled(part.width),
                        scaled(part.height));
    preview.bgr = enhanced.bgr(kept & cv::Rect(0, 0, enhanced.bgr.cols, enhanced.bgr.rows)).clone();
    if (faces.empty()) return preview;
    const auto after = engine.embed(enhanced.bgr, enhanced.faces);
    const auto [threshold, fmr] = workspace_->verificationThreshold();
    for (std::size_t i = 0; i < faces.size(); ++i) {
        context.checkpoint();
        FaceShift shift;
        shift.face = numbers[i];
        const auto& before = picture.templates.at(numbers[i]);
        shift.toItself = similarity(before, after[i]);
        shift.otherPerson = shift.toItself < threshold;
        compare(*workspace_, before, after[i], claimed, shift);
        preview.faces.push_back(std::move(shift));
    }
    return preview;
}

}  // namespace lineament
