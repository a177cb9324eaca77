#include "core/inference/manifest.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "core/base/error.h"

namespace fs = std::filesystem;
using nlohmann::json;

namespace lineament {
namespace {

constexpr std::uintmax_t kMaxManifestBytes = 16 << 20;

[[noreturn]] void refuse(const fs::path& manifest, const std::string& why) {
    throw Error(ErrorCode::kModelInvalid, manifest.string(), why);
}

/// A relative path without "..", so that no manifest reaches out of the weights folder.
bool staysBelow(const std::string& name) {
    const fs::path path(name);
    if (name.empty() || path.is_absolute() || !path.has_filename()) return false;
    if (name.find('\\') != std::string::npos || name.find('\0') != std::string::npos) return false;
    return std::all_of(path.begin(), path.end(),
                       [](const auto& part) { return part != ".." && part != "."; });
}

bool isSha256(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// name@version of npm; it becomes an argument of a program, so it must not look like an option or a path.
bool isPackage(const std::string& text) {
    static const std::string kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.@/";
    const auto at = text.rfind('@');
    if (text.empty() || text.front() == '-' || text.front() == '.' || text.front() == '/') return false;
    if (text.find_first_not_of(kAllowed) != std::string::npos || text.find("..") != std::string::npos)
        return false;
    return at != std::string::npos && at > 0 && at + 1 < text.size() &&
           std::isdigit(static_cast<unsigned char>(text[at + 1]));
}

bool isId(const std::string& text) {
    return !text.empty() && text.size() <= 64 && text.front() != '-' &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") ==
               std::string::npos;
}

ModelFile readFile(const json& entry, const fs::path& manifest, const std::string& id) {
    ModelFile file;
    file.name = entry.at("name").get<std::string>();
    file.sha256 = entry.value("sha256", "");
    file.bytes = entry.value("bytes", std::uint64_t{0});
    file.package = entry.value("package", "");
    file.member = entry.value("member", "");
    if (!staysBelow(file.name)) refuse(manifest, "a file of " + id + " does not stay in the weights folder");
    if (!file.sha256.empty() && !isSha256(file.sha256))
        refuse(manifest, "a SHA-256 of " + id + " is malformed");
    if (!file.package.empty()) {
        if (file.sha256.empty()) refuse(manifest, "a file of " + id + " is fetched but has no SHA-256");
        if (!isPackage(file.package) || !staysBelow(file.member))
            refuse(manifest, "the package of a file of " + id + " is malformed");
    }
    return file;
}

ModelInfo readModel(const json& entry, const fs::path& manifest) {
    ModelInfo model;
    model.id = entry.at("id").get<std::string>();
    if (!isId(model.id)) refuse(manifest, "an id is not made of letters, digits, '_', '-' and '.'");
    model.role = entry.at("role").get<std::string>();
    model.format = entry.at("format").get<std::string>();
    model.licence = entry.value("licence", "");
    model.source = entry.value("source", "");
    model.card = entry.value("card", "");
    if (!model.card.empty() && !staysBelow(model.card))
        refuse(manifest, "the card of " + model.id + " lies elsewhere");
    for (const auto& file : entry.at("files"))
        model.files.push_back(readFile(file, manifest, model.id));
    // Fusions of other entries and methods without weights are "builtin".
    if (model.files.empty() && model.format != "builtin") refuse(manifest, model.id + " names no file");
    model.spec = entry.value("spec", json::object());
    if (!model.spec.is_object()) refuse(manifest, "the spec of " + model.id + " is not an object");
    return model;
}

}  // namespace

std::vector<ModelInfo> readManifest(const fs::path& path, Hashes hashes) {
    std::error_code none;
    if (fs::file_size(path, none) > kMaxManifestBytes)
        refuse(path, "it is too long for a manifest of models");
    std::ifstream file(path);
    if (!file) refuse(path, "the manifest cannot be opened");
    try {
        const auto document = json::parse(file);
        const bool single = document.contains("id");
        if (!single && document.at("version").get<int>() != 1)
            refuse(path, "the manifest was written for another version of the program");
        std::vector<ModelInfo> models;
        std::set<std::string> ids;
        for (const auto& entry : single ? json::array({document}) : document.at("models")) {
            models.push_back(readModel(entry, path));
            const auto& model = models.back();
            if (!ids.insert(model.id).second) refuse(path, "two models have the id " + model.id);
            if (hashes == Hashes::kRequired)
                for (const auto& file : model.files)
                    if (file.sha256.empty()) refuse(path, "a file of " + model.id + " has no SHA-256");
        }
        return models;
    } catch (const json::exception& error) {
        refuse(path, std::string("the manifest is malformed: ") + error.what());
    }
}

}  // namespace lineament
