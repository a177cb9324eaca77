#include "core/pipelines/synthetic/studio/walk.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/image/provenance.h"
#include "core/media/video_writer.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/enhance/visible_mark.h"
#include "core/pipelines/synthetic/judge_samples.h"
#include "core/pipelines/synthetic/made_faces.h"
#include "core/pipelines/synthetic/studio/gif_writer.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr int kFramesAtOnce = 16;  // the batch that generators draw in

cv::Mat enlarged(const gan::Picture& picture, int times) {
    cv::Mat large;
    cv::resize(bgrOf(picture), large, {}, times, times, cv::INTER_CUBIC);
    return large;
}

void markCorner(const ExportMark& mark, cv::Mat& bgr) {
    if (mark.visible) markVisibly(bgr, Corner::kBottomRight, SourceType::kGenerated);
}

/// Where what leaves the desk is remembered.
MadeFaces registerOf(const ExportMark& mark) {
    return MadeFaces(mark.engine, mark.storeFolder);
}

/// Lineage of the generator with the store's signature over what the pixels are.
Provenance signedProvenance(const Explorer& explorer, std::map<std::string, std::string> lineage,
                            const std::string& pixels, const ExportMark& mark) {
    auto provenance = explorer.generator().provenance(std::move(lineage));
    LineageRecord record;
    record.pixelsSha256 = pixels;
    record.networks = {{provenance.lineage.at("generator"), provenance.lineage.at("generatorSha256")}};
    for (auto& [key, value] : signedLineage(record, mark.storeFolder))
        provenance.lineage.insert_or_assign(key, value);
    return provenance;
}

std::string noiseName(const FaceRecipe& look) {
    return look.noise == NoiseMode::kOff ? "off" : std::to_string(look.noiseSeed);
}

}  // namespace

PictureEnlarger::PictureEnlarger(int times, bool superres, const FaceEngine* engine) : times_(times) {
    LINEAMENT_REQUIRE(times >= 1 && times <= 16, "size", "it is outside 1 to 16 times");
    if (!superres || times == 1) return;
    LINEAMENT_REQUIRE(engine != nullptr, "superres", "the network needs the models of a face engine");
    // The medium network: as quick as a video needs.
    enhance::Superres options;
    options.scale = times >= 3 ? 4 : 2;
    options.thorough = 0;
    enhancer_ = std::make_unique<enhance::Enhancer>(engine->sharedRegistry(), engine->options().device,
                                                    engine->options().precision, enhance::Chain{{options}});
}

PictureEnlarger::~PictureEnlarger() = default;

cv::Mat PictureEnlarger::operator()(const gan::Picture& picture, JobContext& context) const {
    if (!enhancer_) return enlarged(picture, times_);
    const cv::Size size(picture.width * times_, picture.height * times_);
    JobContext quiet(context.stopToken());  // how far one picture is, is not how far the film is
    const cv::Mat larger = enhancer_->run(bgrOf(picture), {}, quiet).bgr;
    if (larger.size() == size) return larger;
    cv::Mat fitted;
    cv::resize(larger, fitted, size, 0, 0, larger.cols > size.width ? cv::INTER_AREA : cv::INTER_CUBIC);
    return fitted;
}

std::string PictureEnlarger::network() const {
    return enhancer_ ? enhancer_->networks().front() : std::string();
}

void WalkOptions::validate() const {
    LINEAMENT_REQUIRE(secondsPerKey >= 0.04 && secondsPerKey <= 600, "seconds",
                      "they are outside 0.04 to 600");
    LINEAMENT_REQUIRE(framesPerSecond >= 1 && framesPerSecond <= 100, "frames per second",
                      "they are outside 1 to 100");
    LINEAMENT_REQUIRE(enlarge >= 1 && enlarge <= 16, "size", "it is outside 1 to 16 times");
}

int walkFrames(std::size_t keys, const WalkOptions& options) {
    const double ways = static_cast<double>(options.loop ? keys : keys - 1);
    return std::max(1, static_cast<int>(std::lround(ways * options.secondsPerKey * options.framesPerSecond)));
}

gan::Latent walkStyles(const std::vector<gan::Latent>& keys, int frame, const WalkOptions& options) {
    const int frames = walkFrames(keys.size(), options);
    const auto ways = static_cast<double>(options.loop ? keys.size() : keys.size() - 1);
    // A loop's last frame is the one before the first; an open way ends at its last key.
    const double place = frames <= 1 ? 0 : frame * ways / (options.loop ? frames : frames - 1);
    const auto from = std::min(static_cast<std::size_t>(place), keys.size() - 1);
    const auto to = options.loop ? (from + 1) % keys.size() : std::min(from + 1, keys.size() - 1);
    double part = place - static_cast<double>(from);
    if (options.easing == Easing::kSmooth) part = (1 - std::cos(std::numbers::pi * part)) / 2;
    gan::Latent latent = keys[from];
    double before = 0, after = 0;
    for (std::size_t i = 0; i < latent.values.size(); ++i) {
        before += static_cast<double>(latent.values[i]) * latent.values[i];
        latent.values[i] += static_cast<float>(part) * (keys[to].values[i] - latent.values[i]);
        after += static_cast<double>(latent.values[i]) * latent.values[i];
    }
    // In Z the way lies on the sphere; in W it is straight.
    if (latent.layers == 1 && latent.network.architecture != "stylegan2" && after > 0)
        for (auto& v : latent.values)
            v *= static_cast<float>(std::sqrt(before / after));
    return latent;
}

