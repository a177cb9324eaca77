#pragma once

#include "core/image/geometry.h"

namespace lineament {

/// Where a moving face will be: a constant-velocity Kalman filter on the centre and on the logarithms of
/// width and height, with noise in proportion to the face. Source: Kalman 1960; Bewley et al. 2016 (SORT).
class BoxMotion {
  public:
    BoxMotion(const BoxPx& box, double ms);

    /// The box at a later time. Speed fades while nothing is seen, so that a lost face does not fly away.
    BoxPx predict(double ms) const;
    /// Takes a seen box in.
    void correct(const BoxPx& box, double ms);
    double lastMs() const { return ms_; }

  private:
    /// One coordinate: value, speed a second, and their covariance.
    struct Axis {
        double value = 0, speed = 0;
        double varianceValue = 0, covariance = 0, varianceSpeed = 0;
        void advance(double seconds, double acceleration);
        void correct(double seen, double noise);
    };

    Axis x_, y_, logWidth_, logHeight_;
    double ms_;
};

}  // namespace lineament
