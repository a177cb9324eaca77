#include "core/inference/networks/blob_network.h"

#include "core/base/error.h"
#include "core/inference/networks/dnn_net.h"
#include "core/inference/networks/onnx_graph.h"
#include "core/inference/networks/torch_script.h"

namespace lineament {

std::unique_ptr<BlobNetwork> openBlobNetwork(std::shared_ptr<const ModelRegistry> registry,
                                             const ModelInfo& model, Device device, Precision precision,
                                             std::size_t file) {
    auto path = [registry, model, file] { return registry->file(model, file); };
    if (model.format == "onnx") {
        const auto runtime = model.spec.value("runtime", "opencv");
        if (runtime == "opencv") return std::make_unique<DnnNet>(model.id, std::move(path));
        if (runtime == "libtorch") return openOnnxGraph(model.id, std::move(path), device, precision);
        throw Error(ErrorCode::kUnsupported, model.id,
                    "its runtime is " + runtime + ", not opencv or libtorch");
    }
    if (model.format == "torchscript")
        return std::make_unique<TorchScript>(model.id, std::move(path), device);
    throw Error(ErrorCode::kUnsupported, model.id,
                "networks of the format " + model.format + " have no graph of their own to run");
}

}  // namespace lineament
