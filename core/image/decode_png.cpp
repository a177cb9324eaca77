#include <png.h>

#include <csetjmp>
#include <cstring>
#include <vector>

#include "core/image/decoders.h"

namespace lineament::image {
namespace {

/// libpng behind calls that answer true or false. Its errors jump, so nothing with a destructor lives in the
/// functions that arm the jump.
class PngReader {
  public:
    PngReader(const std::uint8_t* data, std::size_t size) : next_(data), left_(size) {
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, &PngReader::onError,
                                      [](png_structp, png_const_charp) {});
        if (png_) info_ = png_create_info_struct(png_);
    }
    ~PngReader() { png_destroy_read_struct(&png_, &info_, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    bool readHeader() {
        if (!png_ || !info_) return false;
        if (setjmp(png_jmpbuf(png_))) return false;
        png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_read_fn(png_, this, &PngReader::onRead);
        png_set_crc_action(png_, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
        png_read_info(png_, info_);
        bits_ = png_get_bit_depth(png_, info_);
        png_set_expand(png_);    // palette to colours, 1 to 4 bits to 8, transparent colour to alpha
        png_set_scale_16(png_);  // 16 bits to 8, rounded
        png_set_bgr(png_);
        if (png_get_color_type(png_, info_) == PNG_COLOR_TYPE_GRAY_ALPHA) png_set_gray_to_rgb(png_);
        if (png_get_color_type(png_, info_) == PNG_COLOR_TYPE_GRAY &&
            png_get_valid(png_, info_, PNG_INFO_tRNS))
            png_set_gray_to_rgb(png_);
        png_set_interlace_handling(png_);
        png_read_update_info(png_, info_);
        return true;
    }

    bool readPixels(png_bytepp rows) {
        if (setjmp(png_jmpbuf(png_))) return false;
        png_read_image(png_, rows);
        png_read_end(png_, info_);
        return true;
    }

    int width() const { return static_cast<int>(png_get_image_width(png_, info_)); }
    int height() const { return static_cast<int>(png_get_image_height(png_, info_)); }
    int channels() const { return png_get_channels(png_, info_); }
    int bits() const { return bits_; }
    bool cutOff() const { return cutOff_; }
    const char* error() const { return error_; }
    int orientation() const {
        png_uint_32 size = 0;
        png_bytep exif = nullptr;
        if (!(png_get_valid(png_, info_, PNG_INFO_eXIf)) || !png_get_eXIf_1(png_, info_, &size, &exif))
            return 1;
        return exifOrientation({reinterpret_cast<const std::byte*>(exif), size});
    }

  private:
    [[noreturn]] static void onError(png_structp png, png_const_charp text) {
        auto& self = *static_cast<PngReader*>(png_get_error_ptr(png));
        std::strncpy(self.error_, text, sizeof self.error_ - 1);
        png_longjmp(png, 1);
    }
    static void onRead(png_structp png, png_bytep to, std::size_t count) {
        auto& self = *static_cast<PngReader*>(png_get_io_ptr(png));
        if (count > self.left_) {
            self.cutOff_ = true;
            png_error(png, "cut off");
        }
        std::memcpy(to, self.next_, count);
        self.next_ += count;
        self.left_ -= count;
    }

    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    const std::uint8_t* next_;
    std::size_t left_;
    int bits_ = 8;
    bool cutOff_ = false;
    char error_[128] = "";
};

[[noreturn]] void failFor(const PngReader& reader, const Encoded& encoded) {
    if (reader.cutOff()) encoded.failCutOff();
    encoded.fail(reader.error());
}

}  // namespace

Decoded decodePng(const Encoded& encoded) {
    PngReader reader(encoded.data(), encoded.size());
    if (!reader.readHeader()) failFor(reader, encoded);
    encoded.checkSize(reader.width(), reader.height());
    Decoded decoded;
    decoded.bitsPerChannel = reader.bits();
    decoded.pixels.create(reader.height(), reader.width(), CV_8UC(reader.channels()));
    std::vector<png_bytep> rows(static_cast<std::size_t>(reader.height()));
    for (int y = 0; y < reader.height(); ++y)
        rows[static_cast<std::size_t>(y)] = decoded.pixels.ptr(y);
    if (!reader.readPixels(rows.data())) failFor(reader, encoded);
    decoded.orientation = reader.orientation();  // the block may stand behind the pixels
    return decoded;
}

}  // namespace lineament::image
