#include "core/enhance/enhancer.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/enhance/superres/esrgan.h"

namespace lineament::enhance {
namespace {

constexpr double kMostPixels = 200e6;  ///< of a result; what memory is protected by

std::string esrganId(const Superres& options) {
    return std::string("esrgan-") + (options.thorough > 0 ? "thick" : "medium") +
           (options.scale > 3 ? "-x4" : "-x2");
}

cv::Mat enlarged(const cv::Mat& bgr, double factor) {
    cv::Mat larger;
    cv::resize(bgr, larger, {}, factor, factor, cv::INTER_CUBIC);
    return larger;
}

/// Networks by their ids, made when a chain first asks for one.
class NetworkPool {
  public:
    NetworkPool(std::shared_ptr<const ModelRegistry> registry, Device device, Precision precision)
        : registry_(std::move(registry)), device_(device), precision_(precision) {}

    std::shared_ptr<const Esrgan> esrgan(const std::string& id) {
        std::lock_guard lock(mutex_);
        auto& network = esrgans_[id];
        if (!network) network = std::make_shared<const Esrgan>(registry_, id, device_, precision_);
        return network;
    }
    std::shared_ptr<const FaceRestorer> restorer() {
        std::lock_guard lock(mutex_);
        if (!restorer_) restorer_ = std::make_shared<const FaceRestorer>(registry_, device_, precision_);
        return restorer_;
    }

  private:
    std::shared_ptr<const ModelRegistry> registry_;
    Device device_;
    Precision precision_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<const Esrgan>> esrgans_;
    std::shared_ptr<const FaceRestorer> restorer_;
};

}  // namespace

Face scaledFace(const Face& face, double scale) {
    // Pixel centres: x of the middle of a pixel becomes (x + 0.5) scale - 0.5.
    const auto moved = [&](PointPx p) {
        return PointPx{static_cast<float>((p.x + 0.5) * scale - 0.5),
                       static_cast<float>((p.y + 0.5) * scale - 0.5)};
    };
    Face result = face;
    const auto corner = moved({face.box.x, face.box.y});
    result.box = {corner.x, corner.y, static_cast<float>(face.box.width * scale),
                  static_cast<float>(face.box.height * scale)};
    for (auto& point : result.landmarks5)
        point = moved(point);
    if (result.landmarks68)
        for (auto& point : *result.landmarks68)
            point = moved(point);
    return result;
}

struct Enhancer::Impl {
    Chain chain;
    std::shared_ptr<NetworkPool> pool;
    std::vector<std::shared_ptr<const Esrgan>> superres;  // as the steps; null for others
    std::shared_ptr<const FaceRestorer> restorer;
    bool wantsFaces = false;

    void prepare() {
        validate(chain);
        for (const auto& step : chain) {
            auto& network = superres.emplace_back();
            if (step.bypassed) continue;
            wantsFaces = wantsFaces || step.wantsFaces();
            if (const auto* options = std::get_if<Superres>(&step.options))
                network = pool->esrgan(esrganId(*options));
            if (std::holds_alternative<Restore>(step.options)) restorer = pool->restorer();
        }
    }

    void restore(EnhancedPicture& picture, const Restore& options, bool video) const {
        int factor = static_cast<int>(options.enlarge);
        if (factor == 0)
            factor =
                video ? 1 : FaceRestorer::enlargementFor({picture.bgr.cols, picture.bgr.rows}, picture.faces);
        // Faces are cut out of what is there: to enlarge first would only blur them.
        std::vector<cv::Mat> frames;
        for (const auto& face : picture.faces)
            frames.push_back(FaceRestorer::frameOf(picture.bgr, face.landmarks5));
        const auto restored = restorer->restore(frames, options.fidelity);
        if (factor > 1) grow(picture, factor, [&](const cv::Mat& bgr) { return enlarged(bgr, factor); });
        for (std::size_t i = 0; i < restored.size(); ++i)
            FaceRestorer::paste(picture.bgr, restored[i], picture.faces[i].landmarks5);
    }

