#include "core/gan/training/rank_group.h"

#include <torch/torch.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "core/base/check.h"
#include "core/base/log.h"

// Debian packs Gloo's headers apart from LibTorch's; others that come without still train in one process.
#if defined(USE_C10D_GLOO) && __has_include(<gloo/algorithm.h>)
#define LINEAMENT_RANKS 1
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#else
#define LINEAMENT_RANKS 0
#endif

namespace lineament::gan {

using torch::Tensor;

namespace {

constexpr std::int64_t kBucket = 4 << 20;  // numbers a message: large enough to outweigh its latency

std::optional<std::string> variable(const char* name) {
    const char* text = std::getenv(name);
    return text && *text ? std::optional<std::string>(text) : std::nullopt;
}

int wholeNumber(const char* name, const std::string& text, int minimum, int maximum) {
    int value = 0;
    const auto end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    LINEAMENT_REQUIRE(result.ec == std::errc() && result.ptr == end && value >= minimum && value <= maximum,
                      name,
                      "\"" + text + "\" is no whole number from " + std::to_string(minimum) + " to " +
                          std::to_string(maximum));
    return value;
}

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

std::optional<RankSetting> rankSettingFromEnvironment() {
    const auto size = variable("WORLD_SIZE");
    if (!size) return std::nullopt;
    RankSetting setting;
    setting.size = wholeNumber("WORLD_SIZE", *size, 1, 1024);
    if (setting.size == 1) return std::nullopt;
    const auto needed = [](const char* name) {
        const auto text = variable(name);
        LINEAMENT_REQUIRE(text, name, "WORLD_SIZE is set, so this must be too");
        return *text;
    };
    setting.rank = wholeNumber("RANK", needed("RANK"), 0, setting.size - 1);
    setting.address = needed("MASTER_ADDR");
    setting.port = wholeNumber("MASTER_PORT", needed("MASTER_PORT"), 1, 65535);
    if (const auto timeout = variable("LINEAMENT_RANK_TIMEOUT"))
        setting.timeoutS = wholeNumber("LINEAMENT_RANK_TIMEOUT", *timeout, 1, 86400);
    return setting;
}

#if LINEAMENT_RANKS

struct RankGroup::Impl {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> group;
};

template <class Work>
void RankGroup::guarded(Work&& work) {
    try {
        work();
    } catch (const std::exception& error) {
        log::warning("rank " + std::to_string(rank()) + ": " + firstLine(error.what()));
        throw Error(ErrorCode::kDevice, "rank " + std::to_string(rank()) + " of " + std::to_string(size()),
                    "it has lost the others: one of them has ended, or the network between them failed");
    }
}

RankGroup::RankGroup(const RankSetting& setting) : setting_(setting), impl_(std::make_unique<Impl>()) {
    LINEAMENT_REQUIRE(setting.size >= 1 && setting.rank >= 0 && setting.rank < setting.size, "rank",
                      "it is outside 0 to " + std::to_string(setting.size - 1));
    const std::chrono::milliseconds timeout(static_cast<std::int64_t>(setting.timeoutS * 1000));
    try {
        c10d::TCPStoreOptions meeting;
        meeting.port = static_cast<std::uint16_t>(setting.port);
        meeting.isServer = setting.rank == 0;
        meeting.numWorkers = static_cast<std::size_t>(setting.size);
        meeting.timeout = timeout;
        impl_->store = c10::make_intrusive<c10d::TCPStore>(setting.address, meeting);
        auto options = c10d::ProcessGroupGloo::Options::create(timeout);
        const bool here = setting.address == "localhost" || setting.address.rfind("127.", 0) == 0;
        const auto interface = variable("GLOO_SOCKET_IFNAME");
        // The name of this machine may stand for an address that the others cannot reach; on one machine none
        // is needed.
        options->devices.push_back(interface ? c10d::ProcessGroupGloo::createDeviceForInterface(*interface)
                                   : here    ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                                             : c10d::ProcessGroupGloo::createDefaultDevice());
        impl_->group =
            c10::make_intrusive<c10d::ProcessGroupGloo>(impl_->store, setting.rank, setting.size, options);
    } catch (const std::exception& error) {
        throw Error(
            ErrorCode::kDevice, setting.address + ":" + std::to_string(setting.port),
            "the " + std::to_string(setting.size) + " processes did not meet: " + firstLine(error.what()));
    }
}

void RankGroup::sum(Tensor tensor) {
    std::vector<Tensor> one = {tensor};
    guarded([&] { impl_->group->allreduce(one)->wait(); });
}

void RankGroup::broadcast(std::string& bytes) {
    guarded([&] {
        std::vector<Tensor> length = {torch::tensor({static_cast<std::int64_t>(bytes.size())})};
        impl_->group->broadcast(length)->wait();
        std::vector<Tensor> content = {torch::empty({length[0].item<std::int64_t>()}, torch::kUInt8)};
        if (rank() == 0) std::memcpy(content[0].data_ptr(), bytes.data(), bytes.size());
        if (content[0].numel() > 0) impl_->group->broadcast(content)->wait();
        bytes.assign(static_cast<const char*>(content[0].data_ptr()),
                     static_cast<std::size_t>(content[0].numel()));
    });
}

#else

struct RankGroup::Impl {};
RankGroup::RankGroup(const RankSetting&) {
    throw Error(ErrorCode::kUnsupported, "WORLD_SIZE",
                "this program was built without Gloo, so it trains in one process");
}
void RankGroup::sum(Tensor) {}
void RankGroup::broadcast(std::string&) {}

#endif

RankGroup::~RankGroup() = default;

void RankGroup::average(const std::vector<Tensor>& tensors) {
    torch::NoGradGuard noGrad;
    for (std::size_t start = 0; start < tensors.size();) {
        std::vector<Tensor> flat;
        std::int64_t numbers = 0;
        std::size_t end = start;
        for (; end < tensors.size() && (flat.empty() || numbers + tensors[end].numel() <= kBucket); ++end) {
            flat.push_back(tensors[end].detach().to(torch::kCPU, torch::kFloat32).reshape({-1}));
            numbers += tensors[end].numel();
        }
        Tensor bucket = torch::cat(flat, 0);
        sum(bucket);
        bucket /= size();
        for (std::int64_t at = 0; start < end; ++start) {
            const Tensor& tensor = tensors[start];
            tensor.detach().copy_(bucket.narrow(0, at, tensor.numel()).view(tensor.sizes()));
            at += tensor.numel();
        }
    }
}

void RankGroup::average(std::vector<double>& values) {
    Tensor all = torch::tensor(values, torch::kFloat64);
    sum(all);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = all.data_ptr<double>()[i] / size();
}

Tensor RankGroup::gather(const Tensor& rows) {
    torch::NoGradGuard noGrad;
    auto shape = rows.sizes().vec();
    shape[0] *= size();
    Tensor joint = torch::zeros(shape, torch::kFloat32);
    joint.slice(0, rank(), INT64_MAX, size()).copy_(rows.detach());
    sum(joint);
    return joint.to(rows.device());
}

bool RankGroup::any(bool here) {
    Tensor count = torch::tensor({here ? 1.0f : 0.0f});
    sum(count);
    return count.item<float>() > 0;
}

}  // namespace lineament::gan
