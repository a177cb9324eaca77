#include "core/faces/face_engine.h"

#include <algorithm>
#include <mutex>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/faces/align/head_pose.h"
#include "core/faces/align/landmark_model.h"
#include "core/faces/align/upside_down.h"
#include "core/faces/crop_part.h"
#include "core/faces/detect/face_detector.h"
#include "core/faces/embed/embedder.h"
#include "core/faces/liveness/liveness.h"
#include "core/faces/quality/face_quality.h"
#include "core/inference/side_by_side.h"

namespace lineament {
namespace {

/// Made at first use by whichever thread comes first; a failure is told to that thread and tried again later.
template <class T>
class Lazy {
  public:
    template <class Make>
    const T& get(Make make) const {
        std::call_once(flag_, [&] { value_ = make(); });
        return *value_;
    }

  private:
    mutable std::once_flag flag_;
    mutable std::unique_ptr<T> value_;
};

void requirePicture(const cv::Mat& bgr) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
}

void measure(const cv::Mat& bgr, const Landmarks68& points, Face& face) {
    face.landmarks68 = points;
    face.landmarks5 = fivePoints(points);
    face.pose = headPose(points);
    face.quality = faceQuality(bgr, face);
}

}  // namespace

struct FaceEngine::Impl {
    Impl(std::shared_ptr<const ModelRegistry> models, FaceEngineOptions chosen)
        : registry(std::move(models)),
          options(std::move(chosen)),
          embedder(registry, options.recogniser, options.device, options.precision) {
        registry->get(options.detector);
        if (options.landmarks.empty()) options.landmarks = embedder.landmarks();
        registry->get(options.landmarks);
    }

    const FaceDetector& detector() const {
        return lazyDetector.get(
            [&] { return makeDetector(registry, options.detector, options.device, options.precision); });
    }
    const LandmarkModel& landmarks() const {
        return lazyLandmarks.get([&] {
            return makeLandmarkModel(registry, options.landmarks, options.device, options.precision);
        });
    }

    std::shared_ptr<const ModelRegistry> registry;
    FaceEngineOptions options;
    Embedder embedder;
    Lazy<FaceDetector> lazyDetector;
    Lazy<LandmarkModel> lazyLandmarks;
    Lazy<Calibration> lazyCalibration;
    Lazy<std::optional<Liveness>> lazyLiveness;
};

FaceEngine::FaceEngine(std::shared_ptr<const ModelRegistry> registry, FaceEngineOptions options)
    : impl_(std::make_unique<Impl>(std::move(registry), std::move(options))) {}

FaceEngine::~FaceEngine() = default;

const FaceEngineOptions& FaceEngine::options() const {
    return impl_->options;
}
const ModelRegistry& FaceEngine::registry() const {
    return *impl_->registry;
}
const std::shared_ptr<const ModelRegistry>& FaceEngine::sharedRegistry() const {
    return impl_->registry;
}

std::vector<Face> FaceEngine::detectBoxes(const cv::Mat& bgr, bool fast) const {
    requirePicture(bgr);
    const auto& options = impl_->options;
    const FaceDetector& detector = impl_->detector();
    const float minScore = options.minScore < 0 ? detector.defaultMinScore() : options.minScore;
    const auto detections = fast || !options.tiling ? detector.detect(bgr, minScore)
                                                    : detectTiled(detector, bgr, minScore, options.minFacePx);
    std::vector<Face> faces;
    for (const auto& detection : detections) {
        if (detection.box.width < options.minFacePx) continue;
        Face face;
        face.box = detection.box;
        face.score = detection.score;
        if (detection.landmarks) face.landmarks5 = *detection.landmarks;
        faces.push_back(std::move(face));
    }
    return faces;
}

void FaceEngine::describe(const cv::Mat& bgr, std::span<Face> faces) const {
    requirePicture(bgr);
    if (faces.empty()) return;
    std::vector<BoxPx> boxes;
    for (const auto& face : faces)
        boxes.push_back(face.box);
    sideBySide(faces.size(), [&](std::size_t begin, std::size_t end) {
        const auto located =
            locateTwice(impl_->landmarks(), bgr, std::span(boxes).subspan(begin, end - begin));
        for (std::size_t i = begin; i < end; ++i)
            measure(bgr, located[i - begin].points, faces[i]);
    });
}

