#include <mutex>
#include <opencv2/objdetect/face.hpp>

#include "core/base/error.h"
#include "core/faces/embed/recogniser.h"

namespace lineament {
namespace {

/// OpenCV's FaceRecognizerSF. Its own alignment is the ArcFace template, so that the aligned face goes in as
/// it is.
class SFace final : public Recogniser {
  public:
    SFace(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model)
        : registry_(std::move(registry)), model_(model) {}

    const std::string& id() const override { return model_.id; }
    int dimension() const override { return 128; }
    Alignment alignment() const override { return Alignment::kArcFace112; }

    std::vector<std::vector<float>> describe(std::span<const cv::Mat> aligned) const override {
        // The network keeps state from call to call.
        std::lock_guard lock(mutex_);
        try {
            if (!network_) network_ = cv::FaceRecognizerSF::create(registry_->file(model_).string(), "");
            std::vector<std::vector<float>> descriptors;
            for (const auto& face : aligned) {
                cv::Mat feature;
                network_->feature(face, feature);
                feature.reshape(1, 1).copyTo(descriptors.emplace_back());
            }
            return descriptors;
        } catch (const cv::Exception& error) {
            throw Error(ErrorCode::kModelInvalid, model_.id, "OpenCV cannot run it: " + error.err);
        }
    }

  private:
    std::shared_ptr<const ModelRegistry> registry_;
    ModelInfo model_;
    mutable std::mutex mutex_;
    mutable cv::Ptr<cv::FaceRecognizerSF> network_;
};

}  // namespace

std::unique_ptr<Recogniser> makeSFace(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model) {
    return std::make_unique<SFace>(std::move(registry), model);
}

}  // namespace lineament
