#include "core/inference/networks/onnx_graph.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/inference/networks/torch_layers.h"

namespace lineament {

/// One operator: slots of values in, a slot out.
struct OnnxGraph::Step {
    std::vector<int> inputs;
    int output = 0;
    /// May change its inputs in place where nothing else needs them.
    std::function<at::Tensor(std::vector<at::Tensor>& inputs)> run;
    std::vector<int> spent;  ///< slots that no later step needs
};

OnnxGraph::~OnnxGraph() = default;
OnnxGraph::OnnxGraph(OnnxGraph&&) noexcept = default;

struct OnnxGraph::Builder {
    const OnnxGraphFile& file;
    OnnxGraph& graph;
    std::map<std::string, int> slots;
    std::map<int, std::int64_t> sides;  ///< height of the values that are maps, for the file's input
    std::map<std::string, int> uses;    ///< of values by the nodes that are built
    std::map<std::string, const OnnxNode*> makers;

    using Run = std::function<at::Tensor(std::vector<at::Tensor>&)>;

    at::TensorOptions options() const {
        return at::TensorOptions().device(graph.target_.device).dtype(graph.target_.dtype);
    }
    bool isWeight(const std::string& name) const { return file.weights.has(name); }
    at::Tensor weight(const std::string& name) const {
        return weightTensor(file.weights, name, file.weights.get(name).shape);
    }
    const std::string& inputOf(const OnnxNode& node, std::size_t index) const {
        if (index >= node.inputs.size()) refuse(node, "has too few inputs");
        return node.inputs[index];
    }
    [[noreturn]] void refuse(const OnnxNode& node, const std::string& why) const {
        file.weights.refuse("its operator " + node.op + " " + why);
    }

