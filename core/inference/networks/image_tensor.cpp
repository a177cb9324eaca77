#include "core/inference/networks/image_tensor.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/base/check.h"

namespace lineament {
namespace {

/// Two neighbours of a sampling point and their weights; a neighbour outside the picture weighs nothing.
struct Taps {
    int first = 0, second = 0;
    float firstWeight = 0, secondWeight = 0;
};

std::vector<Taps> tapsAlong(int side, float origin, float pxPerPx, int extent) {
    std::vector<Taps> taps(side);
    for (int i = 0; i < side; ++i) {
        const double at = static_cast<double>(origin) + static_cast<double>(i) * pxPerPx;
        const double below = std::floor(std::clamp(at, -2.0, static_cast<double>(extent) + 1));
        const int index = static_cast<int>(below);
        const auto fraction = static_cast<float>(at - below);
        const bool outside = at <= -1 || at >= extent;
        taps[i] = {std::clamp(index, 0, extent - 1), std::clamp(index + 1, 0, extent - 1),
                   outside || index < 0 ? 0 : 1 - fraction, outside || index + 1 >= extent ? 0 : fraction};
    }
    return taps;
}

/// Writes values of one row in the type of the tensor; `turned` reverses its pixels.
void store(const std::vector<float>& rgb, bool turned, std::vector<float>& reversed, void* out,
           at::ScalarType type) {
    const std::vector<float>* row = &rgb;
    if (turned) {
        const std::size_t pixels = rgb.size() / 3;
        for (std::size_t x = 0; x < pixels; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel)
                reversed[3 * (pixels - 1 - x) + channel] = rgb[3 * x + channel];
        row = &reversed;
    }
    if (type == at::kFloat) {
        std::copy(row->begin(), row->end(), static_cast<float*>(out));
        return;
    }
    auto* bf16 = static_cast<std::uint16_t*>(out);
    for (std::size_t i = 0; i < row->size(); ++i) {  // to nearest, ties to even; all values are finite
        const auto bits = std::bit_cast<std::uint32_t>((*row)[i]);
        bf16[i] = static_cast<std::uint16_t>((bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16);
    }
}

/// An empty N x 3 x height x width tensor filled row by row, several rows at a time.
template <class FillRow>
at::Tensor filled(std::size_t count, int height, int width, bool turned, const TorchTarget& target,
                  FillRow&& fillRow) {
    const auto type = target.dtype == at::kBFloat16 ? at::kBFloat16 : at::kFloat;
    auto tensor = at::empty({static_cast<std::int64_t>(count), 3, height, width},
                            at::TensorOptions().dtype(type).memory_format(at::MemoryFormat::ChannelsLast));
    auto* data = static_cast<std::byte*>(tensor.data_ptr());
    const std::size_t rowBytes = 3 * static_cast<std::size_t>(width) * tensor.element_size();
    // LibTorch's threads, not OpenCV's: two pools that wait for work at once would take each other's cores.
    at::parallel_for(
        0, static_cast<std::int64_t>(count) * height, 64, [&](std::int64_t begin, std::int64_t end) {
            std::vector<float> rgb(3 * static_cast<std::size_t>(width)), reversed(rgb.size());
            for (auto row = static_cast<int>(begin); row < static_cast<int>(end); ++row) {
                const int picture = row / height, y = row % height;
                fillRow(static_cast<std::size_t>(picture), y, rgb);
                const int targetRow = picture * height + (turned ? height - 1 - y : y);
                store(rgb, turned, reversed, data + static_cast<std::size_t>(targetRow) * rowBytes, type);
            }
        });
    return tensor.to(target.device);
}

bool isPicture(const cv::Mat& bgr) {
    return !bgr.empty() && bgr.dims == 2 && bgr.type() == CV_8UC3;
}

}  // namespace

at::Tensor ImageTensor::operator()(std::span<const cv::Mat> pictures, const TorchTarget& target) const {
    LINEAMENT_REQUIRE(!pictures.empty(), "pictures", "there is no picture to run the network on");
    for (const auto& picture : pictures)
        LINEAMENT_REQUIRE(isPicture(picture) && picture.size() == pictures.front().size(), "pictures",
                          "they are not 8-bit BGR pictures of one size");
    const auto& first = pictures.front();
    return filled(pictures.size(), first.rows, first.cols, turned, target,
                  [&](std::size_t n, int y, std::vector<float>& rgb) {
                      const auto* bgr = pictures[n].ptr<std::uint8_t>(y);
                      for (std::size_t i = 0; i < rgb.size(); i += 3)
                          for (std::size_t channel = 0; channel < 3; ++channel)
                              rgb[i + channel] =
                                  (static_cast<float>(bgr[i + 2 - channel]) - meanRgb[channel]) * scale;
                  });
}

at::Tensor ImageTensor::operator()(std::span<const SampledSquare> squares, int side,
                                   const TorchTarget& target) const {
    LINEAMENT_REQUIRE(!squares.empty() && side > 0, "pictures", "there is no picture to run the network on");
    std::vector<std::vector<Taps>> columns, rows;
    for (const auto& square : squares) {
        LINEAMENT_REQUIRE(isPicture(square.bgr), "pictures", "they are not 8-bit BGR pictures");
        columns.push_back(tapsAlong(side, square.originX, square.pxPerPx, square.bgr.cols));
        rows.push_back(tapsAlong(side, square.originY, square.pxPerPx, square.bgr.rows));
    }
    return filled(
        squares.size(), side, side, turned, target, [&](std::size_t n, int y, std::vector<float>& rgb) {
            const auto& down = rows[n][y];
            const auto* upper = squares[n].bgr.ptr<std::uint8_t>(down.first);
            const auto* lower = squares[n].bgr.ptr<std::uint8_t>(down.second);
            float* out = rgb.data();
            for (const auto& across : columns[n]) {
                const auto *a = upper + 3 * across.first, *b = upper + 3 * across.second;
                const auto *c = lower + 3 * across.first, *d = lower + 3 * across.second;
                for (int channel = 0; channel < 3; ++channel) {
                    const int k = 2 - channel;
                    const float above = across.firstWeight * a[k] + across.secondWeight * b[k];
                    const float below = across.firstWeight * c[k] + across.secondWeight * d[k];
                    *out++ =
                        (down.firstWeight * above + down.secondWeight * below - meanRgb[channel]) * scale;
                }
            }
        });
}

}  // namespace lineament
