#include "core/media/camera_devices.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>
#include <utility>

namespace lineament {
namespace {

namespace fs = std::filesystem;

std::string lineOf(const fs::path& file) {
    std::string line;
    std::ifstream stream(file);
    std::getline(stream, line);
    return line;
}

}  // namespace

std::vector<CameraDevice> connectedCameras(const fs::path& folder) {
    constexpr std::string_view kPrefix = "video";
    std::vector<std::pair<int, std::string>> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const auto node = entry->path().filename().string();
        if (!node.starts_with(kPrefix)) continue;
        int number = 0;
        const auto last = node.data() + node.size();
        if (std::from_chars(node.data() + kPrefix.size(), last, number).ptr != last) continue;
        // A device's first node gives pictures; the others give metadata.
        const auto index = lineOf(entry->path() / "index");
        if (!index.empty() && index != "0") continue;
        found.emplace_back(number, lineOf(entry->path() / "name"));
    }
    std::sort(found.begin(), found.end());
    std::vector<CameraDevice> cameras;
    for (auto& [number, name] : found)
        cameras.push_back({"camera:" + std::to_string(number), std::move(name)});
    return cameras;
}

}  // namespace lineament
