#include "core/gan/training/rank_group.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <torch/torch.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/base/error.h"
#include "core/gan/training/checkpoint.h"
#include "core/gan/training/train.h"
#include "core/inference/weights/safetensors.h"
#include "tests/core/gan/training/worker.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;
using test::endOf;
using test::start;
using test::Worker;

namespace {

/// A port that nobody listens at just now.
int freePort() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length), 0);
    ::close(descriptor);
    return ntohs(address.sin_port);
}

std::string textOf(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

double largestDifference(const fs::path& a, const fs::path& b) {
    const auto one = readSafetensors(a).weights, other = readSafetensors(b).weights;
    double largest = 0;
    for (const auto& [name, tensor] : one.tensors()) {
        const auto& same = other.get(name, tensor.shape).data;
        for (std::size_t i = 0; i < same.size(); ++i)
            largest = std::max<double>(largest, std::abs(same[i] - tensor.data[i]));
    }
    return largest;
}

/// Runs work(group) on so many ranks, each a thread.
void onRanks(int size, const std::function<void(RankGroup&)>& work) {
    const int port = freePort();
    std::vector<std::thread> threads;
    for (int rank = 0; rank < size; ++rank)
        threads.emplace_back([&, rank] {
            RankGroup group({rank, size, "127.0.0.1", port, 60});
            work(group);
        });
    for (auto& thread : threads)
        thread.join();
}

}  // namespace

TEST(RankGroup, AveragesGathersAgreesAndPassesOn) {
    onRanks(3, [](RankGroup& group) {
        const auto rank = static_cast<float>(group.rank());
        // More numbers than one message holds, and a tensor that is not contiguous.
        const auto large = torch::full({5 << 20}, rank), small = torch::full({2, 3}, rank * 2).t();
        group.average({large, small});
        EXPECT_EQ(large.min().item<float>(), 1);
        EXPECT_EQ(large.max().item<float>(), 1);
        EXPECT_EQ(small[2][1].item<float>(), 2);
        std::vector<double> values = {1.0 * group.rank(), 5};
        group.average(values);
        EXPECT_EQ(values, (std::vector<double>{1, 5}));
        const auto joint = torch::arange(6, torch::kFloat32).view({6, 1});
        const Share share{group.rank(), group.size()};
        EXPECT_TRUE(torch::equal(group.gather(share.of(joint)), joint));
        EXPECT_TRUE(group.any(group.rank() == 2));
        EXPECT_FALSE(group.any(false));
        std::string bytes = group.rank() == 0 ? std::string("a\0b", 3) : "other";
        group.broadcast(bytes);
        EXPECT_EQ(bytes, std::string("a\0b", 3));
    });
}

TEST(RankGroup, ReadsTheEnvironmentAndNamesWhatIsWrong) {
    const auto set = [](const char* rank, const char* size, const char* port) {
        ::setenv("RANK", rank, 1);
        ::setenv("WORLD_SIZE", size, 1);
        ::setenv("MASTER_ADDR", "10.0.0.7", 1);
        ::setenv("MASTER_PORT", port, 1);
    };
    const auto subject = [] {
        try {
            rankSettingFromEnvironment();
        } catch (const Error& error) {
            return error.subject();
        }
        return std::string("nothing");
    };
    set("1", "2", "1234");
    const auto setting = rankSettingFromEnvironment();
    ASSERT_TRUE(setting);
    EXPECT_EQ(setting->rank, 1);
    EXPECT_EQ(setting->address, "10.0.0.7");
    EXPECT_EQ(setting->port, 1234);
    set("2", "2", "1234");
    EXPECT_EQ(subject(), "RANK");
    set("0", "two", "1234");
    EXPECT_EQ(subject(), "WORLD_SIZE");
    set("0", "2", "70000");
    EXPECT_EQ(subject(), "MASTER_PORT");
    ::unsetenv("MASTER_ADDR");
    EXPECT_EQ(subject(), "MASTER_ADDR");
    ::setenv("WORLD_SIZE", "1", 1);
    EXPECT_FALSE(rankSettingFromEnvironment());
    ::unsetenv("WORLD_SIZE");
    EXPECT_FALSE(rankSettingFromEnvironment());
}

