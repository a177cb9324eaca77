#pragma once

#include <string>

#include "core/base/clock.h"

namespace lineament {

/// A number as reports write it, with so many decimals.
std::string number(double value, int decimals);

/// An error rate to two digits, "< " before it if it is only a bound.
std::string rate(double value, bool bound = false);

/// "2026-11-12 09:30:05 UTC".
std::string dateOf(UnixMs at);

}  // namespace lineament
