#include "core/pipelines/synthetic/studio/make_set.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <fstream>
#include <map>
#include <opencv2/imgproc.hpp>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/faces/align/face_aligner.h"
#include "core/image/image.h"
#include "core/image/provenance.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr int kJpegQuality = 95;
constexpr std::size_t kShotsOfATrack = 3;

/// A picture that may hold faces, read when its turn comes.
struct Source {
    std::string name, label;
    std::function<std::vector<std::byte>()> bytes;
};

std::vector<std::byte> readWhole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) throw Error(ErrorCode::kUnreadable, path.string(), "the file cannot be opened");
    std::vector<std::byte> bytes(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file) throw Error(ErrorCode::kUnreadable, path.string(), "reading failed half way");
    return bytes;
}

std::vector<Source> sourcesOf(const SetSources& given, const Store* store, MadeSet& set) {
    std::vector<Source> sources;
    const auto addPhoto = [&](const fs::path& photo) {
        sources.push_back(
            {photo.string(), photo.parent_path().filename().string(), [photo] { return readWhole(photo); }});
    };
    for (const auto& path : given.photos) {
        if (!fs::is_directory(path)) {
            addPhoto(path);
            continue;
        }
        const auto inside = imagesIn(path, true);
        if (inside.empty())
            set.leftOut.push_back(
                {path.string(), RejectionCode::kUnsupported, "no picture is in the folder", {}});
        for (const auto& photo : inside)
            addPhoto(photo);
    }
    if (given.gallery && store)
        for (const auto& identity : store->identities())
            for (const auto& sample : store->samples(identity.id))
                sources.push_back({identity.name, identity.name, [crop = sample.crop] { return crop; }});
    if (given.tracks && store)
        for (const auto& recording : store->recordings())
            for (const auto& track : store->tracks(recording.id))
                for (std::size_t i = 0; i < std::min(kShotsOfATrack, track.shots.size()); ++i)
                    sources.push_back(
                        {recording.source, track.name, [crop = track.shots[i].crop] { return crop; }});
    return sources;
}

/// 64 bits of where a picture becomes darker to the right, which survive scaling and compression.
std::uint64_t fingerprint(const cv::Mat& bgr) {
    cv::Mat grey, small;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    cv::resize(grey, small, {9, 8}, 0, 0, cv::INTER_AREA);
    std::uint64_t bits = 0;
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            bits = bits << 1 | (small.at<std::uint8_t>(y, x) > small.at<std::uint8_t>(y, x + 1) ? 1u : 0u);
    return bits;
}

std::string text(const char* format, double a, double b) {
    char buffer[160];
    std::snprintf(buffer, sizeof buffer, format, a, b);
    return buffer;
}

class Maker {
  public:
    Maker(const FaceEngine& engine, const MakeSetOptions& options, MadeSet& set)
        : engine_(engine), options_(options), set_(set) {}

