#ifdef LINEAMENT_HAVE_HEIF
#include <libheif/heif.h>
#endif

#include <cstring>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "core/image/decoders.h"

namespace lineament::image {

#ifdef LINEAMENT_HAVE_HEIF

namespace {

template <class T, void (*kRelease)(T*)>
struct Release {
    void operator()(T* object) const { kRelease(object); }
};
using Context = std::unique_ptr<heif_context, Release<heif_context, heif_context_free>>;
struct ReleaseHandle {
    void operator()(const heif_image_handle* handle) const { heif_image_handle_release(handle); }
};
struct ReleaseImage {
    void operator()(const heif_image* image) const { heif_image_release(image); }
};

void check(const heif_error& error, const Encoded& encoded) {
    switch (error.code) {
        case heif_error_Ok:
            return;
        case heif_error_Unsupported_feature:
        case heif_error_Unsupported_filetype:
        case heif_error_Decoder_plugin_error:
            throw Error(ErrorCode::kUnsupported, encoded.name,
                        std::string("this variant of HEIF cannot be read (") + error.message + ")");
        case heif_error_Memory_allocation_error:
            throw Error(ErrorCode::kTooLarge, encoded.name, "the picture does not fit into memory");
        default:
            if (error.subcode == heif_suberror_End_of_data) encoded.failCutOff();
            encoded.fail(error.message ? error.message : "it cannot be decoded");
    }
}

}  // namespace

Decoded decodeHeif(const Encoded& encoded) {
    const Context context(heif_context_alloc());
    if (!context) throw std::bad_alloc();
    check(heif_context_read_from_memory_without_copy(context.get(), encoded.data(), encoded.size(), nullptr),
          encoded);
    heif_image_handle* found = nullptr;
    check(heif_context_get_primary_image_handle(context.get(), &found), encoded);
    const std::unique_ptr<heif_image_handle, ReleaseHandle> handle(found);
    encoded.checkSize(heif_image_handle_get_width(handle.get()), heif_image_handle_get_height(handle.get()));
    const bool alpha = heif_image_handle_has_alpha_channel(handle.get());
    Decoded decoded;
    decoded.bitsPerChannel = std::max(8, heif_image_handle_get_luma_bits_per_pixel(handle.get()));
    decoded.premultiplied = alpha && heif_image_handle_is_premultiplied_alpha(handle.get());
    // libheif turns and mirrors by itself ('irot', 'imir'); an EXIF orientation beside them is to be ignored.
    // Source: ISO/IEC 23008-12, 6.5.10 and Annex A.
    const std::unique_ptr<heif_decoding_options, void (*)(heif_decoding_options*)> options(
        heif_decoding_options_alloc(), &heif_decoding_options_free);
    options->convert_hdr_to_8bit = 1;
    heif_image* made = nullptr;
    check(
        heif_decode_image(handle.get(), &made, heif_colorspace_RGB,
                          alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options.get()),
        encoded);
    const std::unique_ptr<heif_image, ReleaseImage> image(made);
    int step = 0;
    const auto* pixels = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &step);
    const int width = heif_image_get_width(image.get(), heif_channel_interleaved);
    const int height = heif_image_get_height(image.get(), heif_channel_interleaved);
    if (!pixels || width <= 0 || height <= 0) encoded.fail("it has no pixels");
    const cv::Mat rgb(height, width, alpha ? CV_8UC4 : CV_8UC3, const_cast<std::uint8_t*>(pixels),
                      static_cast<std::size_t>(step));
    cv::cvtColor(rgb, decoded.pixels, alpha ? cv::COLOR_RGBA2BGRA : cv::COLOR_RGB2BGR);
    return decoded;
}

#else

Decoded decodeHeif(const Encoded& encoded) {
    throw Error(ErrorCode::kUnsupported, encoded.name,
                "this build reads no HEIF or AVIF (libheif was not there)");
}

#endif

}  // namespace lineament::image
