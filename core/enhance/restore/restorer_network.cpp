#include "core/enhance/restore/restorer_network.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/enhance/restore/face_frame.h"
#include "core/gan/nets/fused_ops.h"
#include "core/gan/nets/layers.h"
#include "core/inference/weights/safetensors.h"

namespace lineament::enhance {
namespace {

using torch::Tensor;

constexpr const char* kFormat = "lineament-restorer-1";

/// Convolution in the type of its input with weights kept in float32.
class ConvImpl : public torch::nn::Module {
  public:
    ConvImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride = 1, double gain = 1)
        : stride_(stride) {
        const double deviation = gain * std::sqrt(2.0 / static_cast<double>(in * kernel * kernel));
        weight = register_parameter("weight", torch::randn({out, in, kernel, kernel}) * deviation);
        bias = register_parameter("bias", torch::zeros({out}));
    }
    Tensor forward(const Tensor& x) {
        const auto type = x.scalar_type();
        return torch::conv2d(x, weight.to(type).contiguous(torch::MemoryFormat::ChannelsLast), bias.to(type),
                             stride_, weight.size(2) / 2);
    }
    Tensor weight, bias;

  private:
    std::int64_t stride_;
};
TORCH_MODULE(Conv);

class BlockImpl : public torch::nn::Module {
  public:
    explicit BlockImpl(std::int64_t width) {
        one_ = register_module("one", Conv(width, width, 3));
        two_ = register_module("two", Conv(width, width, 3, 1, 0.1));
    }
    Tensor forward(const Tensor& x) { return x + two_(gan::leaky(one_(gan::leaky(x, 1)), 1)); }

  private:
    Conv one_{nullptr}, two_{nullptr};
};
TORCH_MODULE(Block);

torch::nn::Sequential blocks(std::int64_t count, std::int64_t width) {
    torch::nn::Sequential chain;
    for (std::int64_t i = 0; i < count; ++i)
        chain->push_back(Block(width));
    return chain;
}

Tensor doubled(const Tensor& x) {
    namespace F = torch::nn::functional;
    return F::interpolate(
        x, F::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
}

Tensor laidOut(const Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast);
}

}  // namespace

void RestorerLayout::validate() const {
    LINEAMENT_REQUIRE(widths.size() >= 2 && widths.size() <= 5, "widths", "a restorer has 2 to 5 levels");
    LINEAMENT_REQUIRE(down.size() == widths.size() && up.size() + 1 == widths.size(), "widths",
                      "down needs a number for each level and up one less");
    for (const auto width : widths)
        LINEAMENT_REQUIRE(width >= 8 && width <= 1024, "widths", "a level has 8 to 1024 channels");
    LINEAMENT_REQUIRE(phases == 1 || phases == 2 || phases == 4, "phases", "it is none of 1, 2 and 4");
    for (const auto* list : {&down, &up})
        for (const auto count : *list)
            LINEAMENT_REQUIRE(count >= 0 && count <= 16, "down, up", "a level has 0 to 16 blocks");
}

bool RestorerLayout::growsInto(const RestorerLayout& other) const {
    const auto within = [](const std::vector<std::int64_t>& few, const std::vector<std::int64_t>& more) {
        return std::equal(few.begin(), few.end(), more.begin(), more.end(), std::less_equal<>());
    };
    return widths == other.widths && phases == other.phases && within(down, other.down) &&
           within(up, other.up);
}

RestorerImpl::RestorerImpl(RestorerLayout layout) : layout_(std::move(layout)) {
    layout_.validate();
    const auto& widths = layout_.widths;
    const std::int64_t colours = 3 * layout_.phases * layout_.phases;
    Conv first(colours, widths[0], 3), last(widths[0], colours, 3, 1, 0.0);
    register_module("first", first.ptr());
    register_module("last", last.ptr());
    first_ = torch::nn::AnyModule(first), last_ = torch::nn::AnyModule(last);
    for (std::size_t level = 0; level < widths.size(); ++level) {
        down_->push_back(blocks(layout_.down[level], widths[level]));
        if (level + 1 == widths.size()) break;
        shrink_->push_back(Conv(widths[level], widths[level + 1], 3, 2));
        narrow_->push_back(Conv(widths[level + 1], widths[level], 1));
        up_->push_back(blocks(layout_.up[level], widths[level]));
    }
    register_module("down", down_);
    register_module("shrink", shrink_);
    register_module("narrow", narrow_);
    register_module("up", up_);
}

