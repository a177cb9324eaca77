#pragma once

#include "core/image/geometry.h"

namespace lineament {

/// The part of a picture that faceCrop() shows: the face with a margin of a quarter of its size.
inline BoxPx cropPartOf(const BoxPx& face, SizePx picture) {
    return clip(scaled(face, 1.5f), picture);
}

}  // namespace lineament
