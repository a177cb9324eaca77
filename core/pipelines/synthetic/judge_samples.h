#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/faces/face_engine.h"
#include "core/gan/metrics/set_distance.h"
#include "core/gan/training/picture_set.h"

namespace lineament {

/// What detection and recognition make of pictures that should each show one face.
struct JudgedPictures {
    std::vector<int> faces;        ///< how many were found, one number a picture
    gan::FeatureSet templates;     ///< of the largest face of each picture that shows one
    std::vector<int> pictureOf;    ///< which picture each template is of
    int side = 0;                  ///< of the pictures, px
    double detectedShare() const;  ///< share of pictures with exactly one face
};

/// Pictures may be as small as 32 px; they are enlarged and given a margin, as faces fill them.
/// Throws Cancelled and model errors.
JudgedPictures judgePictures(const FaceEngine& engine, std::span<const gan::Picture> pictures,
                             JobContext& context);

/// How samples of a generator compare with real faces. Distances are Fréchet and kernel *face* distances on
/// templates of the engine's recogniser; they are neither FID nor KID and must not be compared with those.
struct SampleFigures {
    double frechet = 0, kernel = 0;  ///< x 1000
    double precision = 0, recall = 0;
    double detectedShare = 0;   ///< exactly one face found
    double nearestMedian = 0;   ///< similarity to the nearest real face, median over samples
    double belowThreshold = 0;  ///< share of samples less similar to every real face than threshold
    double threshold = 0;       ///< see likenessThreshold()
    /// The two for every tenth real face beside the other nine: what a stranger to the set would have.
    double realNearestMedian = 0, realBelowThreshold = 0;
    double halvesFrechet = 0;  ///< the same distance between two halves of the real set
    int samples = 0, real = 0;
    std::map<std::string, double> named() const;
};
/// Throws Error(kInvalidArgument) where fewer than 8 faces were found on a side.
SampleFigures compareSamples(const FaceEngine& engine, const JudgedPictures& samples,
                             const JudgedPictures& real);

/// At most count pictures of a set, evenly spread over it, so that its labels are represented.
std::vector<gan::Picture> spread(const gan::PictureSet& set, std::int64_t count);

/// An RGB picture of the GAN rooms as OpenCV has it, and back.
cv::Mat bgrOf(const gan::Picture& picture);
gan::Picture pictureOf(const cv::Mat& bgr);
/// Decodes through core/image, for gan::loadPictureSet().
gan::Picture decodePicture(std::span<const std::byte> bytes, const std::string& name);

}  // namespace lineament