std::vector<Face> FaceEngine::detect(const cv::Mat& bgr) const {
    auto faces = detectBoxes(bgr);
    std::stable_sort(faces.begin(), faces.end(),
                     [](const Face& a, const Face& b) { return a.box.area() > b.box.area(); });
    std::vector<BoxPx> boxes;
    for (const auto& face : faces)
        boxes.push_back(face.box);
    sideBySide(faces.size(), [&](std::size_t begin, std::size_t end) {
        const auto located =
            locateTwice(impl_->landmarks(), bgr, std::span(boxes).subspan(begin, end - begin));
        for (std::size_t i = begin; i < end; ++i) {
            const auto& [points, shift] = located[i - begin];
            const auto turned =
                pointsIfUpsideDown(impl_->detector(), impl_->landmarks(), bgr, boxes[i], shift);
            measure(bgr, turned.value_or(points), faces[i]);
        }
    });
    return faces;
}

void FaceEngine::judgeLiveness(const cv::Mat& bgr, std::span<Face> faces) const {
    requirePicture(bgr);
    const auto& liveness = impl_->lazyLiveness.get([&] {
        auto made = std::make_unique<std::optional<Liveness>>();
        try {
            made->emplace(impl_->registry);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kNotFound && error.code() != ErrorCode::kModelMissing) throw;
        }
        return made;
    });
    if (!liveness) return;
    for (auto& face : faces)
        face.liveness = liveness->score(bgr, face);
}

std::vector<Template> FaceEngine::embed(const cv::Mat& bgr, std::span<const Face> faces) const {
    requirePicture(bgr);
    return impl_->embedder.embed(bgr, faces, impl_->options.mirrorAveraging);
}

cv::Mat FaceEngine::aligned(const cv::Mat& bgr, const Face& face) const {
    requirePicture(bgr);
    return impl_->embedder.aligned(bgr, face);
}

const std::string& FaceEngine::recogniserKey() const {
    return impl_->embedder.key();
}
int FaceEngine::dimension() const {
    return impl_->embedder.dimension();
}

const Calibration& FaceEngine::calibration() const {
    return impl_->lazyCalibration.get(
        [&] { return std::make_unique<Calibration>(loadCalibration(*impl_->registry, recogniserKey())); });
}

void FaceEngine::warmUp() const {
    const cv::Mat grey(240, 320, CV_8UC3, cv::Scalar::all(127));
    detectBoxes(grey, true);
    Face face;
    face.box = {110, 60, 100, 120};
    describe(grey, {&face, 1});
    impl_->embedder.warmUp();
}

std::vector<std::byte> faceCrop(const cv::Mat& bgr, const BoxPx& box, int maxPx) {
    requirePicture(bgr);
    const BoxPx part = cropPartOf(box, {bgr.cols, bgr.rows});
    const cv::Rect pixels =
        cv::Rect(static_cast<int>(part.x), static_cast<int>(part.y),
                 std::max(1, static_cast<int>(part.width)), std::max(1, static_cast<int>(part.height))) &
        cv::Rect(0, 0, bgr.cols, bgr.rows);
    LINEAMENT_REQUIRE(!pixels.empty() && maxPx > 0, "crop", "the box lies outside the picture");
    cv::Mat crop = bgr(pixels);
    if (const int side = std::max(crop.cols, crop.rows); side > maxPx) {
        const double scale = static_cast<double>(maxPx) / side;
        cv::resize(crop, crop,
                   {std::max(1, static_cast<int>(crop.cols * scale)),
                    std::max(1, static_cast<int>(crop.rows * scale))},
                   0, 0, cv::INTER_AREA);
    }
    std::vector<unsigned char> jpeg;
    cv::imencode(".jpg", crop, jpeg, {cv::IMWRITE_JPEG_QUALITY, 90});
    const auto* bytes = reinterpret_cast<const std::byte*>(jpeg.data());
    return {bytes, bytes + jpeg.size()};
}

}  // namespace lineament
