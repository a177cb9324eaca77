#include "core/enhance/superres/esrgan.h"

#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/inference/networks/image_tensor.h"
#include "core/inference/networks/torch_layers.h"
#include "core/inference/weights/tfjs.h"

namespace lineament::enhance {
namespace {

using at::Tensor;

constexpr int kTile = 128;    ///< side of what a tile contributes, px of the input
constexpr int kOverlap = 16;  ///< px around it that are computed and thrown away
constexpr int kBatch = 2;     ///< tiles at a time

Convolution layer(const Weights& weights, const std::string& name, std::int64_t kernel, std::int64_t in,
                  std::int64_t out, bool activated, const TorchTarget& target) {
    return {fromHwio(weightTensor(weights, name + "/kernel", {kernel, kernel, in, out})),
            weightTensor(weights, name + "/bias", {out}),
            {1, kernel / 2, 1, kTile + 2 * kOverlap},
            activated ? Activation::kRelu : Activation::kNone,
            target};
}

/// N x C r r x H x W with channels in the order of TensorFlow's depthToSpace.
Tensor spread(const Tensor& x, std::int64_t r) {
    const auto n = x.size(0), c = x.size(1) / (r * r), h = x.size(2), w = x.size(3);
    return x.view({n, r, r, c, h, w}).permute({0, 3, 4, 1, 5, 2}).reshape({n, c, h * r, w * r});
}

/// What a 3 x 3 convolution makes of a picture enlarged to its nearest pixels, as one of the small picture
/// that gives r r channels for each of the large one's, to be shuffled: every large pixel sees at most 2 x 2
/// small ones, and enlarging all channels only to read each pixel r r times costs more than the convolution.
Tensor beforeNearest(const Tensor& weight, std::int64_t r) {
    const auto out = weight.size(0), in = weight.size(1);
    Tensor small = at::zeros({out, r, r, in, 3, 3}, weight.options());
    const auto cell = [r](std::int64_t phase, std::int64_t offset) {
        return phase + offset < 0 ? 0 : phase + offset >= r ? 2 : 1;
    };
    for (std::int64_t dy = 0; dy < r; ++dy)
        for (std::int64_t dx = 0; dx < r; ++dx)
            for (std::int64_t ky = 0; ky < 3; ++ky)
                for (std::int64_t kx = 0; kx < 3; ++kx)
                    small.select(1, dy)
                        .select(1, dx)
                        .select(2, cell(dy, ky - 1))
                        .select(2, cell(dx, kx - 1))
                        .add_(weight.select(2, ky).select(2, kx));
    return small.reshape({out * r * r, in, 3, 3});
}

class EsrganNetwork {
  public:
    virtual ~EsrganNetwork() = default;
    virtual Tensor operator()(const Tensor& pictures) const = 0;
};

class Medium final : public EsrganNetwork {
  public:
    Medium(const Weights& weights, std::int64_t scale, const TorchTarget& target) : scale_(scale) {
        first_ = layer(weights, "F_m1", 3, 3, 64, false, target);
        second_ = layer(weights, "F_0", 3, 64, 64, false, target);
        for (int i = 1; i <= kBlocks; ++i) {
            const auto number = std::to_string(i);
            blocks_.push_back({layer(weights, "F_" + number + "_1", 3, 64, 64, true, target),
                               layer(weights, "LFF_" + number, 1, 128, 64, false, target)});
        }
        join_ = {layer(weights, "GFF_1", 1, 64 * kBlocks, 64, false, target),
                 layer(weights, "GFF_2", 3, 64, 64, false, target)};
        up_ = {layer(weights, "UPN1", 5, 64, 64, true, target),
               layer(weights, "UPN2", 3, 64, 32, true, target),
               layer(weights, "UPN3", 3, 32, 3 * scale * scale, false, target)};
        const auto side = kTile + 2 * kOverlap;
        last_ = {
            beforeNearest(fromHwio(weightTensor(weights, "SR/kernel", {3, 3, 3 * scale * scale, 3})), scale),
            weightTensor(weights, "SR/bias", {3}).repeat_interleave(scale * scale),
            {1, 1, 1, side},
            Activation::kNone,
            target};
    }
    Tensor operator()(const Tensor& pictures) const override {
        const Tensor first = first_(pictures);
        Tensor x = second_(first);
        std::vector<Tensor> all;
        for (const auto& [wide, narrow] : blocks_) {
            x = narrow(at::cat({x, wide(x)}, 1)) + x;
            all.push_back(x);
        }
        x = join_[1](join_[0](at::cat(all, 1))) + first;
        for (const auto& up : up_)
            x = up(x);
        return at::pixel_shuffle(last_(x), scale_);
    }

