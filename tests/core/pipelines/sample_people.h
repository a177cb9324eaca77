#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <opencv2/imgcodecs.hpp>

#include "core/faces/face_engine.h"
#include "core/image/image.h"
#include "tests/support/places.h"

namespace lineament::test {

/// Photos of one person each, cut out of the first sample photo (three people).
inline std::vector<cv::Mat> samplePeople(const FaceEngine& engine) {
    const auto photo = loadImage(samplePhoto(1)).bgr;
    std::vector<cv::Mat> people;
    for (const auto& face : engine.detect(photo)) {
        const auto around = clip(scaled(face.box, 1.7f), {photo.cols, photo.rows});
        people.push_back(photo(cv::Rect(static_cast<int>(around.x), static_cast<int>(around.y),
                                        static_cast<int>(around.width), static_cast<int>(around.height)))
                             .clone());
    }
    return people;
}

/// Writes the picture as PNG with one pixel of its own, so that no two files are alike.
inline std::filesystem::path writePhoto(const std::filesystem::path& path, cv::Mat picture, int number = 0) {
    picture = picture.clone();
    picture.at<cv::Vec3b>(0, 0) = cv::Vec3b(static_cast<uchar>(number), 7, 7);
    std::filesystem::create_directories(path.parent_path());
    cv::imwrite(path.string(), picture);
    return path;
}

}  // namespace lineament::test
