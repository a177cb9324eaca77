#include "core/enhance/restore/training/restorer_state.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/enhance/restore/face_frame.h"
#include "core/gan/training/checkpoint.h"
#include "core/inference/device.h"

namespace lineament::enhance {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSeal = "\nsha256 ";  // before the checksum at the end of a file
constexpr std::size_t kSumLength = 64;

torch::ScalarType computeTypeFor(const std::string& precision, torch::Device device) {
    if (precision == "fp32") return torch::kFloat32;
    if (precision == "bf16") return torch::kBFloat16;
    return device.is_cuda() || cpuHasBf16() ? torch::kBFloat16 : torch::kFloat32;
}

gan::DiscriminatorPtr discriminatorFor(torch::Device device, torch::ScalarType type) {
    gan::NetworkConfig config;
    config.architecture = "resnet";
    config.resolution = kFrameSide;
    config.baseChannels = 8;
    config.maxChannels = 128;
    auto d = gan::makeDiscriminator(config);
    d->to(device);
    d->setComputeType(type);
    return d;
}

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

std::vector<std::vector<std::int64_t>> sizesOf(const torch::nn::Module& module) {
    std::vector<std::vector<std::int64_t>> sizes;
    for (const auto& tensor : module.parameters())
        sizes.push_back(tensor.sizes().vec());
    return sizes;
}

std::string readSealed(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    const auto refuse = [&](const char* why) { return Error(ErrorCode::kUnreadable, file.string(), why); };
    if (bytes.size() < kSeal.size() + kSumLength) throw refuse("the snapshot is cut off");
    const auto end = bytes.size() - kSeal.size() - kSumLength;
    if (std::string_view(bytes).substr(end, kSeal.size()) != kSeal ||
        sha256(std::string_view(bytes).substr(0, end)) != std::string_view(bytes).substr(end + kSeal.size()))
        throw refuse("the snapshot is damaged");
    bytes.resize(end);
    return bytes;
}

}  // namespace

RestorerState::RestorerState(const RestorerConfig& config, torch::Device device) {
    torch::manual_seed(config.run.seed);
    const RestorerLayout layout{config.network.widths, config.network.down, config.network.up,
                                config.network.phases};
    network = Restorer(layout);
    ema = Restorer(layout);
    const auto type = computeTypeFor(config.run.precision, device);
    torch::NoGradGuard noGrad;
    const auto start = network->named_parameters();
    for (auto& item : ema->named_parameters()) {
        item.value().copy_(start[item.key()]);
        item.value().requires_grad_(false);
    }
    for (auto* restorer : {&network, &ema}) {
        (*restorer)->to(device);
        (*restorer)->setComputeType(type);
    }
    const auto& o = config.optimiser;
    optimiser = std::make_unique<gan::Optimiser>(
        gan::OptimiserConfig{o.kind, o.rate, o.beta1, o.beta2, 0, o.weightDecay}, network->parameters());
    if (config.loss.adversarial <= 0) return;
    discriminator = discriminatorFor(device, type);
    discriminatorOptimiser = std::make_unique<gan::Optimiser>(
        gan::OptimiserConfig{"adam", o.discriminatorRate, 0, 0.9, 0, 0}, discriminator->parameters());
}

void saveSnapshot(RestorerState& state, const fs::path& file) {
    torch::serialize::OutputArchive archive;
    archive.write("step", torch::IValue(state.step));
    archive.write("images", torch::IValue(state.images));
    archive.write("adversarial", torch::IValue(state.discriminator != nullptr));
    writePart(archive, "network", *state.network);
    writePart(archive, "ema", *state.ema);
    writePart(archive, "optimiser", state.optimiser->raw());
    if (state.discriminator) {
        writePart(archive, "discriminator", *state.discriminator);
        writePart(archive, "discriminatorOptimiser", state.discriminatorOptimiser->raw());
    }
    std::ostringstream out;
    archive.save_to(out);
    const std::string bytes = std::move(out).str(), sum = sha256(bytes);
    writeAtomically(file, [&](std::ostream& stream) { stream << bytes << kSeal << sum; });
}

void loadSnapshot(RestorerState& state, const fs::path& file) {
    const auto bytes = readSealed(file);
    const auto other = Error(ErrorCode::kUnreadable, file.string(), "the snapshot is of another network");
    try {
        torch::serialize::InputArchive archive;
        archive.load_from(bytes.data(), bytes.size());
        const auto wanted = sizesOf(*state.network);
        torch::IValue value;
        archive.read("adversarial", value);
        const bool adversarial = value.toBool();
        readPart(archive, "network", *state.network);
        readPart(archive, "ema", *state.ema);
        readPart(archive, "optimiser", state.optimiser->raw());
        // A run whose adversarial phase was added later starts its discriminator afresh.
        if (adversarial && state.discriminator) {
            readPart(archive, "discriminator", *state.discriminator);
            readPart(archive, "discriminatorOptimiser", state.discriminatorOptimiser->raw());
        }
        // LibTorch takes over whatever sizes it finds.
        if (sizesOf(*state.network) != wanted || sizesOf(*state.ema) != wanted) throw other;
        archive.read("step", value);
        state.step = value.toInt();
        archive.read("images", value);
        state.images = value.toInt();
    } catch (const Error&) {
        throw;
    } catch (const std::exception&) {
        throw other;
    }
}

fs::path restorerSnapshotPath(const fs::path& run, std::int64_t images) {
    char name[64];
    std::snprintf(name, sizeof name, "snapshot-%09lld.ckpt", static_cast<long long>(images));
    return run / name;
}

std::vector<fs::path> restorerSnapshots(const fs::path& run) {
    return gan::snapshotsOf(run);
}

}  // namespace lineament::enhance
