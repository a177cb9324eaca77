#include "core/footage/box_motion.h"

#include <algorithm>
#include <cmath>

namespace lineament {
namespace {

// In face sizes: what a detector's box jitters by, and how heads accelerate (a nod takes a few tenths of a
// second and half a face). Fitted by eye to recordings of talking and moving people.
constexpr double kJitter = 0.03, kAcceleration = 8;
constexpr double kLogJitter = 0.05, kLogAcceleration = 2;
constexpr double kFadeSeconds = 0.25;

double sizeOf(double logWidth, double logHeight) {
    return std::exp((logWidth + logHeight) / 2);
}
double squared(double value) {
    return value * value;
}

}  // namespace

BoxMotion::BoxMotion(const BoxPx& box, double ms) : ms_(ms) {
    x_.value = box.centre().x;
    y_.value = box.centre().y;
    logWidth_.value = std::log(std::max(box.width, 1.0f));
    logHeight_.value = std::log(std::max(box.height, 1.0f));
    const double size = sizeOf(logWidth_.value, logHeight_.value);
    for (Axis* axis : {&x_, &y_})
        axis->varianceValue = squared(kJitter * size), axis->varianceSpeed = squared(2 * size);
    for (Axis* axis : {&logWidth_, &logHeight_})
        axis->varianceValue = squared(kLogJitter), axis->varianceSpeed = 0.25;
}

BoxPx BoxMotion::predict(double ms) const {
    const double seconds = std::max(0.0, (ms - ms_) / 1000);
    const double travelled = kFadeSeconds * (1 - std::exp(-seconds / kFadeSeconds));
    const double width = std::exp(logWidth_.value + logWidth_.speed * travelled);
    const double height = std::exp(logHeight_.value + logHeight_.speed * travelled);
    return {static_cast<float>(x_.value + x_.speed * travelled - width / 2),
            static_cast<float>(y_.value + y_.speed * travelled - height / 2), static_cast<float>(width),
            static_cast<float>(height)};
}

void BoxMotion::correct(const BoxPx& box, double ms) {
    const double seconds = std::max(0.0, (ms - ms_) / 1000);
    const double size = sizeOf(logWidth_.value, logHeight_.value);
    x_.advance(seconds, kAcceleration * size);
    y_.advance(seconds, kAcceleration * size);
    logWidth_.advance(seconds, kLogAcceleration);
    logHeight_.advance(seconds, kLogAcceleration);
    x_.correct(box.centre().x, kJitter * size);
    y_.correct(box.centre().y, kJitter * size);
    logWidth_.correct(std::log(std::max(box.width, 1.0f)), kLogJitter);
    logHeight_.correct(std::log(std::max(box.height, 1.0f)), kLogJitter);
    ms_ = ms;
}

void BoxMotion::Axis::advance(double seconds, double acceleration) {
    const double power = squared(acceleration);
    value += speed * seconds;
    varianceValue +=
        2 * seconds * covariance + seconds * seconds * varianceSpeed + power * std::pow(seconds, 4) / 4;
    covariance += seconds * varianceSpeed + power * std::pow(seconds, 3) / 2;
    varianceSpeed += power * seconds * seconds;
}

void BoxMotion::Axis::correct(double seen, double noise) {
    const double innovation = seen - value, total = varianceValue + squared(noise);
    const double gainValue = varianceValue / total, gainSpeed = covariance / total;
    value += gainValue * innovation;
    speed += gainSpeed * innovation;
    varianceSpeed -= gainSpeed * covariance;
    covariance *= 1 - gainValue;
    varianceValue *= 1 - gainValue;
}

}  // namespace lineament
