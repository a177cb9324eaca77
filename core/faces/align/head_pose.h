#pragma once

#include <array>

#include "core/domain/face.h"

namespace lineament {

/// A point of the generic head, mm: origin at the nose tip, x to the image's right, y down, z into the head.
struct HeadPointMm {
    int landmark;  ///< index among the 68
    double x, y, z;
};

/// Rigid points of an adult head. Source: mean breadths and heights of Farkas 1994, Anthropometry of the Head
/// and Face; depths chosen so that dlib's mean shape looks straight ahead.
inline constexpr std::array<HeadPointMm, 14> kHeadPoints = {{{8, 0, 74, 16},
                                                             {27, 0, -42, 22},
                                                             {28, 0, -28, 15},
                                                             {29, 0, -14, 7},
                                                             {30, 0, 0, 0},
                                                             {31, -13, 9, 17},
                                                             {33, 0, 11, 13},
                                                             {35, 13, 9, 17},
                                                             {36, -45, -34, 42},
                                                             {39, -17, -33, 34},
                                                             {42, 17, -33, 34},
                                                             {45, 45, -34, 42},
                                                             {48, -25, 34, 24},
                                                             {54, 25, 34, 24}}};

/// Rotation of the head against the line of sight to it, from the rigid ones of the 68 points by a
/// perspective-n-point fit. Yaw and pitch say where the face points, roll turns it about that axis.
/// Costs about 0.1 ms. Thread: any.
Pose headPose(const Landmarks68& points);

}  // namespace lineament
