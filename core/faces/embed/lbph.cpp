#include <array>
#include <bit>
#include <cmath>
#include <opencv2/face.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/faces/embed/recogniser.h"

namespace lineament {
namespace {

constexpr int kCells = 8;       // along each side of the face
constexpr int kPatterns = 256;  // codes of eight neighbours
constexpr int kUniform = 59;    // 58 codes with at most two changes round the circle, and all others together

/// Where the histogram of uniform patterns counts a code. Source: Ojala et al. 2002, TPAMI 24(7).
std::array<int, kPatterns> uniformBins() {
    std::array<int, kPatterns> bins{};
    int next = 0;
    for (unsigned code = 0; code < kPatterns; ++code) {
        const unsigned turned = ((code << 1) | (code >> 7)) & 0xff;
        bins[code] = std::popcount(code ^ turned) <= 2 ? next++ : kUniform - 1;
    }
    return bins;
}

/// Local binary pattern histograms by OpenCV's face module. The template is the square root of each cell's
/// histogram, so that a product of templates is the Bhattacharyya coefficient: the cosine then ranks as the
/// Hellinger distance does. Source: Ahonen et al. 2006, TPAMI 28(12).
class Lbph final : public Recogniser {
  public:
    const std::string& id() const override { return id_; }
    int dimension() const override { return kCells * kCells * kUniform; }
    Alignment alignment() const override { return Alignment::kBoxGrey; }

    std::vector<std::vector<float>> describe(std::span<const cv::Mat> aligned) const override {
        static const auto kBins = uniformBins();
        std::vector<std::vector<float>> descriptors;
        for (const auto& face : aligned) {
            cv::Mat grey;
            cv::cvtColor(face, grey, cv::COLOR_BGR2GRAY);
            const auto model = cv::face::LBPHFaceRecognizer::create(1, 8, kCells, kCells);
            model->train(std::vector<cv::Mat>{grey}, std::vector<int>{0});
            const cv::Mat histogram = model->getHistograms().at(0);
            LINEAMENT_CHECK(histogram.type() == CV_32F && histogram.total() == kCells * kCells * kPatterns);
            std::vector<float> descriptor(static_cast<std::size_t>(dimension()));
            for (int cell = 0; cell < kCells * kCells; ++cell)
                for (int code = 0; code < kPatterns; ++code)
                    descriptor[static_cast<std::size_t>(cell * kUniform +
                                                        kBins[static_cast<std::size_t>(code)])] +=
                        histogram.at<float>(cell * kPatterns + code);
            descriptors.push_back(std::move(descriptor));
        }
        return descriptors;
    }

    std::vector<float> toTemplate(std::vector<float> descriptor) const override {
        for (float& share : descriptor)
            share = std::sqrt(share);
        return unitLength(std::move(descriptor));
    }

  private:
    std::string id_ = "lbph";
};

}  // namespace

std::unique_ptr<Recogniser> makeLbph() {
    return std::make_unique<Lbph>();
}

}  // namespace lineament
