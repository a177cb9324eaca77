#include "core/enhance/restore/face_restorer.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/enhance/restore/face_frame.h"
#include "core/enhance/restore/restorer_network.h"
#include "core/faces/align/face_aligner.h"
#include "core/inference/networks/image_tensor.h"

namespace lineament::enhance {
namespace {

constexpr std::size_t kRestoredAtOnce = 8;

struct Loaded {
    Restorer network{nullptr};
};

cv::Matx23d matrixOf(const SimilarityTransform& t) {
    return {t.a, -t.b, t.tx, t.b, t.a, t.ty};
}

/// 1 in the middle of a frame, 0 at its border, smooth between.
const cv::Mat& softMask() {
    static const cv::Mat mask = [] {
        constexpr float kEdge = 14;
        cv::Mat weights(kFrameSide, kFrameSide, CV_32F);
        for (int y = 0; y < kFrameSide; ++y)
            for (int x = 0; x < kFrameSide; ++x) {
                const int nearest = std::min({x, y, kFrameSide - 1 - x, kFrameSide - 1 - y});
                const float t = std::clamp((static_cast<float>(nearest) - 2) / kEdge, 0.0f, 1.0f);
                weights.at<float>(y, x) = t * t * (3 - 2 * t);
            }
        return weights;
    }();
    return mask;
}

}  // namespace

struct FaceRestorer::Impl {
    std::string id;
    TorchTarget target;
    std::unique_ptr<Lazy<Loaded>> network;
};

FaceRestorer::FaceRestorer(std::shared_ptr<const ModelRegistry> registry, Device device, Precision precision,
                           const std::string& id)
    : impl_(std::make_unique<Impl>()) {
    const ModelInfo* model = nullptr;
    if (id.empty()) {
        const auto all = registry->withRole("restorer");
        if (!all.empty()) model = all.front();
    } else {
        model = &registry->get(id);
    }
    if (!model)
        throw Error(ErrorCode::kModelMissing, "restorer", "no network that restores faces is installed");
    impl_->id = model->id;
    impl_->target = torchTarget(device, precision);
    impl_->network = std::make_unique<Lazy<Loaded>>([registry, info = *model, target = impl_->target] {
        auto loaded = std::make_unique<Loaded>();
        loaded->network = loadRestorer(registry->file(info));
        loaded->network->setComputeType(target.dtype);
        loaded->network->to(target.device);
        return loaded;
    });
}

FaceRestorer::~FaceRestorer() = default;

const std::string& FaceRestorer::id() const {
    return impl_->id;
}

cv::Mat FaceRestorer::frameOf(const cv::Mat& bgr, const Landmarks5& points) {
    const auto transform = frameFromImage(points);
    if (std::hypot(transform.a, transform.b) < 0.75) return warp(bgr, transform, {kFrameSide, kFrameSide});
    cv::Mat frame;
    cv::warpAffine(bgr, frame, matrixOf(transform), {kFrameSide, kFrameSide}, cv::INTER_CUBIC,
                   cv::BORDER_REFLECT_101);
    return frame;
}

std::vector<cv::Mat> FaceRestorer::restore(std::span<const cv::Mat> frames, double fidelity) const {
    std::vector<cv::Mat> restored;
    const auto& loaded = impl_->network->get();
    for (std::size_t start = 0; start < frames.size(); start += kRestoredAtOnce) {
        const auto batch = frames.subspan(start, std::min(kRestoredAtOnce, frames.size() - start));
        for (const auto& frame : batch)
            LINEAMENT_REQUIRE(frame.rows == kFrameSide && frame.cols == kFrameSide && frame.type() == CV_8UC3,
                              "frame", "it is not 128 x 128 pixels of BGR");
        const auto output = runTorch(impl_->id, [&] {
            static constexpr ImageTensor kFeed{{127.5f, 127.5f, 127.5f}, 1 / 127.5f, false};
            const auto input = kFeed(batch, {impl_->target.device, at::kFloat});
            auto network = loaded.network;  // a handle: forward() is not const
            const auto y = network->forward(input, fidelity);
            return ((y + 1) * 127.5)
                .clamp(0, 255)
                .round()
                .to(at::kByte)
                .flip({1})
                .permute({0, 2, 3, 1})
                .cpu()
                .contiguous();
        });
        for (std::size_t i = 0; i < batch.size(); ++i)
            restored.push_back(cv::Mat(kFrameSide, kFrameSide, CV_8UC3,
                                       output[static_cast<std::int64_t>(i)].data_ptr<std::uint8_t>())
                                   .clone());
    }
    return restored;
}

void FaceRestorer::paste(cv::Mat& bgr, const cv::Mat& frame, const Landmarks5& points) {
    const auto imageFromFrame = frameFromImage(points).inverse();
    std::vector<cv::Point2f> corners;
    for (const PointPx corner :
         {PointPx{0, 0}, PointPx{kFrameSide, 0}, PointPx{0, kFrameSide}, PointPx{kFrameSide, kFrameSide}}) {
        const auto p = imageFromFrame(corner);
        corners.emplace_back(p.x, p.y);
    }
    const cv::Rect part = cv::boundingRect(corners) & cv::Rect(0, 0, bgr.cols, bgr.rows);
    if (part.empty()) return;
    auto shifted = imageFromFrame;
    shifted.tx -= part.x, shifted.ty -= part.y;
    cv::Mat face, weight, source = frame;
    // A face smaller than its frame: averaged first, or fine detail would come out as a pattern.
    const double scale = std::hypot(shifted.a, shifted.b);
    if (scale < 0.7) cv::GaussianBlur(frame, source, {}, 0.45 / scale);
    cv::warpAffine(source, face, matrixOf(shifted), part.size(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    cv::warpAffine(softMask(), weight, matrixOf(shifted), part.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   0);
    cv::Mat under = bgr(part);
    for (int y = 0; y < part.height; ++y) {
        const auto* w = weight.ptr<float>(y);
        const auto* over = face.ptr<cv::Vec3b>(y);
        auto* to = under.ptr<cv::Vec3b>(y);
        for (int x = 0; x < part.width; ++x) {
            if (w[x] <= 0) continue;
            for (int c = 0; c < 3; ++c)
                to[x][c] = cv::saturate_cast<unsigned char>(to[x][c] + w[x] * (over[x][c] - to[x][c]));
        }
    }
}

int FaceRestorer::enlargementFor(SizePx picture, std::span<const Face> faces, double maxPixels) {
    double needed = 1;
    bool any = false;
    for (const auto& face : faces) {
        const auto transform = frameFromImage(face.landmarks5);
        const double scale = std::hypot(transform.a, transform.b);  // frame px a picture px
        needed = any ? std::min(needed, scale) : scale;
        any = true;
    }
    if (!any) return 1;
    int factor = 1;
    const double pixels = static_cast<double>(picture.width) * picture.height;
    while (factor < 8 && factor < 0.75 * needed && pixels * factor * factor * 4 <= maxPixels)
        factor *= 2;
    return factor;
}

}  // namespace lineament::enhance
