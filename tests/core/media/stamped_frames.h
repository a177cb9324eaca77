#pragma once

#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/media/video_source.h"
#include "core/media/video_writer.h"

namespace lineament::test {

/// A frame that shows its number as ten black or white fields, so that it is known again after lossy
/// compression.
inline cv::Mat stamped(int number, int width = 160, int height = 96) {
    cv::Mat frame(height, width, CV_8UC3, cv::Scalar(90, 120, 150));
    cv::circle(frame, {width / 2 + number % 40, height * 3 / 4}, height / 8, {40, 200, 60}, cv::FILLED);
    for (int bit = 0; bit < 10; ++bit)
        frame(cv::Rect(bit * width / 10, 0, width / 10, height / 2)) =
            cv::Scalar::all(number >> bit & 1 ? 235 : 20);
    return frame;
}

/// The number on a frame.
inline int stampOf(const cv::Mat& frame) {
    int number = 0;
    for (int bit = 0; bit < 10; ++bit) {
        const auto field = frame(cv::Rect(bit * frame.cols / 10 + frame.cols / 40, frame.rows / 8,
                                          frame.cols / 20, frame.rows / 4));
        if (cv::mean(field)[1] > 128) number |= 1 << bit;
    }
    return number;
}

/// When the frames of the recording with a changing rate are shown, ms.
inline std::vector<double> unevenTimes(int count) {
    std::vector<double> times;
    double ms = 0;
    for (int i = 0; i < count; ++i) {
        times.push_back(ms);
        ms += i % 7 == 3 ? 700 : i % 3 == 0 ? 20 : 45;
    }
    return times;
}

inline void record(const std::filesystem::path& path, int frames, const VideoWriterOptions& options = {},
                   const std::vector<double>& times = {}) {
    VideoWriter writer(path, {160, 96}, options);
    for (int i = 0; i < frames; ++i)
        times.empty() ? writer.write(stamped(i))
                      : writer.write(stamped(i), times[static_cast<std::size_t>(i)]);
    writer.finish();
}

inline std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void save(const std::filesystem::path& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

}  // namespace lineament::test
