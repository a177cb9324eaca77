#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

namespace lineament {

/// An animated GIF, each picture with 256 colours of its own, repeated for ever. The file appears when
/// finish() is done. Source: CompuServe 1990, Graphics Interchange Format, version 89a. Thread: one at a
/// time.
class GifWriter {
  public:
    /// Throws Error(kInvalidArgument) for sides outside 1 to 4096 or a rate outside 0.1 to 100.
    GifWriter(std::filesystem::path file, int width, int height, double framesPerSecond);
    /// 8-bit BGR of the size given.
    void write(const cv::Mat& bgr);
    /// Throws Error(kDiskFull, kUnwritable).
    void finish();

  private:
    std::filesystem::path file_;
    int width_, height_;
    double framesPerSecond_, owed_ = 0;  // hundredths of a second that rounding has kept back
    std::string bytes_;
};

}  // namespace lineament
