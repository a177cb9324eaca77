#pragma once

#include <span>

#include "core/domain/presence.h"
#include "core/image/geometry.h"

namespace lineament {

/// Whether the middle of a face lies in the area of a camera; in all of the picture if there is none. Edges
/// that cross each other leave out what they enclose twice.
bool inArea(std::span<const CornerRel> area, const BoxPx& face, SizePx picture);

}  // namespace lineament
