#include "core/pipelines/enhance/film_parts.h"

#include <cstdio>
#include <fstream>
#include <iterator>

#include "core/base/atomic_file.h"
#include "core/footage/state_bytes.h"

namespace lineament {

namespace fs = std::filesystem;

FilmParts::FilmParts(const fs::path& output, std::string key)
    : folder_(folderOf(output)), ending_(output.extension()), key_(std::move(key)) {}

fs::path FilmParts::folderOf(const fs::path& output) {
    std::string name = output.filename().string();
    name.insert(name.begin(), '.');
    return output.parent_path() / (name + ".parts");
}

fs::path FilmParts::next() const {
    char name[24];
    std::snprintf(name, sizeof name, "%08zu", parts_.size());
    return folder_ / (name + ending_.string());
}

std::optional<std::vector<std::byte>> FilmParts::load() {
    parts_.clear();
    std::ifstream in(folder_ / "state", std::ios::binary);
    if (!in) return std::nullopt;
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    StateReader reader(std::as_bytes(std::span(text)));
    try {
        std::string key;
        std::vector<double> starts;
        std::vector<std::byte> state;
        reader.take(key);
        if (key != key_) return std::nullopt;
        reader.take(frames_);
        reader.take(starts);
        reader.take(state);
        for (const double start : starts) {
            const auto file = next();
            std::error_code ignored;
            if (!fs::is_regular_file(file, ignored))
                throw Error(ErrorCode::kNotFound, file.string(), "it is gone");
            parts_.push_back({file, start});
        }
        return state;
    } catch (const Error&) {
        parts_.clear();  // damaged: the film is made anew
        return std::nullopt;
    }
}

void FilmParts::begin() {
    remove();
    parts_.clear();
    makeFolder(folder_);
}

void FilmParts::add(double startMs, std::int64_t frames, std::span<const std::byte> state) {
    parts_.push_back({next(), startMs});
    frames_ = frames;
    StateWriter writer;
    writer.put(key_);
    writer.put(frames_);
    std::vector<double> starts;
    for (const auto& part : parts_)
        starts.push_back(part.startMs);
    writer.put(starts);
    writer.put(std::vector<std::byte>(state.begin(), state.end()));
    writeAtomically(folder_ / "state", [&](std::ostream& out) {
        out.write(reinterpret_cast<const char*>(writer.bytes().data()),
                  static_cast<std::streamsize>(writer.bytes().size()));
    });
}

void FilmParts::remove() const {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

}  // namespace lineament
