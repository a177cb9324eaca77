#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/image/geometry.h"

namespace lineament {

/// One decoded picture, ready for the engine.
struct Image {
    cv::Mat bgr;  ///< H x W, 8-bit BGR, upright (EXIF orientation applied), alpha laid on mid grey;
                  ///< what is transparent everywhere shows its colours as if it were opaque
    std::filesystem::path path;  ///< where it came from; empty if made in memory
    SizePx stored;               ///< size as stored, before orientation
    int orientation = 1;         ///< EXIF orientation that was applied, 1 to 8
    int bitsPerChannel = 8;      ///< as stored
    bool hadAlpha = false;       ///< some pixel was not opaque
};

/// Limits that are checked before pixels are decoded.
struct DecodeOptions {
    std::int64_t maxPixels = 200'000'000;  ///< width x height, from the header
    std::int64_t maxFileBytes = 1'000'000'000;
};

/// Decodes a photo of any supported format (first frame of an animation).
/// Throws Error(kNotFound, kUnreadable: empty, truncated or damaged; kUnsupported: not a picture;
/// kTooLarge: above the limits). Thread: any.
Image loadImage(const std::filesystem::path& path, const DecodeOptions& options = {});
/// The same from memory. `name` is what errors are about.
Image decodeImage(std::span<const std::byte> bytes, const std::string& name,
                  const DecodeOptions& options = {});

/// JPEG bytes of a BGR picture. quality 1 to 100.
std::vector<std::byte> encodeJpeg(const cv::Mat& bgr, int quality = 92);

/// True if the file name ends like a picture that can be decoded.
bool looksLikeImage(const std::filesystem::path& path);

/// Pictures below a folder in natural order of their names, not following links out of it.
/// Throws Error(kNotFound) if there is no such folder.
std::vector<std::filesystem::path> imagesIn(const std::filesystem::path& folder, bool recursive = false);

}  // namespace lineament