    template <class Make>
    static void grow(EnhancedPicture& picture, double factor, Make&& make) {
        const double pixels = static_cast<double>(picture.bgr.total()) * factor * factor;
        if (pixels > kMostPixels || std::max(picture.bgr.cols, picture.bgr.rows) * factor > 32000)
            throw Error(ErrorCode::kTooLarge, "picture",
                        "enlarged " + std::to_string(static_cast<int>(factor)) + " times it would have " +
                            std::to_string(static_cast<int>(pixels / 1e6)) + " million pixels");
        picture.bgr = make(picture.bgr);
        picture.scale *= factor;
        for (auto& face : picture.faces)
            face = scaledFace(face, factor);
    }
};

Enhancer::Enhancer(std::shared_ptr<const ModelRegistry> registry, Device device, Precision precision,
                   Chain chain)
    : impl_(std::make_unique<Impl>()) {
    impl_->chain = std::move(chain);
    impl_->pool = std::make_shared<NetworkPool>(std::move(registry), device, precision);
    impl_->prepare();
}

Enhancer::Enhancer(const Enhancer& other, Chain chain) : impl_(std::make_unique<Impl>()) {
    impl_->chain = std::move(chain);
    impl_->pool = other.impl_->pool;
    impl_->prepare();
}

Enhancer::~Enhancer() = default;

const Chain& Enhancer::chain() const {
    return impl_->chain;
}

bool Enhancer::wantsFaces() const {
    return impl_->wantsFaces;
}

std::vector<std::string> Enhancer::networks() const {
    std::vector<std::string> ids;
    for (const auto& step : impl_->chain) {
        if (step.bypassed) continue;
        if (const auto* options = std::get_if<Superres>(&step.options)) ids.push_back(esrganId(*options));
        if (std::holds_alternative<Restore>(step.options)) ids.push_back(impl_->restorer->id());
    }
    return ids;
}

EnhancedPicture Enhancer::run(const cv::Mat& bgr, std::span<const Face> faces, JobContext& context,
                              FrameMemory* memory) const {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    EnhancedPicture picture{bgr.clone(), 1, {faces.begin(), faces.end()}};
    for (std::size_t i = 0; i < impl_->chain.size(); ++i) {
        const auto& step = impl_->chain[i];
        if (step.bypassed) continue;
        context.checkpoint();
        if (const auto* o = std::get_if<Deinterlace>(&step.options)) {
            picture.bgr = deinterlace(picture.bgr, *o, memory);
        } else if (const auto* o = std::get_if<Stabilise>(&step.options)) {
            picture.bgr = stabilise(picture.bgr, *o, memory, picture.faces);
        } else if (const auto* o = std::get_if<Denoise>(&step.options)) {
            picture.bgr = denoise(picture.bgr, *o, memory);
        } else if (const auto* o = std::get_if<Average>(&step.options)) {
            picture.bgr = averageFaces(picture.bgr, *o, memory, picture.faces);
        } else if (const auto* o = std::get_if<Deblur>(&step.options)) {
            picture.bgr = deblur(picture.bgr, *o, memory);
        } else if (const auto* o = std::get_if<Light>(&step.options)) {
            picture.bgr = relight(picture.bgr, *o, memory);
        } else if (const auto* o = std::get_if<Frontal>(&step.options)) {
            picture.bgr = turnToFront(picture.bgr, *o, picture.faces);
        } else if (std::holds_alternative<Superres>(step.options)) {
            const auto& network = *impl_->superres[i];
            Impl::grow(picture, network.scale(),
                       [&](const cv::Mat& small) { return network.enlarge(small, context); });
        } else if (const auto* o = std::get_if<Restore>(&step.options)) {
            impl_->restore(picture, *o, memory != nullptr);
        }
    }
    return picture;
}

}  // namespace lineament::enhance