  private:
    static constexpr int kBlocks = 10;
    std::int64_t scale_;
    Convolution first_, second_, last_;
    std::vector<std::pair<Convolution, Convolution>> blocks_;
    std::vector<Convolution> join_, up_;
};

class Thick final : public EsrganNetwork {
  public:
    Thick(const Weights& weights, std::int64_t scale, const TorchTarget& target) : scale_(scale) {
        first_ = layer(weights, "Pre_blocks_conv", 3, 3, 64, false, target);
        for (int i = 1; i <= kBlocks; ++i)
            for (int j = 1; j <= kDense; ++j) {
                Dense dense;
                const auto place = "_" + std::to_string(i) + "_" + std::to_string(j);
                for (int k = 1; k <= kConvolutions; ++k)
                    dense.grow.push_back(layer(weights, "F" + place + "_" + std::to_string(k), 3,
                                               64 + 32 * (k - 1), 32, true, target));
                dense.narrow = layer(weights, "LFF" + place, 3, 64 + 32 * kConvolutions, 64, false, target);
                blocks_.push_back(std::move(dense));
            }
        post_ = layer(weights, "post_blocks_conv", 3, 64, 64, false, target);
        shuffle_ = layer(weights, "PreShuffle", 3, 64, 3 * scale * scale, false, target);
        last_ = layer(weights, "SR", 3, 3, 3, false, target);
    }
    Tensor operator()(const Tensor& pictures) const override {
        constexpr double kResidual = 0.2;
        const Tensor first = first_(pictures);
        // The sum of thirty small corrections is kept in float: bf16 would lose most of them.
        const auto type = first.scalar_type();
        Tensor trunk = first.to(at::kFloat);
        for (int i = 0; i < kBlocks; ++i) {
            Tensor inner = trunk;
            for (int j = 0; j < kDense; ++j) {
                const auto& dense = blocks_[static_cast<std::size_t>(i * kDense + j)];
                Tensor x = inner.to(type).contiguous(at::MemoryFormat::ChannelsLast);
                for (const auto& grow : dense.grow)
                    x = at::cat({x, grow(x)}, 1);
                inner = inner + dense.narrow(x).to(at::kFloat) * kResidual;
            }
            trunk = trunk + inner * kResidual;
        }
        const Tensor joined =
            post_(trunk.to(type).contiguous(at::MemoryFormat::ChannelsLast)).to(at::kFloat) +
            first.to(at::kFloat);
        const Tensor spreadOut =
            spread(shuffle_(joined.to(type).contiguous(at::MemoryFormat::ChannelsLast)).contiguous(), scale_);
        return last_(spreadOut.contiguous(at::MemoryFormat::ChannelsLast));
    }

