#include "core/faces/embed/recogniser.h"

#include <cmath>

#include "core/base/error.h"

namespace lineament {

std::vector<float> unitLength(std::vector<float> values) {
    double squares = 0;
    for (const float v : values)
        squares += static_cast<double>(v) * v;
    const auto length = static_cast<float>(std::sqrt(squares));
    if (length > 0)
        for (float& v : values)
            v /= length;
    return values;
}

std::vector<float> Recogniser::toTemplate(std::vector<float> descriptor) const {
    return unitLength(std::move(descriptor));
}

Alignment alignmentFromName(const std::string& name, const std::string& model) {
    if (name == "arcface112") return Alignment::kArcFace112;
    if (name == "dlib150") return Alignment::kDlib150;
    if (name == "eyes128") return Alignment::kBoxGrey;
    throw Error(ErrorCode::kModelInvalid, model,
                "its alignment \"" + name + "\" is none of arcface112, dlib150 and eyes128");
}

std::unique_ptr<Recogniser> makeRecogniser(std::shared_ptr<const ModelRegistry> registry,
                                           const std::string& id, Device device, Precision precision) {
    const ModelInfo& model = registry->get(id);
    if (model.role != "recogniser")
        throw Error(ErrorCode::kNotFound, id, "it is not a recogniser but of role " + model.role);
    const std::string network = model.spec.value("network", "");
    if (network == "resnet34") return makeResNet34(std::move(registry), model, device, precision);
    if (network == "mobilefacenet") return makeMobileFaceNet(std::move(registry), model, device, precision);
    if (network == "sface") return makeSFace(std::move(registry), model);
    if (network == "lbph") return makeLbph();
    if (model.format == "onnx" || model.format == "torchscript")
        return makeGraphRecogniser(std::move(registry), model, device, precision);
    throw Error(ErrorCode::kModelInvalid, id,
                "its network \"" + network + "\" is not a recogniser this version knows");
}

}  // namespace lineament
