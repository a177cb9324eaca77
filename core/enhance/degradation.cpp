#include "core/enhance/degradation.h"

#include <cmath>
#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "core/base/check.h"

namespace lineament::enhance {
namespace {

double numberOf(const std::string& part, const std::string& value) {
    std::size_t used = 0;
    double number = 0;
    try {
        number = std::stod(value, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    LINEAMENT_REQUIRE(used == value.size() && !value.empty() && std::isfinite(number), part,
                      "\"" + value + "\" is not a number");
    return number;
}

void addNoise(cv::Mat& bgr, double deviation, std::uint64_t seed) {
    cv::RNG random(seed * 0x9E3779B97F4A7C15ull + 1);
    cv::Mat noise(bgr.size(), CV_16SC3);
    random.fill(noise, cv::RNG::NORMAL, cv::Scalar::all(0), cv::Scalar::all(deviation));
    cv::add(bgr, noise, bgr, cv::noArray(), CV_8U);
}

}  // namespace

void Degradation::validate() const {
    LINEAMENT_REQUIRE(faceWidthPx == 0 || (faceWidthPx >= 4 && faceWidthPx <= 4096), "width",
                      "the face's width must be 4 to 4096 px");
    LINEAMENT_REQUIRE(blurPx >= 0 && blurPx <= 20, "blur", "it must be 0 to 20 px");
    LINEAMENT_REQUIRE(noise >= 0 && noise <= 128, "noise", "it must be 0 to 128 grey levels");
    LINEAMENT_REQUIRE(jpegQuality >= 0 && jpegQuality <= 100, "jpeg", "the quality must be 1 to 100");
}

std::string Degradation::text() const {
    std::string all;
    const auto add = [&](const char* name, double value) {
        if (value <= 0) return;
        char part[40];
        std::snprintf(part, sizeof part, "%s%s=%g", all.empty() ? "" : ",", name, value);
        all += part;
    };
    add("width", faceWidthPx);
    add("blur", blurPx);
    add("noise", noise);
    add("jpeg", jpegQuality);
    return all;
}

Degradation parseDegradation(const std::string& text) {
    Degradation how;
    bool width = false, blur = false, noise = false, jpeg = false;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const auto equals = part.find('=');
        LINEAMENT_REQUIRE(equals != std::string::npos, "degradation",
                          "\"" + part + "\" is not of the form name=number");
        const auto name = part.substr(0, equals);
        const double value = numberOf(name, part.substr(equals + 1));
        const auto take = [&](bool& seen, auto& field) {
            LINEAMENT_REQUIRE(!seen, name, "it is given twice");
            seen = true;
            field = static_cast<std::remove_reference_t<decltype(field)>>(value);
        };
        if (name == "width")
            take(width, how.faceWidthPx);
        else if (name == "blur")
            take(blur, how.blurPx);
        else if (name == "noise")
            take(noise, how.noise);
        else if (name == "jpeg")
            take(jpeg, how.jpegQuality);
        else
            throw Error(ErrorCode::kInvalidArgument, "degradation",
                        "\"" + name + "\" is none of width, blur, noise and jpeg");
    }
    LINEAMENT_REQUIRE(width || blur || noise || jpeg, "degradation", "it is empty");
    how.validate();
    return how;
}

cv::Mat degrade(const cv::Mat& bgr, double faceWidthPx, const Degradation& how, std::uint64_t seed) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    LINEAMENT_REQUIRE(how.faceWidthPx == 0 || faceWidthPx > 0, "picture", "its face has no width");
    const double scale = how.faceWidthPx > 0 ? std::min(1.0, how.faceWidthPx / faceWidthPx) : 1;
    cv::Mat result = bgr;
    if (how.blurPx > 0) {
        cv::Mat blurred;
        cv::GaussianBlur(result, blurred, {}, how.blurPx / scale, 0, cv::BORDER_REPLICATE);
        result = blurred;
    }
    if (scale < 1) {
        cv::Mat reduced;
        cv::resize(result, reduced,
                   {std::max(1, static_cast<int>(std::lround(bgr.cols * scale))),
                    std::max(1, static_cast<int>(std::lround(bgr.rows * scale)))},
                   0, 0, cv::INTER_AREA);
        result = reduced;
    }
    if (result.data == bgr.data) result = bgr.clone();
    if (how.noise > 0) addNoise(result, how.noise, seed);
    if (how.jpegQuality > 0) {
        std::vector<unsigned char> bytes;
        cv::imencode(".jpg", result, bytes, {cv::IMWRITE_JPEG_QUALITY, how.jpegQuality});
        result = cv::imdecode(bytes, cv::IMREAD_COLOR);
    }
    return result;
}

}  // namespace lineament::enhance
