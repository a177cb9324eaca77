#include "core/pipelines/synthetic/import_faces.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/faces/align/face_aligner.h"
#include "core/image/image.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr int kJpegQuality = 95;

std::vector<fs::path> photosOf(const std::vector<fs::path>& given, std::vector<Rejection>& rejected) {
    std::vector<fs::path> photos;
    for (const auto& path : given) {
        if (!fs::is_directory(path)) {
            photos.push_back(path);
            continue;
        }
        const auto inside = imagesIn(path, true);
        if (inside.empty())
            rejected.push_back(
                {path.string(), RejectionCode::kUnsupported, "no picture is in the folder", {}});
        photos.insert(photos.end(), inside.begin(), inside.end());
    }
    return photos;
}

void save(const fs::path& file, const cv::Mat& bgr) {
    const auto jpeg = encodeJpeg(bgr, kJpegQuality);
    writeAtomically(file, [&](std::ostream& out) {
        out.write(reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
    });
}

}  // namespace

ImportedFaces importFaces(const FaceEngine& engine, const std::vector<fs::path>& photos,
                          const fs::path& folder, const ImportFacesOptions& options, JobContext& context) {
    LINEAMENT_REQUIRE(options.resolution >= 32 && options.resolution <= 1024, "resolution",
                      "it is outside 32 to 1024");
    ImportedFaces result;
    makeFolder(folder);
    const auto all = photosOf(photos, result.rejected);
    PhotoReader::Options reading;
    reading.hash = true;
    PhotoReader reader(all, reading, context.stopToken());
    std::set<std::string> seen;
    std::int64_t done = 0;
    while (auto photo = reader.next()) {
        context.checkpoint();
        const auto reject = [&](RejectionCode code, const std::string& reason) {
            result.rejected.push_back({photo->path.string(), code, reason, {}});
        };
        if (photo->rejection) {
            result.rejected.push_back(*photo->rejection);
        } else if (!seen.insert(photo->sha256).second) {
            reject(RejectionCode::kDuplicate, "the same photo was given before");
        } else if (auto faces = engine.detect(photo->image->bgr); faces.empty()) {
            reject(RejectionCode::kNoFace, "no face was found");
        } else if (faces.size() > 1 && !options.everyFace) {
            reject(RejectionCode::kSeveralFaces, std::to_string(faces.size()) + " faces were found");
        } else {
            int number = 0;
            for (const auto& face : faces) {
                if (face.box.width < options.smallest * static_cast<float>(options.resolution)) {
                    char text[120];
                    std::snprintf(text, sizeof text,
                                  "a face is %.0f px wide, at least %.0f px are needed for crops of %d px",
                                  static_cast<double>(face.box.width),
                                  static_cast<double>(options.smallest) * options.resolution,
                                  options.resolution);
                    reject(RejectionCode::kLowQuality, text);
                    continue;
                }
                // Named by content: the same photo imported twice is one picture.
                std::string name = photo->sha256.substr(0, 16);
                if (number) name.append("-").append(std::to_string(number));
                const auto file = folder / (name + ".jpg");
                save(file, alignPortrait(photo->image->bgr, face.landmarks5, options.resolution));
                result.written.push_back(file);
                ++number;
            }
        }
        context.report("importing", ++done, static_cast<std::int64_t>(all.size()));
    }
    context.checkpoint();
    return result;
}

}  // namespace lineament
