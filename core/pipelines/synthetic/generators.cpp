#include "core/pipelines/synthetic/generators.h"

#include <unistd.h>

#include "core/base/hash.h"
#include "core/gan/training/train.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr const char* kRole = "generator";

/// A snapshot as a network file beside it, made anew if the snapshot is newer: a run that was rolled back
/// comes to the same number of images with other weights.
fs::path exported(const fs::path& snapshot) {
    const auto beside = [&](const char* what) {
        return snapshot.parent_path() / (snapshot.stem().string() + "-" + what + ".safetensors");
    };
    const auto generator = beside("generator");
    if (!fs::exists(generator) || fs::last_write_time(generator) < fs::last_write_time(snapshot))
        gan::exportSnapshot(snapshot, generator, beside("discriminator"), true,
                            {{"snapshot", snapshot.filename().string()}});
    return generator;
}

fs::path bestOf(const fs::path& run) {
    const auto snapshot = gan::bestSnapshot(run);
    if (!snapshot)
        throw Error(ErrorCode::kModelMissing, run.string(), "there is no snapshot of a training run in it");
    return exported(*snapshot);
}

}  // namespace

std::vector<GeneratorChoice> generatorsOf(const ModelRegistry& registry) {
    std::vector<GeneratorChoice> found;
    for (const auto* model : registry.withRole(kRole)) {
        if (!registry.status(*model).valid) continue;
        const auto file = registry.file(*model);
        found.push_back({model->id, file, gan::describeGenerator(file)});
    }
    return found;
}

OpenGenerator::OpenGenerator(const ModelRegistry& registry, const std::string& name, Device device)
    : id_(name) {
    fs::path file;
    if (const auto* model = registry.find(name); model && model->role == kRole)
        file = registry.file(*model);
    else if (fs::is_directory(name))
        file = bestOf(name);
    else if (fs::exists(name) && fs::path(name).extension() == ".ckpt")
        file = exported(name);
    else if (fs::exists(name))
        file = name;
    else {
        std::string known;
        for (const auto* other : registry.withRole(kRole))
            known += (known.empty() ? "" : ", ") + other->id;
        throw Error(ErrorCode::kInvalidArgument, name,
                    "is no generator: name " + (known.empty() ? "" : "one of " + known + ", ") +
                        "a .safetensors file, a run's folder or one of its snapshots");
    }
    sha256_ = sha256File(file);
    file_ = file;
    synthesiser_ = gan::Synthesiser::load(file, device == Device::kCuda);
}

int OpenGenerator::label(const std::string& name) const {
    const auto& names = synthesiser_->info().labelNames;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name || std::to_string(i) == name) return static_cast<int>(i);
    std::string known;
    for (const auto& other : names)
        known += (known.empty() ? "" : ", ") + other;
    throw Error(
        ErrorCode::kInvalidArgument, name,
        known.empty() ? "the generator has no labels" : "is no label of the generator; there are " + known);
}

Provenance OpenGenerator::provenance(std::map<std::string, std::string> lineage) const {
    lineage["generator"] = fs::path(id_).filename().string();
    lineage["generatorSha256"] = sha256_;
    return {SourceType::kGenerated, std::move(lineage)};
}

}  // namespace lineament
