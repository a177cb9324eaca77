#include "core/gan/training/checkpoint.h"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"

namespace lineament::gan {

namespace fs = std::filesystem;
using torch::Tensor;

namespace {

constexpr std::int64_t kFormat = 1;

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
    archive.write("format", torch::IValue(kFormat));
    archive.write("config", torch::IValue(state.configJson));
    archive.write("step", torch::IValue(state.step));
    archive.write("images", torch::IValue(state.images));
    archive.write("adaProbability", torch::IValue(state.adaProbability));
    std::string labels;
    for (const auto& name : state.labelNames) labels += name + "\n";
    archive.write("labelNames", torch::IValue(labels));
    archive.write("random", state.random.get_state(), true);
    archive.write("pathLength", state.pathLength, true);
    writePart(archive, "g", *state.g);
    writePart(archive, "d", *state.d);
    writePart(archive, "ema", *state.ema);
    writePart(archive, "gOptimiser", state.gOptimiser->raw());
    writePart(archive, "dOptimiser", state.dOptimiser->raw());
}

void readArchive(torch::serialize::InputArchive& archive, TrainingState& state, const std::string& subject) {
    torch::IValue value;
    archive.read("format", value);
    if (value.toInt() != kFormat)
        throw Error(ErrorCode::kUnreadable, subject, "it was written by another version of the trainer");
    archive.read("step", value);
    const auto step = value.toInt();
    archive.read("images", value);
    const auto images = value.toInt();
    archive.read("adaProbability", value);
    const auto ada = value.toDouble();
    Tensor random, pathLength;
    archive.read("random", random, true);
    archive.read("pathLength", pathLength, true);
    readPart(archive, "g", *state.g);
    readPart(archive, "d", *state.d);
    readPart(archive, "ema", *state.ema);
    readPart(archive, "gOptimiser", state.gOptimiser->raw());
    readPart(archive, "dOptimiser", state.dOptimiser->raw());
    state.random.set_state(random);
    state.pathLength.copy_(pathLength);
    state.step = step;
    state.images = images;
    state.adaProbability = ada;
}

/// LibTorch's complaints about a file become ours.
template <class Work>
void translated(const std::string& subject, Work&& work) {
    try {
        work();
    } catch (const c10::Error&) {
        throw Error(ErrorCode::kUnreadable, subject, "the checkpoint is damaged or of another network");
    }
}

}  // namespace

std::string checkpointBytes(TrainingState& state) {
    torch::serialize::OutputArchive archive;
    fillArchive(archive, state);
    std::ostringstream out;
    archive.save_to(out);
    return std::move(out).str();
}

void loadCheckpointBytes(TrainingState& state, const std::string& bytes) {
    translated("the state of rank 0", [&] {
        torch::serialize::InputArchive archive;
        archive.load_from(bytes.data(), bytes.size());
        readArchive(archive, state, "the state of rank 0");
    });
}

void saveCheckpoint(TrainingState& state, const fs::path& file) {
    torch::serialize::OutputArchive archive;
    fillArchive(archive, state);
    writeAtomically(file, [&](std::ostream& out) {
        archive.save_to([&](const void* bytes, std::size_t size) -> std::size_t {
            out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(size));
            if (!out) throw Error(ErrorCode::kDiskFull, file.string(), "there is no room left on the disk");
            return size;
        });
    });
}

void loadCheckpoint(TrainingState& state, const fs::path& file) {
    translated(file.string(), [&] {
        torch::serialize::InputArchive archive;
        archive.load_from(file.string());
        readArchive(archive, state, file.string());
    });
}

CheckpointNetworks readNetworks(const fs::path& file) {
    try {
        torch::serialize::InputArchive archive;
        archive.load_from(file.string());
        torch::IValue value;
        CheckpointNetworks networks;
        archive.read("config", value);
        networks.config = configFromJson(nlohmann::json::parse(value.toStringRef())).network;
        archive.read("labelNames", value);
        std::istringstream names(value.toStringRef());
        for (std::string name; std::getline(names, name);) networks.labelNames.push_back(name);
        networks.ema = makeGenerator(networks.config);
        networks.d = makeDiscriminator(networks.config);
        readPart(archive, "ema", *networks.ema);
        readPart(archive, "d", *networks.d);
        return networks;
    } catch (const c10::Error&) {
        throw Error(ErrorCode::kUnreadable, file.string(), "the checkpoint is damaged");
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::kUnreadable, file.string(), "the checkpoint's configuration is damaged");
    }
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
        if (name.rfind("snapshot-", 0) == 0 && entry.path().extension() == ".ckpt") found.push_back(entry.path());
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

}  // namespace lineament::gan