  private:
    static constexpr int kBlocks = 10, kDense = 3, kConvolutions = 4;
    struct Dense {
        std::vector<Convolution> grow;
        Convolution narrow;
    };
    std::int64_t scale_;
    Convolution first_, post_, shuffle_, last_;
    std::vector<Dense> blocks_;
};

}  // namespace

struct Esrgan::Impl {
    std::string id;
    int scale = 0;
    float range = 255;  ///< of the network's input and output
    TorchTarget target;
    std::unique_ptr<Lazy<EsrganNetwork>> network;
};

Esrgan::Esrgan(std::shared_ptr<const ModelRegistry> registry, const std::string& id, Device device,
               Precision precision)
    : impl_(std::make_unique<Impl>()) {
    const ModelInfo& model = registry->get(id);
    impl_->id = id;
    impl_->scale = model.spec.value("scale", 0);
    impl_->range = model.spec.value("range", 255.0f);
    impl_->target = torchTarget(device, precision);
    const auto kind = model.spec.value("network", "");
    if ((impl_->scale != 2 && impl_->scale != 4) || (kind != "rdn" && kind != "rrdn") ||
        model.files.size() < 2)
        throw Error(ErrorCode::kModelInvalid, id, "its manifest entry does not describe an ESRGAN generator");
    impl_->network = std::make_unique<Lazy<EsrganNetwork>>(
        [registry, model, kind, scale = impl_->scale,
         target = impl_->target]() -> std::unique_ptr<const EsrganNetwork> {
            std::vector<std::filesystem::path> parts;
            for (std::size_t i = 1; i < model.files.size(); ++i)
                parts.push_back(registry->file(model, i));
            const auto weights = readTfjs(registry->file(model, 0), parts);
            if (kind == "rdn") return std::make_unique<Medium>(weights, scale, target);
            return std::make_unique<Thick>(weights, scale, target);
        });
}

Esrgan::~Esrgan() = default;

int Esrgan::scale() const {
    return impl_->scale;
}

cv::Mat Esrgan::enlarge(const cv::Mat& bgr, JobContext& context) const {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    const int scale = impl_->scale;
    cv::Mat result(bgr.rows * scale, bgr.cols * scale, CV_8UC3);
    // Small pictures go through whole; of larger ones all tiles have one size, so that they can be batched.
    const int limit = kTile + 2 * kOverlap;
    const bool whole = bgr.cols <= limit && bgr.rows <= limit;
    const int tileWidth = whole ? bgr.cols : kTile, tileHeight = whole ? bgr.rows : kTile;
    const int overlap = whole ? 0 : kOverlap;
    cv::Mat framed;
    cv::copyMakeBorder(bgr, framed, overlap, overlap + tileHeight, overlap, overlap + tileWidth,
                       cv::BORDER_REFLECT);
    std::vector<cv::Rect> tiles;
    for (int y = 0; y < bgr.rows; y += tileHeight)
        for (int x = 0; x < bgr.cols; x += tileWidth)
            tiles.emplace_back(x, y, tileWidth, tileHeight);
    const auto& network = impl_->network->get();
    for (std::size_t start = 0; start < tiles.size(); start += kBatch) {
        context.checkpoint();
        const auto end = std::min(tiles.size(), start + kBatch);
        std::vector<cv::Mat> pictures;
        for (std::size_t i = start; i < end; ++i)
            pictures.push_back(
                framed(cv::Rect(tiles[i].x, tiles[i].y, tileWidth + 2 * overlap, tileHeight + 2 * overlap)));
        const auto output = runTorch(impl_->id, [&] {
            const ImageTensor feed{{0, 0, 0}, impl_->range / 255, false};
            const Tensor y = network(feed(pictures, impl_->target)).to(at::kFloat);
            return (y * (255 / impl_->range))
                .clamp(0, 255)
                .round()
                .to(at::kByte)
                .flip({1})
                .permute({0, 2, 3, 1})
                .cpu()
                .contiguous();
        });
        for (std::size_t i = start; i < end; ++i) {
            const cv::Mat tile(static_cast<int>(output.size(1)), static_cast<int>(output.size(2)), CV_8UC3,
                               output[static_cast<std::int64_t>(i - start)].data_ptr<std::uint8_t>());
            const cv::Rect part = tiles[i] & cv::Rect(0, 0, bgr.cols, bgr.rows);
            tile(cv::Rect(overlap * scale, overlap * scale, part.width * scale, part.height * scale))
                .copyTo(result(
                    cv::Rect(part.x * scale, part.y * scale, part.width * scale, part.height * scale)));
        }
        context.report("enlarging", static_cast<std::int64_t>(end), static_cast<std::int64_t>(tiles.size()));
    }
    return result;
}

}  // namespace lineament::enhance
