#include "core/pipelines/synthetic/studio/look_inside.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/faces/align/face_aligner.h"
#include "core/gan/synthesis/critic.h"
#include "core/image/image.h"
#include "core/image/provenance.h"
#include "core/pipelines/synthetic/judge_samples.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr const char* kGeneratorWord = "generator";

/// "x-generator.safetensors": its discriminator beside it; empty if there is none.
fs::path discriminatorBeside(const fs::path& generator) {
    std::string name = generator.filename().string();
    const auto at = name.rfind(kGeneratorWord);
    if (at == std::string::npos) return {};
    const auto file =
        generator.parent_path() / name.replace(at, std::string(kGeneratorWord).size(), "discriminator");
    std::error_code ignored;
    return fs::exists(file, ignored) ? file : fs::path();
}

std::optional<double> scoreOf(const Explorer& explorer, const gan::Picture& picture,
                              std::optional<int> label) {
    const auto file = discriminatorBeside(explorer.generator().file());
    if (file.empty()) return std::nullopt;
    return gan::Critic::load(file)->score(picture, label);
}

}  // namespace

Spectrum spectrumOf(const gan::Picture& picture) {
    const int side = picture.width;
    LINEAMENT_REQUIRE(side > 0 && picture.height == side, "picture", "it is not square");
    cv::Mat grey, waves;
    cv::cvtColor(bgrOf(picture), grey, cv::COLOR_BGR2GRAY);
    grey.convertTo(grey, CV_64F);
    cv::dft(grey, waves, cv::DFT_COMPLEX_OUTPUT);
    const double pixels = static_cast<double>(side) * side;
    std::vector<double> total(static_cast<std::size_t>(side / 2 + 1)), count(total.size());
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const auto ring = static_cast<std::size_t>(
                std::lround(std::hypot(std::min(x, side - x), std::min(y, side - y))));
            if (ring >= total.size()) continue;
            const auto& wave = waves.at<cv::Vec2d>(y, x);
            total[ring] += (wave[0] * wave[0] + wave[1] * wave[1]) / (pixels * pixels);
            ++count[ring];
        }
    Spectrum spectrum;
    for (std::size_t i = 1; i < total.size(); ++i) {
        spectrum.frequency.push_back(static_cast<double>(i));
        spectrum.power.push_back(total[i] / std::max(1.0, count[i]));
    }
    return spectrum;
}

Insight lookInside(Explorer& explorer, const FaceRecipe& recipe, const std::vector<Favourite>& favourites) {
    Insight seen;
    const auto styles = explorer.styles(recipe, favourites);
    seen.picture = explorer.pictureOf(styles, recipe, false);
    if (explorer.info().layers > 1)
        seen.layers = explorer.generator().synthesiser().activations(styles, explorer.drawing(recipe));
    seen.score = scoreOf(explorer, seen.picture, styles.label);
    seen.spectrum = spectrumOf(seen.picture);
    seen.generated = true;
    return seen;
}

Insight lookInside(const FaceEngine& engine, const Explorer& explorer, const fs::path& file) {
    Insight seen;
    const auto image = loadImage(file);
    const int side = explorer.info().network.resolution;
    const auto faces = engine.detect(image.bgr);
    seen.face = !faces.empty();
    seen.picture = seen.face ? pictureOf(alignPortrait(image.bgr, faces.front().landmarks5, side))
                             : gan::squared(pictureOf(image.bgr), side);
    seen.score = scoreOf(explorer, seen.picture, std::nullopt);
    seen.spectrum = spectrumOf(seen.picture);
    const auto said = provenanceOf(file);
    seen.generated = said && isGenerative(said->type);
    return seen;
}

}  // namespace lineament
