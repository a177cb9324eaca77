// How often copies of what a store generated are known as such, by kind of export, cut and coding, and how
// often photos of people are taken for copies: build/release/bench/bench_copies --lfw FOLDER [--photos 1000]
// [--projections 8] [--frames 24, 0: photos alone]. FOLDER holds one folder of photos a person, as Labeled
// Faces in the Wild.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/image/image.h"
#include "core/media/video_source.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/synthetic/judge_samples.h"
#include "core/pipelines/synthetic/made_faces.h"
#include "core/pipelines/synthetic/project_photo.h"
#include "core/pipelines/synthetic/studio/walk.h"
#include "tests/support/places.h"

using namespace lineament;
namespace fs = std::filesystem;

namespace {

struct Wishes {
    fs::path lfw;
    int photos = 1000, projections = 8, frames = 24;
};

struct Counts {
    int copies = 0, refused = 0, faceless = 0;
};

struct Copy {
    const char* name;
    int cutPercent;  // of each side
    double scale;
    int jpeg;   // quality; 0: as it is
    bool page;  // on a grey page, as in a screenshot of a viewer
};

constexpr Copy kCopies[] = {
    {"as it is", 0, 1, 0, false},
    {"JPEG 60", 0, 1, 60, false},
    {"half", 0, 0.5, 0, false},
    {"double", 0, 2, 0, false},
    {"cut 3 %", 3, 1, 0, false},
    {"cut 3 %, JPEG 60", 3, 1, 60, false},
    {"cut 3 %, half", 3, 0.5, 0, false},
    {"cut 3 %, double", 3, 2, 0, false},
    {"cut 6 %", 6, 1, 0, false},
    {"cut 6 %, JPEG 60", 6, 1, 60, false},
    {"cut 6 %, half", 6, 0.5, 0, false},
    {"cut 6 %, double", 6, 2, 0, false},
    {"cut 10 %", 10, 1, 0, false},
    {"cut 10 %, JPEG 60", 10, 1, 60, false},
    {"cut 10 %, half", 10, 0.5, 0, false},
    {"cut 10 %, double", 10, 2, 0, false},
    {"on a page", 0, 1, 60, true},
    {"cut 6 %, on a page", 6, 1, 60, true},
};

cv::Mat copyOf(const cv::Mat& bgr, const Copy& copy) {
    const int x = bgr.cols * copy.cutPercent / 100, y = bgr.rows * copy.cutPercent / 100;
    cv::Mat made = bgr(cv::Rect(x, y, bgr.cols - 2 * x, bgr.rows - 2 * y)).clone();
    if (copy.scale != 1)
        cv::resize(made, made, {}, copy.scale, copy.scale,
                   copy.scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    if (copy.page) {
        const int margin = made.cols / 2;
        cv::copyMakeBorder(made, made, margin, margin, margin, margin, cv::BORDER_CONSTANT,
                           cv::Scalar::all(235));
    }
    if (copy.jpeg) {
        std::vector<uchar> bytes;
        cv::imencode(".jpg", made, bytes, {cv::IMWRITE_JPEG_QUALITY, copy.jpeg});
        made = cv::imdecode(bytes, cv::IMREAD_COLOR);
    }
    return made;
}

class Bench {
  public:
    explicit Bench(Wishes wishes)
        : wishes_(std::move(wishes)),
          registry_(std::make_shared<const ModelRegistry>(ModelRegistry::locate(test::modelsFolder()))),
          engine_(registry_),
          explorer_(*registry_, "faces-64", Device::kCpu) {}

    void run() {
        if (wishes_.frames > 0) exports();
        projections();
        photos();
        lookUp();
    }

  private:
    void exports() {
        pictures();
        film("walk.mp4", 4, false);
        film("walk.gif", 4, false);
        film("small.gif", 1, false);
        film("enlarged by network.gif", 4, true);
        film("enlarged by network.mp4", 4, true);
    }

    ExportMark mark() const { return {true, &engine_, store_.path()}; }

    /// Whether a picture would be refused as a probe; empty where it has no face.
    std::optional<bool> refused(const cv::Mat& bgr) {
        const auto faces = engine_.detect(bgr);
        if (faces.empty()) return std::nullopt;
        const auto value = engine_.embed(bgr, std::span(faces).first(1)).front();
        return guard_->refuseFace("copy", bgr, faces.front(), &value).has_value();
    }
    void openGuard() { guard_ = std::make_unique<EvidenceGuard>(engine_, store_.path()); }

    void tryCopies(const std::string& what, const std::vector<cv::Mat>& frames) {
        openGuard();
        std::printf("%s\n", what.c_str());
        Counts all;
        for (const auto& copy : kCopies) {
            Counts counts;
            for (const auto& frame : frames) {
                ++counts.copies;
                const auto is = refused(copyOf(frame, copy));
                counts.refused += is.value_or(false);
                counts.faceless += !is;
            }
            std::printf("  %-22s %4d copies, %4d refused, %3d without a face, %3d passed\n", copy.name,
                        counts.copies, counts.refused, counts.faceless,
                        counts.copies - counts.refused - counts.faceless);
            all.copies += counts.copies, all.refused += counts.refused, all.faceless += counts.faceless;
        }
        std::printf("  %-22s %4d copies, %4d refused, %3d without a face, %3d passed\n", "together",
                    all.copies, all.refused, all.faceless, all.copies - all.refused - all.faceless);
        std::fflush(stdout);
    }

    void pictures() {
        std::vector<cv::Mat> made;
        for (int i = 0; i < wishes_.frames; ++i) {
            FaceRecipe recipe;
            recipe.x = 40 + i;
            const auto file = store_ / ("picture-" + std::to_string(i) + (i % 2 ? ".jpg" : ".png"));
            exportPicture(explorer_, recipe, {}, 1 << (i % 3), file, mark());
            made.push_back(cv::imread(file.string()));
        }
        tryCopies("pictures", made);
    }

    void film(const std::string& name, int times, bool superres) {
        std::vector<gan::Latent> keys;
        for (const int x : {70, 71, 72, 73}) {
            FaceRecipe recipe;
            recipe.x = x;
            keys.push_back(explorer_.styles(recipe, {}));
        }
        WalkOptions options;
        options.framesPerSecond = 24;
        options.secondsPerKey = 48.0 / 24 / 4;
        options.enlarge = times;
        options.superres = superres;
        exportWalk(explorer_, keys, {}, options, store_ / name, context_, mark());
        const auto source = openVideoSource((store_ / name).string());
        std::vector<cv::Mat> frames;
        for (int i = 0; const auto frame = source->read(); ++i)
            if (i % std::max(1, 48 / wishes_.frames) == 0) frames.push_back(frame->bgr.clone());
        tryCopies(name, frames);
    }

    std::vector<fs::path> people() const {
        std::vector<fs::path> found;
        for (const auto& folder : fs::directory_iterator(wishes_.lfw))
            if (folder.is_directory()) found.push_back(folder.path());
        std::sort(found.begin(), found.end());
        return found;
    }
    static std::vector<fs::path> photosOf(const fs::path& person) {
        std::vector<fs::path> found;
        for (const auto& file : fs::directory_iterator(person))
            found.push_back(file.path());
        std::sort(found.begin(), found.end());
        return found;
    }

    void projections() {
        const auto everybody = people();
        const auto projector = gan::Projector::load(explorer_.generator().file(), false);
        std::vector<cv::Mat> made;
        std::vector<fs::path> own;
        for (int i = 0; i < wishes_.projections; ++i) {
            const auto photo = photosOf(everybody[static_cast<std::size_t>(i) * everybody.size() /
                                                  static_cast<std::size_t>(wishes_.projections)])
                                   .front();
            ProjectPhotoOptions search;
            search.steps = 300;
            // Pulled hard towards the person, as by default, and not at all.
            search.identityWeight = i % 3 == 0 ? 2 : i % 3 == 1 ? 0.3 : 0;
            const auto found = projectPhoto(engine_, registry_, *projector, photo, search, context_);
            MadeFaces(&engine_, store_.path()).remember(bgrOf(found.projection.picture));
            made.push_back(bgrOf(found.projection.picture));
            own.push_back(photo);
            made_.push_back({photo, bgrOf(found.target)});
        }
        tryCopies("projections", made);
    }

    void photos() {
        openGuard();
        Counts own, aligned, others, all;
        const auto count = [&](Counts& counts, const cv::Mat& bgr) {
            ++counts.copies;
            const auto is = refused(bgr);
            counts.refused += is.value_or(false);
            counts.faceless += !is;
        };
        for (const auto& [photo, target] : made_) {
            count(own, loadImage(photo).bgr);
            cv::Mat large;
            cv::resize(target, large, {256, 256}, 0, 0, cv::INTER_CUBIC);
            count(aligned, large);
            for (const auto& other : photosOf(photo.parent_path()))
                if (other != photo) count(others, loadImage(other).bgr);
        }
        const auto everybody = people();
        for (std::size_t i = 0; i < everybody.size() && all.copies < wishes_.photos; ++i)
            count(all, loadImage(photosOf(everybody[i]).front()).bgr);
        const auto print = [](const char* what, const Counts& counts) {
            std::printf("%-44s %4d, refused %d, without a face %d\n", what, counts.copies, counts.refused,
                        counts.faceless);
        };
        print("photos that were projected", own);
        print("the same cut out at the generator's size", aligned);
        print("other photos of these people", others);
        print("photos of different people", all);
    }

    void lookUp() {
        const test::TempFolder folder;
        const GeneratedRegister filled(folder.path());
        Noise random{1};
        GeneratedFace face;
        face.recogniser = "r";
        face.values.resize(512);
        constexpr int kFaces = 100'000;
        for (int i = 0; i < kFaces; ++i) {
            random.fill(face);
            filled.add(face);
        }
        filled.empty();
        random.fill(face);
        std::vector<double> times;
        for (int i = 0; i < 21; ++i) {
            const auto start = std::chrono::steady_clock::now();
            filled.ask(face.print, face.recogniser, face.values);
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
        std::sort(times.begin(), times.end());
        std::printf("one look into a register of %d faces: median %.1f ms\n", kFaces,
                    times[times.size() / 2]);
    }

    struct Noise {
        std::uint64_t state;
        std::uint32_t next() {
            state = state * 6364136223846793005ull + 1442695040888963407ull;
            return static_cast<std::uint32_t>(state >> 32);
        }
        void fill(GeneratedFace& face) {
            face.print.hash = (static_cast<std::uint64_t>(next()) << 32) | next();
            for (auto& v : face.print.thumbnail)
                v = static_cast<std::uint8_t>(next());
            double sum = 0;
            for (auto& v : face.values)
                v = static_cast<float>(next() % 2001) - 1000, sum += double(v) * v;
            for (auto& v : face.values)
                v /= static_cast<float>(std::sqrt(sum));
        }
    };

    Wishes wishes_;
    std::shared_ptr<const ModelRegistry> registry_;
    FaceEngine engine_;
    Explorer explorer_;
    JobContext context_;
    test::TempFolder store_;
    std::unique_ptr<EvidenceGuard> guard_;
    std::vector<std::pair<fs::path, cv::Mat>> made_;
};

}  // namespace

int main(int count, char** arguments) {
    Wishes wishes;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = arguments[i], value = arguments[i + 1];
        if (name == "--lfw") wishes.lfw = value;
        if (name == "--photos") wishes.photos = std::atoi(value.c_str());
        if (name == "--projections") wishes.projections = std::atoi(value.c_str());
        if (name == "--frames") wishes.frames = std::atoi(value.c_str());
    }
    if (!fs::is_directory(wishes.lfw)) {
        std::fprintf(stderr, "--lfw: there is no such folder; give one with a folder of photos a person\n");
        return 2;
    }
    try {
        Bench(std::move(wishes)).run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
