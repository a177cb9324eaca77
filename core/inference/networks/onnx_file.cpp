#include "core/inference/networks/onnx_file.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <set>

namespace lineament {
namespace {

static_assert(std::endian::native == std::endian::little, "raw data are little-endian and read as they lie");

/// The values of a tensor, from its raw bytes or its list; refused unless they fill the shape.
template <class T, class List>
std::vector<T> valuesOf(const onnx::TensorProto& tensor, const List& list, const Weights& owner) {
    if (tensor.data_location() == onnx::TensorProto::EXTERNAL)
        owner.refuse("the tensor " + tensor.name() + " lies in another file");
    const auto& raw = tensor.raw_data();
    const auto stored =
        tensor.has_raw_data() ? raw.size() / sizeof(T) : static_cast<std::size_t>(list.size());
    const std::vector<std::int64_t> shape(tensor.dims().begin(), tensor.dims().end());
    const auto count = elementCount(shape, stored);
    if (!count || *count != stored || (tensor.has_raw_data() && raw.size() % sizeof(T) != 0))
        owner.refuse("the tensor " + tensor.name() + " does not fill its shape");
    std::vector<T> values(stored);
    if (tensor.has_raw_data())
        std::memcpy(values.data(), raw.data(), raw.size());
    else
        std::copy(list.begin(), list.end(), values.begin());
    return values;
}

void take(const onnx::TensorProto& tensor, const std::string& name, OnnxGraphFile& file) {
    if (tensor.data_type() == onnx::TensorProto::FLOAT) {
        WeightTensor weight;
        weight.name = name;
        weight.shape.assign(tensor.dims().begin(), tensor.dims().end());
        weight.data = valuesOf<float>(tensor, tensor.float_data(), file.weights);
        file.weights.add(std::move(weight));
    } else if (tensor.data_type() == onnx::TensorProto::INT64) {
        file.integers[name] = valuesOf<std::int64_t>(tensor, tensor.int64_data(), file.weights);
    }
}

void take(const onnx::NodeProto& proto, OnnxGraphFile& file) {
    OnnxNode node;
    node.op = proto.op_type();
    node.inputs.assign(proto.input().begin(), proto.input().end());
    node.outputs.assign(proto.output().begin(), proto.output().end());
    for (const auto& attribute : proto.attribute()) {
        if (attribute.has_t() && node.op == "Constant" && !node.outputs.empty()) {
            take(attribute.t(), node.outputs.front(), file);
            return;
        }
        if (attribute.type() == onnx::AttributeProto::INT) node.ints[attribute.name()] = {attribute.i()};
        if (attribute.type() == onnx::AttributeProto::INTS)
            node.ints[attribute.name()].assign(attribute.ints().begin(), attribute.ints().end());
        if (attribute.type() == onnx::AttributeProto::FLOAT) node.floats[attribute.name()] = attribute.f();
        if (attribute.type() == onnx::AttributeProto::STRING) node.strings[attribute.name()] = attribute.s();
    }
    file.nodes.push_back(std::move(node));
}

}  // namespace

std::int64_t OnnxNode::intOr(std::string_view name, std::int64_t fallback) const {
    const auto found = ints.find(name);
    return found == ints.end() || found->second.empty() ? fallback : found->second.front();
}

OnnxGraphFile readOnnx(const std::filesystem::path& path) {
    OnnxGraphFile file{Weights(path.string()), {}, {}, {}, {}, {}};
    const auto bytes = readWeightFile(path.string());
    onnx::ModelProto model;
    if (bytes.size() > std::numeric_limits<int>::max() ||
        !model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) || !model.has_graph())
        file.weights.refuse("it is no ONNX graph");
    const auto& graph = model.graph();
    std::set<std::string> initialisers;
    for (const auto& tensor : graph.initializer()) {
        initialisers.insert(tensor.name());
        take(tensor, tensor.name(), file);
    }
    for (const auto& node : graph.node())
        take(node, file);
    // Older files list the weights among the inputs.
    for (const auto& input : graph.input()) {
        if (!file.input.empty() || initialisers.contains(input.name())) continue;
        file.input = input.name();
        for (const auto& extent : input.type().tensor_type().shape().dim())
            file.inputShape.push_back(extent.has_dim_value() ? extent.dim_value() : -1);
    }
    for (const auto& output : graph.output())
        file.outputs.push_back(output.name());
    return file;
}

}  // namespace lineament
