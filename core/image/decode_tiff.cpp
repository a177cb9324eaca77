#include <tiffio.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/image/decoders.h"

namespace lineament::image {
namespace {

/// The file in memory, as libtiff's callbacks see it, and the first error.
struct Source {
    const Encoded& encoded;
    std::uint64_t at = 0;
    bool pastEnd = false;
    std::string error;
};

Source& source(thandle_t handle) {
    return *static_cast<Source*>(handle);
}

tmsize_t readBytes(thandle_t handle, void* to, tmsize_t count) {
    auto& from = source(handle);
    const std::uint64_t left = from.at < from.encoded.size() ? from.encoded.size() - from.at : 0;
    const auto got = std::min<std::uint64_t>(left, static_cast<std::uint64_t>(count));
    if (std::cmp_less(got, count)) from.pastEnd = true;
    if (got > 0) std::memcpy(to, from.encoded.data() + from.at, got);
    from.at += got;
    return static_cast<tmsize_t>(got);
}

toff_t seekTo(thandle_t handle, toff_t offset, int whence) {
    auto& from = source(handle);
    from.at = whence == SEEK_CUR   ? from.at + offset
              : whence == SEEK_END ? from.encoded.size() + offset
                                   : offset;
    return from.at;
}

int keepFirstError(TIFF*, void* user, const char*, const char* format, va_list arguments) {
    auto& error = static_cast<Source*>(user)->error;
    char text[256] = "";
    std::vsnprintf(text, sizeof text, format, arguments);
    if (error.empty()) error = text;
    return 1;
}

using Tiff = std::unique_ptr<TIFF, void (*)(TIFF*)>;

Tiff opened(Source& from) {
    const std::unique_ptr<TIFFOpenOptions, void (*)(TIFFOpenOptions*)> options(TIFFOpenOptionsAlloc(),
                                                                               &TIFFOpenOptionsFree);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepFirstError, &from);
    TIFFOpenOptionsSetWarningHandlerExtR(
        options.get(), [](TIFF*, void*, const char*, const char*, va_list) { return 1; }, nullptr);
    // No single buffer needs more than the pixels of the largest picture.
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(16 * from.encoded.maxPixels));
    return {TIFFClientOpenExt(
                from.encoded.name.c_str(), "rm", &from, readBytes,
                [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; }, seekTo, [](thandle_t) { return 0; },
                [](thandle_t handle) -> toff_t { return source(handle).encoded.size(); }, nullptr, nullptr,
                options.get()),
            &TIFFClose};
}

[[noreturn]] void failFor(const Source& from) {
    if (from.pastEnd) from.encoded.failCutOff();
    from.encoded.fail(from.error.empty() ? "its directory makes no sense" : from.error);
}

template <class T>
T field(TIFF* tiff, std::uint32_t tag, T otherwise) {
    T value = otherwise;
    TIFFGetFieldDefaulted(tiff, tag, &value);
    return value;
}

/// Float samples, which libtiff's own conversion does not take. Strips of interleaved samples only.
cv::Mat floatPixels(TIFF* tiff, int width, int height, int samples, Source& from) {
    if (TIFFIsTiled(tiff) ||
        field<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) != PLANARCONFIG_CONTIG ||
        samples > 4 || samples == 2)
        throw Error(ErrorCode::kUnsupported, from.encoded.name,
                    "TIFF with floating-point samples in tiles or planes cannot be read");
    cv::Mat pixels(height, width, CV_32FC(samples));
    if (TIFFScanlineSize64(tiff) > pixels.step.p[0]) from.encoded.fail("its rows are longer than its width");
    for (int y = 0; y < height; ++y)
        if (TIFFReadScanline(tiff, pixels.ptr(y), static_cast<std::uint32_t>(y), 0) < 0) failFor(from);
    if (samples >= 3) cv::cvtColor(pixels, pixels, samples == 3 ? cv::COLOR_RGB2BGR : cv::COLOR_RGBA2BGR);
    return pixels;
}

}  // namespace

Decoded decodeTiff(const Encoded& encoded) {
    Source from{encoded};
    const auto tiff = opened(from);
    if (!tiff) failFor(from);
    std::uint32_t width = 0, height = 0;
    TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
    encoded.checkSize(width, height);
    Decoded decoded;
    const int orientation = field<std::uint16_t>(tiff.get(), TIFFTAG_ORIENTATION, 1);
    decoded.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    decoded.bitsPerChannel = field<std::uint16_t>(tiff.get(), TIFFTAG_BITSPERSAMPLE, 8);
    const int samples = field<std::uint16_t>(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1);
    if (field<std::uint16_t>(tiff.get(), TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT) == SAMPLEFORMAT_IEEEFP &&
        decoded.bitsPerChannel == 32) {
        decoded.pixels =
            floatPixels(tiff.get(), static_cast<int>(width), static_cast<int>(height), samples, from);
        return decoded;
    }
    // Pixels are wanted as stored: libtiff would apply only the mirroring half of the orientation.
    TIFFSetField(tiff.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    std::uint16_t extras = 0, *kinds = nullptr;
    TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_EXTRASAMPLES, &extras, &kinds);
    const int alphaKind = extras > 0 ? kinds[0] : EXTRASAMPLE_UNSPECIFIED;
    const bool alpha = alphaKind == EXTRASAMPLE_ASSOCALPHA || alphaKind == EXTRASAMPLE_UNASSALPHA;
    decoded.premultiplied = alphaKind == EXTRASAMPLE_ASSOCALPHA;
    if (alphaKind == EXTRASAMPLE_UNASSALPHA) {
        // Said to be multiplied already, libtiff leaves the colours alone; where nothing is opaque they are
        // all there is.
        std::vector<std::uint16_t> said(kinds, kinds + extras);
        said[0] = EXTRASAMPLE_ASSOCALPHA;
        TIFFSetField(tiff.get(), TIFFTAG_EXTRASAMPLES, extras, said.data());  // kinds is gone
    }
    from.error.clear();  // what was wrong in the directory was overcome
    char why[1024] = "";
    if (!TIFFRGBAImageOK(tiff.get(), why))
        throw Error(ErrorCode::kUnsupported, encoded.name,
                    std::string("this variant of TIFF cannot be read (") + why + ")");
    cv::Mat rgba(static_cast<int>(height), static_cast<int>(width), CV_8UC4);
    if (!TIFFReadRGBAImageOriented(tiff.get(), width, height, rgba.ptr<std::uint32_t>(), ORIENTATION_TOPLEFT,
                                   1))
        failFor(from);
    if (!from.error.empty() || from.pastEnd) failFor(from);
    cv::cvtColor(rgba, decoded.pixels, alpha ? cv::COLOR_RGBA2BGRA : cv::COLOR_RGBA2BGR);
    return decoded;
}

}  // namespace lineament::image
