#pragma once

#include <cstdint>
#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/faces/face_engine.h"

namespace lineament::enhance {

/// Side of a training crop, px: the frame of 128 with a margin to turn and shift it in.
inline constexpr int kCropSide = 144;
inline constexpr int kCropMargin = 8;

struct FaceCropSources {
    std::vector<std::filesystem::path> sources;  ///< folders (one sub-folder a person, or none) and tar files
    std::set<std::string> leaveOut;              ///< names of sub-folders that are not looked at
};

struct FaceCropCounts {
    std::int64_t written = 0, withoutFace = 0, unreadable = 0, leftOut = 0;
};

/// Aligns the faces of pictures into one file that training streams from. The subject of each picture is its
/// largest face near the middle; what the frame needs beyond the picture's edge is mirrored.
/// The file appears whole or not at all. Throws Error(kNotFound, kUnwritable, kDiskFull), Cancelled.
FaceCropCounts writeFaceCrops(const FaceEngine& engine, const FaceCropSources& sources,
                              const std::filesystem::path& file, JobContext& context);

/// Names in the first two columns' folders of a list of pairs, of the folds named (all if none is):
/// who must not be seen in training if those pairs are to judge. Throws Error(kNotFound, kUnreadable).
std::set<std::string> peopleOfPairs(const std::filesystem::path& csv, const std::set<std::string>& folds);

/// The crops of such a file, read one at a time. Thread: one at a time.
class FaceCrops {
  public:
    /// Throws Error(kNotFound, kUnreadable: not such a file, or cut off).
    explicit FaceCrops(const std::filesystem::path& file);
    ~FaceCrops();
    FaceCrops(const FaceCrops&) = delete;
    FaceCrops& operator=(const FaceCrops&) = delete;

    std::int64_t size() const { return static_cast<std::int64_t>(faceWidths_.size()); }
    /// 144 x 144 BGR. Throws Error(kUnreadable) if the file can no longer be read.
    cv::Mat crop(std::int64_t index) const;
    /// Width of the face's box in the crop, px.
    float faceWidth(std::int64_t index) const { return faceWidths_.at(static_cast<std::size_t>(index)); }

  private:
    std::filesystem::path path_;
    int descriptor_ = -1;
    std::vector<float> faceWidths_;
};

}  // namespace lineament::enhance
