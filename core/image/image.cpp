#include "core/image/image.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <opencv2/imgcodecs.hpp>
#include <system_error>

#include "core/base/check.h"
#include "core/base/file_failure.h"
#include "core/image/decoders.h"
#include "core/image/format.h"

namespace lineament {
namespace image {

void Encoded::checkSize(std::int64_t width, std::int64_t height) const {
    if (width <= 0 || height <= 0) fail("it has no area");
    if (width > maxPixels / height)
        throw Error(ErrorCode::kTooLarge, name,
                    "the picture is " + std::to_string(width) + " x " + std::to_string(height) +
                        " pixels, more than the limit of " + std::to_string(maxPixels));
}

void Encoded::fail(const std::string& why) const {
    throw Error(ErrorCode::kUnreadable, name, "the picture is damaged: " + why);
}

void Encoded::failCutOff() const {
    throw Error(ErrorCode::kUnreadable, name, "the picture is cut off");
}

namespace {

Decoded decode(const Encoded& encoded) {
    const auto signature = signatureOf(encoded.bytes);
    if (signature.size.width > 0) encoded.checkSize(signature.size.width, signature.size.height);
    switch (signature.format) {
        case Format::kJpeg:
            return decodeJpeg(encoded);
        case Format::kPng:
            return decodePng(encoded);
        case Format::kWebp:
            return decodeWebp(encoded);
        case Format::kTiff:
            return decodeTiff(encoded);
        case Format::kHeif:
            return decodeHeif(encoded);
        case Format::kRadiance:
            return decodeRadiance(encoded);
        case Format::kIcon:
            return decodeIcon(encoded);
        case Format::kByLibav:
            return decodeByLibav(encoded, signature.codecId, signature.size);
        case Format::kUnknown:
            break;
    }
    throw Error(ErrorCode::kUnsupported, encoded.name, "this is not a picture that can be read");
}

}  // namespace
}  // namespace image

namespace {

[[noreturn]] void failToOpen(const std::string& name, int error) {
    if (error == ENOENT || error == ENOTDIR) throw Error(ErrorCode::kNotFound, name, kNoSuchFile);
    throw Error(ErrorCode::kUnreadable, name,
                "the file cannot be read (" + std::generic_category().message(error) + ")");
}

std::vector<std::byte> contentOf(const std::filesystem::path& path, std::int64_t maxBytes) {
    // Not blocking: a pipe without a writer must not hang us.
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) failToOpen(path.string(), errno);
    const struct Closer {
        int file;
        ~Closer() { close(file); }
    } closer{file};
    struct stat status {};
    if (fstat(file, &status) != 0) failToOpen(path.string(), errno);
    if (S_ISDIR(status.st_mode))
        throw Error(ErrorCode::kUnsupported, path.string(), "this is a folder, not a picture");
    if (!S_ISREG(status.st_mode)) throw Error(ErrorCode::kUnsupported, path.string(), "this is not a file");
    if (status.st_size > maxBytes)
        throw Error(ErrorCode::kTooLarge, path.string(),
                    "the file has " + std::to_string(status.st_size) + " bytes, more than the limit of " +
                        std::to_string(maxBytes));
    std::vector<std::byte> bytes(static_cast<std::size_t>(status.st_size));
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t count = read(file, bytes.data() + got, bytes.size() - got);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) failToOpen(path.string(), errno);
        if (count == 0) break;
        got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
    return bytes;
}

}  // namespace

Image decodeImage(std::span<const std::byte> bytes, const std::string& name, const DecodeOptions& options) {
    if (bytes.empty()) throw Error(ErrorCode::kUnreadable, name, "the file is empty");
    if (std::cmp_greater(bytes.size(), options.maxFileBytes))
        throw Error(ErrorCode::kTooLarge, name,
                    "the file has " + std::to_string(bytes.size()) + " bytes, more than the limit of " +
                        std::to_string(options.maxFileBytes));
    try {
        const auto decoded = image::decode({bytes, name, options.maxPixels});
        Image result;
        result.stored = {decoded.pixels.cols, decoded.pixels.rows};
        result.orientation = decoded.orientation;
        result.bitsPerChannel = decoded.bitsPerChannel;
        result.hadAlpha = image::hasTransparency(decoded.pixels);
        result.bgr = image::upright(image::flattened(decoded), decoded.orientation);
        return result;
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem)
            throw Error(ErrorCode::kTooLarge, name, "the picture does not fit into memory");
        throw Error(ErrorCode::kUnreadable, name, "the picture is damaged: " + error.err);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::kTooLarge, name, "the picture does not fit into memory");
    }
}

Image loadImage(const std::filesystem::path& path, const DecodeOptions& options) {
    auto result = decodeImage(contentOf(path, options.maxFileBytes), path.string(), options);
    result.path = path;
    return result;
}

std::vector<std::byte> encodeJpeg(const cv::Mat& bgr, int quality) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    LINEAMENT_REQUIRE(quality >= 1 && quality <= 100, "quality", "it must be from 1 to 100");
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", bgr, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
    return {first, first + bytes.size()};
}

}  // namespace lineament