TEST(RankGroup, SaysSoIfTheOthersNeverCome) {
    try {
        RankGroup alone({0, 2, "127.0.0.1", freePort(), 1});
        FAIL() << "it met nobody";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kDevice);
        EXPECT_NE(error.detail().find("did not meet"), std::string::npos) << error.detail();
    }
}

TEST(RankGroup, TwoEqualOneWithTheJointBatch) {
    test::TempFolder folder;
    const int port = freePort();
    Worker alone{folder / "one"}, first{folder / "two"};
    alone.steps = first.steps = 5;
    first.size = 2;
    first.port = port;
    Worker second = first;
    second.rank = 1;
    const pid_t a = start(alone), b = start(first), c = start(second);
    EXPECT_EQ(endOf(a), 0);
    EXPECT_EQ(endOf(b), 0);
    EXPECT_EQ(endOf(c), 0);
    ASSERT_FALSE(snapshotsOf(folder / "two").empty());
    exportSnapshot(snapshotsOf(folder / "one").front(), folder / "g1", folder / "d1", false);
    exportSnapshot(snapshotsOf(folder / "two").front(), folder / "g2", folder / "d2", false);
    EXPECT_LT(largestDifference(folder / "g1", folder / "g2"), 1e-5);
    EXPECT_LT(largestDifference(folder / "d1", folder / "d2"), 1e-5);
    const auto line = [&](const char* run) {
        return nlohmann::json::parse(
            textOf(folder / run / "stats.jsonl").substr(0, textOf(folder / run / "stats.jsonl").find('\n')));
    };
    const auto one = line("one"), two = line("two");
    for (const auto* name : {"loss/d", "loss/g", "ada/p", "score/real"})
        EXPECT_NEAR(one[name].get<double>(), two[name].get<double>(), 1e-4) << name;
}

TEST(RankGroup, TwoTrainTheOtherArchitecturesToo) {
    // Their batch normalisation is over a rank's own pictures, so it is another run than that of one process.
    test::TempFolder folder;
    for (const auto* architecture : {"dcgan", "fastgan", "resnet"}) {
        Worker first{folder / architecture, architecture};
        first.size = 2;
        first.port = freePort();
        Worker second = first;
        second.rank = 1;
        const pid_t a = start(first), b = start(second);
        EXPECT_EQ(endOf(a), 0) << architecture;
        EXPECT_EQ(endOf(b), 0) << architecture;
        EXPECT_EQ(snapshotsOf(folder / architecture).size(), 1u) << architecture;
    }
}

TEST(RankGroup, TheDeathOfOneEndsTheOtherAndTheRunGoesOnFromItsSnapshot) {
    for (const int victim : {0, 1}) {
        test::TempFolder folder;
        Worker first{folder / "run"};
        first.steps = 40;
        first.size = 2;
        first.port = freePort();
        first.errors = folder / "errors0";
        Worker second = first;
        second.rank = 1;
        second.errors = folder / "errors1";
        (victim == 0 ? first : second).dieAtImages = 80;
        const auto begin = std::chrono::steady_clock::now();
        const pid_t a = start(first), b = start(second);
        const int endOfFirst = endOf(a), endOfSecond = endOf(b);
        EXPECT_EQ(victim == 0 ? endOfFirst : endOfSecond, -SIGKILL);
        EXPECT_EQ(victim == 0 ? endOfSecond : endOfFirst, 2);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(50)) << "not by the timeout";
        const auto said = textOf(victim == 0 ? second.errors : first.errors);
        EXPECT_NE(said.find("device: rank " + std::to_string(1 - victim) + " of 2: it has lost the others"),
                  std::string::npos)
            << said;

        const auto snapshots = snapshotsOf(folder / "run");
        ASSERT_FALSE(snapshots.empty());
        EXPECT_NO_THROW(readNetworks(snapshots.front()));
        Worker alone{folder / "run"};
        alone.steps = 1;
        alone.resume = true;
        EXPECT_EQ(endOf(start(alone)), 0);
    }
}
