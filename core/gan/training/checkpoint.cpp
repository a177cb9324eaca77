#include "core/gan/training/checkpoint.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/gan/exchange/stored_zip.h"

namespace lineament::gan {

namespace fs = std::filesystem;
using torch::Tensor;

namespace {

constexpr std::int64_t kCheckpointFormat = 1;
constexpr std::string_view kSeal = "\nsha256 ";  // before the checksum at the end of a file

template <class Saved>
void writePart(torch::serialize::OutputArchive& archive, const char* name, const Saved& saved) {
    torch::serialize::OutputArchive part(archive.compilation_unit());
    saved.save(part);
    archive.write(name, part);
}

template <class Loaded>
void readPart(torch::serialize::InputArchive& archive, const char* name, Loaded& loaded) {
    torch::serialize::InputArchive part;
    archive.read(name, part);
    loaded.load(part);
}

void fillArchive(torch::serialize::OutputArchive& archive, TrainingState& state) {
    archive.write("format", torch::IValue(kCheckpointFormat));
    archive.write("config", torch::IValue(state.configJson));
    archive.write("step", torch::IValue(state.step));
    archive.write("images", torch::IValue(state.images));
    archive.write("adaProbability", torch::IValue(state.ada.probability));
    archive.write("adaSum", torch::IValue(state.ada.sum));
    archive.write("adaCount", torch::IValue(state.ada.count));
    std::string labels;
    for (const auto& name : state.labelNames)
        labels += name + "\n";
    archive.write("labelNames", torch::IValue(labels));
    archive.write("random", state.random.get_state(), true);
    archive.write("pathLength", state.pathLength, true);
    writePart(archive, "g", *state.g);
    writePart(archive, "d", *state.d);
    writePart(archive, "ema", *state.ema);
    writePart(archive, "gOptimiser", state.gOptimiser->raw());
    writePart(archive, "dOptimiser", state.dOptimiser->raw());
}

/// Sizes of all parameters and buffers.
std::vector<std::vector<std::int64_t>> sizesOf(TrainingState& state) {
    std::vector<std::vector<std::int64_t>> sizes;
    for (torch::nn::Module* module :
         {static_cast<torch::nn::Module*>(state.g.get()), static_cast<torch::nn::Module*>(state.d.get()),
          static_cast<torch::nn::Module*>(state.ema.get())}) {
        for (const auto& tensor : module->parameters())
            sizes.push_back(tensor.sizes().vec());
        for (const auto& tensor : module->buffers())
            sizes.push_back(tensor.sizes().vec());
    }
    return sizes;
}

void readArchive(torch::serialize::InputArchive& archive, TrainingState& state, const std::string& subject) {
    torch::IValue value;
    archive.read("format", value);
    if (value.toInt() != kCheckpointFormat)
        throw Error(ErrorCode::kUnreadable, subject, "it was written by another version of the trainer");
    archive.read("config", value);
    const auto stored = configFromJson(nlohmann::json::parse(value.toStringRef()));
    const auto other = Error(ErrorCode::kUnreadable, subject, "the checkpoint is of another network");
    if (!(stored.network == configFromJson(nlohmann::json::parse(state.configJson)).network)) throw other;
    const auto wanted = sizesOf(state);
    archive.read("step", value);
    const auto step = value.toInt();
    archive.read("images", value);
    const auto images = value.toInt();
    archive.read("adaProbability", value);
    AdaController::State ada{value.toDouble(), 0, 0};
    // Checkpoints of before lack the signs between two steps of the controller.
    if (archive.try_read("adaSum", value)) ada.sum = value.toDouble();
    if (archive.try_read("adaCount", value)) ada.count = value.toInt();
    Tensor random, pathLength;
    archive.read("random", random, true);
    archive.read("pathLength", pathLength, true);
    readPart(archive, "g", *state.g);
    readPart(archive, "d", *state.d);
    readPart(archive, "ema", *state.ema);
    readPart(archive, "gOptimiser", state.gOptimiser->raw());
    readPart(archive, "dOptimiser", state.dOptimiser->raw());
    // LibTorch takes over whatever sizes it finds.
    if (sizesOf(state) != wanted) throw other;
    state.random.set_state(random.cpu());
    state.pathLength.copy_(pathLength);
    state.step = step;
    state.images = images;
    state.ada = ada;
}

/// LibTorch's complaints about a file become ours; of damaged ones it throws more than c10::Error.
template <class Work>
void translated(const std::string& subject, Work&& work) {
    try {
        work();
    } catch (const Error&) {
        throw;
    } catch (const std::exception&) {
        throw Error(ErrorCode::kUnreadable, subject, "the checkpoint is damaged or of another network");
    }
}

/// The archive in a checkpoint file. LibTorch checks no sums, so the file ends with one of ours; snapshots
/// from before there was one go without.
std::string readSealed(const fs::path& file) {
    const auto refuse = [&](const char* why) { return Error(ErrorCode::kUnreadable, file.string(), why); };
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream || !fs::is_regular_file(file)) throw refuse("the checkpoint cannot be opened");
    std::string bytes(static_cast<std::size_t>(stream.tellg()), '\0');
    stream.seekg(0);
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        throw refuse("reading failed half way");
    constexpr std::size_t kSumLength = 64;
    if (bytes.size() < kSeal.size() + kSumLength) throw refuse("the checkpoint is cut off");
    const auto end = bytes.size() - kSeal.size() - kSumLength;
    if (std::string_view(bytes).substr(end, kSeal.size()) != kSeal) {
        // LibTorch takes what memory a damaged length asks for, so the sums of its archive are looked at
        // here.
        StoredZip(std::as_bytes(std::span(bytes)), [&](const char*) {
            throw refuse("the checkpoint is damaged");
        }).checkSums();
        return bytes;
    }
    if (sha256(std::string_view(bytes).substr(0, end)) != std::string_view(bytes).substr(end + kSeal.size()))
        throw refuse("the checkpoint is damaged");
    bytes.resize(end);
    return bytes;
}

}  // namespace

