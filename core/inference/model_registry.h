#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lineament {

struct ModelFile {
    std::string name;  ///< path below the weights folder
    std::string sha256;
    std::uint64_t bytes = 0;
    std::string package;  ///< npm package@version it comes from; empty if it ships with the program
    std::string member;   ///< path inside the package
};

/// One entry of models/manifest.json. A user's own may leave out the sha256 and bytes of its files.
struct ModelInfo {
    std::string id;      ///< "fr_detect"
    std::string role;    ///< detector, landmarks, recogniser, liveness, pose, generator, sample ...
    std::string format;  ///< tfjs, tflite, onnx, torchscript, safetensors, jpeg
    std::string licence;
    std::string source;  ///< where from, for people
    std::string card;    ///< path of the card below models/
    std::vector<ModelFile> files;
    nlohmann::json spec;  ///< how to feed it: size, colour, mean, scale, alignment, output, calibration
    bool builtIn = true;  ///< false if the user added it
    std::string version() const;  ///< first 8 digits of the first file's sha256
};

struct ModelStatus {
    bool present = false;  ///< every file is there
    bool valid = false;    ///< and every hash is right
};

/// What models exist and where their weights lie. Thread: const functions from any thread.
class ModelRegistry {
  public:
    /// Reads manifest.json of the folder and every *.json of its `user` folder and of
    /// $XDG_DATA_HOME/lineament/models. Weights are looked for in `weights` below each of these, and those
    /// that were trained here in `trained` below the folder.
    /// Throws Error(kModelInvalid) if a manifest is malformed, kNotFound if the folder has none.
    explicit ModelRegistry(std::filesystem::path folder);

    const std::filesystem::path& folder() const { return folder_; }
    /// Where fetched weights are put: the first of the weights folders that can be written.
    std::filesystem::path weightsFolder() const;
    const std::vector<ModelInfo>& models() const { return models_; }
    std::vector<const ModelInfo*> withRole(std::string_view role) const;
    /// Throws Error(kNotFound) naming the ids that exist.
    const ModelInfo& get(std::string_view id) const;
    const ModelInfo* find(std::string_view id) const;

    /// The file's path, its sha256 checked once a process. Throws Error(kModelMissing, kModelInvalid).
    std::filesystem::path file(const ModelInfo& model, std::size_t index = 0) const;
    ModelStatus status(const ModelInfo& model) const;
    /// Whether its files are there, whatever is in them: cheap.
    bool isPresent(const ModelInfo& model) const;

    /// The models folder in use: `given` if not empty, else $LINEAMENT_MODELS, else beside the program
    /// (../share/lineament/models), else the source tree's. Throws Error(kNotFound).
    static std::filesystem::path locate(const std::filesystem::path& given = {});

  private:
    bool isValid(const std::filesystem::path& path, const ModelFile& wanted) const;

    std::filesystem::path folder_;
    std::vector<std::filesystem::path> weightsFolders_;
    std::vector<ModelInfo> models_;
    mutable std::mutex mutex_;
    mutable std::map<std::filesystem::path, bool> verified_;
};

}  // namespace lineament
