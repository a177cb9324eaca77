// Every file that the engine reads, cut off, with bytes changed, and made to hurt: one sentence, no crash,
// and no more memory than the file itself stands for. (PyTorch's files: exchange/pytorch_file_test.)
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstring>
#include <fstream>
#include <random>

#include "core/base/error.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/synthesis/latent.h"
#include "core/gan/training/picture_set.h"
#include "core/gan/training/tar_reader.h"
#include "core/gan/training/trainer.h"
#include "tests/core/gan/peak_memory.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kSpareMemory = 96 << 20;

std::string bytesOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// The sentence of the Error that read() throws; empty if it reads.
std::string sentenceOf(const std::function<void()>& read) {
    try {
        read();
    } catch (const Error& error) {
        const auto detail = error.detail();
        EXPECT_FALSE(detail.empty());
        EXPECT_EQ(detail.find('\n'), std::string::npos) << detail;
        EXPECT_LT(detail.size(), 400u) << detail;
        EXPECT_NE(error.code(), ErrorCode::kInternal) << detail;
        return detail;
    } catch (const std::exception& error) {
        ADD_FAILURE() << "not an Error: " << error.what();
    }
    return {};
}

/// Reads a file cut off at random places and with bytes changed, half of them among the first `head`.
/// Returns how often it was refused.
int damage(const fs::path& good, std::size_t head, int rounds,
           const std::function<void(const fs::path&)>& read) {
    const auto bytes = bytesOf(good);
    const auto bad = fs::path(good.string() + ".bad" + good.extension().string());
    std::mt19937 random(17);
    read(good);  // whatever is made once is made now
    const auto before = test::peakMemory();
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        std::string changed = bytes;
        const auto reach = round % 2 ? std::min(head, bytes.size()) : bytes.size();
        if (round % 4 == 3)
            changed.resize(random() % bytes.size());
        else
            for (unsigned i = 0; i < 1 + random() % 4; ++i)
                changed[random() % reach] = static_cast<char>(random());
        write(bad, changed);
        if (!sentenceOf([&] { read(bad); }).empty()) ++refused;
    }
    EXPECT_LT(test::peakMemory() - before, kSpareMemory + 4 * static_cast<std::int64_t>(bytes.size()));
    return refused;
}

const NetworkConfig kTiny{"stylegan2", 32, 16, 16, 2, 4, 8, 2, "box"};

fs::path generatorFile(const fs::path& folder) {
    torch::manual_seed(1);
    saveNetwork(*makeGenerator(kTiny), {"generator", kTiny, {"a", "b"}, {}}, folder / "g.safetensors", true);
    return folder / "g.safetensors";
}

/// A safetensors file with this header and so many bytes of numbers.
std::string safetensors(const std::string& header, std::size_t numbers) {
    const std::uint64_t length = header.size();
    return std::string(reinterpret_cast<const char*>(&length), 8) + header + std::string(numbers, '\0');
}

PictureSet twoPictures() {
    PictureSet set{32, {}, {0, 1}, {"a", "b"}, {}};
    std::mt19937 random(1);
    for (int i = 0; i < 2 * 3 * 32 * 32; ++i)
        set.pixels.push_back(static_cast<std::uint8_t>(random()));
    return set;
}

TrainConfig trainConfig() {
    TrainConfig config;
    config.network = kTiny;
    config.run.batch = 4;
    config.run.precision = "fp32";
    return config;
}

std::string tarOf(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string all;
    for (const auto& [name, content] : files) {
        std::string header(512, '\0');
        std::memcpy(header.data(), name.data(), name.size());
        std::snprintf(header.data() + 124, 12, "%011o", static_cast<unsigned>(content.size()));
        header[156] = '0';
        std::memcpy(header.data() + 257, "ustar", 5);
        unsigned sum = 0;
        std::memset(header.data() + 148, ' ', 8);
        for (const unsigned char c : header)
            sum += c;
        std::snprintf(header.data() + 148, 8, "%06o", sum);
        all += header + content + std::string((512 - content.size() % 512) % 512, '\0');
    }
    return all + std::string(1024, '\0');
}

}  // namespace

