#pragma once

#include <filesystem>
#include <string>

namespace lineament::cli {

/// A photo that came over the network, under a path for as long as this lives. Its bytes stay in memory: what
/// is left after a crash is a name that leads nowhere.
class ReceivedPhoto {
  public:
    /// `folder` holds the names; it is the caller's. Throws Error(kDiskFull).
    ReceivedPhoto(const std::filesystem::path& folder, const std::string& bytes);
    ~ReceivedPhoto();
    ReceivedPhoto(const ReceivedPhoto&) = delete;
    ReceivedPhoto& operator=(const ReceivedPhoto&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    int file_ = -1;
    std::filesystem::path path_;
};

/// A folder of its own below the system's temporary one, removed with all in it. Throws Error(kDiskFull).
class PrivateFolder {
  public:
    PrivateFolder();
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace lineament::cli
