#include "tests/core/store/store_fixture.h"

#include <fstream>
#include <random>
#include <span>

namespace lineament::test {

Face someFace(int n) {
    const float v = static_cast<float>(n);
    Face face;
    face.box = {10.25f + v, 20.5f, 100, 120};
    face.score = .97f;
    for (std::size_t i = 0; i < face.landmarks5.size(); ++i)
        face.landmarks5[i] = {v + i, 2 * v + i};
    if (n % 2) {
        face.landmarks68.emplace();
        for (std::size_t i = 0; i < face.landmarks68->size(); ++i)
            (*face.landmarks68)[i] = {v + i, .1f * i};
        face.liveness = .75f;
    }
    face.pose = {-12.5f, 3.1f, .4f};
    face.quality = {.overall = 50 + v,
                    .sharpness = 61,
                    .illumination = 72,
                    .pose = 83,
                    .size = 94,
                    .issues = {QualityIssue::kTooDark, QualityIssue::kCropped},
                    .interEyePx = 44.5f};
    return face;
}

Store::NewSample someSample(int n, const std::string& recogniser) {
    Store::NewSample sample;
    sample.sample.path = "photos/" + std::to_string(n) + ".jpg";
    sample.sample.sha256 = "sha-of-" + std::to_string(n);
    sample.sample.crop = bytesOf("crop of " + std::to_string(n) + "!");
    sample.sample.face = someFace(n);
    std::mt19937 random(n);
    std::normal_distribution<float> normal;
    Template value{recogniser, std::vector<float>(128)};
    for (auto& v : value.values)
        v = normal(random) / 11.3f;
    sample.templates.push_back(std::move(value));
    return sample;
}

Track someTrack(double firstMs, float x, int count) {
    Track track;
    for (int i = 0; i < count; ++i)
        track.boxes.push_back({firstMs + 40.0 * i, {x + i, 50, 60, 80}, .9f, i % 3 == 1});
    track.firstMs = firstMs;
    track.lastMs = track.boxes.back().ms;
    track.frames = count;
    track.shots = {{firstMs + 40, {x + 1, 50, 60, 80}, 77, bytesOf("best look at " + std::to_string(x))},
                   {firstMs, {x, 50, 60, 80}, 66, bytesOf("second look at " + std::to_string(x))}};
    track.pooled = someSample(static_cast<int>(x)).templates.front();
    track.similarity = .25f;
    return track;
}

std::vector<std::byte> bytesOf(const std::string& text) {
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

std::string contentOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace lineament::test
