#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "core/base/error.h"
#include "core/base/job_context.h"
#include "core/enhance/enhancer.h"

using namespace lineament;
using namespace lineament::enhance;

namespace {

/// A wide scene of smooth blots and sharp discs, of which cameras see parts.
const cv::Mat& world() {
    static const cv::Mat picture = [] {
        cv::RNG random(5);
        cv::Mat coarse(40, 60, CV_8UC3), wide;
        random.fill(coarse, cv::RNG::UNIFORM, 40, 210);
        cv::resize(coarse, wide, {600, 400}, 0, 0, cv::INTER_CUBIC);
        for (int i = 0; i < 90; ++i)
            cv::circle(wide, {random.uniform(0, 600), random.uniform(0, 400)}, random.uniform(4, 14),
                       cv::Scalar(random.uniform(0, 255), random.uniform(0, 255), random.uniform(0, 255)),
                       cv::FILLED, cv::LINE_AA);
        return wide;
    }();
    return picture;
}

/// What a camera at (x, y) turned by an angle sees, 320 x 240.
cv::Mat seenFrom(double x, double y, double degrees) {
    cv::Mat frame;
    const double c = std::cos(degrees * CV_PI / 180), s = std::sin(degrees * CV_PI / 180);
    // World point of a frame point: turned about the frame's middle, then shifted.
    const cv::Matx23d worldFromFrame(c, -s, 300 + x - c * 160 + s * 120, s, c, 200 + y - s * 160 - c * 120);
    cv::warpAffine(world(), frame, worldFromFrame, {320, 240}, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP);
    return frame;
}

cv::Mat noisyFrame(const cv::Mat& picture, double deviation, int seed) {
    cv::RNG random(static_cast<std::uint64_t>(seed));
    cv::Mat noise(picture.size(), CV_16SC3), result;
    random.fill(noise, cv::RNG::NORMAL, 0, deviation);
    cv::add(picture, noise, result, cv::noArray(), CV_8U);
    return result;
}

/// Mean length of the change of motion from frame to frame, px: what shakes, not what pans.
double shakingOf(const std::vector<cv::Mat>& frames) {
    std::vector<cv::Point2d> steps;
    const cv::Rect middle(60, 50, 200, 140);
    for (std::size_t i = 1; i < frames.size(); ++i) {
        cv::Mat a, b;
        cv::cvtColor(frames[i - 1](middle), a, cv::COLOR_BGR2GRAY);
        cv::cvtColor(frames[i](middle), b, cv::COLOR_BGR2GRAY);
        a.convertTo(a, CV_32F), b.convertTo(b, CV_32F);
        steps.push_back(cv::phaseCorrelate(a, b));
    }
    double sum = 0;
    for (std::size_t i = 1; i < steps.size(); ++i)
        sum += cv::norm(steps[i] - steps[i - 1]);
    return sum / static_cast<double>(steps.size() - 1);
}

Face faceAt(const cv::Rect& box) {
    Face face;
    face.box = {static_cast<float>(box.x), static_cast<float>(box.y), static_cast<float>(box.width),
                static_cast<float>(box.height)};
    const auto at = [&](double x, double y) {
        return PointPx{static_cast<float>(box.x + x * box.width), static_cast<float>(box.y + y * box.height)};
    };
    face.landmarks5 = {at(0.3, 0.4), at(0.7, 0.4), at(0.5, 0.6), at(0.35, 0.8), at(0.65, 0.8)};
    return face;
}

}  // namespace

