#include "core/base/error.h"
#include "core/faces/embed/recogniser.h"
#include "core/faces/input_blob.h"
#include "core/inference/networks/blob_network.h"

namespace lineament {
namespace {

/// A recogniser whose file brings its own graph: everything it needs is in its manifest entry.
class GraphRecogniser final : public Recogniser {
  public:
    GraphRecogniser(std::shared_ptr<const ModelRegistry> registry, const ModelInfo& model, Device device,
                    Precision precision)
        : id_(model.id),
          dimension_(model.spec.value("dimension", 0)),
          alignment_(alignmentFromName(model.spec.value("alignment", ""), model.id)),
          input_(InputSpec::of(model)),
          centre_(model.spec.value("centre", std::vector<float>())),
          network_(openBlobNetwork(std::move(registry), model, device,
                                   model.spec.value("bf16", false) ? precision : Precision::kFp32)) {
        if (const auto output = model.spec.value("output", ""); !output.empty()) outputs_ = {output};
        if (!centre_.empty() && centre_.size() != static_cast<std::size_t>(dimension_))
            throw Error(ErrorCode::kModelInvalid, id_,
                        "its centre does not have as many numbers as a template");
    }

    const std::string& id() const override { return id_; }
    int dimension() const override { return dimension_; }
    Alignment alignment() const override { return alignment_; }

    std::vector<std::vector<float>> describe(std::span<const cv::Mat> aligned) const override {
        std::vector<std::vector<float>> descriptors;
        if (aligned.empty()) return descriptors;
        const auto length = static_cast<std::size_t>(dimension_);
        const cv::Mat output = network_->run(input_.blob(aligned), outputs_).at(0);
        if (output.total() != aligned.size() * length)
            throw Error(ErrorCode::kModelInvalid, id_,
                        "its output does not have the dimension of its manifest entry");
        for (std::size_t i = 0; i < aligned.size(); ++i) {
            const float* values = output.ptr<float>() + i * length;
            descriptors.emplace_back(values, values + length);
        }
        return descriptors;
    }

    std::vector<float> toTemplate(std::vector<float> descriptor) const override {
        for (std::size_t i = 0; i < centre_.size(); ++i)
            descriptor[i] -= centre_[i];
        return unitLength(std::move(descriptor));
    }

  private:
    std::string id_;
    int dimension_;
    Alignment alignment_;
    InputSpec input_;
    std::vector<float> centre_;
    std::vector<std::string> outputs_;
    std::unique_ptr<BlobNetwork> network_;
};

}  // namespace

std::unique_ptr<Recogniser> makeGraphRecogniser(std::shared_ptr<const ModelRegistry> registry,
                                                const ModelInfo& model, Device device, Precision precision) {
    return std::make_unique<GraphRecogniser>(std::move(registry), model, device, precision);
}

}  // namespace lineament
