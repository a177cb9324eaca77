#include "ui/bridge/image_convert.h"

#include <cstring>

#include "core/base/check.h"

namespace lineament::ui {

QImage toQImage(const cv::Mat& picture) {
    if (picture.empty()) return {};
    LINEAMENT_REQUIRE(picture.depth() == CV_8U, "picture", "only 8-bit pictures can be shown");
    const auto wrap = [&](QImage::Format format) {
        return QImage(picture.data, picture.cols, picture.rows, static_cast<qsizetype>(picture.step), format);
    };
    switch (picture.channels()) {
        case 1:
            return wrap(QImage::Format_Grayscale8).copy();
        // RGB32 is what the screen takes: converted once here instead of at every paint.
        case 3:
            return wrap(QImage::Format_BGR888).convertToFormat(QImage::Format_RGB32);
        case 4:
            return wrap(QImage::Format_ARGB32).copy();
        default:
            LINEAMENT_REQUIRE(false, "picture", "only 1, 3 or 4 channels can be shown");
    }
    return {};
}

cv::Mat toMat(const QImage& image) {
    if (image.isNull()) return {};
    const QImage bgr = image.convertToFormat(QImage::Format_BGR888);
    cv::Mat result(bgr.height(), bgr.width(), CV_8UC3);
    for (int y = 0; y < bgr.height(); ++y)
        std::memcpy(result.ptr(y), bgr.constScanLine(y), static_cast<std::size_t>(bgr.width()) * 3);
    return result;
}

QImage imageFromBytes(std::span<const std::byte> bytes) {
    return QImage::fromData(reinterpret_cast<const uchar*>(bytes.data()), static_cast<int>(bytes.size()));
}

}  // namespace lineament::ui
