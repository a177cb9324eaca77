#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/image/provenance.h"

namespace lineament {

/// How an aligned face looks, small: what copies are told by.
struct FacePrint {
    static constexpr int kSide = 48;
    std::uint64_t hash = 0;                               ///< signs of its lowest frequencies
    std::array<std::uint8_t, kSide * kSide> thumbnail{};  ///< grey

    /// Of the restorer's frame of a face, 128 x 128 BGR.
    static FacePrint of(const cv::Mat& frame);
    /// Correlation of the thumbnails, -1 to 1, at the best of small shifts: landmarks of a cropped copy come
    /// out a little elsewhere.
    double likeness(const FacePrint& other) const;
};

/// One face that a network made or changed.
struct GeneratedFace {
    SourceType type = SourceType::kGenerated;
    FacePrint print;
    std::optional<FacePrint> before;  ///< of the face it was changed from
    std::string recogniser;           ///< of the template; empty: none
    std::vector<float> values;        ///< template
};

/// Faces that a store has made, in a file that only grows: "generated.register" beside the database. Each
/// record carries its own checksum; a record that a crash cut off is ignored. Thread: any; several processes.
/// Source of the hash: Zauner 2010, Implementation and benchmarking of perceptual image hash functions, 3.2.
class GeneratedRegister {
  public:
    /// folder empty: an empty register that takes nothing in.
    explicit GeneratedRegister(const std::filesystem::path& folder);
    /// Throws Error(kDiskFull, kUnwritable).
    void add(const GeneratedFace& face) const;
    bool empty() const;
    /// The record that a face is a copy of: more like what the network made than like what it was made from.
    /// Where a network changed next to nothing, a copy without its mark cannot be told from one of the
    /// original. recogniser and values may be empty: told by looks alone.
    std::optional<GeneratedFace> find(const FacePrint& print, const std::string& recogniser,
                                      const std::vector<float>& values) const;

  private:
    void readNew() const;

    std::filesystem::path file_;
    mutable std::mutex mutex_;
    mutable std::uint64_t readTo_ = 0;
    mutable std::vector<GeneratedFace> faces_;
};

}  // namespace lineament
