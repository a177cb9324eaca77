#include "core/enhance/restore/training/face_crops.h"

#include <fcntl.h>
#include <unistd.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/enhance/restore/face_frame.h"
#include "core/faces/align/face_aligner.h"
#include "core/gan/training/tar_reader.h"
#include "core/image/image.h"

namespace lineament::enhance {

namespace fs = std::filesystem;

namespace {

// The file: this word, then for each face its width and its pixels.
constexpr char kMagic[8] = {'L', 'N', 'C', 'R', 'O', 'P', 'S', '1'};
constexpr std::size_t kPixels = static_cast<std::size_t>(kCropSide) * kCropSide * 3;
constexpr std::size_t kRecord = sizeof(float) + kPixels;

struct CroppedFace {
    float width;
    cv::Mat bgr;
};

std::optional<CroppedFace> cropOf(const FaceEngine& engine, const cv::Mat& picture) {
    // Tight portraits: a border of what is there lets the detector see the whole head.
    const int border = std::min(picture.cols, picture.rows) / 4;
    cv::Mat framed;
    cv::copyMakeBorder(picture, framed, border, border, border, border, cv::BORDER_REFLECT_101);
    auto faces = engine.detectBoxes(framed, true);
    if (faces.empty()) return std::nullopt;
    const auto prominence = [&](const Face& face) {
        const auto centre = face.box.centre();
        const double off = std::hypot(centre.x - framed.cols / 2.0, centre.y - framed.rows / 2.0) /
                           std::min(framed.cols, framed.rows);
        return face.box.height * std::exp(-8 * off * off);
    };
    Face face = *std::max_element(faces.begin(), faces.end(), [&](const Face& a, const Face& b) {
        return prominence(a) < prominence(b);
    });
    engine.describe(framed, {&face, 1});
    auto transform = frameFromImage(face.landmarks5);
    const double scale = std::hypot(transform.a, transform.b);
    // An enlarged face has nothing to teach about detail.
    if (scale > 1.6 || scale < 1e-3) return std::nullopt;
    transform.tx += kCropMargin, transform.ty += kCropMargin;
    return CroppedFace{static_cast<float>(face.box.width * scale),
                       warp(framed, transform, {kCropSide, kCropSide})};
}

/// Calls visit(name, bytes or path) for every picture of a source.
class Writer {
  public:
    Writer(const FaceEngine& engine, const FaceCropSources& sources, std::ostream& out, JobContext& context)
        : engine_(engine), sources_(sources), out_(out), context_(context) {}

    void addTar(const fs::path& tar) {
        gan::TarReader reader(tar);
        reader.visit([&](const std::string& name, const std::function<std::vector<std::byte>()>& read) {
            if (!looksLikeImage(name)) return;
            add([&] { return decodeImage(read(), name).bgr; });
        });
    }

    void addFolder(const fs::path& folder) {
        for (const auto& picture : imagesIn(folder, true)) {
            const auto person = picture.parent_path().filename().string();
            if (sources_.leaveOut.count(person)) {
                ++counts.leftOut;
                continue;
            }
            add([&] { return loadImage(picture).bgr; });
        }
    }

    FaceCropCounts counts;

  private:
    void add(const std::function<cv::Mat()>& load) {
        context_.checkpoint();
        cv::Mat picture;
        try {
            picture = load();
        } catch (const Error&) {
            ++counts.unreadable;
            return;
        }
        if (const auto face = cropOf(engine_, picture)) {
            out_.write(reinterpret_cast<const char*>(&face->width), sizeof face->width);
            out_.write(reinterpret_cast<const char*>(face->bgr.data), kPixels);
            ++counts.written;
        } else {
            ++counts.withoutFace;
        }
        context_.report("aligning", counts.written + counts.withoutFace + counts.unreadable, 0);
    }

    const FaceEngine& engine_;
    const FaceCropSources& sources_;
    std::ostream& out_;
    JobContext& context_;
};

}  // namespace

FaceCropCounts writeFaceCrops(const FaceEngine& engine, const FaceCropSources& sources, const fs::path& file,
                              JobContext& context) {
    FaceCropCounts counts;
    writeAtomically(file, [&](std::ostream& out) {
        out.write(kMagic, sizeof kMagic);
        Writer writer(engine, sources, out, context);
        for (const auto& source : sources.sources) {
            if (fs::is_directory(source))
                writer.addFolder(source);
            else if (fs::is_regular_file(source))
                writer.addTar(source);
            else
                throw Error(ErrorCode::kNotFound, source.string(), "there is no such folder or tar file");
        }
        counts = writer.counts;
        if (counts.written == 0)
            throw Error(ErrorCode::kUnreadable,
                        sources.sources.empty() ? "" : sources.sources.front().string(),
                        "no face was found in it");
    });
    return counts;
}

std::set<std::string> peopleOfPairs(const fs::path& csv, const std::set<std::string>& folds) {
    std::ifstream file(csv);
    if (!file) throw Error(ErrorCode::kNotFound, csv.string(), "the list of pairs cannot be opened");
    std::set<std::string> people;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream stream(line);
        std::string a, b, same, fold;
        std::getline(stream, a, ',');
        std::getline(stream, b, ',');
        std::getline(stream, same, ',');
        std::getline(stream, fold, ',');
        while (!fold.empty() && std::isspace(static_cast<unsigned char>(fold.back())))
            fold.pop_back();
        if (!folds.empty() && !folds.count(fold)) continue;
        for (const auto& path : {a, b})
            if (const auto folder = fs::path(path).parent_path().filename().string(); !folder.empty())
                people.insert(folder);
    }
    if (people.empty()) throw Error(ErrorCode::kUnreadable, csv.string(), "it names nobody of those folds");
    return people;
}

FaceCrops::FaceCrops(const fs::path& file) : path_(file) {
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) throw Error(ErrorCode::kNotFound, file.string(), "the file cannot be opened");
    const auto refuse = [&](const char* why) {
        ::close(descriptor_);
        descriptor_ = -1;
        throw Error(ErrorCode::kUnreadable, file.string(), why);
    };
    char magic[sizeof kMagic] = {};
    const auto bytes = fs::file_size(file);
    if (::pread(descriptor_, magic, sizeof magic, 0) != sizeof magic ||
        std::memcmp(magic, kMagic, sizeof magic) != 0)
        refuse("it is not a file of aligned faces");
    if (bytes <= sizeof kMagic || (bytes - sizeof kMagic) % kRecord != 0) refuse("the file is cut off");
    faceWidths_.resize((bytes - sizeof kMagic) / kRecord);
    for (std::size_t i = 0; i < faceWidths_.size(); ++i) {
        const auto at = static_cast<off_t>(sizeof kMagic + i * kRecord);
        if (::pread(descriptor_, &faceWidths_[i], sizeof(float), at) != sizeof(float) ||
            !(faceWidths_[i] > 1 && faceWidths_[i] < 4 * kCropSide))
            refuse("the file is damaged");
    }
}

FaceCrops::~FaceCrops() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

cv::Mat FaceCrops::crop(std::int64_t index) const {
    LINEAMENT_CHECK(index >= 0 && index < size());
    cv::Mat bgr(kCropSide, kCropSide, CV_8UC3);
    const auto at =
        static_cast<off_t>(sizeof kMagic + static_cast<std::size_t>(index) * kRecord + sizeof(float));
    if (::pread(descriptor_, bgr.data, kPixels, at) != static_cast<ssize_t>(kPixels))
        throw Error(ErrorCode::kUnreadable, path_.string(), "reading failed half way");
    return bgr;
}

}  // namespace lineament::enhance
