#include "core/media/video_source.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <span>
#include <string_view>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/image/quiet_libav.h"
#include "core/media/sources.h"

extern "C" {
#include <libavdevice/avdevice.h>
}

namespace lineament {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds kNetworkTimeout{10'000};
constexpr milliseconds kCameraTimeout{5'000};

bool isAddress(const std::string& source) {
    const auto at = source.find("://");
    return at != std::string::npos && at > 0 &&
           std::all_of(source.begin(), source.begin() + static_cast<std::ptrdiff_t>(at),
                       [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; });
}

bool endsLikeOneOf(const std::string& path, std::span<const std::string_view> endings) {
    auto ending = fs::path(path).extension().string();
    for (auto& c : ending)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::unique_ptr<VideoSource> openCamera(const std::string& device, const std::string& name,
                                        std::stop_token stop) {
    std::error_code error;
    if (!fs::exists(device, error)) throw Error(ErrorCode::kDevice, name, "there is no such camera");
    quietLibav();
    avdevice_register_all();
    const AVInputFormat* format = av_find_input_format("v4l2");
    if (!format) throw Error(ErrorCode::kUnsupported, name, "this build reads no cameras");
    return media::openLive({device, name, format, "file", kCameraTimeout, {}}, std::move(stop));
}

std::unique_ptr<VideoSource> openStream(const std::string& address, std::stop_token stop) {
    avformat_network_init();
    std::string scheme = address.substr(0, address.find("://"));
    for (auto& c : scheme)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    media::StreamOptions options{
        address,         media::withoutCredentials(address),
        nullptr,         "rtsp,rtsps,rtp,srtp,udp,tcp,tls,http,https,httpproxy,crypto,rtmp,rtmps,srt,data",
        kNetworkTimeout, {}};
    if (scheme == "rtsp" || scheme == "rtsps") {
        options.more = {{"rtsp_transport", "tcp"},
                        {"analyzeduration", "2000000"},
                        {"timeout", std::to_string(kNetworkTimeout.count() * 1000)}};
    } else if (scheme == "http" || scheme == "https") {
        // A film on a web server has a length; a camera's endless answer has none.
        auto recording = media::openRecording(options, stop);
        if (recording->info().durationMs > 0) return recording;
    } else if (options.protocols.find(scheme) == std::string::npos) {
        throw Error(ErrorCode::kUnsupported, options.name, "addresses of this kind cannot be opened");
    }
    return media::openLive(std::move(options), std::move(stop));
}

/// True for what begins as QuickTime and MP4 files do.
bool beginsAsMp4(const std::string& path) {
    std::array<char, 8> start{};
    std::ifstream(path, std::ios::binary).read(start.data(), start.size());
    return std::string_view(start.data() + 4, 4) == "ftyp";
}

std::unique_ptr<VideoSource> openFilm(const std::string& path, std::stop_token stop) {
    try {
        return media::openRecording({"file:" + path, path}, std::move(stop));
    } catch (const Error& error) {
        // libav has one word, "invalid data", for an unfinished film and for what never was one.
        if (error.code() != ErrorCode::kUnreadable || !error.detail().starts_with(media::kCannotBeRead))
            throw;
        if (beginsAsMp4(path))
            throw Error(ErrorCode::kUnreadable, path,
                        "the recording has no index: it is cut off or was never finished");
        throw Error(ErrorCode::kUnsupported, path, "this is not a recording that can be read");
    }
}

std::unique_ptr<VideoSource> openFile(const std::string& path, std::stop_token stop) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (status.type() == fs::file_type::not_found)
        throw Error(ErrorCode::kNotFound, path, "there is no such file");
    if (error) throw Error(ErrorCode::kUnreadable, path, "the file cannot be read (" + error.message() + ")");
    if (fs::is_directory(status)) return media::openPictures(path, imagesIn(path), std::move(stop));
    if (!fs::is_regular_file(status)) throw Error(ErrorCode::kUnsupported, path, "this is not a file");
    if (fs::file_size(path, error) == 0 && !error)
        throw Error(ErrorCode::kUnreadable, path, "the file is empty");
    // The name says what to try first, the content decides. GIF and APNG may be either: films are tried
    // first.
    static constexpr auto kMayMove = std::to_array<std::string_view>({".gif", ".apng"});
    const auto asPicture = [&] { return media::openPictures(path, {path}, stop); };
    const auto asFilm = [&] { return openFilm(path, stop); };
    const bool pictureFirst = looksLikeImage(path) && !endsLikeOneOf(path, kMayMove);
    try {
        return pictureFirst ? asPicture() : asFilm();
    } catch (const Error& first) {
        if (first.code() != ErrorCode::kUnsupported) throw;
        try {
            return pictureFirst ? asFilm() : asPicture();
        } catch (const Error& second) {
            if (second.code() == ErrorCode::kUnsupported) throw first;
            throw;
        }
    }
}

}  // namespace

std::string media::withoutCredentials(const std::string& address) {
    const auto host = address.find("://") + 3;
    const auto end = std::min(address.find_first_of("/?#", host), address.size());
    const auto at = address.rfind('@', end);
    if (at == std::string::npos || at < host) return address;
    return address.substr(0, host) + address.substr(at + 1);
}

std::unique_ptr<VideoSource> openVideoSource(const std::string& source, std::stop_token stop) {
    constexpr std::string_view kCamera = "camera:";
    if (source.starts_with(kCamera)) {
        const auto number = source.substr(kCamera.size());
        const bool digits =
            !number.empty() && number.size() <= 3 &&
            std::all_of(number.begin(), number.end(), [](unsigned char c) { return std::isdigit(c); });
        if (!digits)
            throw Error(ErrorCode::kInvalidArgument, source,
                        "a camera is named camera:0, camera:1 and so on");
        return openCamera("/dev/video" + number, source, std::move(stop));
    }
    if (source.starts_with("/dev/video")) return openCamera(source, source, std::move(stop));
    if (isAddress(source) && !source.starts_with("file://")) return openStream(source, std::move(stop));
    return openFile(source.starts_with("file://") ? source.substr(7) : source, std::move(stop));
}

std::string wholeSource(const std::string& given) {
    if (given.empty() || isAddress(given) || given.starts_with("camera:")) return given;
    return fs::absolute(given).lexically_normal().string();
}

bool looksLikeVideo(const std::string& path) {
    static constexpr auto kEndings = std::to_array<std::string_view>(
        {".mp4",  ".m4v", ".mov",  ".qt",  ".mkv",  ".webm",  ".avi",  ".ts",  ".m2ts", ".mts", ".mpg",
         ".mpeg", ".vob", ".wmv",  ".asf", ".flv",  ".f4v",   ".3gp",  ".3g2", ".ogv",  ".mxf", ".dv",
         ".h264", ".264", ".h265", ".265", ".hevc", ".mjpeg", ".mjpg", ".y4m", ".ivf",  ".nut", ".dav"});
    return endsLikeOneOf(path, kEndings);
}

}  // namespace lineament
