#pragma once

#include <filesystem>
#include <map>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/enhance/chain.h"
#include "core/inference/model_registry.h"

namespace lineament {

/// What was done to a file: enough to do it again and to show that nothing else was done.
struct LineageRecord {
    std::string inputSha256;
    std::string
        pixelsSha256;  ///< of the result's pixels as they can be decoded (of a recording: of its file)
    enhance::Chain chain;
    std::vector<std::pair<std::string, std::string>> networks;  ///< id and sha256
};

/// Record, signature and public key as fields of a Provenance: signed by a key of the store's own (Ed25519),
/// which is made at first use. keyFolder empty: unsigned.
/// Throws Error(kDiskFull, kUnwritable).
std::map<std::string, std::string> signedLineage(const LineageRecord& record,
                                                 const std::filesystem::path& keyFolder);

struct LineageCheck {
    bool present = false;
    bool signatureValid = false;  ///< nobody changed the record since it was signed
    bool ownKey = false;          ///< and it was signed by this store
    std::string pixelsSha256;     ///< as the record has it
    std::string record;           ///< JSON
};
/// Checks the fields of a Provenance. Never throws for what they hold.
LineageCheck checkLineage(const std::map<std::string, std::string>& lineage,
                          const std::filesystem::path& keyFolder);

/// SHA-256 of a picture's size and pixels.
std::string pixelsSha256(const cv::Mat& bgr);

}  // namespace lineament
