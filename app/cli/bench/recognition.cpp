#include <cmath>
#include <numeric>
#include <random>

#include "app/cli/bench/benchmarks.h"
#include "core/gallery/template_index.h"
#include "core/pipelines/analyse_footage.h"

namespace lineament::cli {
namespace {

constexpr int kIndexTemplates = 100'000;
constexpr int kIndexDimension = 512;

using Figures = std::vector<Figure>;

Figures decode(Workload& work, PeerFigures&) {
    return {timed("decode", work.photoCount(), work.job(), [&] {
        for (const auto& path : work.photoPaths())
            loadImage(path);
    })};
}

Figures detect(Workload& work, PeerFigures&) {
    const auto& engine = *work.run().engine();
    return {timed("detect", work.photoCount(), work.job(), [&] {
        for (const auto& image : work.photos())
            engine.detectBoxes(image.bgr);
    })};
}

struct FacesOfPhotos {
    std::vector<std::vector<Face>> faces;
    int count = 0;

    FacesOfPhotos(Workload& work, const FaceEngine& engine) {
        for (const auto& image : work.photos())
            faces.push_back(engine.detect(image.bgr));
        count = std::accumulate(faces.begin(), faces.end(), 0, [](int sum, const auto& some) {
            return sum + static_cast<int>(some.size());
        });
        count = std::max(1, count);
    }
};

Figures landmarks(Workload& work, PeerFigures&) {
    const auto& engine = *work.run().engine();
    FacesOfPhotos all(work, engine);
    return {timed("landmarks", all.count, work.job(), [&] {
        for (std::size_t i = 0; i < all.faces.size(); ++i)
            engine.describe(work.photos()[i].bgr, all.faces[i]);
    })};
}

Figures embed(Workload& work, PeerFigures&) {
    const auto& engine = *work.run().engine();
    const FacesOfPhotos all(work, engine);
    return {timed("embed", all.count, work.job(), [&] {
        for (std::size_t i = 0; i < all.faces.size(); ++i)
            engine.embed(work.photos()[i].bgr, all.faces[i]);
    })};
}

Figure wholePhoto(const std::string& name, Workload& work, const FaceEngine& engine) {
    return timed(name, work.photoCount(), work.job(), [&] {
        for (const auto& image : work.photos())
            engine.embed(image.bgr, engine.detect(image.bgr));
    });
}

Figures photo(Workload& work, PeerFigures&) {
    return {wholePhoto("photo", work, *work.run().engine())};
}

Figures photoPeerWeights(Workload& work, PeerFigures&) {
    FaceEngineOptions options;
    options.detector = "ssd_mobilenetv1";
    options.landmarks = "face_landmark_68";
    options.recogniser = "resnet34";
    options.tiling = false;  // as the peer: the whole photo once
    return {wholePhoto("photo_peer_weights", work, *work.run().makeEngine(options))};
}

Template randomTemplate(std::mt19937& random) {
    std::normal_distribution<float> normal;
    std::vector<float> values(kIndexDimension);
    double length = 0;
    for (auto& value : values)
        value = normal(random), length += static_cast<double>(value) * value;
    for (auto& value : values)
        value /= static_cast<float>(std::sqrt(length));
    return {"bench", std::move(values)};
}

Figures search(Workload& work, PeerFigures&) {
    std::mt19937 random(1);
    TemplateIndex index("bench", kIndexDimension);
    index.reserve(kIndexTemplates);
    for (int i = 1; i <= kIndexTemplates; ++i)
        index.add({TemplateId(i), SampleId(i), IdentityId(i), randomTemplate(random)});
    const auto probe = randomTemplate(random);
    return {timed("search_100k", 1, work.job(), [&] { index.searchIdentities(probe, 5); })};
}

Figures analyse(Workload& work, PeerFigures&) {
    const auto& film = work.film();
    Workspace workspace(work.run().engine(), Store::open(work.folder() / "analysed"));
    AnalyseOptions options;
    options.save = false;
    std::vector<double> timesReal;
    for (int round = 0; round < 4; ++round) {
        const auto result = analyseFootage(workspace, film.string(), options, work.job());
        if (round > 0) timesReal.push_back(result.throughputFps / result.recording.framesPerSecond);
    }
    std::nth_element(timesReal.begin(), timesReal.begin() + 1, timesReal.end());
    return {{"analyse", "x real time", timesReal[1], static_cast<int>(timesReal.size())}};
}

}  // namespace

void addRecognition(std::vector<Benchmark>& all) {
    all.insert(all.end(), {{"decode", decode},
                           {"detect", detect},
                           {"landmarks", landmarks},
                           {"embed", embed},
                           {"photo", photo},
                           {"photo_peer_weights", photoPeerWeights},
                           {"search_100k", search},
                           {"analyse", analyse}});
}

}  // namespace lineament::cli
