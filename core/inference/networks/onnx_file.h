#pragma once

#include <filesystem>
#include <map>

#include "core/inference/weights/weights.h"

namespace lineament {

/// One operator of an ONNX graph.
struct OnnxNode {
    std::string op;  ///< "Conv", "Relu" ...
    std::vector<std::string> inputs, outputs;
    std::map<std::string, std::vector<std::int64_t>, std::less<>> ints;  ///< attributes of whole numbers
    std::map<std::string, float, std::less<>> floats;
    std::map<std::string, std::string, std::less<>> strings;

    /// First number of an attribute, `fallback` where it is missing.
    std::int64_t intOr(std::string_view name, std::int64_t fallback) const;
};

struct OnnxGraphFile {
    Weights weights;  ///< float initialisers and constants
    std::map<std::string, std::vector<std::int64_t>, std::less<>>
        integers;                          ///< those of int64: shapes, indices
    std::vector<OnnxNode> nodes;           ///< each after those it needs
    std::string input;                     ///< name of the first input
    std::vector<std::int64_t> inputShape;  ///< -1: any
    std::vector<std::string> outputs;
};

/// Reads an ONNX graph with its weights as they lie (convolutions O x I x H x W). Tensors of other types are
/// left out; weights in files beside the graph are refused.
/// Throws Error(kModelMissing, kModelInvalid: it is no ONNX, or a tensor does not fill its shape).
OnnxGraphFile readOnnx(const std::filesystem::path& path);

}  // namespace lineament