TEST(Stabilise, TakesTheShakingAwayAndKeepsThePan) {
    cv::RNG random(11);
    FrameMemory memory;
    std::vector<cv::Mat> in, out;
    Face face = faceAt({140, 100, 40, 40});
    for (int i = 0; i < 60; ++i) {
        const double x = -60 + 2 * i + random.gaussian(3), y = random.gaussian(3),
                     turn = random.gaussian(0.5);
        const auto frame = noisyFrame(seenFrom(x, y, turn), 2, i);
        std::vector<Face> faces = {face};
        const auto still = stabilise(frame, {20, 0.15, 1}, &memory, faces);
        if (i >= 20) in.push_back(frame), out.push_back(still);
        // What lies at the face's place before lies at the moved face's place after.
        const auto& moved = faces[0].landmarks5[2];
        if (i == 40) {
            const cv::Point2f before(face.landmarks5[2].x, face.landmarks5[2].y);
            cv::Mat patch, there;
            cv::getRectSubPix(frame, {21, 21}, before, patch);
            cv::getRectSubPix(still, {21, 21}, {moved.x, moved.y}, there);
            EXPECT_GT(cv::PSNR(patch, there), 24);
        }
    }
    const double before = shakingOf(in), after = shakingOf(out);
    RecordProperty("shaking_before_px", std::to_string(before));
    RecordProperty("shaking_after_px", std::to_string(after));
    EXPECT_GT(before, 4);
    EXPECT_LT(after, 0.2 * before) << "px a frame";
    // The pan goes on: the last frame shows what the camera looked at, not what it showed at first.
    const auto& last = memory.camera;
    EXPECT_NEAR(last.smooth[2], last.now[2], 8) << "the smooth path does not lag behind";
    EXPECT_LT(last.now[2], -90);
}

TEST(Stabilise, BeginsAnewAfterACutAndLeavesStillsAlone) {
    FrameMemory memory;
    const auto a = seenFrom(0, 0, 0);
    EXPECT_EQ(cv::norm(stabilise(a, {20, 0.1, 1}, nullptr, {}), a, cv::NORM_INF), 0);
    stabilise(a, {20, 0.1, 1}, &memory, {});
    stabilise(seenFrom(12, 5, 1), {20, 0.1, 1}, &memory, {});
    EXPECT_GT(std::abs(memory.camera.now[2]), 5);
    cv::Mat other;
    cv::flip(world()(cv::Rect(200, 100, 320, 240)), other, -1);
    const auto shown = stabilise(255 - other, {20, 0.1, 1}, &memory, {});
    EXPECT_EQ(memory.camera.now[2], 0);
    EXPECT_GT(cv::PSNR(shown, 255 - other), 45) << "the first frame of a scene stays where it is";
}

TEST(Deinterlace, RestoresCombedFramesAndLeavesOthersAlone) {
    for (const double field : {0.0, 1.0}) {
        FrameMemory memory;
        double combed = 0, restored = 0;
        cv::Mat last;
        for (int i = 0; i < 6; ++i) {
            // A disc and bars move; the field that stays shows this time, the other half a frame later.
            const auto sceneAt = [&](double t) {
                auto picture = seenFrom(0, 0, 0);
                const int x = static_cast<int>(std::lround(40 + 14 * t));
                cv::circle(picture, {x, 120}, 32, {230, 220, 210}, cv::FILLED, cv::LINE_AA);
                cv::rectangle(picture, cv::Rect(x + 60, 60, 26, 110), cv::Scalar(20, 30, 40), cv::FILLED);
                return picture;
            };
            const auto truth = sceneAt(i);
            auto frame = truth.clone();
            const auto later = sceneAt(i + 0.5);
            for (int y = field > 0 ? 0 : 1; y < frame.rows; y += 2)
                later.row(y).copyTo(frame.row(y));
            const auto result = deinterlace(frame, {field, 8}, &memory);
            if (i > 0) combed += cv::PSNR(frame, truth) / 5, restored += cv::PSNR(result, truth) / 5;
            // Without a memory, as of a still, too.
            EXPECT_GT(cv::PSNR(deinterlace(frame, {field, 8}), truth), cv::PSNR(frame, truth) + 3);
            const int kept = field > 0 ? 1 : 0;
            EXPECT_EQ(cv::norm(result.row(kept), frame.row(kept), cv::NORM_INF), 0) << "its lines stay";
        }
        RecordProperty("gain_db", std::to_string(restored - combed));
        EXPECT_GT(restored, combed + 8) << combed << " dB to " << restored;
    }
    const auto whole = seenFrom(3, 4, 0);
    EXPECT_GT(cv::PSNR(deinterlace(whole, {}), whole), 45) << "a frame that is not combed";
    // Fine level stripes look like combing but stand still.
    cv::Mat stripes(120, 160, CV_8UC3, cv::Scalar::all(60));
    for (int y = 0; y < stripes.rows; y += 2)
        stripes.row(y).setTo(cv::Scalar::all(180));
    FrameMemory memory;
    deinterlace(stripes, {}, &memory);
    EXPECT_EQ(cv::norm(deinterlace(stripes, {}, &memory), stripes, cv::NORM_INF), 0);
}

