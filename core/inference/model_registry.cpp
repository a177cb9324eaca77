#include "core/inference/model_registry.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/inference/manifest.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

/// $XDG_DATA_HOME/lineament/models; empty if there is no home.
fs::path personalFolder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data == '/')
        return fs::path(data) / "lineament/models";
    if (const char* home = std::getenv("HOME"); home && *home)
        return fs::path(home) / ".local/share/lineament/models";
    return {};
}

std::vector<fs::path> manifestsIn(const fs::path& folder) {
    std::vector<fs::path> manifests;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
        if (entry.path().extension() == ".json" && entry.is_regular_file(none))
            manifests.push_back(entry.path());
    std::sort(manifests.begin(), manifests.end());
    return manifests;
}

bool writable(const fs::path& folder) {
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

bool hasManifest(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "manifest.json", ignored);
}

}  // namespace

std::string ModelInfo::version() const {
    return files.empty() ? std::string() : files.front().sha256.substr(0, 8);
}

ModelRegistry::ModelRegistry(fs::path folder) : folder_(std::move(folder)) {
    if (!hasManifest(folder_))
        throw Error(ErrorCode::kNotFound, folder_.string(), "the folder holds no manifest.json of models");
    weightsFolders_.push_back(folder_ / "weights");
    models_ = readManifest(folder_ / "manifest.json", Hashes::kRequired);

    std::vector<fs::path> userFolders = {folder_ / "user"};
    if (const auto personal = personalFolder(); !personal.empty()) userFolders.push_back(personal);
    for (const auto& userFolder : userFolders) {
        if (std::error_code none; fs::equivalent(userFolder, folder_, none)) continue;
        weightsFolders_.push_back(userFolder / "weights");
        for (const auto& path : manifestsIn(userFolder))
            for (auto& model : readManifest(path, Hashes::kOptional)) {
                if (find(model.id))
                    throw Error(ErrorCode::kModelInvalid, path.string(),
                                "the id " + model.id + " is taken already");
                model.builtIn = false;
                // People rarely note the hash of their own file. Templates are stored under it, so that
                // those of another file can never be taken for these.
                for (auto& file : model.files)
                    if (std::error_code none;
                        file.sha256.empty() && fs::exists(userFolder / "weights" / file.name, none))
                        file.sha256 = sha256File(userFolder / "weights" / file.name);
                models_.push_back(std::move(model));
            }
    }
    weightsFolders_.push_back(folder_ / "trained");
}

fs::path ModelRegistry::weightsFolder() const {
    for (const auto& folder : weightsFolders_)
        if (writable(folder)) return folder;
    throw Error(ErrorCode::kModelMissing, weightsFolders_.front().string(),
                "neither this folder nor the one of the user can be written");
}

std::vector<const ModelInfo*> ModelRegistry::withRole(std::string_view role) const {
    std::vector<const ModelInfo*> found;
    for (const auto& model : models_)
        if (model.role == role) found.push_back(&model);
    return found;
}

const ModelInfo* ModelRegistry::find(std::string_view id) const {
    const auto found =
        std::find_if(models_.begin(), models_.end(), [&](const auto& model) { return model.id == id; });
    return found == models_.end() ? nullptr : &*found;
}

const ModelInfo& ModelRegistry::get(std::string_view id) const {
    if (const auto* model = find(id)) return *model;
    std::string known;
    for (const auto& model : models_)
        if (model.role != "sample") known += (known.empty() ? "" : ", ") + model.id;
    throw Error(ErrorCode::kNotFound, std::string(id), "no such model; there are " + known);
}

fs::path ModelRegistry::file(const ModelInfo& model, std::size_t index) const {
    if (index >= model.files.size())
        throw Error(ErrorCode::kModelInvalid, model.id, "its manifest entry names too few files");
    const auto& wanted = model.files[index];
    const auto missing = [&](const std::string& why) {
        return Error(ErrorCode::kModelMissing, (weightsFolders_.front() / wanted.name).string(), why);
    };
    if (wanted.sha256.empty())
        throw missing("the weights of " + model.id + " were not there when the models were read");
    std::optional<fs::path> altered;
    for (const auto& folder : weightsFolders_) {
        const auto path = folder / wanted.name;
        std::error_code none;
        if (!fs::is_regular_file(path, none)) continue;
        if (isValid(path, wanted)) return path;
        if (!altered) altered = path;
    }
    if (altered)
        throw Error(
            ErrorCode::kModelInvalid, altered->string(),
            "the weights of " + model.id + " were altered or damaged: their SHA-256 is not the manifest's");
    throw missing(model.id + " has not been fetched");
}

bool ModelRegistry::isValid(const fs::path& path, const ModelFile& wanted) const {
    std::lock_guard lock(mutex_);
    if (const auto known = verified_.find(path); known != verified_.end() && known->second) return true;
    std::error_code none;
    const bool sizeFits = wanted.bytes == 0 || fs::file_size(path, none) == wanted.bytes;
    // Only a good answer is kept: a bad file may be replaced while we run.
    return verified_[path] = sizeFits && sha256File(path) == wanted.sha256;
}

ModelStatus ModelRegistry::status(const ModelInfo& model) const {
    ModelStatus status{true, true};
    for (std::size_t i = 0; i < model.files.size(); ++i) {
        try {
            file(model, i);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::kModelMissing) status.present = false;
            status.valid = false;
        }
    }
    return status;
}

bool ModelRegistry::isPresent(const ModelInfo& model) const {
    std::error_code none;
    return std::all_of(model.files.begin(), model.files.end(), [&](const auto& file) {
        return std::any_of(weightsFolders_.begin(), weightsFolders_.end(),
                           [&](const auto& folder) { return fs::is_regular_file(folder / file.name, none); });
    });
}

fs::path ModelRegistry::locate(const fs::path& given) {
    const char* environment = std::getenv("LINEAMENT_MODELS");
    if (const fs::path named = !given.empty() ? given : environment ? environment : ""; !named.empty()) {
        if (hasManifest(named)) return named;
        throw Error(ErrorCode::kNotFound, named.string(), "the folder holds no manifest.json of models");
    }
    std::error_code none;
    const auto program = fs::read_symlink("/proc/self/exe", none).parent_path();
    if (const auto installed = program.parent_path() / "share/lineament/models"; hasManifest(installed))
        return installed;
    // A program that was not installed lies in the build folder of its checkout.
    for (auto folder = program; folder.has_relative_path(); folder = folder.parent_path())
        if (hasManifest(folder / "models")) return folder / "models";
    throw Error(ErrorCode::kNotFound, program.string(), "no folder of models lies beside the program");
}

}  // namespace lineament
