#include "core/pipelines/synthetic/sample/sample_scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/media/video_writer.h"
#include "core/pipelines/enhance/visible_mark.h"

namespace lineament {
namespace {

constexpr int kWidth = 640, kHeight = 360, kSceneMargin = 260;  // people come from beyond the picture's edges
constexpr double kFramesPerSecond = 25, kSeconds = 26;
constexpr double kTurnDegrees = 4, kStepsPerSecond = 1.7;
constexpr double kNoise = 2.5;  // grey levels, of a camera

/// One walk into the lobby and out of it again.
struct Visit {
    std::size_t person;
    double fromS, toS;
    double edge, inside;  // x of the head, in picture widths
    double portraitPx;    // side of the portrait where it stands nearest
    double headY;         // in picture heights
    cv::Scalar coat;
};

/// Left and right of the picture are separate lanes: nobody hides anybody. Two are there when it begins.
std::vector<Visit> visits(std::size_t people) {
    const std::vector<Visit> all = {{0, -4.0, 7.5, -0.15, 0.26, 120, 0.42, {96, 72, 52}},
                                    {1, -3.0, 9.0, 1.15, 0.72, 132, 0.40, {60, 60, 66}},
                                    {6, 8.0, 15.5, -0.15, 0.30, 110, 0.44, {70, 92, 74}},
                                    {2, 11.0, 19.0, 1.15, 0.68, 124, 0.42, {52, 58, 118}},
                                    {0, 16.5, 24.0, -0.15, 0.24, 136, 0.41, {96, 72, 52}},
                                    {7, 19.5, 26.0, 1.15, 0.74, 116, 0.43, {88, 84, 80}}};
    std::vector<Visit> possible;
    std::copy_if(all.begin(), all.end(), std::back_inserter(possible),
                 [&](const Visit& visit) { return visit.person < people; });
    return possible;
}

cv::Mat lobby() {
    cv::Mat room(kHeight, kWidth, CV_8UC3);
    const int floor = kHeight * 7 / 10;
    for (int y = 0; y < kHeight; ++y) {
        const double part = y < floor ? y / double(floor) : (y - floor) / double(kHeight - floor);
        room.row(y) = y < floor ? cv::Scalar(196 - 26 * part, 194 - 30 * part, 188 - 34 * part)
                                : cv::Scalar(92 + 34 * part, 100 + 34 * part, 108 + 34 * part);
    }
    const auto slab = [&](int x, int y, int w, int h, const cv::Scalar& colour) {
        cv::rectangle(room, cv::Rect(x, y, w, h), colour, cv::FILLED, cv::LINE_AA);
    };
    slab(262, 60, 116, floor - 60, {120, 116, 108});  // a glass door between two panes
    slab(270, 68, 48, floor - 68, {214, 208, 196});
    slab(322, 68, 48, floor - 68, {214, 208, 196});
    for (const int x : {40, 470}) {
        slab(x, 50, 130, 92, {132, 128, 122});
        slab(x + 5, 55, 120, 82, {222, 216, 204});
        slab(x + 62, 55, 5, 82, {132, 128, 122});
    }
    slab(0, floor - 5, kWidth, 5, {112, 110, 108});
    cv::GaussianBlur(room, room, {}, 1.6);
    cv::copyMakeBorder(room, room, kSceneMargin, kSceneMargin, kSceneMargin, kSceneMargin,
                       cv::BORDER_REPLICATE);
    return room;
}

/// What of a portrait is head: soft, so that no edge of it is seen.
cv::Mat headMask(int side) {
    cv::Mat mask(side, side, CV_32F, cv::Scalar(0));
    const cv::Point centre(side / 2, side * 48 / 100);
    cv::ellipse(mask, centre, {side * 38 / 100, side * 45 / 100}, 0, 0, 360, cv::Scalar(1), cv::FILLED);
    cv::GaussianBlur(mask, mask, {}, side * 0.025);
    return mask;
}

void layOver(cv::Mat& frame, const cv::Mat& bgr, const cv::Mat& mask, cv::Point corner) {
    const cv::Rect place(corner, bgr.size()), seen = place & cv::Rect({}, frame.size());
    if (seen.empty()) return;
    const cv::Rect part(seen.tl() - place.tl(), seen.size());
    cv::Mat under = frame(seen), weight, over, below;
    cv::merge(std::vector<cv::Mat>(3, mask(part)), weight);
    bgr(part).convertTo(over, CV_32FC3);
    under.convertTo(below, CV_32FC3);
    cv::Mat mixed = below + weight.mul(over - below);
    mixed.convertTo(under, CV_8UC3);
}

void drawPerson(cv::Mat& frame, const Visit& visit, const cv::Mat& portrait, double seconds) {
    const double length = visit.toS - visit.fromS, part = (seconds - visit.fromS) / length;
    // In for a third of the visit, a stay, and out again.
    const double way = std::clamp(std::min(part, 1 - part) * 3, 0.0, 1.0);
    const double near = way * way * (3 - 2 * way);
    const double step = std::sin(2 * std::numbers::pi * kStepsPerSecond * seconds) * (way < 1 ? 1 : 0.2);
    const int side = static_cast<int>(std::lround(visit.portraitPx * (0.8 + 0.2 * near)));
    const cv::Point centre(kSceneMargin + static_cast<int>(std::lround(
                                              kWidth * (visit.edge + (visit.inside - visit.edge) * near))),
                           kSceneMargin + static_cast<int>(std::lround(kHeight * visit.headY + 2 * step)));

    const cv::Scalar skin = cv::mean(portrait(
        cv::Rect(portrait.cols * 2 / 5, portrait.rows * 3 / 4, portrait.cols / 5, portrait.rows / 8)));
    cv::ellipse(frame, centre + cv::Point(0, side * 13 / 10), {side * 82 / 100, side * 80 / 100}, 0, 180, 360,
                visit.coat, cv::FILLED, cv::LINE_AA);
    cv::rectangle(frame,
                  cv::Rect(centre.x - side * 82 / 100, centre.y + side * 13 / 10, side * 164 / 100, kHeight),
                  visit.coat, cv::FILLED);
    cv::ellipse(frame, centre + cv::Point(0, side * 52 / 100), {side * 22 / 100, side * 20 / 100}, 0, 0, 360,
                skin * 0.86, cv::FILLED, cv::LINE_AA);

    // Portraits are cut off at the forehead: the hair of their edges goes on behind them.
    const cv::Scalar hair =
        cv::mean(portrait(cv::Rect(portrait.cols / 16, 0, portrait.cols * 7 / 8, portrait.rows / 16)));
    cv::ellipse(frame, centre - cv::Point(0, side * 6 / 100), {side * 42 / 100, side * 47 / 100}, 0, 0, 360,
                hair * 0.7, cv::FILLED, cv::LINE_AA);
    cv::Mat head, turned;
    cv::resize(portrait, head, {side, side}, 0, 0, cv::INTER_AREA);
    const auto turn = cv::getRotationMatrix2D({side / 2.0f, side / 2.0f}, kTurnDegrees * step * 0.5, 1);
    cv::warpAffine(head, turned, turn, head.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
    layOver(frame, turned, headMask(side), centre - cv::Point(side / 2, side / 2));
}

}  // namespace

void recordSampleScene(std::span<const SampleFace> people, const std::filesystem::path& file,
                       JobContext& context) {
    VideoWriterOptions options;
    options.framesPerSecond = kFramesPerSecond;
    VideoWriter writer(file, {kWidth, kHeight}, options);
    const cv::Mat room = lobby();
    const auto coming = visits(people.size());
    cv::RNG random(7);
    const int frames = static_cast<int>(kSeconds * kFramesPerSecond);
    for (int i = 0; i < frames; ++i) {
        context.checkpoint();
        const double seconds = i / kFramesPerSecond;
        cv::Mat wide = room.clone();
        for (const auto& visit : coming)
            if (seconds >= visit.fromS && seconds < visit.toS)
                drawPerson(wide, visit, people[visit.person].looks.front().bgr, seconds);
        cv::Mat frame = wide(cv::Rect(kSceneMargin, kSceneMargin, kWidth, kHeight)).clone();
        cv::Mat noise(frame.size(), CV_16SC3);
        random.fill(noise, cv::RNG::NORMAL, 0, kNoise);
        cv::add(frame, noise, frame, {}, CV_8UC3);
        markVisibly(frame, Corner::kBottomRight, SourceType::kGenerated);
        writer.write(frame);
        context.report("sample recording", i + 1, frames);
    }
    writer.finish();
}

}  // namespace lineament
