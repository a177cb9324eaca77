#include "core/pipelines/evaluate/picture_templates.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/hash.h"
#include "core/base/parallel.h"
#include "core/enhance/enhancer.h"
#include "core/image/image.h"
#include "core/pipelines/evaluate/template_cache.h"
#include "core/pipelines/photo_reader.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

/// Large and near the middle: whom a portrait is of, though others stand in the background.
const Face& subjectOf(const std::vector<Face>& faces, cv::Size picture) {
    const auto prominence = [&](const Face& face) {
        const PointPx centre = face.box.centre();
        const double off = std::hypot(centre.x - picture.width / 2.0, centre.y - picture.height / 2.0) /
                           std::min(picture.width, picture.height);
        return face.box.height * std::exp(-8 * off * off);
    };
    return *std::max_element(faces.begin(), faces.end(),
                             [&](const Face& a, const Face& b) { return prominence(a) < prominence(b); });
}

std::optional<Face> subjectIn(const FaceEngine& engine, const cv::Mat& bgr) {
    const auto faces = engine.detectBoxes(bgr);
    if (faces.empty()) return std::nullopt;
    Face subject = subjectOf(faces, bgr.size());
    engine.describe(bgr, {&subject, 1});
    return subject;
}

cv::Mat resized(const cv::Mat& bgr, cv::Size size) {
    if (bgr.size() == size) return bgr;
    cv::Mat result;
    cv::resize(bgr, result, size, 0, 0, bgr.cols > size.width ? cv::INTER_AREA : cv::INTER_CUBIC);
    return result;
}

/// What all pictures of a run share.
struct Run {
    const FaceEngine& engine;
    const PictureTreatment& treatment;
    const enhance::Enhancer* enhancer;  // null: nothing is enhanced
    TemplateCache* cache;
    std::stop_token stop;
};

PictureTemplate embedded(const FaceEngine& engine, const cv::Mat& bgr, const std::optional<Face>& face) {
    if (!face) return {};
    return {engine.embed(bgr, {&*face, 1}).at(0), face->quality.overall, std::nullopt};
}

PictureTemplate treatedTemplate(const Run& run, const cv::Mat& clean, std::uint64_t seed) {
    auto face = subjectIn(run.engine, clean);
    if (!face) return {};
    const auto& how = run.treatment.degrade;
    const cv::Mat poor = how ? enhance::degrade(clean, face->box.width, *how, seed) : clean;
    const cv::Mat back = resized(poor, clean.size());
    if (!run.treatment.oracleAlignment) face = subjectIn(run.engine, back);
    if (!face || !run.enhancer) return embedded(run.engine, back, face);
    const Face there = enhance::scaledFace(*face, static_cast<double>(poor.cols) / clean.cols);
    JobContext quiet(run.stop);
    const auto enhanced = run.enhancer->run(poor, {&there, 1}, quiet);
    return embedded(run.engine, resized(enhanced.bgr, clean.size()), face);
}

PictureTemplate workedOut(const Run& run, const PictureTask& task) {
    const Image image = loadImage(task.path);
    if (!task.treated) return embedded(run.engine, image.bgr, subjectIn(run.engine, image.bgr));
    const auto seed = std::stoull(sha256(task.path.filename().string()).substr(0, 12), nullptr, 16);
    return treatedTemplate(run, image.bgr, seed);
}

/// Content, and the name where noise is drawn by it.
std::string cacheKey(const PictureTask& task) {
    const auto content = sha256File(task.path);
    return task.treated ? sha256(content + " treated " + task.path.filename().string()) : content;
}

PictureTemplate templateOf(const Run& run, const PictureTask& task) {
    try {
        PictureTemplate picture;
        const auto key = run.cache ? cacheKey(task) : std::string();
        if (const auto kept = run.cache ? run.cache->find(key) : std::nullopt) {
            picture.quality = kept->quality;
            if (kept->values) picture.value = Template{run.engine.recogniserKey(), *kept->values};
        } else {
            picture = workedOut(run, task);
            if (run.cache)
                run.cache->add(key, {picture.value ? std::optional(picture.value->values) : std::nullopt,
                                     picture.quality});
        }
        if (!picture.value)
            picture.rejection =
                Rejection{task.path.string(), RejectionCode::kNoFace, "no face was found", {}};
        return picture;
    } catch (const Error& error) {
        return {std::nullopt, 0, rejectionFrom(error, task.path.string())};
    }
}

}  // namespace

std::string templateSettingKey(const FaceEngine& engine, const PictureTreatment& treatment) {
    constexpr const char* kFormat = "templates 3";
    const auto& registry = engine.registry();
    // Every setting by name: one that is added to either does not compile until it is here.
    const auto& [detector, landmarks, recogniser, device, precision, minScore, minFacePx, tiling,
                 mirrorAveraging] = engine.options();
    const auto& [degrade, chain, oracleAlignment] = treatment;
    std::string key = std::string(kFormat) + " " LINEAMENT_VERSION;
    const auto add = [&](const std::string& part) { key += "\n" + part; };
    const auto addModel = [&](const std::string& id) { add(id + "@" + registry.get(id).version()); };
    add(recogniser);
    add(engine.recogniserKey());  // of a fusion: its parts and their weights
    addModel(detector);
    addModel(landmarks);
    for (const double value :
         {double(minScore), double(minFacePx), double(tiling), double(mirrorAveraging), double(precision),
          double(device), double(cpuHasBf16()), double(oracleAlignment)})
        add(std::to_string(value));
    add(degrade ? degrade->text() : "");
    add(enhance::chainText(chain));
    // Which networks a chain uses is its own business: any other weights make another setting.
    if (!chain.empty())
        for (const auto& model : registry.models())
            addModel(model.id);
    return key;
}

std::vector<PictureTemplate> templatesOf(const FaceEngine& engine, const std::vector<PictureTask>& pictures,
                                         const PictureTreatment& treatment, JobContext& context,
                                         TemplateCache* cache, const PictureDone& done) {
    std::optional<enhance::Enhancer> enhancer;
    if (!treatment.enhance.empty())
        enhancer.emplace(engine.sharedRegistry(), engine.options().device, engine.options().precision,
                         treatment.enhance);
    const Run run{engine, treatment, enhancer ? &*enhancer : nullptr, cache, context.stopToken()};
    std::vector<PictureTemplate> templates(pictures.size());
    std::size_t finished = 0;
    std::mutex mutex;
    forEachInParallel(pictures.size(), threads(), "evaluate", context, [&](std::size_t i) {
        auto picture = templateOf(run, pictures[i]);
        std::lock_guard lock(mutex);
        templates[i] = std::move(picture);
        context.report("pictures", static_cast<std::int64_t>(++finished),
                       static_cast<std::int64_t>(pictures.size()));
        if (done) done(i, templates);
    });
    return templates;
}

}  // namespace lineament
