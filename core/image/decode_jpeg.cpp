#include <csetjmp>
#include <cstdio>
#include <cstring>

#include "core/image/decoders.h"

// libjpeg's headers need size_t and FILE before them.
#include <jerror.h>
#include <jpeglib.h>

namespace lineament::image {
namespace {

// A progressive picture may repeat scans without end; cameras write ten or so.
constexpr int kMostScans = 500;

/// libjpeg behind calls that answer true or false. Its errors jump, so nothing with a destructor lives in the
/// functions that arm the jump.
class JpegReader {
  public:
    JpegReader(const std::uint8_t* data, std::size_t size) {
        info_.err = jpeg_std_error(&errors_);
        errors_.error_exit = &JpegReader::onError;
        errors_.emit_message = &JpegReader::onMessage;
        errors_.output_message = [](j_common_ptr) {};
        info_.client_data = this;
        progress_.progress_monitor = &JpegReader::onProgress;
        if (setjmp(jump_)) return;
        jpeg_create_decompress(&info_);
        info_.progress = &progress_;
        jpeg_mem_src(&info_, data, size);
        jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xffff);
    }
    ~JpegReader() { jpeg_destroy_decompress(&info_); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    bool readHeader() {
        if (setjmp(jump_)) return false;
        jpeg_read_header(&info_, TRUE);
        if (info_.jpeg_color_space == JCS_GRAYSCALE) {
            info_.out_color_space = JCS_GRAYSCALE;
        } else if (info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK) {
            info_.out_color_space = JCS_CMYK;
        } else {
            info_.out_color_space = JCS_EXT_BGR;
        }
        return true;
    }

    bool readPixels(std::uint8_t* first, std::size_t step) {
        if (setjmp(jump_)) return false;
        jpeg_start_decompress(&info_);
        while (info_.output_scanline < info_.output_height) {
            JSAMPROW row = first + info_.output_scanline * step;
            jpeg_read_scanlines(&info_, &row, 1);
        }
        return true;
    }

    const jpeg_decompress_struct& info() const { return info_; }
    bool incomplete() const {
        // Without its end marker alone a picture of one scan still has all its pixels.
        return pastEnd_ && (damaged_ || jpeg_has_multiple_scans(const_cast<j_decompress_ptr>(&info_)));
    }
    bool damaged() const { return damaged_; }
    bool pastEnd() const { return pastEnd_; }
    int errorCode() const { return errors_.msg_code; }
    std::string errorText() const {
        char text[JMSG_LENGTH_MAX] = "";
        errors_.format_message(reinterpret_cast<j_common_ptr>(const_cast<j_decompress_ptr>(&info_)), text);
        return text;
    }

  private:
    static JpegReader& self(j_common_ptr info) { return *static_cast<JpegReader*>(info->client_data); }
    [[noreturn]] static void onError(j_common_ptr info) { std::longjmp(self(info).jump_, 1); }
    static void onMessage(j_common_ptr info, int level) {
        if (level >= 0) return;
        switch (info->err->msg_code) {
            case JWRN_JPEG_EOF:
                self(info).pastEnd_ = true;
                break;
            // The picture's own data are wrong. Other warnings are about what stands between them and are
            // harmless.
            case JWRN_HIT_MARKER:
            case JWRN_HUFF_BAD_CODE:
            case JWRN_MUST_RESYNC:
                self(info).damaged_ = true;
                break;
            default:
                break;
        }
    }
    static void onProgress(j_common_ptr info) {
        if (!info->is_decompressor) return;
        if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > kMostScans) {
            info->err->msg_code = JERR_BAD_PROGRESSION;
            onError(info);
        }
    }

    jpeg_decompress_struct info_{};
    jpeg_error_mgr errors_{};
    jpeg_progress_mgr progress_{};
    std::jmp_buf jump_{};
    bool pastEnd_ = false;
    bool damaged_ = false;
};

[[noreturn]] void failFor(const JpegReader& reader, const Encoded& encoded) {
    switch (reader.errorCode()) {
        case JERR_IMAGE_TOO_BIG:
            throw Error(ErrorCode::kTooLarge, encoded.name, "a JPEG side is longer than 65500 pixels");
        case JERR_SOF_UNSUPPORTED:
        case JERR_BAD_PRECISION:
            throw Error(ErrorCode::kUnsupported, encoded.name,
                        "this kind of JPEG (" + reader.errorText() + ") cannot be read");
        case JERR_NO_IMAGE:
        case JERR_INPUT_EMPTY:
        case JERR_INPUT_EOF:
            encoded.failCutOff();
        default:
            if (reader.pastEnd()) encoded.failCutOff();
            encoded.fail(reader.errorText());
    }
}

int orientationOf(const jpeg_decompress_struct& info) {
    for (auto marker = info.marker_list; marker; marker = marker->next)
        if (marker->marker == JPEG_APP0 + 1 && marker->data_length > 6 &&
            std::memcmp(marker->data, "Exif\0\0", 6) == 0)
            return exifOrientation({reinterpret_cast<const std::byte*>(marker->data), marker->data_length});
    return 1;
}

/// Adobe stores inks upside down: 255 is no ink.
cv::Mat bgrFromCmyk(const cv::Mat& cmyk, bool inverted) {
    cv::Mat bgr(cmyk.size(), CV_8UC3);
    const int flip = inverted ? 0 : 255;
    for (int y = 0; y < cmyk.rows; ++y) {
        const auto* from = cmyk.ptr<cv::Vec4b>(y);
        auto* to = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < cmyk.cols; ++x) {
            const int k = from[x][3] ^ flip;
            for (int c = 0; c < 3; ++c)
                to[x][2 - c] = static_cast<std::uint8_t>(((from[x][c] ^ flip) * k + 127) / 255);
        }
    }
    return bgr;
}

}  // namespace

Decoded decodeJpeg(const Encoded& encoded) {
    JpegReader reader(encoded.data(), encoded.size());
    if (!reader.readHeader()) failFor(reader, encoded);
    const auto& info = reader.info();
    encoded.checkSize(info.image_width, info.image_height);
    const int channels = info.out_color_space == JCS_GRAYSCALE ? 1 : info.out_color_space == JCS_CMYK ? 4 : 3;
    Decoded decoded;
    decoded.orientation = orientationOf(info);
    cv::Mat stored(static_cast<int>(info.image_height), static_cast<int>(info.image_width), CV_8UC(channels));
    if (!reader.readPixels(stored.data, stored.step)) failFor(reader, encoded);
    if (reader.incomplete()) encoded.failCutOff();
    if (reader.damaged()) encoded.fail("its compressed data make no sense");
    decoded.pixels = channels == 4 ? bgrFromCmyk(stored, info.saw_Adobe_marker) : stored;
    return decoded;
}

}  // namespace lineament::image
