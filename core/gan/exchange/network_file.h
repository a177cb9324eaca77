#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/gan/nets/networks.h"

namespace lineament::gan {

/// What a network file says of itself beside its weights.
struct NetworkFileInfo {
    std::string kind;  ///< "generator" or "discriminator"
    NetworkConfig config;
    std::vector<std::string> labelNames;
    std::map<std::string, std::string> notes;  ///< images seen, data, metrics: free text
};

/// Writes parameters and buffers as safetensors, fp16 if `half`. Throws Error(kDiskFull).
void saveNetwork(torch::nn::Module& network, const NetworkFileInfo& info, const std::filesystem::path& file,
                 bool half);

/// Reads what saveNetwork wrote, sizes and names checked against the architecture.
/// Throws Error(kModelMissing, kModelInvalid).
NetworkFileInfo readNetworkInfo(const std::filesystem::path& file);
GeneratorPtr loadGenerator(const std::filesystem::path& file, NetworkFileInfo* info = nullptr);
DiscriminatorPtr loadDiscriminator(const std::filesystem::path& file);

}  // namespace lineament::gan