TEST(AverageFaces, TakesNoiseOffAFaceThatMoves) {
    FrameMemory memory;
    double before = 0, after = 0, background = 0;
    for (int i = 0; i < 12; ++i) {
        // The "face" drifts and turns a little before a ground that stands still.
        cv::Mat frame = cv::Mat(240, 320, CV_8UC3, cv::Scalar(90, 90, 90));
        const cv::Rect box(100 + 3 * i, 70 + i, 90, 100);
        cv::Mat face = seenFrom(0.4 * i, 0, 0.5 * i)(cv::Rect(80, 50, 160, 160)).clone();
        face.copyTo(frame(cv::Rect(box.x - 35, box.y - 30, 160, 160)));
        const auto poor = noisyFrame(frame, 14, 50 + i);
        cv::RNG random(static_cast<std::uint64_t>(i));
        auto found = faceAt(box);
        for (auto& point : found.landmarks5)  // landmarks tremble
            point.x += static_cast<float>(random.gaussian(1)),
                point.y += static_cast<float>(random.gaussian(1));
        const std::vector<Face> faces = {found};
        const auto result = averageFaces(poor, {8, 1}, &memory, faces);
        if (i >= 7) {
            const cv::Rect inner(box.x + 10, box.y + 10, box.width - 20, box.height - 20);
            before += cv::PSNR(poor(inner), frame(inner)) / 5;
            after += cv::PSNR(result(inner), frame(inner)) / 5;
            background = std::max(background, cv::norm(result(cv::Rect(0, 215, 320, 25)),
                                                       poor(cv::Rect(0, 215, 320, 25)), cv::NORM_INF));
        }
    }
    RecordProperty("gain_db", std::to_string(after - before));
    EXPECT_GT(after, before + 5) << before << " dB to " << after;
    EXPECT_EQ(background, 0);
    EXPECT_LE(memory.faces[0].looks.size(), 7u);
    const auto still = seenFrom(0, 0, 0);
    EXPECT_EQ(cv::norm(averageFaces(still, {}, nullptr, {}), still, cv::NORM_INF), 0);
}

TEST(AverageFaces, LeavesAFaceAloneThatIsSuddenlyAnother) {
    FrameMemory memory;
    const std::vector<Face> faces = {faceAt({110, 70, 90, 100})};
    for (int i = 0; i < 5; ++i)
        averageFaces(seenFrom(0, 0, 0), {8, 1}, &memory, faces);
    const cv::Mat other = 255 - seenFrom(60, 30, 40);
    EXPECT_GT(cv::PSNR(averageFaces(other, {8, 1}, &memory, faces), other), 38);
}

TEST(MovingFilters, TakeFramesOfAnySize) {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(3, 200), cv::Size(101, 7), cv::Size(64, 64)}) {
        const cv::Mat picture(size, CV_8UC3, cv::Scalar(10, 100, 200));
        FrameMemory memory;
        std::vector<Face> faces = {faceAt({-5, -5, 20, 20})};
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(deinterlace(picture, {}, &memory).size(), size);
            EXPECT_EQ(stabilise(picture, {}, &memory, faces).size(), size);
            EXPECT_EQ(averageFaces(picture, {}, &memory, faces).size(), size);
            EXPECT_EQ(turnToFront(picture, {}, faces).size(), size);
        }
    }
    EXPECT_THROW(deinterlace({}, {}), Error);
    EXPECT_THROW(stabilise(cv::Mat(4, 4, CV_8U), {}, nullptr, {}), Error);
}