std::string checkpointBytes(TrainingState& state) {
    torch::serialize::OutputArchive archive;
    fillArchive(archive, state);
    std::ostringstream out;
    archive.save_to(out);
    return std::move(out).str();
}

// Archives are read onto the device of the state, whichever wrote them: LibTorch would else ask for that of
// the run, which another machine may lack, and have parameters take it over.
void loadCheckpointBytes(TrainingState& state, const std::string& bytes) {
    translated("the state of rank 0", [&] {
        torch::serialize::InputArchive archive;
        archive.load_from(bytes.data(), bytes.size(), state.pathLength.device());
        readArchive(archive, state, "the state of rank 0");
    });
}

void saveCheckpoint(TrainingState& state, const fs::path& file) {
    const std::string bytes = checkpointBytes(state), sum = sha256(bytes);
    writeAtomically(file, [&](std::ostream& out) { out << bytes << kSeal << sum; });
}

void loadCheckpoint(TrainingState& state, const fs::path& file) {
    const std::string bytes = readSealed(file);
    translated(file.string(), [&] {
        torch::serialize::InputArchive archive;
        archive.load_from(bytes.data(), bytes.size(), state.pathLength.device());
        readArchive(archive, state, file.string());
    });
}

CheckpointNetworks readNetworks(const fs::path& file) {
    const std::string bytes = readSealed(file);
    CheckpointNetworks networks;
    translated(file.string(), [&] {
        torch::serialize::InputArchive archive;
        archive.load_from(bytes.data(), bytes.size(), torch::Device(torch::kCPU));
        torch::IValue value;
        archive.read("config", value);
        networks.config = configFromJson(nlohmann::json::parse(value.toStringRef())).network;
        archive.read("labelNames", value);
        std::istringstream names(value.toStringRef());
        for (std::string name; std::getline(names, name);)
            networks.labelNames.push_back(name);
        networks.ema = makeGenerator(networks.config);
        networks.d = makeDiscriminator(networks.config);
        readPart(archive, "ema", *networks.ema);
        readPart(archive, "d", *networks.d);
    });
    return networks;
}

fs::path snapshotPath(const fs::path& run, std::int64_t images) {
    char name[64];
    std::snprintf(name, sizeof name, "snapshot-%012lld.ckpt", static_cast<long long>(images));
    return run / name;
}

std::vector<fs::path> snapshotsOf(const fs::path& run) {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(run, ignored)) {
        const auto name = entry.path().filename().string();
        if (name.rfind("snapshot-", 0) == 0 && entry.path().extension() == ".ckpt")
            found.push_back(entry.path());
    }
    std::sort(found.rbegin(), found.rend());
    return found;
}

void rotateSnapshots(const fs::path& run, int keep, const std::optional<fs::path>& best) {
    const auto all = snapshotsOf(run);
    for (std::size_t i = static_cast<std::size_t>(keep); i < all.size(); ++i) {
        std::error_code ignored;
        if (!best || all[i] != *best) fs::remove(all[i], ignored);
    }
}

void cutStatistics(const fs::path& file, std::int64_t images) {
    std::ifstream in(file, std::ios::binary);
    std::string kept;
    bool cut = false;
    for (std::string line; std::getline(in, line);) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        const bool whole = !in.eof() && json.is_object() && json.contains("images") &&
                           json["images"].is_number() &&
                           json["images"].get<double>() <= static_cast<double>(images);
        if (whole)
            kept += line + '\n';
        else
            cut = true;
    }
    in.close();
    if (cut) writeAtomically(file, [&](std::ostream& out) { out << kept; });
}

}  // namespace lineament::gan
