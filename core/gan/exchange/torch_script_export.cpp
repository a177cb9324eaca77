#include "core/gan/exchange/torch_script_export.h"

#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/script.h>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/nets/fused_ops.h"

namespace lineament::gan {

namespace fs = std::filesystem;
using torch::Tensor;

namespace {

// A trace knows one batch size; pictures are independent of each other, so it is that of one.
constexpr const char* kForward = R"(
def forward(self, z: Tensor, psi: float = 1.0, labels: Optional[Tensor] = None) -> Tensor:
    assert labels is not None or self.classes == 0, "the generator is conditional: labels are needed"
    pictures: List[Tensor] = []
    for i in range(z.size(0)):
        label = torch.zeros([1]).long()
        if labels is not None:
            label = labels[i:i + 1]
        pictures.append(self.one(z[i:i + 1].float(), torch.full([1], psi), label))
    return torch.cat(pictures)
)";

/// z, psi and label of one picture to the picture.
Tensor one(Generator& generator, Tensor z, const Tensor& psi, const Tensor& label) {
    const Tensor mean = generator.meanStyle();
    const Tensor labels = generator.config().labels > 0 ? label : Tensor();
    if (!mean.defined()) return generator.synthesise(generator.map(z * psi, labels), labels, Noise());
    return generator.synthesise(mean + (generator.map(z, labels) - mean) * psi, labels, Noise());
}

/// Weights are attributes of the module, by which the tracer knows them; names of attributes have no dots.
void addAttributes(torch::jit::Module& module, Generator& generator) {
    const auto plain = [](std::string name) {
        std::replace(name.begin(), name.end(), '.', '_');
        return name;
    };
    for (const auto& item : generator.named_parameters())
        module.register_parameter(plain(item.key()), item.value(), false);
    for (const auto& item : generator.named_buffers())
        module.register_buffer(plain(item.key()), item.value());
}

void trace(torch::jit::Module& module, Generator& generator) {
    const LibraryOnly plainOperators;
    torch::jit::Stack example = {torch::zeros({1, generator.config().latentDim}), torch::ones({1}),
                                 torch::zeros({1}, torch::kInt64)};
    const auto traced = torch::jit::tracer::trace(
        example,
        [&](torch::jit::Stack in) {
            return torch::jit::Stack{one(generator, in[0].toTensor(), in[1].toTensor(), in[2].toTensor())};
        },
        [](const torch::autograd::Variable&) { return std::string(); }, true, false, &module,
        {"z", "psi", "label"});
    const auto method = module._ivalue()->compilation_unit()->create_function(
        c10::QualifiedName(*module.type()->name(), "one"), traced.first->graph);
    module.type()->addMethod(method);
}

}  // namespace

void exportTorchScript(const fs::path& file, const fs::path& script) {
    NetworkFileInfo info;
    const auto generator = loadGenerator(file, &info);
    torch::NoGradGuard noGrad;
    torch::jit::Module module("LineamentGenerator");
    try {
        addAttributes(module, *generator);
        module.register_attribute("classes", c10::IntType::get(),
                                  torch::IValue(static_cast<std::int64_t>(info.config.labels)));
        trace(module, *generator);
        module.define(kForward);
        module.eval();
    } catch (const c10::Error& error) {
        const std::string text = error.what_without_backtrace();
        throw Error(ErrorCode::kInternal, file.string(),
                    "the network cannot be traced: " + text.substr(0, text.find('\n')));
    }
    TrainConfig config;
    config.network = info.config;
    const nlohmann::ordered_json description = {
        {"network", toJson(config)["network"]}, {"labelNames", info.labelNames}, {"notes", info.notes}};
    writeAtomically(script, [&](std::ostream& out) {
        module.save(out, {{"lineament.json", description.dump(2)}});
    });
}

}  // namespace lineament::gan
