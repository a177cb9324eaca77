#include "core/store/record_format.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/check.h"

namespace lineament {
namespace {

static_assert(std::endian::native == std::endian::little, "columns hold little-endian numbers");

using nlohmann::json;

constexpr std::byte kBoxesVersion{1};
constexpr std::size_t kBoxBytes = 8 + 5 * 4 + 1;
constexpr std::byte kInterpolated{1};

[[noreturn]] void damaged(const char* what) {
    throw Error(ErrorCode::kStoreUnusable, "", std::string(what) + " in the data store are damaged");
}

template <class Number>
void put(std::byte*& to, Number value) {
    std::memcpy(to, &value, sizeof value);
    to += sizeof value;
}

template <class Number>
void take(const std::byte*& from, Number& value) {
    std::memcpy(&value, from, sizeof value);
    from += sizeof value;
}

constexpr std::array<std::pair<QualityIssue, const char*>, 9> kIssues = {
    {{QualityIssue::kSharpness, "sharpness"},
     {QualityIssue::kTooDark, "too_dark"},
     {QualityIssue::kTooBright, "too_bright"},
     {QualityIssue::kUnevenLight, "uneven_light"},
     {QualityIssue::kYaw, "yaw"},
     {QualityIssue::kPitch, "pitch"},
     {QualityIssue::kRoll, "roll"},
     {QualityIssue::kSize, "size"},
     {QualityIssue::kCropped, "cropped"}}};

constexpr std::array<std::pair<TrackState, const char*>, 4> kStates = {{{TrackState::kUnknown, "unknown"},
                                                                        {TrackState::kSuggested, "suggested"},
                                                                        {TrackState::kConfirmed, "confirmed"},
                                                                        {TrackState::kRejected, "rejected"}}};

/// JSON has no NaN: it would come back as null and make the row unreadable.
float finite(float value) {
    LINEAMENT_REQUIRE(std::isfinite(value), "", "a measure of a face is not a number");
    return value;
}

template <class Names, class Value>
std::string nameIn(const Names& names, Value value) {
    for (const auto& [known, name] : names)
        if (known == value) return name;
    throw Error(ErrorCode::kInternal, "", "a value without a name in the data store");
}

}  // namespace

std::vector<std::byte> packFloats(std::span<const float> values) {
    const auto bytes = std::as_bytes(values);
    return {bytes.begin(), bytes.end()};
}

std::vector<float> unpackFloats(std::span<const std::byte> bytes) {
    if (bytes.size() % sizeof(float) != 0) damaged("vectors");
    std::vector<float> values(bytes.size() / sizeof(float));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

std::vector<std::byte> packBoxes(std::span<const TrackBox> boxes) {
    std::vector<std::byte> bytes(1 + boxes.size() * kBoxBytes);
    std::byte* to = bytes.data();
    put(to, kBoxesVersion);
    for (const auto& [ms, box, score, interpolated] : boxes) {
        put(to, ms);
        for (const float value : {box.x, box.y, box.width, box.height, score})
            put(to, value);
        put(to, interpolated ? kInterpolated : std::byte{0});
    }
    return bytes;
}

std::vector<TrackBox> unpackBoxes(std::span<const std::byte> bytes) {
    if (bytes.empty() || bytes[0] != kBoxesVersion || (bytes.size() - 1) % kBoxBytes != 0) damaged("boxes");
    std::vector<TrackBox> boxes((bytes.size() - 1) / kBoxBytes);
    const std::byte* from = bytes.data() + 1;
    for (auto& [ms, box, score, interpolated] : boxes) {
        take(from, ms);
        for (float* value : {&box.x, &box.y, &box.width, &box.height, &score})
            take(from, *value);
        std::byte flags{};
        take(from, flags);
        interpolated = flags == kInterpolated;
    }
    return boxes;
}

std::string faceToJson(const Face& face) {
    const auto& quality = face.quality;
    json issues = json::array();
    for (const auto issue : quality.issues)
        issues.push_back(nameIn(kIssues, issue));
    json value = {
        {"box", {finite(face.box.x), finite(face.box.y), finite(face.box.width), finite(face.box.height)}},
        {"score", finite(face.score)},
        {"pose",
         {{"yaw", finite(face.pose.yaw)},
          {"pitch", finite(face.pose.pitch)},
          {"roll", finite(face.pose.roll)}}},
        {"quality",
         {{"overall", finite(quality.overall)},
          {"sharpness", finite(quality.sharpness)},
          {"illumination", finite(quality.illumination)},
          {"pose", finite(quality.pose)},
          {"size", finite(quality.size)},
          {"inter_eye_px", finite(quality.interEyePx)},
          {"issues", issues}}}};
    if (face.liveness) value["liveness"] = finite(*face.liveness);
    return value.dump();
}

std::vector<std::byte> packLandmarks(const Face& face) {
    std::vector<float> values;
    for (const auto& point : face.landmarks5)
        values.insert(values.end(), {point.x, point.y});
    if (face.landmarks68)
        for (const auto& point : *face.landmarks68)
            values.insert(values.end(), {point.x, point.y});
    return packFloats(values);
}

Face faceFrom(const std::string& text, std::span<const std::byte> landmarks) {
    Face face;
    try {
        const auto value = json::parse(text);
        const auto& box = value.at("box");
        face.box = {box.at(0), box.at(1), box.at(2), box.at(3)};
        face.score = value.at("score");
        const auto& pose = value.at("pose");
        face.pose = {pose.at("yaw"), pose.at("pitch"), pose.at("roll")};
        const auto& quality = value.at("quality");
        face.quality = {.overall = quality.at("overall"),
                        .sharpness = quality.at("sharpness"),
                        .illumination = quality.at("illumination"),
                        .pose = quality.at("pose"),
                        .size = quality.at("size"),
                        .interEyePx = quality.at("inter_eye_px")};
        for (const auto& issue : quality.at("issues"))
            for (const auto& [known, name] : kIssues)
                if (issue == name) face.quality.issues.push_back(known);
        if (value.contains("liveness")) face.liveness = value["liveness"].get<float>();
    } catch (const json::exception&) {
        damaged("faces");
    }
    const auto values = unpackFloats(landmarks);
    const std::size_t points = values.size() / 2;
    if (points != face.landmarks5.size() && points != face.landmarks5.size() + Landmarks68{}.size())
        damaged("landmarks");
    std::size_t at = 0;
    const auto next = [&] { return PointPx{values[at], values[at + 1]}; };
    for (auto& point : face.landmarks5)
        point = next(), at += 2;
    if (at < values.size()) {
        face.landmarks68.emplace();
        for (auto& point : *face.landmarks68)
            point = next(), at += 2;
    }
    return face;
}

std::string nameOf(TrackState state) {
    return nameIn(kStates, state);
}

TrackState trackStateFrom(std::string_view name) {
    for (const auto& [state, known] : kStates)
        if (known == name) return state;
    damaged("track states");
}

}  // namespace lineament