TEST(GanDamage, NetworkFiles) {
    test::TempFolder folder;
    EXPECT_GT(damage(generatorFile(folder.path()), 1500, 400,
                     [](const fs::path& file) {
                         readNetworkInfo(file);
                         loadGenerator(file);
                     }),
              200);
    EXPECT_FALSE(sentenceOf([&] { loadDiscriminator(folder / "g.safetensors"); }).empty());
}

TEST(GanDamage, NetworkFilesThatLieAboutSizes) {
    test::TempFolder folder;
    const auto refused = [&](const std::string& bytes) {
        write(folder / "x.safetensors", bytes);
        const auto before = test::peakMemory();
        const auto sentence = sentenceOf([&] { loadGenerator(folder / "x.safetensors"); });
        EXPECT_LT(test::peakMemory() - before, kSpareMemory);
        return sentence;
    };
    const auto metadata = [](const std::string& network) {
        return R"("__metadata__":{"format":"lineament-gan-1","kind":"generator","labelNames":"[]","network":")" +
               network + "\"}";
    };
    const auto tensor = [](const char* shape, const char* offsets) {
        return std::string(R"(,"w":{"dtype":"F32","shape":)") + shape + R"(,"data_offsets":)" + offsets +
               "}}";
    };
    // A few bytes that describe a network of gigabytes.
    for (const auto* architecture : {"stylegan2", "fastgan", "resnet", "dcgan"}) {
        const auto huge =
            std::string(R"({\"architecture\":\")") + architecture +
            R"(\",\"resolution\":256,\"baseChannels\":1024,\"maxChannels\":1024,\"styleDim\":1024,\"latentDim\":1024,\"labels\":10000})";
        EXPECT_NE(
            refused(safetensors("{" + metadata(huge) + tensor("[1]", "[0,4]"), 4)).find("fewer numbers"),
            std::string::npos);
    }
    const auto small = metadata("{}");
    for (const auto& [shape, offsets] : std::vector<std::pair<const char*, const char*>>{
             {"[4294967296,4294967296]", "[0,4]"},
             {"[9223372036854775807,2]", "[0,4]"},
             {"[-1]", "[0,4]"},
             {"[18446744073709551615]", "[0,4]"},
             {"[1]", "[18446744073709551612,18446744073709551615]"},
             {"[1]", "[4,0]"},
             {"[2]", "[0,4]"},
             {"[1]", "[0]"},
             {"\"x\"", "[0,4]"},
             {"[1e300]", "[0,4]"}})
        EXPECT_NE(refused(safetensors("{" + small + tensor(shape, offsets), 4)), "") << shape << offsets;
    EXPECT_NE(refused(safetensors("{" + metadata(R"({\"resolution\":1e300})") + "}", 0)), "");
    EXPECT_NE(refused(safetensors(std::string(200000, '['), 0)), "");
    EXPECT_NE(refused(std::string("\xff\xff\xff\xff\xff\xff\xff\x7f", 8) + "{}"), "");
    EXPECT_NE(refused(""), "");

    // Right names and sizes, and values that are none.
    auto bytes = bytesOf(generatorFile(folder.path()));
    for (std::size_t i = bytes.size() - 40; i < bytes.size(); ++i)
        bytes[i] = '\x7f';  // fp16: not a number
    EXPECT_NE(refused(bytes).find("no numbers"), std::string::npos);
}

TEST(GanDamage, DiscriminatorFilesOfEveryArchitectureLoad) {
    test::TempFolder folder;
    for (const auto& architecture : architectures())
        for (const auto& [base, most] : std::vector<std::pair<int, int>>{{4, 8}, {8, 8}, {4, 64}}) {
            const NetworkConfig config{architecture, 64, 16, 16, 2, base, most, 0, "box"};
            const NetworkFileInfo info{"discriminator", config, {}, {}};
            saveNetwork(*makeDiscriminator(config), info, folder / "d.safetensors", false);
            EXPECT_NO_THROW(loadDiscriminator(folder / "d.safetensors"))
                << architecture << base << " " << most;
        }
}

TEST(GanDamage, Latents) {
    test::TempFolder folder;
    saveLatent({kTiny, 8, 16, std::vector<float>(128, 0.5f), 1}, folder / "face.latent");
    EXPECT_GT(damage(folder / "face.latent", 300, 300, [](const fs::path& file) { loadLatent(file); }), 150);
}