Tensor RestorerImpl::forward(const Tensor& degraded, double fidelity) {
    LINEAMENT_REQUIRE(degraded.dim() == 4 && degraded.size(1) == 3 && degraded.size(2) == kFrameSide &&
                          degraded.size(3) == kFrameSide,
                      "faces", "they are not N x 3 x 128 x 128");
    Tensor x = laidOut(torch::pixel_unshuffle(degraded, layout_.phases).to(computeType_));
    x = first_.forward(x);
    std::vector<Tensor> kept;
    for (std::size_t level = 0; level < layout_.widths.size(); ++level) {
        if (layout_.down[level] > 0) x = down_[level]->as<torch::nn::Sequential>()->forward(x);
        if (level + 1 == layout_.widths.size()) break;
        kept.push_back(x);
        x = shrink_[level]->as<Conv>()->forward(gan::leaky(x, 1));
    }
    for (std::size_t level = kept.size(); level-- > 0;) {
        // Narrowed before it is doubled: a point-wise convolution of a quarter of the pixels.
        x = laidOut(doubled(narrow_[level]->as<Conv>()->forward(gan::leaky(x, 1)))) + kept[level];
        if (layout_.up[level] > 0) x = up_[level]->as<torch::nn::Sequential>()->forward(x);
    }
    x = last_.forward(gan::leaky(x, 1));
    return degraded + torch::pixel_shuffle(x.to(torch::kFloat32), layout_.phases) * (1 - fidelity);
}

void saveRestorer(RestorerImpl& network, const std::filesystem::path& file, bool half,
                  const std::map<std::string, std::string>& notes) {
    std::vector<WeightTensor> tensors;
    for (const auto& item : network.named_parameters()) {
        const Tensor flat = item.value().detach().to(torch::kCPU, torch::kFloat32).contiguous();
        WeightTensor stored{
            item.key(), flat.sizes().vec(), half ? WeightType::kFloat16 : WeightType::kFloat32, {}};
        stored.data.assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
        tensors.push_back(std::move(stored));
    }
    const auto& layout = network.layout();
    const nlohmann::json described = {
        {"widths", layout.widths}, {"down", layout.down}, {"up", layout.up}, {"phases", layout.phases}};
    std::map<std::string, std::string> metadata = {{"format", kFormat}, {"layout", described.dump()}};
    for (const auto& [key, value] : notes)
        metadata["note/" + key] = value;
    writeSafetensors(file, tensors, metadata);
}

Restorer loadRestorer(const std::filesystem::path& file) {
    const auto content = readSafetensors(file);
    const auto& weights = content.weights;
    const auto text = [&](const char* key) {
        const auto found = content.metadata.find(key);
        return found == content.metadata.end() ? std::string() : found->second;
    };
    if (text("format") != kFormat) weights.refuse("it holds no restorer of this program");
    RestorerLayout layout;
    try {
        const auto described = nlohmann::json::parse(text("layout"));
        described.at("widths").get_to(layout.widths);
        described.at("down").get_to(layout.down);
        described.at("up").get_to(layout.up);
        layout.phases = described.value("phases", layout.phases);
        layout.validate();
    } catch (const nlohmann::json::exception&) {
        weights.refuse("its description is damaged");
    } catch (const Error& error) {
        weights.refuse("its description does not fit: " + error.detail());
    }
    // A description of a hundred bytes must not take gigabytes: the file has to be as large as it says.
    std::int64_t least = 0, held = 0;
    for (std::size_t level = 0; level < layout.widths.size(); ++level)
        least += 18 * layout.widths[level] * layout.widths[level] *
                 (layout.down[level] + (level < layout.up.size() ? layout.up[level] : 0));
    for (const auto& [name, tensor] : weights.tensors())
        held += static_cast<std::int64_t>(tensor.data.size());
    if (held < least) weights.refuse("it holds fewer numbers than the network it describes");
    Restorer network(layout);
    torch::NoGradGuard noGrad;
    std::size_t used = 0;
    for (auto& item : network->named_parameters()) {
        const auto& stored = weights.get(item.key(), item.value().sizes().vec());
        if (!std::all_of(stored.data.begin(), stored.data.end(), [](float v) { return std::isfinite(v); }))
            weights.refuse("the weight " + item.key() + " holds values that are no numbers");
        item.value().copy_(
            torch::from_blob(const_cast<float*>(stored.data.data()), item.value().sizes(), torch::kFloat32));
        item.value().requires_grad_(false);
        ++used;
    }
    if (used != weights.size()) weights.refuse("it holds tensors that this network does not have");
    network->eval();
    return network;
}

}  // namespace lineament::enhance
