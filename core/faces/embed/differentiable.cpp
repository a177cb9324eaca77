#include "core/faces/embed/differentiable.h"

#include <torch/torch.h>

#include "core/base/check.h"
#include "core/faces/align/face_aligner.h"

namespace lineament {
namespace {

constexpr int kArcFaceSide = 112;

}  // namespace

at::Tensor arcFaceOfPortraits(const at::Tensor& crops) {
    LINEAMENT_REQUIRE(crops.dim() == 4 && crops.size(1) == 3 && crops.size(2) == crops.size(3), "crops",
                      "they are not N x 3 x R x R");
    const int side = static_cast<int>(crops.size(2));
    const auto cropFromFace = arcFaceFromImage(portraitPoints(side)).inverse();
    const auto across = at::arange(kArcFaceSide, crops.options().dtype(at::kFloat));
    const auto x = across.view({1, -1}), y = across.view({-1, 1});
    // grid_sampler has -1 and 1 at the outer edges of the border pixels.
    const auto scaled = [&](const at::Tensor& pixels) { return (pixels * 2 + 1) / side - 1; };
    const auto columns = scaled(x * cropFromFace.a - y * cropFromFace.b + cropFromFace.tx);
    const auto rows = scaled(x * cropFromFace.b + y * cropFromFace.a + cropFromFace.ty);
    const auto grid = at::stack({columns, rows}, 2).unsqueeze(0).expand({crops.size(0), -1, -1, -1});
    constexpr int kBilinear = 0, kZeros = 0;
    // Black, not grey, outside: 0 of the sampler is -1 of the picture.
    return at::grid_sampler(crops.to(at::kFloat) + 1, grid, kBilinear, kZeros, false) - 1;
}

DifferentiableRecogniser takingPortraits(DifferentiableRecogniser recognise) {
    return [recognise = std::move(recognise)](const at::Tensor& crops) {
        return recognise(arcFaceOfPortraits(crops));
    };
}

}  // namespace lineament