TEST(GanDamage, PackedSets) {
    test::TempFolder folder;
    savePacked(twoPictures(), folder / "set.pack");
    EXPECT_GT(damage(folder / "set.pack", 100, 400, [](const fs::path& file) { loadPacked(file); }), 150);
    const auto refused = [&](std::string header) {
        if (!header.empty() && header.back() == '}')
            header.replace(header.size() - 1, 1, R"(,"pixelsSha256":"","labelsSha256":""})");
        const std::uint64_t length = header.size();
        write(folder / "x.pack",
              "LNPACK1\n" + std::string(reinterpret_cast<const char*>(&length), 8) + header);
        return sentenceOf([&] { loadPacked(folder / "x.pack"); });
    };
    for (const auto* header :
         {R"({"resolution":4096,"count":50000000,"labelled":true,"labelNames":[]})",
          R"({"resolution":4096,"count":9223372036854775807,"labelled":false,"labelNames":[]})",
          R"({"resolution":1,"count":18446744073709551615,"labelled":true,"labelNames":[]})",
          R"({"resolution":4294967297,"count":1,"labelled":false,"labelNames":[]})",
          R"({"resolution":1e300,"count":1e300,"labelled":false,"labelNames":[]})",
          R"({"resolution":32,"count":1,"labelled":"yes","labelNames":[]})", "[]", ""})
        EXPECT_NE(refused(header), "") << header;
}

TEST(GanDamage, TarFiles) {
    test::TempFolder folder;
    write(folder / "set.tar", tarOf({{"labels.csv", "file,label\n1.png,a\n2.png,b\n"},
                                     {"1.png", std::string(700, 'x')},
                                     {"2.png", "y"}}));
    const auto decode = [](std::span<const std::byte> bytes, const std::string&) {
        return Picture{8, 8, std::vector<std::uint8_t>(192, static_cast<std::uint8_t>(bytes.size()))};
    };
    const auto load = [&](const fs::path& file) {
        JobContext context;
        loadPictureSet(file, 32, decode, context);
    };
    EXPECT_GT(damage(folder / "set.tar", 512, 400, load), 100);
    // Sizes in octal that overflow, or that reach beyond the file.
    for (const auto* size : {"77777777777", "777777777777", "00000002000", "-0000000001", "99999999999"}) {
        auto bytes = bytesOf(folder / "set.tar");
        std::memcpy(bytes.data() + 124, size, std::min<std::size_t>(12, std::strlen(size)));
        unsigned sum = 0;
        std::memset(bytes.data() + 148, ' ', 8);
        for (int i = 0; i < 512; ++i)
            sum += static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
        std::snprintf(bytes.data() + 148, 8, "%06o", sum);
        write(folder / "x.tar", bytes);
        EXPECT_NE(sentenceOf([&] { load(folder / "x.tar"); }), "") << size;
    }
    EXPECT_NE(sentenceOf([&] { TarReader reader(folder.path()); }), "") << "a folder";
}

TEST(GanDamage, Checkpoints) {
    test::TempFolder folder;
    const auto data = twoPictures();
    Trainer trainer(trainConfig(), data, torch::kCPU);
    trainer.step();
    saveCheckpoint(trainer.state(), folder / "a.ckpt");
    const auto load = [&](const fs::path& file) {
        readNetworks(file);
        loadCheckpoint(trainer.state(), file);
    };
    // The checksum finds every change.
    EXPECT_EQ(damage(folder / "a.ckpt", 4000, 120, load), 120);

    // Without one, as earlier versions wrote them, LibTorch's reader is on its own.
    const auto bytes = bytesOf(folder / "a.ckpt");
    write(folder / "old.ckpt", bytes.substr(0, bytes.rfind("\nsha256 ")));
    EXPECT_GT(damage(folder / "old.ckpt", 4000, 200, load), 60);

    TrainConfig other = trainConfig();
    other.network.styleDim = 32;
    Trainer wider(other, data, torch::kCPU);
    EXPECT_NE(sentenceOf([&] { loadCheckpoint(wider.state(), folder / "a.ckpt"); }), "");
    EXPECT_NE(sentenceOf([&] { loadCheckpoint(wider.state(), folder.path()); }), "");
    EXPECT_NE(sentenceOf([&] { loadCheckpoint(wider.state(), folder / "none.ckpt"); }), "");
}
