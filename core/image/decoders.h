#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string>

#include "core/base/error.h"
#include "core/image/geometry.h"

/// Inside of core/image: one decoder a family of formats, all with the same shape of call.
namespace lineament::image {

/// What a decoder is given.
struct Encoded {
    std::span<const std::byte> bytes;
    const std::string& name;  ///< what errors are about
    std::int64_t maxPixels;

    const std::uint8_t* data() const { return reinterpret_cast<const std::uint8_t*>(bytes.data()); }
    std::size_t size() const { return bytes.size(); }
    /// Throws Error(kTooLarge) above the limit, Error(kUnreadable) for an empty area.
    void checkSize(std::int64_t width, std::int64_t height) const;
    [[noreturn]] void fail(
        const std::string& why) const;     ///< Error(kUnreadable, "the picture is damaged: why")
    [[noreturn]] void failCutOff() const;  ///< Error(kUnreadable, "the picture is cut off")
};

/// What a decoder gives: pixels as stored, not yet upright.
struct Decoded {
    cv::Mat pixels;              ///< H x W, u8 or f32 (0 to 1), 1 channel grey, 3 BGR or 4 BGRA
    int bitsPerChannel = 8;      ///< as stored
    int orientation = 1;         ///< EXIF orientation still to be applied, 1 to 8
    bool linearLight = false;    ///< f32 in proportion to light, not gamma-coded
    bool premultiplied = false;  ///< colours were already multiplied by alpha
};

/// Each throws Error(kUnreadable, kUnsupported or kTooLarge), the last before memory for pixels is taken.
/// Thread: any. None of them writes to stderr.
Decoded decodeJpeg(const Encoded& encoded);
Decoded decodePng(const Encoded& encoded);
Decoded decodeWebp(const Encoded& encoded);  ///< first frame of an animation
Decoded decodeTiff(const Encoded& encoded);  ///< first directory
Decoded decodeHeif(const Encoded& encoded);  ///< HEIC and AVIF, primary picture, upright already
Decoded decodeRadiance(const Encoded& encoded);
/// GIF (first frame), BMP, PNM, JPEG 2000, TGA, EXR and the other formats that libavcodec decodes from one
/// packet. codecId is an AVCodecID; size as the header says, 0 x 0 where it is not known.
Decoded decodeByLibav(const Encoded& encoded, int codecId, SizePx size);
/// The largest picture of a Windows icon or cursor.
Decoded decodeIcon(const Encoded& encoded);

/// Throws Error(kUnreadable) where the structure of a file that libavcodec is to decode ends too early.
void refuseCutOff(const Encoded& encoded, int codecId);

/// Orientation in an EXIF block (a TIFF structure, with or without "Exif\0\0" before it). 1 where there is
/// none or it is invalid. Source: CIPA DC-008 (Exif 2.32), tag 0x0112.
int exifOrientation(std::span<const std::byte> exif);
/// Turns and mirrors pixels as stored so that they are upright. orientation 1 to 8.
cv::Mat upright(const cv::Mat& pixels, int orientation);
/// True if any pixel is not opaque.
bool hasTransparency(const cv::Mat& pixels);
/// 8-bit BGR: grey widened, light coded, alpha laid on mid grey (see Image::bgr).
cv::Mat flattened(const Decoded& decoded);

}  // namespace lineament::image
