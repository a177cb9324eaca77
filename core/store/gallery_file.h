#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace lineament {

/// One record of a gallery file. What kinds there are and what stands in them is the caller's.
struct GalleryRecord {
    std::string kind, head;  ///< UTF-8
    std::vector<std::byte> blob;
    bool operator==(const GalleryRecord&) const = default;
};

/// A gallery as one file: records in order, each with a SHA-256 over itself and the hash before it, so that
/// nothing can be changed, left out or put in without being noticed (against accidents and careless hands; it
/// is no signature). The file is one of SQLite with its own application id and version. Writes beside the
/// final name; the file appears there whole, by finish(), or not at all. Throws Error(kDiskFull, kUnwritable,
/// kTooLarge).
class GalleryFileWriter {
  public:
    explicit GalleryFileWriter(std::filesystem::path file);
    ~GalleryFileWriter();

    void add(const GalleryRecord& record);
    /// Returns the hash of the last record: that of the whole.
    std::string finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Reads what GalleryFileWriter wrote and trusts nothing in it: opened for reading alone, no schema object
/// but the one table is used, and records have bounds. Throws Error(kStoreTooNew) for a file of a newer
/// version, Error(kUnsupported) for one that is no gallery, Error(kUnreadable) for a damaged or altered one.
class GalleryFileReader {
  public:
    static constexpr std::int64_t kLargestRecord = 64 << 20;
    static constexpr int kVersion = 1;

    explicit GalleryFileReader(std::filesystem::path file);
    ~GalleryFileReader();

    std::int64_t count() const;
    /// Goes through all records and checks every hash. perRecord may be empty, and may throw to give up.
    /// Returns the hash of the whole.
    std::string verify(const std::function<void()>& perRecord = {}) const;
    /// All records in order; call verify() before anything is believed.
    void each(const std::function<void(GalleryRecord)>& onRecord) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament
