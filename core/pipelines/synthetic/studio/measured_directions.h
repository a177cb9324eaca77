#pragma once

#include <filesystem>
#include <vector>

#include "core/faces/face_engine.h"
#include "core/gan/synthesis/synthesiser.h"

namespace lineament {

struct MeasuredOptions {
    int samples = 480;                ///< faces that are drawn and measured
    double psi = 0.9;                 ///< of them: with less truncation more of them are no faces
    std::uint64_t seed = 90'000'000;  ///< of the first, far from those that are looked at
};

/// Directions in W learned from what our own networks measure in generated faces: "yaw" (to the image's
/// right), "pitch" (up) and "smile" (wide mouth, raised corners, by the landmarks). Each is the covariance of
/// styles with the measure, made orthogonal to the directions given, so that a smile does not change age; one
/// deviation is that of the styles along it. What does not follow the styles is left out.
/// Source: Shen et al. 2020, Interpreting the Latent Space of GANs, with Haufe et al. 2014 (patterns in the
/// place of filters). Empty where there is no W. Throws model errors, Cancelled.
std::vector<gan::Direction> measuredDirections(const FaceEngine& engine, const gan::Synthesiser& synthesiser,
                                               const std::vector<gan::Direction>& apart, JobContext& context,
                                               const MeasuredOptions& options = {});

/// Writes directions atomically. Throws Error(kDiskFull, kUnwritable).
void saveDirections(const std::vector<gan::Direction>& directions, const std::filesystem::path& file);
/// None if there is no such file, or it is damaged or of another size of W.
std::vector<gan::Direction> loadDirections(const std::filesystem::path& file, int styleDim);

/// Yaw and pitch in degrees and the smile of a face with 68 landmarks: the width of the mouth and how far its
/// corners stand above its middle, in distances of the eyes.
struct FaceMeasures {
    double yaw = 0, pitch = 0, smile = 0;
};
FaceMeasures measuresOf(const Face& face);
/// Of a picture as generators draw it, whose face stands where portraits have it. Throws model errors.
FaceMeasures measuresOf(const FaceEngine& engine, const gan::Picture& picture);

}  // namespace lineament
