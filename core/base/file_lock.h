#pragma once

#include <filesystem>
#include <optional>

namespace lineament {

/// A lock that one process holds at a time, or one object of it; it goes with the process, however that ends.
/// The file stays. Source: flock(2).
class FileLock {
  public:
    /// Empty if somebody else holds it. Throws Error(kUnwritable, kDiskFull) if the file cannot be made.
    static std::optional<FileLock> tryTake(const std::filesystem::path& file);
    ~FileLock();
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace lineament
