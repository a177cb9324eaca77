#include "app/cli/analysis_report.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/file_failure.h"
#include "core/pipelines/report/html_page.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHead =
    R"(<!doctype html><meta charset="utf-8"><title>Lineament: who appears when</title>
<style>
body{font:14px/1.5 system-ui,sans-serif;margin:2rem;max-width:70rem}
table{border-collapse:collapse;width:100%}td,th{padding:.4rem .8rem;border-bottom:1px solid #ccc;text-align:left}
img{height:72px;border-radius:4px}.bar{position:relative;height:10px;width:16rem;background:#ddd}
.bar i{position:absolute;height:10px;background:#2a7;min-width:2px}.unknown .bar i{background:#888}
</style>
)";

void write(const fs::path& path, const char* bytes, std::size_t size) {
    errno = 0;
    std::ofstream file(path, std::ios::binary);
    file.write(bytes, static_cast<std::streamsize>(size));
    file.close();
    if (!file) throw streamFailure(path);
}

void write(const fs::path& path, const std::string& text) {
    write(path, text.data(), text.size());
}

std::string picture(std::size_t index) {
    char name[32];
    std::snprintf(name, sizeof name, "tracks/%04zu.jpg", index + 1);
    return name;
}

std::string rowFor(const Track& track, std::size_t index, double durationMs) {
    const double scale = 100 / std::max(durationMs, 1.0);
    return std::string(track.identity ? "<tr>" : "<tr class=\"unknown\">") + "<td>" +
           (track.shots.empty() ? "" : "<img src=\"" + picture(index) + "\" alt=\"\">") + "<td>" +
           (track.identity ? htmlEscaped(track.name) : "unknown") + "<td>" +
           (track.identity ? fixed(track.similarity, 3) : "") + "<td>" + timeText(track.firstMs) + "<td>" +
           timeText(track.lastMs) +
           "<td><div class=\"bar\"><i style=\"left:" + fixed(track.firstMs * scale, 2) +
           "%;width:" + fixed((track.lastMs - track.firstMs) * scale, 2) + "%\"></i></div>\n";
}

std::string html(const AnalysisResult& result) {
    const auto& recording = result.recording;
    double end = recording.durationMs;
    for (const auto& track : result.tracks)
        end = std::max(end, track.lastMs);
    std::string page = kHead;
    page += "<h1>Who appears when</h1><p>" + htmlEscaped(recording.source) + " &middot; " +
            std::to_string(recording.size.width) + "&times;" + std::to_string(recording.size.height) +
            " &middot; " + std::to_string(result.frames) + " frames &middot; " + timeText(end) +
            "</p>\n<table><tr><th>Best look" + "<th>Name<th>Similarity<th>From<th>To<th>When\n";
    for (std::size_t i = 0; i < result.tracks.size(); ++i)
        page += rowFor(result.tracks[i], i, end);
    return page + "</table>\n";
}

}  // namespace

Json analysisJson(const AnalysisResult& result) {
    Json tracks = Json::array();
    for (const auto& track : result.tracks)
        tracks.push_back(trackJson(track));
    const auto& recording = result.recording;
    return {{"source", recording.source},
            {"frames", result.frames},
            {"fps_source", decimals(recording.framesPerSecond, 3)},
            {"duration_ms", decimals(recording.durationMs, 1)},
            {"width", recording.size.width},
            {"height", recording.size.height},
            {"tracks", std::move(tracks)},
            {"throughput_fps", decimals(result.throughputFps, 2)},
            {"damaged_packets", result.damagedPackets},
            {"ended_early", result.endedEarly},
            {"resumed_ms", decimals(result.resumedMs, 1)}};
}

void writeAnalysisReport(const AnalysisResult& result, const fs::path& folder) {
    makeFolder(folder / "tracks");
    for (std::size_t i = 0; i < result.tracks.size(); ++i)
        if (const auto& shots = result.tracks[i].shots; !shots.empty())
            write(folder / picture(i), reinterpret_cast<const char*>(shots.front().crop.data()),
                  shots.front().crop.size());
    write(folder / "analysis.json",
          analysisJson(result).dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    write(folder / "report.html", html(result));
}

}  // namespace lineament::cli
