#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/media/stream_reader.h"
#include "core/media/video_source.h"

/// The kinds of source behind openVideoSource(). Inside of core/media.
namespace lineament::media {

/// A file with a beginning and an end.
std::unique_ptr<VideoSource> openRecording(StreamOptions options, std::stop_token stop);
/// A camera or a stream: opened again whenever it breaks off.
std::unique_ptr<VideoSource> openLive(StreamOptions options, std::stop_token stop);
/// Pictures in the order given. Throws Error(kUnreadable) if none of them can be read.
std::unique_ptr<VideoSource> openPictures(std::string name, std::vector<std::filesystem::path> pictures,
                                          std::stop_token stop);

/// The address without user and password: "rtsp://host/path".
std::string withoutCredentials(const std::string& address);

}  // namespace lineament::media
