#include "core/pipelines/enhance/enhance_file.h"

#include <algorithm>
#include <opencv2/imgcodecs.hpp>

#include "core/base/check.h"
#include "core/base/file_failure.h"
#include "core/base/hash.h"
#include "core/image/image.h"
#include "core/media/video_source.h"
#include "core/pipelines/enhance/enhance_parts.h"
#include "core/pipelines/enhance/find_faces.h"
#include "core/pipelines/enhance/lineage.h"
#include "core/pipelines/enhance/visible_mark.h"
#include "core/pipelines/evidence/evidence_guard.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

std::string endingOf(const fs::path& file) {
    auto ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

void checkOutput(const EnhanceRequest& request, bool video) {
    const auto& out = request.output;
    std::error_code ignored;
    if (fs::exists(out, ignored) && fs::equivalent(request.input, out, ignored))
        throw Error(ErrorCode::kInvalidArgument, out.string(), "the output would replace the original");
    if (fs::is_directory(out, ignored))
        throw Error(ErrorCode::kInvalidArgument, out.string(), "it is a folder, not a file");
    const auto folder = out.has_parent_path() ? out.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, ignored))
        throw writeFailure(out, fs::exists(folder, ignored) ? ENOTDIR : ENOENT);
    const auto ending = endingOf(out);
    if (!video && ending != ".png" && ending != ".jpg" && ending != ".jpeg")
        throw Error(ErrorCode::kInvalidArgument, out.string(), "photos are written as .png or .jpg");
}

/// The pixels that a file of this ending will give back.
cv::Mat asStored(const cv::Mat& bgr, const std::string& ending) {
    if (ending == ".png") return bgr;
    std::vector<unsigned char> bytes;
    cv::imencode(".jpg", bgr, bytes, {cv::IMWRITE_JPEG_QUALITY, 95});
    return cv::imdecode(bytes, cv::IMREAD_COLOR);
}

EnhanceResult enhancePhoto(const FaceEngine& engine, const EnhanceRequest& request,
                           const enhance::Enhancer& enhancer, JobContext& context) {
    const Image image = loadImage(request.input);
    context.checkpoint();
    const auto faces = findFacesToEnhance(engine, image.bgr);
    context.checkpoint();
    EnhanceResult result;
    if (image.bitsPerChannel > 8)
        result.notes.push_back({EnhanceNote::Kind::kBitsReduced, "its 16 bits a channel were reduced to 8"});
    if (image.hadAlpha)
        result.notes.push_back({EnhanceNote::Kind::kAlphaFlattened, "what is transparent was laid on grey"});
    if (enhancer.wantsFaces() && faces.empty())
        result.notes.push_back({EnhanceNote::Kind::kNoFace, "no face was found: nothing was restored"});
    auto enhanced = enhancer.run(image.bgr, faces, context);
    result.scale = enhanced.scale;
    result.size = {enhanced.bgr.cols, enhanced.bgr.rows};
    for (std::size_t i = 0; i < faces.size(); ++i) {
        context.checkpoint();
        result.faces.push_back(
            {faces[i].box, identitySimilarity(engine, image.bgr, faces[i], enhanced.bgr, enhanced.faces[i])});
    }
    const bool generative = enhance::generative(enhancer.chain());
    if (generative && !request.storeFolder.empty())
        EvidenceGuard(engine, request.storeFolder)
            .remember(enhanced.bgr, enhanced.faces, SourceType::kEnhanced, &image.bgr, faces);
    if (generative) markVisibly(enhanced.bgr, enhanced.faces);
    const auto provenance = provenanceFor(engine, request, enhancer,
                                          pixelsSha256(asStored(enhanced.bgr, endingOf(request.output))));
    result.marked = isGenerative(provenance.type);
    context.checkpoint();
    saveMarkedPicture(request.output, enhanced.bgr, provenance);
    return result;
}

}  // namespace

double identitySimilarity(const FaceEngine& engine, const cv::Mat& before, const Face& faceBefore,
                          const cv::Mat& after, const Face& faceAfter) {
    return similarity(engine.embed(before, {&faceBefore, 1}).front(),
                      engine.embed(after, {&faceAfter, 1}).front());
}

SourceType sourceTypeFor(const EnhanceRequest& request, const enhance::Enhancer& enhancer) {
    const auto type = enhance::generative(enhancer.chain()) ? SourceType::kEnhanced : SourceType::kFiltered;
    // Filters do not make a generated picture real.
    const auto earlier = provenanceOf(request.input);
    const bool stays = earlier && isGenerative(earlier->type) &&
                       (type == SourceType::kFiltered || earlier->type == SourceType::kGenerated);
    return stays ? earlier->type : type;
}

Provenance provenanceFor(const FaceEngine& engine, const EnhanceRequest& request,
                         const enhance::Enhancer& enhancer, const std::string& pixels) {
    LineageRecord record;
    record.inputSha256 = sha256File(request.input);
    record.pixelsSha256 = pixels;
    record.chain = enhancer.chain();
    for (const auto& id : enhancer.networks()) {
        const auto* model = engine.registry().find(id);
        record.networks.emplace_back(id, model && model->files.size() ? model->files.front().sha256 : "");
    }
    return {sourceTypeFor(request, enhancer), signedLineage(record, request.storeFolder)};
}

EnhanceResult enhanceFile(const FaceEngine& engine, const EnhanceRequest& request, JobContext& context) {
    LINEAMENT_REQUIRE(!request.chain.empty(), "steps", "none is named");
    std::error_code ignored;
    if (!fs::exists(request.input, ignored))
        throw Error(ErrorCode::kNotFound, request.input.string(), "there is no such file");
    const bool video = looksLikeVideo(request.input.string());
    checkOutput(request, video);
    const enhance::Enhancer enhancer(engine.sharedRegistry(), engine.options().device,
                                     engine.options().precision, request.chain);
    return video ? enhanceVideo(engine, request, enhancer, context)
                 : enhancePhoto(engine, request, enhancer, context);
}

}  // namespace lineament