    void build(const std::vector<std::string>& outputs);
    void mark(const std::string& value, std::set<const OnnxNode*>& needed);
    void add(const OnnxNode& node, const OnnxNode* activation);
    void step(const OnnxNode& node, const std::string& output, std::vector<std::string> inputs, Run run);
    void convolution(const OnnxNode& node, const OnnxNode* activation);
    Run normalisation(const OnnxNode& node) const;
    Run linear(const OnnxNode& node) const;
    Run joint(const OnnxNode& node);
    Run reshaped(const OnnxNode& node) const;
};

void OnnxGraph::Builder::mark(const std::string& value, std::set<const OnnxNode*>& needed) {
    // A list instead of recursion: a hostile file may be deep.
    std::vector<std::string> wanted = {value};
    while (!wanted.empty()) {
        const auto name = wanted.back();
        wanted.pop_back();
        const auto maker = makers.find(name);
        if (maker == makers.end()) {
            if (name != file.input && !isWeight(name) && !file.integers.contains(name))
                file.weights.refuse("nothing in it makes the value " + name);
            continue;
        }
        if (!needed.insert(maker->second).second) continue;
        for (const auto& input : maker->second->inputs) {
            ++uses[input];
            wanted.push_back(input);
        }
    }
}

void OnnxGraph::Builder::build(const std::vector<std::string>& outputs) {
    for (const auto& node : file.nodes)
        for (const auto& output : node.outputs)
            makers[output] = &node;
    std::set<const OnnxNode*> needed;
    for (const auto& output : outputs) {
        mark(output, needed);
        ++uses[output];
    }
    graph.slots_ = 1;
    slots[file.input] = 0;
    sides[0] = file.inputShape.size() == 4 ? std::max<std::int64_t>(file.inputShape[2], 0) : 0;
    std::map<std::string, const OnnxNode*> reader;  // the one node that reads a value
    for (const auto* node : needed)
        for (const auto& input : node->inputs)
            reader[input] = node;
    std::set<const OnnxNode*> fused;
    for (const auto& node : file.nodes) {
        if (!needed.contains(&node) || fused.contains(&node)) continue;
        if (node.outputs.empty()) refuse(node, "has no output");
        const OnnxNode* activation = nullptr;
        const auto& output = node.outputs.front();
        if (node.op == "Conv" && uses[output] == 1 && reader.contains(output)) {
            const auto* next = reader[output];
            if (next->op == "Relu" || (next->op == "PRelu" && next->inputs.front() == output))
                activation = next;
        }
        if (activation) fused.insert(activation);
        add(node, activation);
    }
    std::map<int, std::size_t> lastUse;
    for (std::size_t i = 0; i < graph.steps_.size(); ++i)
        for (const int input : graph.steps_[i].inputs)
            lastUse[input] = i;
    for (const auto& output : outputs) {
        if (!slots.contains(output)) file.weights.refuse("its output " + output + " is not computed");
        graph.outputs_.push_back(slots[output]);
        lastUse.erase(slots[output]);
    }
    for (const auto& [slot, at] : lastUse)
        graph.steps_[at].spent.push_back(slot);
}

void OnnxGraph::Builder::step(const OnnxNode& node, const std::string& output,
                              std::vector<std::string> inputs, Run run) {
    Step made;
    for (const auto& input : inputs) {
        const auto slot = slots.find(input);
        if (slot == slots.end())
            refuse(node, "reads " + input + ", which is computed after it or not at all");
        made.inputs.push_back(slot->second);
    }
    made.output = slots[output] = graph.slots_++;
    if (!sides.contains(made.output) && !made.inputs.empty()) sides[made.output] = sides[made.inputs.front()];
    made.run = std::move(run);
    graph.steps_.push_back(std::move(made));
}

void OnnxGraph::Builder::convolution(const OnnxNode& node, const OnnxNode* activation) {
    const auto kernels = weight(inputOf(node, 1));
    if (kernels.dim() != 4) refuse(node, "is not of two dimensions");
    const auto bias = node.inputs.size() > 2 ? weight(node.inputs[2]) : at::Tensor();
    if (bias.defined() && bias.numel() != kernels.size(0)) refuse(node, "has a bias that does not fit");
    const auto padding = node.intOr("pads", 0), stride = node.intOr("strides", 1);
    const auto dilation = node.intOr("dilations", 1), groups = node.intOr("group", 1);
    for (const auto& [name, values] : node.ints)
        if (name != "kernel_shape" &&
            std::any_of(values.begin(), values.end(), [&](auto v) { return v != values.front(); }))
            refuse(node, "has " + name + " that differ from side to side");
    const auto automatic = node.strings.find("auto_pad");
    if (automatic != node.strings.end() && automatic->second != "NOTSET" && automatic->second != "VALID")
        refuse(node, "pads by itself (" + automatic->second + "), which is not known here");
    if (stride < 1 || dilation < 1 || groups < 1 || padding < 0) refuse(node, "has impossible attributes");
    const auto slot = slots.find(inputOf(node, 0));
    const auto side = slot == slots.end() ? 0 : sides[slot->second];
    const bool relu = activation && activation->op == "Relu";
    const Convolution layer(kernels, bias, {stride, padding, groups, side, dilation},
                            relu ? Activation::kRelu : Activation::kNone, graph.target_);
    sides[graph.slots_] =
        std::max<std::int64_t>(1, (side + 2 * padding - dilation * (kernels.size(2) - 1) - 1) / stride + 1);
    const auto& output = activation ? activation->outputs.front() : node.outputs.front();
    if (!activation || relu) {
        step(node, output, {inputOf(node, 0)}, [layer](auto& in) { return layer(in[0]); });
        return;
    }
    // PReLU is x + (slope - 1) min(x, 0).
    const auto slopeLessOne = (weight(inputOf(*activation, 1)) - 1).view({1, -1, 1, 1}).to(options());
    step(node, output, {inputOf(node, 0)}, [layer, slopeLessOne](auto& in) {
        const auto map = layer(in[0]);
        return map.addcmul_(map.clamp_max(0), slopeLessOne);
    });
}

OnnxGraph::Builder::Run OnnxGraph::Builder::normalisation(const OnnxNode& node) const {
    const auto epsilon = node.floats.contains("epsilon") ? node.floats.at("epsilon") : 1e-5f;
    const auto factor = weight(inputOf(node, 1)) / (weight(inputOf(node, 4)) + epsilon).sqrt();
    const auto shift = weight(inputOf(node, 2)) - weight(inputOf(node, 3)) * factor;
    return [factor = factor.to(options()), shift = shift.to(options())](auto& in) {
        std::vector<std::int64_t> shape(static_cast<std::size_t>(in[0].dim()), 1);
        shape.at(1) = -1;
        return in[0] * factor.view(shape) + shift.view(shape);
    };
}

OnnxGraph::Builder::Run OnnxGraph::Builder::linear(const OnnxNode& node) const {
    if (node.op == "Gemm" &&
        (node.intOr("transA", 0) != 0 || (node.floats.contains("alpha") && node.floats.at("alpha") != 1) ||
         (node.floats.contains("beta") && node.floats.at("beta") != 1)))
        refuse(node, "is scaled or turned in a way that is not known here");
    auto matrix = weight(inputOf(node, 1));
    if (matrix.dim() != 2) refuse(node, "is not of two dimensions");
    if (node.op == "MatMul" || node.intOr("transB", 0) == 0) matrix = matrix.t().contiguous();
    const auto bias =
        node.op == "Gemm" && node.inputs.size() > 2 ? weight(node.inputs[2]).to(options()) : at::Tensor();
    return [matrix = matrix.to(options()), bias](auto& in) { return at::linear(in[0], matrix, bias); };
}

OnnxGraph::Builder::Run OnnxGraph::Builder::joint(const OnnxNode& node) {
    const bool product = node.op == "Mul";
    const auto& second = inputOf(node, 1);
    if (isWeight(second)) {
        const auto constant = weight(second).to(options());
        if (product && constant.numel() == 1 && constant.item<float>() == 1)
            return [](auto& in) { return in[0]; };
        return [product, constant](auto& in) { return product ? in[0] * constant : in[0] + constant; };
    }
    return [product](auto& in) { return product ? in[0] * in[1] : in[0] + in[1]; };
}

OnnxGraph::Builder::Run OnnxGraph::Builder::reshaped(const OnnxNode& node) const {
    // The first extent is the batch, whatever number the file has for it.
    std::vector<std::int64_t> shape = {0, -1};
    if (node.op == "Reshape") {
        const auto found = file.integers.find(inputOf(node, 1));
        if (found == file.integers.end() || found->second.empty())
            refuse(node, "takes its shape from a computed value");
        shape = found->second;
        if (shape.size() == 1) refuse(node, "takes the pictures of a batch together");
        if (std::find(shape.begin() + 1, shape.end(), 0) != shape.end())
            refuse(node, "copies extents, which is not known here");
    } else if (node.intOr("axis", 1) != 1) {
        refuse(node, "has an axis other than 1");
    }
    return [shape](auto& in) {
        auto whole = shape;
        whole.front() = in[0].size(0);
        return in[0].reshape(whole);
    };
}

void OnnxGraph::Builder::add(const OnnxNode& node, const OnnxNode* activation) {
    const auto& output = node.outputs.front();
    const auto& op = node.op;
    const auto unary = [&](Run run) { step(node, output, {inputOf(node, 0)}, std::move(run)); };
    if (op == "Conv") return convolution(node, activation);
    if (op == "Relu") return unary([](auto& in) { return in[0].relu(); });
    if (op == "Sigmoid") return unary([](auto& in) { return in[0].sigmoid(); });
    if (op == "GlobalAveragePool") return unary([](auto& in) { return in[0].mean({2, 3}, true); });
    if (op == "BatchNormalization") return unary(normalisation(node));
    if (op == "Gemm" || op == "MatMul") return unary(linear(node));
    if (op == "Flatten" || op == "Reshape") return unary(reshaped(node));
    if (op == "PRelu") {
        const auto slope = weight(inputOf(node, 1)).flatten().to(options());
        return unary([slope](auto& in) { return at::prelu(in[0], slope); });
    }
    if (op == "Add" || op == "Mul") {
        std::vector<std::string> inputs = {inputOf(node, 0)};
        auto run = joint(node);
        if (!isWeight(node.inputs[1])) inputs.push_back(node.inputs[1]);
        return step(node, output, inputs, std::move(run));
    }
    if (op == "Concat") {
        const auto axis = node.intOr("axis", 1);
        return step(node, output, node.inputs, [axis](auto& in) { return at::cat(in, axis); });
    }
    refuse(node, "is not one that runs in LibTorch here");
}

OnnxGraph::OnnxGraph(const OnnxGraphFile& file, const std::vector<std::string>& outputs,
                     const TorchTarget& target)
    : target_(target) {
    // LibTorch's own complaints are those about weights that do not fit each other.
    runTorch(file.weights.subject(),
             [&] { Builder{file, *this, {}, {}, {}, {}}.build(outputs.empty() ? file.outputs : outputs); });
}

std::vector<at::Tensor> OnnxGraph::operator()(const at::Tensor& input) const {
    std::vector<at::Tensor> values(static_cast<std::size_t>(slots_));
    values[0] = input;
    std::vector<at::Tensor> inputs;
    for (const auto& step : steps_) {
        inputs.clear();
        for (const int slot : step.inputs)
            inputs.push_back(values[static_cast<std::size_t>(slot)]);
        values[static_cast<std::size_t>(step.output)] = step.run(inputs);
        for (const int slot : step.spent)
            values[static_cast<std::size_t>(slot)] = at::Tensor();
    }
    std::vector<at::Tensor> outputs;
    for (const int slot : outputs_)
        outputs.push_back(values[static_cast<std::size_t>(slot)].to(at::kCPU, at::kFloat));
    return outputs;
}

namespace {

class OnnxBlobNetwork final : public BlobNetwork {
  public:
    OnnxBlobNetwork(std::string subject, std::function<std::filesystem::path()> file, Device device,
                    Precision precision)
        : subject_(std::move(subject)),
          loaded_([file = std::move(file), target = torchTarget(device, precision)] {
              const auto read = readOnnx(file());
              return std::make_unique<const Loaded>(
                  Loaded{read.outputs, read.inputShape, OnnxGraph(read, {}, target)});
          }) {}

