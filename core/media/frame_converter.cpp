#include "core/media/frame_converter.h"

#include <cmath>
#include <opencv2/core.hpp>

#include "core/base/error.h"

extern "C" {
#include <libavutil/display.h>
}

namespace lineament::media {
namespace {

int coefficientsOf(const AVFrame& frame) {
    switch (frame.colorspace) {
        case AVCOL_SPC_BT709:
            return SWS_CS_ITU709;
        case AVCOL_SPC_BT2020_NCL:
        case AVCOL_SPC_BT2020_CL:
            return SWS_CS_BT2020;
        case AVCOL_SPC_SMPTE240M:
            return SWS_CS_SMPTE240M;
        case AVCOL_SPC_UNSPECIFIED:
            return frame.height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601;  // as players take it
        default:
            return SWS_CS_ITU601;
    }
}

}  // namespace

Turn turnOf(const std::int32_t* matrix) {
    const double determinant =
        static_cast<double>(matrix[0]) * matrix[4] - static_cast<double>(matrix[1]) * matrix[3];
    std::int32_t plain[9];
    std::copy(matrix, matrix + 9, plain);
    Turn turn;
    turn.mirrored = determinant < 0;
    if (turn.mirrored) av_display_matrix_flip(plain, 1, 0);
    const double counterClockwise = av_display_rotation_get(plain);
    if (!std::isfinite(counterClockwise)) return {};
    turn.degrees = (static_cast<int>(std::lround(-counterClockwise / 90)) % 4 + 4) % 4 * 90;
    return turn;
}

cv::Mat FrameConverter::operator()(const AVFrame& frame) {
    try {
        return converted(frame);
    } catch (const cv::Exception&) {  // memory is all that can be wrong
        throw Error(ErrorCode::kTooLarge, name_, "a frame does not fit into memory");
    }
}

cv::Mat FrameConverter::converted(const AVFrame& frame) {
    context_.reset(sws_getCachedContext(context_.release(), frame.width, frame.height,
                                        static_cast<AVPixelFormat>(frame.format), frame.width, frame.height,
                                        AV_PIX_FMT_BGR24, SWS_BILINEAR, nullptr, nullptr, nullptr));
    if (!context_)
        throw Error(ErrorCode::kUnsupported, name_, "the pixel format of the recording cannot be converted");
    const bool fullRange = frame.color_range == AVCOL_RANGE_JPEG || frame.format == AV_PIX_FMT_YUVJ420P ||
                           frame.format == AV_PIX_FMT_YUVJ422P || frame.format == AV_PIX_FMT_YUVJ444P;
    const int* coefficients = sws_getCoefficients(coefficientsOf(frame));
    sws_setColorspaceDetails(context_.get(), coefficients, fullRange, coefficients, 1, 0, 1 << 16, 1 << 16);
    // swscale's fast paths write rows in blocks of pixels: the rows get room for a whole last block.
    constexpr int kBlock = 32;
    const int roomy = (frame.width + kBlock - 1) / kBlock * kBlock;
    const cv::Mat room(frame.height, roomy, CV_8UC3);
    std::uint8_t* planes[] = {room.data, nullptr, nullptr, nullptr};
    const int steps[] = {static_cast<int>(room.step), 0, 0, 0};
    sws_scale(context_.get(), frame.data, frame.linesize, 0, frame.height, planes, steps);
    const cv::Mat stored = room.colRange(0, frame.width);

    cv::Mat upright;
    if (turn_.degrees == 90) cv::rotate(stored, upright, cv::ROTATE_90_CLOCKWISE);
    if (turn_.degrees == 180) cv::rotate(stored, upright, cv::ROTATE_180);
    if (turn_.degrees == 270) cv::rotate(stored, upright, cv::ROTATE_90_COUNTERCLOCKWISE);
    if (turn_.degrees == 0) upright = roomy == frame.width ? stored : stored.clone();
    if (turn_.mirrored) cv::flip(upright, upright, 1);
    return upright;
}

}  // namespace lineament::media
