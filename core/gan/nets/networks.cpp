#include "core/gan/nets/networks.h"

#include "core/base/error.h"

namespace lineament::gan {
namespace {

struct Maker {
    const char* name;
    GeneratorPtr (*generator)(const NetworkConfig&);
    DiscriminatorPtr (*discriminator)(const NetworkConfig&);
};

constexpr Maker kMakers[] = {
    {"stylegan2", makeStyleGan2Generator, makeStyleGan2Discriminator},
    {"fastgan", makeFastGanGenerator, makeFastGanDiscriminator},
    {"resnet", makeResNetGenerator, makeResNetDiscriminator},
    {"dcgan", makeDcganGenerator, makeDcganDiscriminator},
};

const Maker& makerOf(const std::string& architecture) {
    for (const auto& maker : kMakers)
        if (architecture == maker.name) return maker;
    throw Error(ErrorCode::kInvalidArgument, architecture, "there is no such architecture");
}

}  // namespace

Noise::Noise(std::span<const std::uint64_t> seeds) {
    for (const auto seed : seeds)
        perPicture_.push_back(at::detail::createCPUGenerator(seed));
}

torch::Tensor Noise::draw(std::int64_t n, std::int64_t height, std::int64_t width,
                          torch::Device device) const {
    if (stream_) return share_.of(torch::randn({share_.joint(n), 1, height, width}, *stream_)).to(device);
    TORCH_CHECK(static_cast<std::int64_t>(perPicture_.size()) == n, "one noise seed a picture is needed");
    std::vector<torch::Tensor> drawn;
    for (const auto& stream : perPicture_)
        drawn.push_back(torch::randn({1, 1, height, width}, stream));
    return torch::cat(drawn, 0).to(device);
}

GeneratorPtr makeGenerator(const NetworkConfig& config) {
    return makerOf(config.architecture).generator(config);
}
DiscriminatorPtr makeDiscriminator(const NetworkConfig& config) {
    return makerOf(config.architecture).discriminator(config);
}

std::vector<std::string> architectures() {
    std::vector<std::string> names;
    for (const auto& maker : kMakers)
        names.emplace_back(maker.name);
    return names;
}

}  // namespace lineament::gan
