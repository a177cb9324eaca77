#include "core/pipelines/people/reembed.h"

#include "core/base/hash.h"
#include "core/image/image.h"
#include "core/store/gallery_book.h"

namespace lineament {
namespace {

constexpr std::size_t kCommitEvery = 16;
/// faceCrop() leaves a quarter of the face around it on each side.
constexpr float kMarginOfCrop = 0.25f;

struct Pixels {
    cv::Mat bgr;
    bool crop = false;
};

/// The photo that a sample came from, or what is left of it. Throws Error if nothing can be read.
Pixels pixelsOf(const Store& store, const Sample& sample) {
    if (const auto original = store.original(sample.id); !original.empty())
        return {decodeImage(original, sample.path).bgr, false};
    std::error_code ignored;
    if (!sample.sha256.empty() && std::filesystem::is_regular_file(sample.path, ignored)) try {
            if (sha256File(sample.path) == sample.sha256) return {loadImage(sample.path).bgr, false};
        } catch (const Error&) {  // gone or changed meanwhile: the crop serves
        }
    return {decodeImage(sample.crop, sample.path).bgr, true};
}

Face faceIn(const FaceEngine& engine, const Pixels& pixels, const Sample& sample) {
    Face face;
    face.box = sample.face.box;
    if (pixels.crop) {
        auto found = engine.detect(pixels.bgr);
        if (!found.empty()) return found.front();
        const auto width = static_cast<float>(pixels.bgr.cols), height = static_cast<float>(pixels.bgr.rows);
        const float share = kMarginOfCrop / (1 + 2 * kMarginOfCrop);
        face.box = {width * share, height * share, width * (1 - 2 * share), height * (1 - 2 * share)};
    }
    engine.describe(pixels.bgr, {&face, 1});
    return face;
}

}  // namespace

ReembedResult reembed(Workspace& workspace, JobContext& context) {
    auto& store = workspace.store();
    auto& book = store.galleryBook();
    const auto& engine = workspace.engine();
    const auto missing = book.samplesWithout(engine.recogniserKey());
    ReembedResult result;
    std::vector<std::pair<SampleId, Template>> done;
    const auto commit = [&] {
        if (!done.empty()) book.addTemplates(done);
        result.added += static_cast<int>(done.size());
        done.clear();
    };
    for (std::size_t i = 0; i < missing.size(); ++i) {
        context.checkpoint();
        const auto sample = book.sample(missing[i]);
        if (!sample) continue;  // deleted meanwhile
        try {
            const auto pixels = pixelsOf(store, *sample);
            const auto face = faceIn(engine, pixels, *sample);
            done.emplace_back(sample->id, engine.embed(pixels.bgr, {&face, 1}).front());
            result.fromCrops += pixels.crop;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::kModelMissing || error.code() == ErrorCode::kModelInvalid) throw;
            result.failed.push_back({sample->path, RejectionCode::kUnreadable, error.detail(), {}});
        }
        if (done.size() >= kCommitEvery) commit();
        context.report("photos", static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(missing.size()));
    }
    commit();
    return result;
}

}  // namespace lineament
