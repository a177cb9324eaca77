#include "core/faces/detect/face_detector.h"

#include <algorithm>

#include "core/base/error.h"

namespace lineament {

std::vector<Detection> suppressNonMaxima(std::vector<Detection> detections, float maxIou) {
    std::stable_sort(detections.begin(), detections.end(),
                     [](const Detection& a, const Detection& b) { return a.score > b.score; });
    std::vector<Detection> kept;
    for (auto& candidate : detections)
        if (std::none_of(kept.begin(), kept.end(),
                         [&](const Detection& k) { return iou(k.box, candidate.box) > maxIou; }))
            kept.push_back(std::move(candidate));
    return kept;
}

std::vector<std::vector<Detection>> FaceDetector::detectAsIs(std::span<const cv::Mat>, float, Look) const {
    throw Error(ErrorCode::kUnsupported, id(), "it takes pictures of its own input size only");
}

std::unique_ptr<FaceDetector> makeDetector(std::shared_ptr<const ModelRegistry> registry,
                                           const std::string& id, Device device, Precision precision) {
    const ModelInfo& model = registry->get(id);
    if (model.role != "detector")
        throw Error(ErrorCode::kNotFound, id, "it is not a detector but of role " + model.role);
    const std::string network = model.spec.value("network", "");
    if (network == "fr_detect") return makeFrDetect(std::move(registry), model, device, precision);
    if (network == "ssd_mobilenetv1")
        return makeSsdMobilenetV1(std::move(registry), model, device, precision);
    if (network == "blazeface") return makeBlazeface(std::move(registry), model, device, precision);
    if (network == "yunet") return makeYuNet(std::move(registry), model);
    if (model.format == "onnx" || model.format == "torchscript")
        return makeCustomDetector(std::move(registry), model, device, precision);
    throw Error(ErrorCode::kModelInvalid, id,
                "its network \"" + network + "\" is not a detector this version knows");
}

}  // namespace lineament