    void take(const Source& source) {
        const auto reject = [&](RejectionCode code, const std::string& reason) {
            set_.leftOut.push_back({source.name, code, reason, {}});
        };
        cv::Mat bgr;
        std::string hash;
        try {
            const auto bytes = source.bytes();
            hash = sha256(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
            if (!seen_.insert(hash).second)
                return reject(RejectionCode::kDuplicate, "the same picture was given before");
            if (const auto marked = provenanceOf(bytes); marked && isGenerative(marked->type))
                return reject(RejectionCode::kUnsupported,
                              "it says of itself that a network made or changed it");
            bgr = decodeImage(bytes, source.name).bgr;
        } catch (const Error& error) {
            set_.leftOut.push_back(rejectionFrom(error, source.name));
            return;
        }
        const auto faces = engine_.detect(bgr);
        if (faces.empty()) return reject(RejectionCode::kNoFace, "no face was found");
        if (faces.size() > 1 && !options_.everyFace)
            return reject(RejectionCode::kSeveralFaces, std::to_string(faces.size()) + " faces were found");
        int number = 0;
        for (const auto& face : faces)
            takeFace(source, bgr, face, hash.substr(0, 16) + (number++ ? "-" + std::to_string(number) : ""));
    }

  private:
    void takeFace(const Source& source, const cv::Mat& bgr, const Face& face, const std::string& name) {
        const auto reject = [&](RejectionCode code, const std::string& reason) {
            set_.leftOut.push_back({source.name, code, reason, {}});
        };
        const double least = static_cast<double>(options_.smallest) * options_.resolution;
        if (face.box.width < least)
            return reject(RejectionCode::kLowQuality,
                          text("the face is %.0f px wide, at least %.0f are needed", face.box.width, least));
        if (face.quality.sharpness < options_.leastSharpness)
            return reject(RejectionCode::kLowQuality, text("sharpness %.0f is below %.0f",
                                                           face.quality.sharpness, options_.leastSharpness));
        if (face.quality.overall < options_.leastQuality)
            return reject(RejectionCode::kLowQuality,
                          text("quality %.0f is below %.0f", face.quality.overall, options_.leastQuality));
        const cv::Mat crop = alignPortrait(bgr, face.landmarks5, options_.resolution);
        if (options_.duplicateBits >= 0) {
            const auto print = fingerprint(crop);
            for (const auto other : prints_)
                if (std::popcount(print ^ other) <= options_.duplicateBits)
                    return reject(RejectionCode::kDuplicate, "nearly the same face picture is in the set");
            prints_.push_back(print);
        }
        const std::string label = options_.labelByFolder ? source.label : std::string();
        if (options_.labelByFolder && label.empty())
            return reject(RejectionCode::kUnsupported, "it has no name to be labelled by");
        if (options_.mostPerLabel > 0 && ++counts_[label] > options_.mostPerLabel)
            return reject(RejectionCode::kUnsupported,
                          "its label has " + std::to_string(options_.mostPerLabel) + " faces already");
        const auto file = set_.folder / (name + ".jpg");
        const auto jpeg = encodeJpeg(crop, kJpegQuality);
        writeAtomically(file, [&](std::ostream& out) {
            out.write(reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
        });
        set_.faces.push_back({file, source.name, label, face.quality, face.box.width});
    }

    const FaceEngine& engine_;
    const MakeSetOptions& options_;
    MadeSet& set_;
    std::set<std::string> seen_;
    std::vector<std::uint64_t> prints_;
    std::map<std::string, int> counts_;
};

std::string quoted(std::string value) {
    for (auto& c : value)
        if (c == ',' || c == '"' || c == '\n' || c == '\r') c = ' ';
    return value;
}

}  // namespace

std::vector<std::pair<std::string, int>> MadeSet::labels() const {
    std::map<std::string, int> counts;
    for (const auto& face : faces)
        if (!face.label.empty()) ++counts[face.label];
    return {counts.begin(), counts.end()};
}

MadeSet makeSet(const FaceEngine& engine, const Store* store, const SetSources& sources,
                const fs::path& folder, const MakeSetOptions& options, JobContext& context) {
    LINEAMENT_REQUIRE(options.resolution >= 32 && options.resolution <= 1024, "resolution",
                      "it is outside 32 to 1024");
    MadeSet set;
    set.folder = folder;
    const auto all = sourcesOf(sources, store, set);
    if (all.empty())
        throw Error(ErrorCode::kInvalidArgument, "training set", "there is no picture to make it from");
    makeFolder(folder);
    Maker maker(engine, options, set);
    for (std::size_t i = 0; i < all.size(); ++i) {
        context.checkpoint();
        maker.take(all[i]);
        context.report("importing", static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(all.size()));
    }
    if (set.labels().size() >= 2)
        writeAtomically(folder / "labels.csv", [&](std::ostream& out) {
            out << "file,label\n";
            for (const auto& face : set.faces)
                out << face.file.filename().string() << ',' << quoted(face.label) << '\n';
        });
    return set;
}

}  // namespace lineament
