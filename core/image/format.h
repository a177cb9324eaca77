#pragma once

#include <cstddef>
#include <span>

#include "core/image/geometry.h"

namespace lineament::image {

enum class Format { kUnknown, kJpeg, kPng, kWebp, kTiff, kHeif, kRadiance, kIcon, kByLibav };

/// What the first bytes say a picture is.
struct Signature {
    Format format = Format::kUnknown;
    int codecId = 0;  ///< AVCodecID, for kByLibav
    SizePx size;      ///< from the header, where it stands at a fixed place; else 0 x 0
};

/// Tells the format by content; the file name has no say. Thread: any.
Signature signatureOf(std::span<const std::byte> bytes);

}  // namespace lineament::image
