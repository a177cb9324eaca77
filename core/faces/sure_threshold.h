#pragma once

#include "core/faces/calibration.h"

namespace lineament {

/// Smallest threshold whose false match rate is at most this with 95 % confidence: a calibration counts few
/// false matches where rates are low, so that its own figure is as often too low as too high. The upper limit
/// is that of a Poisson count, which leaves out that comparisons share people; beyond the last point that was
/// measured, that point's limit counts. Source: Garwood 1936, Biometrika 28(3/4); approximated after Wilson
/// and Hilferty 1931, PNAS 17(12). Throws as Calibration::thresholdAt().
double sureThresholdAt(const Calibration& calibration, double fmr);

/// Upper 95 % limit of the mean of a Poisson count.
double upperLimitOfCount(double count);

}  // namespace lineament
