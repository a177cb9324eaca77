#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job_context.h"

namespace lineament::gan {

/// 8-bit RGB picture, row after row.
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;  ///< height x width x 3
};

/// Decodes a file's bytes; throws Error if they are no picture. The GAN rooms decode nothing themselves.
using DecodePicture = std::function<Picture(std::span<const std::byte> bytes, const std::string& name)>;

/// A training set in memory.
struct PictureSet {
    int resolution = 0;
    std::vector<std::uint8_t> pixels;     ///< N x R x R x 3
    std::vector<std::int32_t> labels;     ///< N class numbers, or empty
    std::vector<std::string> labelNames;  ///< of the classes
    std::vector<std::string> skipped;     ///< "name: reason" of what could not be used
    std::int64_t size() const;
    Picture picture(std::int64_t index) const;
};

/// Loads a folder of pictures, a tar file of them, or a packed file. Pictures are cropped to their middle
/// square and resized by area. With labels.csv beside them (columns file and label, or file, age and
/// gender: six age bands times gender) classes are filled in, and pictures without a line are left out.
/// Throws Error(kNotFound, kUnreadable: nothing usable in it), Cancelled.
PictureSet loadPictureSet(const std::filesystem::path& source, int resolution, const DecodePicture& decode,
                          JobContext& context);

/// Writes atomically. Throws Error(kDiskFull, kUnwritable).
void savePacked(const PictureSet& set, const std::filesystem::path& file);
/// Throws Error(kUnreadable) for any file that is not exactly what savePacked writes.
PictureSet loadPacked(const std::filesystem::path& file);

/// Middle square, resized by area average (or bilinear enlargement) to side x side.
Picture squared(const Picture& picture, int side);

/// In which order the pictures of a set are seen: a fresh permutation each epoch, the same for a seed
/// whatever happened before.
class Shuffle {
  public:
    Shuffle(std::int64_t size, std::uint64_t seed) : size_(size), seed_(seed) {}
    std::int64_t index(std::int64_t position);

  private:
    std::int64_t size_;
    std::uint64_t seed_;
    std::int64_t epoch_ = -1;
    std::vector<std::int64_t> order_;
};

}  // namespace lineament::gan
