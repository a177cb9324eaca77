#include "core/inference/networks/torch_script.h"

#include <torch/script.h>

#include "core/inference/networks/torch_runtime.h"

namespace lineament {
namespace {

std::unique_ptr<const torch::jit::Module> load(const std::string& subject, const std::string& path,
                                               at::Device device) {
    try {
        const at::NoGradGuard noGrad;
        auto module = torch::jit::load(path, device);
        module.eval();
        return std::make_unique<const torch::jit::Module>(torch::jit::freeze(module));
    } catch (const c10::Error& error) {
        const std::string why = error.what_without_backtrace();
        throw Error(ErrorCode::kModelInvalid, subject,
                    "the TorchScript file cannot be loaded (" + why.substr(0, why.find('\n')) + ")");
    } catch (const std::exception& error) {  // its archive reader has exceptions of its own
        throw Error(ErrorCode::kModelInvalid, subject,
                    std::string("the TorchScript file cannot be loaded (") + error.what() + ")");
    }
}

std::string lastLine(std::string text) {
    text.erase(text.find_last_not_of("\n ") + 1);
    return text.substr(text.find_last_of('\n') + 1);
}

cv::Mat toMat(const at::Tensor& tensor) {
    const auto plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
    std::vector<int> sizes(plain.sizes().begin(), plain.sizes().end());
    while (sizes.size() < 2)
        sizes.insert(sizes.begin(), 1);
    cv::Mat mat(static_cast<int>(sizes.size()), sizes.data(), CV_32F);
    if (!mat.empty()) std::memcpy(mat.data, plain.data_ptr<float>(), mat.total() * sizeof(float));
    return mat;
}

using Named = std::vector<std::pair<std::string, at::Tensor>>;

Named tensorsOf(const c10::IValue& answer, const std::string& subject) {
    Named named;
    const auto add = [&](const c10::IValue& value, std::string name) {
        if (!value.isTensor())
            throw Error(ErrorCode::kModelInvalid, subject, "an output of the network is not a tensor");
        named.emplace_back(std::move(name), value.toTensor());
    };
    const auto addAll = [&](const auto& values) {
        for (const c10::IValue& value : values)
            add(value, std::to_string(named.size()));
    };
    if (answer.isTuple())
        addAll(answer.toTupleRef().elements());
    else if (answer.isList())
        addAll(answer.toListRef());
    else if (answer.isGenericDict())
        for (const auto& entry : answer.toGenericDict())
            add(entry.value(), entry.key().toStringRef());
    else
        add(answer, "0");
    return named;
}

}  // namespace

struct TorchScript::Loaded {
    std::string subject;
    at::Device device;
    Lazy<torch::jit::Module> module;
};

TorchScript::TorchScript(std::string subject, std::function<std::filesystem::path()> file, Device device) {
    const auto target = torchTarget(device, Precision::kFp32).device;
    loaded_.reset(new Loaded{subject, target, Lazy<torch::jit::Module>([subject, file, target] {
                                 return load(subject, file().string(), target);
                             })});
}

TorchScript::~TorchScript() = default;

std::vector<cv::Mat> TorchScript::run(const cv::Mat& blob, std::span<const std::string> outputs) const {
    const auto& subject = loaded_->subject;
    if (blob.dims != 4 || blob.type() != CV_32F || !blob.isContinuous())
        throw Error(ErrorCode::kInvalidArgument, subject, "the blob is not N x C x H x W of 32-bit floats");
    const auto& module = loaded_->module.get();
    try {
        return runTorch(subject, [&] {
            const std::vector<std::int64_t> sizes(blob.size.p, blob.size.p + 4);
            const auto input = at::from_blob(blob.data, sizes, at::kFloat).to(loaded_->device);
            // A frozen module keeps nothing between runs; forward() is not const for those that do.
            const auto named = tensorsOf(const_cast<torch::jit::Module&>(module).forward({input}), subject);
            std::vector<cv::Mat> results;
            if (outputs.empty())
                for (const auto& [name, tensor] : named)
                    results.push_back(toMat(tensor));
            for (const auto& wanted : outputs) {
                const auto found = std::find_if(named.begin(), named.end(),
                                                [&](const auto& one) { return one.first == wanted; });
                if (found == named.end())
                    throw Error(ErrorCode::kModelInvalid, subject,
                                "the network has no output named " + wanted);
                results.push_back(toMat(found->second));
            }
            return results;
        });
    } catch (const Error&) {
        throw;
    } catch (const std::runtime_error& error) {  // the interpreter's: a traceback and, last, what was wrong
        throw Error(ErrorCode::kModelInvalid, subject,
                    "the TorchScript network failed (" + lastLine(error.what()) + ")");
    }
}

}  // namespace lineament
