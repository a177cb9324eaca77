#include "tests/ui/footage/sample_video.h"

#include <opencv2/imgproc.hpp>

#include "core/image/image.h"
#include "core/media/video_writer.h"
#include "tests/support/places.h"

namespace lineament::test {

namespace {

constexpr int kBase = 8, kStep = 30, kFirst = 15;

int digitOf(int grey) {
    return (grey - kFirst + kStep / 2) / kStep;
}

}  // namespace

int numberOf(int leftGrey, int rightGrey) {
    return digitOf(leftGrey) * kBase + digitOf(rightGrey);
}

void makeNumberedVideo(const std::filesystem::path& path, int frames) {
    VideoWriterOptions options;
    options.framesPerSecond = 10;
    options.keyFrameEvery = 12;
    VideoWriter writer(path, {64, 48}, options);
    for (int i = 0; i < frames; ++i) {
        cv::Mat frame(48, 64, CV_8UC3, cv::Scalar::all(kFirst + i / kBase * kStep));
        frame.colRange(32, 64).setTo(cv::Scalar::all(kFirst + i % kBase * kStep));
        writer.write(frame);
    }
    writer.finish();
}

void makeSampleVideo(const std::filesystem::path& path, const std::vector<int>& photos, int framesEach) {
    constexpr int kWidth = 960, kHeight = 540;  // large enough that the faces pass the quality gate
    VideoWriterOptions options;
    options.framesPerSecond = 10;
    VideoWriter writer(path, {kWidth, kHeight}, options);
    for (const int n : photos) {
        const cv::Mat photo = loadImage(samplePhoto(n)).bgr;
        const double scale = std::max(static_cast<double>(kWidth + 20) / photo.cols,
                                      static_cast<double>(kHeight + 20) / photo.rows);
        cv::Mat scaled;
        cv::resize(photo, scaled, {}, scale, scale, cv::INTER_AREA);
        for (int i = 0; i < framesEach; ++i) {
            const int shift = i % 16;  // the camera is never quite still
            writer.write(scaled(cv::Rect(shift, shift / 2, kWidth, kHeight)).clone());
        }
    }
    writer.finish();
}

}  // namespace lineament::test
