#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/gan/synthesis/synthesiser.h"
#include "core/image/provenance.h"
#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament {

/// A generator that can be used: one of the manifest, a network file, or a snapshot of a training run.
struct GeneratorChoice {
    std::string id;              ///< of the manifest, or the path that was given
    std::filesystem::path file;  ///< safetensors
    gan::GeneratorInfo info;
};

/// The generators of the manifest whose files are here and whole.
std::vector<GeneratorChoice> generatorsOf(const ModelRegistry& registry);

/// A generator by its id, by a file (.safetensors), by the folder of a run, whose best snapshot (else the
/// newest) is taken, or by one of its snapshots (.ckpt). Throws Error(kInvalidArgument) naming what exists,
/// kModelMissing, kModelInvalid for a damaged network file, kUnreadable for a damaged snapshot.
class OpenGenerator {
  public:
    OpenGenerator(const ModelRegistry& registry, const std::string& name, Device device);
    const gan::Synthesiser& synthesiser() const { return *synthesiser_; }
    const std::filesystem::path& file() const { return file_; }
    /// Class number of a label's name. Throws Error(kInvalidArgument) naming the labels that exist.
    int label(const std::string& name) const;
    /// What a picture made by it says of itself.
    Provenance provenance(std::map<std::string, std::string> lineage) const;

  private:
    std::string id_, sha256_;
    std::filesystem::path file_;
    std::unique_ptr<gan::Synthesiser> synthesiser_;
};

}  // namespace lineament
