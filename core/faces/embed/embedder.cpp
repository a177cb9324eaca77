#include "core/faces/embed/embedder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <opencv2/core.hpp>

#include "core/base/check.h"
#include "core/faces/align/face_aligner.h"
#include "core/inference/side_by_side.h"

namespace lineament {
namespace {

constexpr std::size_t kBatch = 16;

std::string keyOf(const ModelInfo& model) {
    return model.files.empty() ? model.id : model.id + "@" + model.version();
}

template <class T>
T required(const ModelInfo& model, const char* field) {
    try {
        return model.spec.at(field).get<T>();
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::kModelInvalid, model.id,
                    std::string("its manifest entry has no proper \"") + field + "\"");
    }
}

cv::Mat alignedFor(Alignment alignment, const cv::Mat& bgr, const Face& face) {
    switch (alignment) {
        case Alignment::kArcFace112:
            return alignArcFace112(bgr, face.landmarks5);
        case Alignment::kBoxGrey:
            return alignEyesGrey(bgr, face.landmarks5);
        case Alignment::kDlib150:
            break;
    }
    LINEAMENT_REQUIRE(face.landmarks68, "alignment", "the recogniser needs 68 landmarks and the face has 5");
    return alignDlib150(bgr, *face.landmarks68);
}

}  // namespace

struct Embedder::Part {
    const ModelInfo* model;
    Alignment alignment;
    float weight = 1;
    mutable std::once_flag loaded;
    mutable std::unique_ptr<Recogniser> recogniser;
};

Embedder::Embedder(std::shared_ptr<const ModelRegistry> registry, const std::string& id, Device device,
                   Precision precision)
    : registry_(std::move(registry)), device_(device), precision_(precision) {
    const ModelInfo& model = registry_->get(id);
    if (model.role != "recogniser")
        throw Error(ErrorCode::kNotFound, id, "it is not a recogniser but of role " + model.role);
    landmarks_ = model.spec.value("landmarks", "fr_landmark");
    mirrors_ = model.spec.value("mirror", false);
    const auto addPart = [&](const ModelInfo& part, float weight) {
        auto& added = parts_.emplace_back(std::make_unique<Part>());
        added->model = &part;
        added->alignment = alignmentFromName(required<std::string>(part, "alignment"), part.id);
        added->weight = weight;
        dimension_ += required<int>(part, "dimension");
    };
    if (model.spec.value("network", "") != "fusion") {
        addPart(model, 1);
        key_ = keyOf(model) + (mirrors_ ? "+mirror" : "");
        return;
    }
    const auto parts = required<nlohmann::json>(model, "parts");
    float total = 0;
    for (const auto& part : parts) {
        const float weight = part.value("weight", 0.0f);
        const ModelInfo& partModel = registry_->get(part.value("id", ""));
        if (weight <= 0 || partModel.role != "recogniser" || partModel.spec.value("network", "") == "fusion")
            throw Error(ErrorCode::kModelInvalid, id,
                        "each of its parts needs the id of a recogniser and a weight above 0");
        addPart(partModel, weight);
        total += weight;
        char text[16];
        std::snprintf(text, sizeof text, "*%.3g", weight);
        key_ += (key_.empty() ? id + "(" : "+") + keyOf(partModel) + text;
    }
    if (parts_.empty()) throw Error(ErrorCode::kModelInvalid, id, "it has no parts");
    key_ += mirrors_ ? "+mirror)" : ")";
    for (auto& part : parts_)
        part->weight /= total;
}

Embedder::~Embedder() = default;

std::vector<std::vector<float>> Embedder::embedPart(const Part& part, const cv::Mat& bgr,
                                                    std::span<const Face> faces, bool mirrored) const {
    std::call_once(part.loaded,
                   [&] { part.recogniser = makeRecogniser(registry_, part.model->id, device_, precision_); });
    std::vector<std::vector<float>> templates(faces.size());
    sideBySide(faces.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t start = begin; start < end; start += kBatch)
            embedBatch(part, bgr, faces.subspan(start, std::min(kBatch, end - start)), mirrored,
                       std::span(templates).subspan(start));
    });
    return templates;
}

void Embedder::embedBatch(const Part& part, const cv::Mat& bgr, std::span<const Face> batch, bool mirrored,
                          std::span<std::vector<float>> templates) {
    std::vector<cv::Mat> aligned;
    for (const auto& face : batch)
        aligned.push_back(alignedFor(part.alignment, bgr, face));
    if (mirrored)
        for (std::size_t i = 0; i < batch.size(); ++i)
            cv::flip(cv::Mat(aligned[i]), aligned.emplace_back(), 1);
    auto descriptors = part.recogniser->describe(aligned);
    LINEAMENT_CHECK(descriptors.size() == aligned.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
        templates[i] = part.recogniser->toTemplate(std::move(descriptors[i]));
        if (!mirrored) continue;
        const auto mirror = part.recogniser->toTemplate(std::move(descriptors[batch.size() + i]));
        for (std::size_t k = 0; k < templates[i].size(); ++k)
            templates[i][k] += mirror[k];
        templates[i] = unitLength(std::move(templates[i]));
    }
}

std::vector<Template> Embedder::embed(const cv::Mat& bgr, std::span<const Face> faces, bool mirrored) const {
    std::vector<Template> templates(faces.size());
    for (auto& t : templates)
        t.recogniser = key_, t.values.reserve(static_cast<std::size_t>(dimension_));
    for (const auto& part : parts_) {
        const auto values = embedPart(*part, bgr, faces, mirrored || mirrors_);
        const float scale = std::sqrt(part->weight);
        for (std::size_t i = 0; i < faces.size(); ++i)
            for (const float v : values[i])
                templates[i].values.push_back(scale * v);
    }
    for (const auto& t : templates)
        if (t.values.size() != static_cast<std::size_t>(dimension_))
            throw Error(ErrorCode::kModelInvalid, key_,
                        "its templates have another length than the manifest says");
    return templates;
}

cv::Mat Embedder::aligned(const cv::Mat& bgr, const Face& face) const {
    return alignedFor(parts_.front()->alignment, bgr, face);
}

void Embedder::warmUp() const {
    const cv::Mat grey(160, 160, CV_8UC3, cv::Scalar::all(127));
    Face face;
    face.landmarks5 = {PointPx{60, 70}, {100, 70}, {80, 95}, {65, 115}, {95, 115}};
    face.landmarks68.emplace();
    for (std::size_t i = 0; i < 68; ++i)
        (*face.landmarks68)[i] = {50 + 60 * static_cast<float>(i % 9) / 8,
                                  60 + 60 * static_cast<float>(i) / 67};
    embed(grey, {&face, 1}, false);
}

}  // namespace lineament
