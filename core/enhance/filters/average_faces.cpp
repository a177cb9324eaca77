#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "core/base/check.h"
#include "core/enhance/filters/filters.h"
#include "core/faces/align/face_aligner.h"

namespace lineament::enhance {
namespace {

constexpr float kMargin = 1.5f;    ///< side of what is averaged, in longer sides of the box
constexpr float kSameFace = 0.3f;  ///< overlap of a face with itself in the next frame
constexpr double kLeastFit = 0.6;  ///< correlation; below it another pose, or somebody else

cv::Rect partAbout(const BoxPx& box, const cv::Size& picture) {
    const float side = kMargin * std::max(box.width, box.height);
    const auto centre = box.centre();
    return cv::Rect(static_cast<int>(std::floor(centre.x - side / 2)),
                    static_cast<int>(std::floor(centre.y - side / 2)), static_cast<int>(std::ceil(side)),
                    static_cast<int>(std::ceil(side))) &
           cv::Rect({}, picture);
}

cv::Matx33d square(const cv::Matx23d& m) {
    return {m(0, 0), m(0, 1), m(0, 2), m(1, 0), m(1, 1), m(1, 2), 0, 0, 1};
}
cv::Matx23d product(const cv::Matx33d& a, const cv::Matx23d& b) {
    return (a * square(b)).get_minor<2, 3>(0, 0);
}
cv::Matx33d shift(double x, double y) {
    return {1, 0, x, 0, 1, y, 0, 0, 1};
}

cv::Mat moved(const cv::Mat& look, const cv::Matx23d& frameFromLook, const cv::Rect& part) {
    cv::Mat there;
    cv::warpAffine(look, there, product(shift(-part.x, -part.y), frameFromLook), part.size(), cv::INTER_CUBIC,
                   cv::BORDER_REPLICATE);
    return there;
}

/// How the frame before lies in this one, about a face: by the landmarks, then by what is seen. Empty: it
/// does not fit.
std::optional<cv::Matx33d> motionOf(const FaceLooks& known, const Face& face, const cv::Mat& now,
                                    const cv::Rect& part) {
    const auto coarse = fitSimilarity(known.points, face.landmarks5);
    const cv::Matx33d byPoints(coarse.a, -coarse.b, coarse.tx, coarse.b, coarse.a, coarse.ty, 0, 0, 1);
    const auto& newest = known.looks.front();
    const cv::Mat before = moved(newest.bgr, product(byPoints, newest.frameFromLook), part);
    cv::Mat greyNow, greyBefore;
    cv::cvtColor(now, greyNow, cv::COLOR_BGR2GRAY);
    cv::cvtColor(before, greyBefore, cv::COLOR_BGR2GRAY);
    // Maps a point of this part to where the part of before shows the same.
    cv::Mat warp = cv::Mat::eye(2, 3, CV_32F);
    double fit = 0;
    try {
        fit = cv::findTransformECC(greyNow, greyBefore, warp, cv::MOTION_EUCLIDEAN,
                                   {cv::TermCriteria::COUNT + cv::TermCriteria::EPS, 25, 1e-4}, cv::noArray(),
                                   5);
    } catch (const cv::Exception&) {
        return std::nullopt;  // nothing to hold on to: a flat face, or too different
    }
    if (!(fit > kLeastFit)) return std::nullopt;
    cv::Matx23f fine;
    warp.copyTo(cv::Mat(fine, false));
    const cv::Matx33d beforeFromNow(fine(0, 0), fine(0, 1), fine(0, 2), fine(1, 0), fine(1, 1), fine(1, 2), 0,
                                    0, 1);
    return shift(part.x, part.y) * beforeFromNow.inv() * shift(-part.x, -part.y) * byPoints;
}

/// Weight of a pixel by how much it differs from now: 1 within the noise, 0 from three times it on.
void weigh(const cv::Mat& now, const cv::Mat& look, double noise, double tolerance, cv::Mat& weight) {
    cv::Mat difference, grey;
    cv::absdiff(now, look, difference);
    cv::cvtColor(difference, grey, cv::COLOR_BGR2GRAY);
    cv::boxFilter(grey, grey, -1, {5, 5});
    cv::Mat table(1, 256, CV_32F);
    const double same = tolerance * (1.3 * noise + 1), other = tolerance * (3 * noise + 4);
    for (int level = 0; level < 256; ++level)
        table.at<float>(level) = static_cast<float>(std::clamp((other - level) / (other - same), 0.0, 1.0));
    cv::LUT(grey, table, weight);
}

/// 1 in the middle, 0 at the border.
float ramp(int at, int size) {
    const float nearest = static_cast<float>(std::min(at, size - 1 - at)),
                edge = std::max(1.0f, 0.12f * size);
    const float t = std::clamp(nearest / edge, 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

void averageOne(cv::Mat& result, const cv::Mat& now, const cv::Rect& part, const FaceLooks& known,
                double noise, double tolerance) {
    cv::Mat sum, total = cv::Mat::ones(part.size(), CV_32F), weight;
    now.convertTo(sum, CV_32FC3);
    for (const auto& look : known.looks) {
        const cv::Mat there = moved(look.bgr, look.frameFromLook, part);
        weigh(now, there, noise, tolerance, weight);
        for (int y = 0; y < part.height; ++y) {
            const auto* w = weight.ptr<float>(y);
            const auto* from = there.ptr<cv::Vec3b>(y);
            auto* to = sum.ptr<cv::Vec3f>(y);
            auto* all = total.ptr<float>(y);
            for (int x = 0; x < part.width; ++x) {
                for (int c = 0; c < 3; ++c)
                    to[x][c] += w[x] * from[x][c];
                all[x] += w[x];
            }
        }
    }
    cv::Mat under = result(part);
    for (int y = 0; y < part.height; ++y) {
        const float down = ramp(y, part.height);
        const auto* from = sum.ptr<cv::Vec3f>(y);
        const auto* all = total.ptr<float>(y);
        auto* to = under.ptr<cv::Vec3b>(y);
        for (int x = 0; x < part.width; ++x) {
            const float share = down * ramp(x, part.width);
            for (int c = 0; c < 3; ++c)
                to[x][c] =
                    cv::saturate_cast<unsigned char>(to[x][c] + share * (from[x][c] / all[x] - to[x][c]));
        }
    }
}

}  // namespace

cv::Mat averageFaces(const cv::Mat& bgr, const Average& options, FrameMemory* memory,
                     std::span<const Face> faces) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    cv::Mat result = bgr.clone();
    if (!memory) return result;
    const double seen = estimatedNoise(bgr);
    memory->faceNoise = memory->faceNoise < 0 ? seen : memory->faceNoise + 0.1 * (seen - memory->faceNoise);
    std::vector<FaceLooks> next;
    for (const auto& face : faces) {
        const auto part = partAbout(face.box, bgr.size());
        if (part.width < 12 || part.height < 12) continue;
        FaceLooks looks;
        const FaceLooks* known = nullptr;
        float best = kSameFace;
        for (const auto& one : memory->faces)
            if (const float overlap = iou(one.box, face.box); overlap > best) best = overlap, known = &one;
        const cv::Mat now = bgr(part);
        if (known && !known->looks.empty())
            if (const auto motion = motionOf(*known, face, now, part)) {
                looks.looks = known->looks;
                for (auto& look : looks.looks)
                    look.frameFromLook = product(*motion, look.frameFromLook);
                averageOne(result, now, part, looks, memory->faceNoise, options.tolerance);
            }
        looks.box = face.box;
        looks.points = face.landmarks5;
        looks.looks.insert(looks.looks.begin(), {now.clone(), cv::Matx23d(1, 0, part.x, 0, 1, part.y)});
        if (looks.looks.size() > static_cast<std::size_t>(options.frames) - 1)
            looks.looks.resize(static_cast<std::size_t>(options.frames) - 1);
        next.push_back(std::move(looks));
    }
    memory->faces = std::move(next);
    return result;
}

}  // namespace lineament::enhance
