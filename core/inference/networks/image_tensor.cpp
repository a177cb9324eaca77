#include "core/inference/networks/image_tensor.h"

#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/inference/weights/weights.h"

namespace lineament {
namespace {

/// Writes one picture, channels last, each value through the table of its channel.
template <class T>
void fill(const cv::Mat& picture, const std::array<std::array<T, 256>, 3>& tables, bool turned, T* out) {
    const std::ptrdiff_t step = turned ? -3 : 3;
    if (turned) out += 3 * (static_cast<std::ptrdiff_t>(picture.total()) - 1);
    for (int y = 0; y < picture.rows; ++y) {
        const auto* bgr = picture.ptr<std::uint8_t>(y);
        for (int x = 0; x < picture.cols; ++x, bgr += 3, out += step)
            for (int channel = 0; channel < 3; ++channel) out[channel] = tables[channel][bgr[2 - channel]];
    }
}

template <class T, class Convert>
at::Tensor convert(std::span<const cv::Mat> pictures, const ImageTensor& how, at::ScalarType type, Convert&& narrow) {
    std::array<std::array<T, 256>, 3> tables;
    for (int channel = 0; channel < 3; ++channel)
        for (int value = 0; value < 256; ++value)
            tables[channel][value] = narrow((static_cast<float>(value) - how.meanRgb[channel]) * how.scale);
    const auto& first = pictures.front();
    auto tensor = at::empty({static_cast<std::int64_t>(pictures.size()), 3, first.rows, first.cols},
                            at::TensorOptions().dtype(type).memory_format(at::MemoryFormat::ChannelsLast));
    auto* out = static_cast<T*>(tensor.data_ptr());
    for (const auto& picture : pictures) {
        fill(picture, tables, how.turned, out);
        out += 3 * picture.total();
    }
    return tensor;
}

}  // namespace

at::Tensor ImageTensor::operator()(std::span<const cv::Mat> pictures, const TorchTarget& target) const {
    LINEAMENT_REQUIRE(!pictures.empty(), "pictures", "there is no picture to run the network on");
    for (const auto& picture : pictures)
        LINEAMENT_REQUIRE(picture.type() == CV_8UC3 && picture.size() == pictures.front().size() && !picture.empty(),
                          "pictures", "they are not 8-bit BGR pictures of one size");
    if (target.dtype == at::kBFloat16)
        return convert<std::uint16_t>(pictures, *this, at::kBFloat16, bf16FromFloat).to(target.device);
    return convert<float>(pictures, *this, at::kFloat, [](float value) { return value; }).to(target.device);
}

cv::Mat sampleSquare(const cv::Mat& bgr, cv::Point2d origin, double pxPerPx, int size) {
    const cv::Matx23d pictureFromSquare(pxPerPx, 0, origin.x, 0, pxPerPx, origin.y);
    cv::Mat square;
    cv::warpAffine(bgr, square, pictureFromSquare, {size, size}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT);
    return square;
}

}  // namespace lineament
