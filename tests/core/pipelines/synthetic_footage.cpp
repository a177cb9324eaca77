#include "tests/core/pipelines/synthetic_footage.h"

#include <algorithm>
#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/image/image.h"
#include "tests/support/places.h"

namespace lineament::test {
namespace {

constexpr float kFaceWidth = 64;

cv::Mat scene(std::uint64_t seed) {
    cv::RNG random(seed);
    cv::Mat picture(360, 640, CV_8UC3,
                    cv::Scalar(random.uniform(40, 160), random.uniform(40, 160), random.uniform(40, 160)));
    for (int i = 0; i < 40; ++i)
        cv::circle(picture, {random.uniform(0, 640), random.uniform(0, 360)}, random.uniform(10, 90),
                   cv::Scalar(random.uniform(0, 255), random.uniform(0, 255), random.uniform(0, 255)),
                   cv::FILLED);
    cv::GaussianBlur(picture, picture, {}, 9);
    return picture;
}

}  // namespace

SyntheticFootage::SyntheticFootage(const FaceEngine& engine) : firstScene_(scene(1)), secondScene_(scene(2)) {
    const Image photo = loadImage(samplePhoto(6));
    auto faces = engine.detect(photo.bgr);
    LINEAMENT_CHECK(faces.size() == 4);
    std::sort(faces.begin(), faces.end(), [](const Face& a, const Face& b) { return a.box.x < b.box.x; });
    annasFace_ = faces[1];
    annasTemplate_ = engine.embed(photo.bgr, {&faces[1], 1}).front();
    anna_ = cutOut(photo.bgr, faces[1].box);
    bea_ = cutOut(photo.bgr, faces[3].box);
}

SyntheticFootage::Head SyntheticFootage::cutOut(const cv::Mat& photo, const BoxPx& face) {
    const BoxPx around = clip(scaled(face, 1.7f), {photo.cols, photo.rows});
    const cv::Rect part(static_cast<int>(around.x), static_cast<int>(around.y),
                        static_cast<int>(around.width), static_cast<int>(around.height));
    const double scale = kFaceWidth / face.width;
    Head head;
    cv::resize(photo(part), head.bgr, {}, scale, scale, cv::INTER_AREA);
    cv::Mat mask = cv::Mat::zeros(head.bgr.size(), CV_8U);
    cv::ellipse(mask, {mask.cols / 2, mask.rows / 2}, {mask.cols * 46 / 100, mask.rows * 46 / 100}, 0, 0, 360,
                255, cv::FILLED);
    cv::GaussianBlur(mask, mask, {}, 3);
    mask.convertTo(head.alpha, CV_32F, 1 / 255.0);
    const float s = static_cast<float>(scale);
    head.face = {(face.x - static_cast<float>(part.x)) * s, (face.y - static_cast<float>(part.y)) * s,
                 face.width * s, face.height * s};
    return head;
}

void SyntheticFootage::paste(const Head& head, const BoxPx& face, cv::Mat& frame) {
    const cv::Point corner(cvRound(face.x - head.face.x), cvRound(face.y - head.face.y));
    for (int y = 0; y < head.bgr.rows; ++y)
        for (int x = 0; x < head.bgr.cols; ++x) {
            const cv::Point to = corner + cv::Point(x, y);
            if (!cv::Rect({0, 0}, frame.size()).contains(to)) continue;
            const float alpha = head.alpha.at<float>(y, x);
            auto& pixel = frame.at<cv::Vec3b>(to);
            const auto& from = head.bgr.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c)
                pixel[c] = cv::saturate_cast<uchar>(alpha * from[c] + (1 - alpha) * pixel[c]);
        }
}

BoxPx SyntheticFootage::anna(int frame) const {
    const float x = frame < kCut ? 60 + 4.0f * static_cast<float>(frame) : 420;
    return {x, frame < kCut ? 120.0f : 150.0f, anna_.face.width, anna_.face.height};
}

std::optional<BoxPx> SyntheticFootage::bea(int frame) const {
    if (frame >= kCut) return std::nullopt;
    return BoxPx{500, 180, bea_.face.width, bea_.face.height};
}

cv::Mat SyntheticFootage::frame(int number) const {
    cv::Mat picture = (number < kCut ? firstScene_ : secondScene_).clone();
    paste(anna_, anna(number), picture);
    if (const auto face = bea(number)) paste(bea_, *face, picture);
    if (number >= kHiddenFrom && number < kHiddenUntil) {
        const BoxPx board = scaled(anna(number), 1.8f);
        cv::rectangle(picture, cv::Rect2f(board.x, board.y, board.width, board.height), {70, 90, 100},
                      cv::FILLED);
    }
    cv::Mat noise(picture.size(), CV_16SC3);
    cv::RNG(static_cast<std::uint64_t>(number) + 1).fill(noise, cv::RNG::NORMAL, 0, 2);
    cv::add(picture, noise, picture, cv::noArray(), CV_8U);
    return picture;
}

void SyntheticFootage::write(const std::filesystem::path& folder) const {
    std::filesystem::create_directories(folder);
    for (int i = 0; i < kFrames; ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "frame%03d.jpg", i);
        cv::imwrite((folder / name).string(), frame(i), {cv::IMWRITE_JPEG_QUALITY, 92});
    }
}

}  // namespace lineament::test
