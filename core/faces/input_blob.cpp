#include "core/faces/input_blob.h"

#include <opencv2/imgproc.hpp>

#include "core/base/error.h"

namespace lineament {
namespace {

[[noreturn]] void refuse(const ModelInfo& model, const std::string& field) {
    throw Error(ErrorCode::kModelInvalid, model.id, "its manifest entry has no proper \"" + field + "\"");
}

cv::Scalar perChannel(const ModelInfo& model, const char* field, double fallback) {
    const auto found = model.spec.find(field);
    if (found == model.spec.end()) return cv::Scalar::all(fallback);
    if (found->is_number()) return cv::Scalar::all(found->get<double>());
    if (!found->is_array() || found->size() != 3) refuse(model, field);
    cv::Scalar values;
    for (int i = 0; i < 3; ++i) {
        if (!(*found)[static_cast<std::size_t>(i)].is_number()) refuse(model, field);
        values[i] = (*found)[static_cast<std::size_t>(i)].get<double>();
    }
    return values;
}

}  // namespace

InputSpec InputSpec::of(const ModelInfo& model) {
    InputSpec spec;
    try {
        spec.size = {model.spec.at("input").at(0).get<int>(), model.spec.at("input").at(1).get<int>()};
    } catch (const nlohmann::json::exception&) {
        refuse(model, "input");
    }
    constexpr int kMostPx = 4096;
    if (spec.size.width < 8 || spec.size.height < 8 || spec.size.width > kMostPx ||
        spec.size.height > kMostPx)
        refuse(model, "input");
    const auto colour = model.spec.contains("colour") ? model.spec["colour"] : nlohmann::json("bgr");
    if (colour == "rgb")
        spec.colour = Colour::kRgb;
    else if (colour == "grey")
        spec.colour = Colour::kGrey;
    else if (colour != "bgr")
        refuse(model, "colour");
    spec.mean = perChannel(model, "mean", 0);
    spec.scale = perChannel(model, "scale", 1);
    return spec;
}

cv::Mat InputSpec::blob(std::span<const cv::Mat> pictures) const {
    const int channels = colour == Colour::kGrey ? 1 : 3;
    cv::Mat blob({static_cast<int>(pictures.size()), channels, size.height, size.width}, CV_32F);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        cv::Mat picture = pictures[i];
        if (picture.cols != size.width || picture.rows != size.height) {
            const bool shrinks = picture.cols > size.width && picture.rows > size.height;
            cv::resize(picture, picture, {size.width, size.height}, 0, 0,
                       shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
        }
        if (colour == Colour::kGrey) cv::cvtColor(picture, picture, cv::COLOR_BGR2GRAY);
        cv::Mat planes[3];
        for (int c = 0; c < channels; ++c)
            planes[c] = cv::Mat(size.height, size.width, CV_32F, blob.ptr<float>(static_cast<int>(i), c));
        for (int c = 0; c < channels; ++c) {
            cv::Mat channel = picture;
            if (channels == 3) cv::extractChannel(picture, channel, colour == Colour::kRgb ? 2 - c : c);
            channel.convertTo(planes[c], CV_32F, scale[c], -mean[c] * scale[c]);
        }
    }
    return blob;
}

}  // namespace lineament