int exportWalk(Explorer& explorer, const std::vector<gan::Latent>& keys, const FaceRecipe& look,
               const WalkOptions& options, const fs::path& file, JobContext& context,
               const ExportMark& mark) {
    options.validate();
    const PictureEnlarger enlarger(options.enlarge, options.superres, mark.engine);
    LINEAMENT_REQUIRE(keys.size() >= 2, "walk", "it needs two faces at least");
    const int frames = walkFrames(keys.size(), options),
              side = explorer.info().network.resolution * options.enlarge;
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    const bool gif = ending == ".gif";
    std::optional<GifWriter> gifWriter;
    std::unique_ptr<VideoWriter> video;
    if (gif) {
        gifWriter.emplace(file, side, side, options.framesPerSecond);
    } else {
        VideoWriterOptions writing;
        writing.framesPerSecond = options.framesPerSecond;
        writing.quality = 14;
        video = std::make_unique<VideoWriter>(file, SizePx{side, side}, writing);
    }
    auto made = registerOf(mark);
    int done = 0;
    for (int first = 0; first < frames; first += kFramesAtOnce) {
        context.checkpoint();
        std::vector<gan::Latent> some;
        for (int i = first; i < std::min(frames, first + kFramesAtOnce); ++i)
            some.push_back(walkStyles(keys, i, options));
        for (const auto& picture :
             explorer.generator().synthesiser().renderAll(some, explorer.drawing(look))) {
            context.checkpoint();
            cv::Mat frame = enlarger(picture, context);
            made.rememberFrame(frame);
            markCorner(mark, frame);
            gif ? gifWriter->write(frame) : video->write(frame);
            context.report("walking", ++done, frames);
        }
    }
    context.checkpoint();
    std::map<std::string, std::string> lineage = {
        {"kind", "walk"}, {"keys", std::to_string(keys.size())}, {"noise", noiseName(look)}};
    if (!enlarger.network().empty()) lineage["enlargedBy"] = enlarger.network();
    const auto sidecar = finishMarked(file, explorer.generator().provenance(lineage),
                                      [&] { gif ? gifWriter->finish() : video->finish(); });
    try {
        saveProvenanceBeside(file, signedProvenance(explorer, lineage, sha256File(file), mark));
    } catch (...) {
        // What is told to have failed must not lie there without its signature.
        std::error_code ignored;
        fs::remove(file, ignored);
        fs::remove(sidecar, ignored);
        throw;
    }
    return frames;
}

void exportSheet(Explorer& explorer, const std::vector<gan::Latent>& faces, const FaceRecipe& look,
                 int columns, int enlarge, const fs::path& file, JobContext& context, const ExportMark& mark,
                 bool superres) {
    const PictureEnlarger enlarger(enlarge, superres, mark.engine);
    LINEAMENT_REQUIRE(!faces.empty() && columns >= 1 && enlarge >= 1 && enlarge <= 16, "sheet",
                      "it has no face, no column or no size");
    const int side = explorer.info().network.resolution * enlarge;
    const int rows = (static_cast<int>(faces.size()) + columns - 1) / columns;
    cv::Mat sheet(rows * side, std::min(columns, static_cast<int>(faces.size())) * side, CV_8UC3,
                  cv::Scalar::all(128));
    const auto made = registerOf(mark);
    int done = 0;
    for (std::size_t first = 0; first < faces.size(); first += kFramesAtOnce) {
        context.checkpoint();
        const std::vector<gan::Latent> some(
            faces.begin() + static_cast<std::ptrdiff_t>(first),
            faces.begin() + static_cast<std::ptrdiff_t>(std::min(faces.size(), first + kFramesAtOnce)));
        for (const auto& picture :
             explorer.generator().synthesiser().renderAll(some, explorer.drawing(look))) {
            const cv::Rect place(done % columns * side, done / columns * side, side, side);
            enlarger(picture, context).copyTo(sheet(place));
            made.remember(sheet(place));
            ++done;
        }
        context.report("drawing", done, static_cast<std::int64_t>(faces.size()));
    }
    markCorner(mark, sheet);
    std::map<std::string, std::string> lineage = {
        {"kind", "contact sheet"}, {"faces", std::to_string(faces.size())}, {"noise", noiseName(look)}};
    if (!enlarger.network().empty()) lineage["enlargedBy"] = enlarger.network();
    saveMarkedPicture(file, sheet, signedProvenance(explorer, std::move(lineage), pixelsSha256(sheet), mark));
}

void exportPicture(Explorer& explorer, const FaceRecipe& recipe, const std::vector<Favourite>& favourites,
                   int enlarge, const fs::path& file, const ExportMark& mark) {
    std::map<std::string, std::string> lineage = {{"kind", recipe.photo ? "edited projection" : "sample"},
                                                  {"psi", std::to_string(recipe.psi)},
                                                  {"noise", noiseName(recipe)}};
    if (recipe.photo)
        lineage["photo"] = recipe.photoName;
    else
        lineage["seed"] = std::to_string(seedAt(std::llround(recipe.x), std::llround(recipe.y)));
    std::string edits;
    for (const auto& edit : recipe.edits)
        edits +=
            (edits.empty() ? "" : ", ") + edit.direction + " " + std::to_string(edit.amount * recipe.held);
    if (!edits.empty()) lineage["edits"] = edits;
    cv::Mat bgr = enlarged(explorer.picture(recipe, favourites, true), enlarge);
    registerOf(mark).remember(bgr);
    markCorner(mark, bgr);
    saveMarkedPicture(file, bgr, signedProvenance(explorer, std::move(lineage), pixelsSha256(bgr), mark));
}

}  // namespace lineament
