#include "app/cli/output.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cwchar>

namespace lineament::cli {

Json decimals(double value, int digits) {
    if (!std::isfinite(value)) return nullptr;
    const double unit = std::pow(10.0, digits);
    return std::round(value * unit) / unit;
}

Json boxJson(const BoxPx& box) {
    return Json::array(
        {decimals(box.x, 1), decimals(box.y, 1), decimals(box.width, 1), decimals(box.height, 1)});
}

Json faceJson(const Face& face, bool all68) {
    Json landmarks = Json::array();
    const auto addPoints = [&](const auto& points) {
        for (const auto& point : points)
            landmarks.push_back({decimals(point.x, 1), decimals(point.y, 1)});
    };
    if (all68 && face.landmarks68)
        addPoints(*face.landmarks68);
    else
        addPoints(face.landmarks5);
    const auto& quality = face.quality;
    return {{"box", boxJson(face.box)},
            {"score", decimals(face.score, 4)},
            {"landmarks", std::move(landmarks)},
            {"pose",
             {{"yaw", decimals(face.pose.yaw, 1)},
              {"pitch", decimals(face.pose.pitch, 1)},
              {"roll", decimals(face.pose.roll, 1)}}},
            {"quality",
             {{"overall", decimals(quality.overall, 1)},
              {"sharpness", decimals(quality.sharpness, 1)},
              {"illumination", decimals(quality.illumination, 1)},
              {"pose", decimals(quality.pose, 1)},
              {"size", decimals(quality.size, 1)},
              {"inter_eye_px", decimals(quality.interEyePx, 1)}}},
            {"liveness", face.liveness ? decimals(*face.liveness, 4) : Json(nullptr)}};
}

Json rejectionJson(const Rejection& rejection) {
    return {{"path", rejection.path}, {"code", name(rejection.code)}, {"reason", rejection.reason}};
}

Json rejectionsJson(const std::vector<Rejection>& rejected) {
    Json list = Json::array();
    for (const auto& rejection : rejected)
        list.push_back(rejectionJson(rejection));
    return list;
}

Json identityJson(const Identity& identity) {
    return {{"identity_id", identity.id.value()},
            {"name", identity.name},
            {"external_id", identity.externalId.empty() ? Json(nullptr) : Json(identity.externalId)},
            {"templates", identity.templates},
            {"samples", identity.samples},
            {"enrolled_at", iso8601(identity.enrolledAt)}};
}

Json trackJson(const Track& track) {
    Json boxes = Json::array();
    for (const auto& at : track.boxes)
        boxes.push_back({decimals(at.ms, 1), decimals(at.box.x, 1), decimals(at.box.y, 1),
                         decimals(at.box.width, 1), decimals(at.box.height, 1)});
    Json best = nullptr;
    if (!track.shots.empty()) {
        const auto& shot = track.shots.front();
        best = {
            {"ms", decimals(shot.ms, 1)}, {"box", boxJson(shot.box)}, {"quality", decimals(shot.quality, 1)}};
    }
    const bool known = track.identity.has_value();
    return {{"track_id", track.id.value()},
            {"first_ms", decimals(track.firstMs, 1)},
            {"last_ms", decimals(track.lastMs, 1)},
            {"frames", track.frames},
            {"identity_id", known ? Json(track.identity->value()) : Json(nullptr)},
            {"name", known ? Json(track.name) : Json(nullptr)},
            {"similarity", known ? decimals(track.similarity, 4) : Json(nullptr)},
            {"best", std::move(best)},
            {"boxes", std::move(boxes)}};
}

Json enrolledJson(const EnrolledIdentity& person) {
    Json accepted = Json::array();
    for (const auto& sample : person.accepted)
        accepted.push_back({{"path", sample.path},
                            {"template_id", sample.templateId.value()},
                            {"quality", decimals(sample.quality, 1)},
                            {"already_enrolled", sample.already}});
    return {{"identity_id", person.identity.valid() ? Json(person.identity.value()) : Json(nullptr)},
            {"name", person.name},
            {"accepted", std::move(accepted)},
            {"rejected", rejectionsJson(person.rejected)}};
}

int columnsOf(const std::string& text) {
    int columns = 0;
    std::mbstate_t state{};
    for (std::size_t at = 0; at < text.size();) {
        wchar_t letter = 0;
        const auto bytes = std::mbrtowc(&letter, text.data() + at, text.size() - at, &state);
        if (bytes == 0 || bytes > text.size() - at) {  // not UTF-8, or not in this locale
            ++columns, ++at;
            state = {};
            continue;
        }
        columns += std::max(0, wcwidth(letter));
        at += bytes;
    }
    return columns;
}

Table::Table(std::vector<std::string> header) {
    rows_.push_back(std::move(header));
}

void Table::row(std::vector<std::string> cells) {
    rows_.push_back(std::move(cells));
}

std::string Table::text() const {
    std::vector<int> widths;
    for (const auto& row : rows_) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row[i]));
    }
    std::string text;
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size())
                text.append(static_cast<std::size_t>(widths[i] - columnsOf(row[i]) + 2), ' ');
        }
        text += '\n';
    }
    return text;
}

std::string fixed(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string timeText(double ms) {
    char text[40];
    const auto whole = static_cast<long long>(std::llround(ms));
    std::snprintf(text, sizeof text, "%lld:%02lld.%03lld", whole / 60000, whole / 1000 % 60, whole % 1000);
    return text;
}

}  // namespace lineament::cli