    std::vector<cv::Mat> run(const cv::Mat& blob, std::span<const std::string> outputs) const override {
        const auto& [names, shape, graph] = loaded_.get();
        checkBlob(blob, shape);
        const std::vector<std::int64_t> extents(blob.size.p, blob.size.p + blob.dims);
        const auto results = runTorch(subject_, [&, &graph = graph] {
            const auto given = at::from_blob(const_cast<uchar*>(blob.data), extents, at::kFloat);
            const auto& target = graph.target();
            return graph(given.to(target.device, target.dtype).contiguous(at::MemoryFormat::ChannelsLast));
        });
        std::vector<cv::Mat> answers;
        if (outputs.empty())
            for (const auto& result : results)
                answers.push_back(copyOf(result));
        for (const auto& output : outputs) {
            const auto place = std::find(names.begin(), names.end(), output);
            if (place == names.end())
                throw Error(ErrorCode::kModelInvalid, subject_, "it has no output " + output);
            answers.push_back(copyOf(results[static_cast<std::size_t>(place - names.begin())]));
        }
        return answers;
    }

  private:
    struct Loaded {
        std::vector<std::string> outputs;
        std::vector<std::int64_t> inputShape;
        OnnxGraph graph;
    };
    void checkBlob(const cv::Mat& blob, const std::vector<std::int64_t>& shape) const {
        bool fits = blob.dims == 4 && blob.type() == CV_32F && blob.isContinuous() && shape.size() == 4;
        for (int i = 1; fits && i < 4; ++i)
            fits =
                shape[static_cast<std::size_t>(i)] < 1 || blob.size[i] == shape[static_cast<std::size_t>(i)];
        if (!fits)
            throw Error(ErrorCode::kModelInvalid, subject_, "the blob does not fit the input of the network");
    }
    static cv::Mat copyOf(const at::Tensor& tensor) {
        const auto whole = tensor.contiguous();
        std::vector<int> extents(whole.sizes().begin(), whole.sizes().end());
        return cv::Mat(extents, CV_32F, whole.data_ptr<float>()).clone();
    }
    std::string subject_;
    Lazy<Loaded> loaded_;
};

}  // namespace

std::unique_ptr<BlobNetwork> openOnnxGraph(std::string subject, std::function<std::filesystem::path()> file,
                                           Device device, Precision precision) {
    return std::make_unique<OnnxBlobNetwork>(std::move(subject), std::move(file), device, precision);
}

}  // namespace lineament
