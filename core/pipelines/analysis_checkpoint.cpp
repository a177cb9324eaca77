#include "core/pipelines/analysis_checkpoint.h"

#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/file_failure.h"
#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/footage/state_bytes.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kVersion = 2;

/// What the source is now: another size or time of change is another recording.
std::string identityOf(const std::string& source, const std::string& settings) {
    std::error_code ignored;
    const auto bytes = fs::is_regular_file(source, ignored) ? fs::file_size(source, ignored) : 0;
    const auto changed = fs::last_write_time(source, ignored).time_since_epoch().count();
    return source + '\n' + std::to_string(bytes) + '\n' + std::to_string(changed) + '\n' + settings;
}

std::vector<std::byte> contentOf(const fs::path& file, std::uint64_t most) {
    std::ifstream in(file, std::ios::binary);
    std::vector<std::byte> bytes(most);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(most));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

void putRecord(StateWriter& to, const Track& track) {
    to.put(track);
}
void takeRecord(StateReader& from, Track& track) {
    from.take(track);
}
void putRecord(StateWriter& to, const RecordedLook& look) {
    to.put(look.ms);
    to.put(look.box);
    to.put(look.quality);
    to.put(look.value);
}
void takeRecord(StateReader& from, RecordedLook& look) {
    from.take(look.ms);
    from.take(look.box);
    from.take(look.quality);
    from.take(look.value);
}

}  // namespace

template <class Value>
void AnalysisCheckpoint::List::append(const std::vector<Value>& values) {
    if (count == 0 && bytes == 0) fs::remove(file);
    if (values.empty()) return;
    StateWriter to;
    for (const auto& value : values)
        putRecord(to, value);
    errno = 0;
    std::ofstream out(file, std::ios::binary | std::ios::app);
    out.write(reinterpret_cast<const char*>(to.bytes().data()),
              static_cast<std::streamsize>(to.bytes().size()));
    if (!out.flush()) throw streamFailure(file);
    bytes += to.bytes().size();
    count += values.size();
}

template <class Value>
std::vector<Value> AnalysisCheckpoint::List::read() const {
    // What was appended after the state was written belongs to a later moment and is written again.
    const auto content = contentOf(file, bytes);
    StateReader from(content);
    std::vector<Value> values;
    for (std::uint64_t i = 0; i < count; ++i)
        takeRecord(from, values.emplace_back());
    if (bytes > 0) fs::resize_file(file, bytes);
    return values;
}

void AnalysisCheckpoint::List::remove() {
    std::error_code ignored;
    fs::remove(file, ignored);
    count = bytes = 0;
}

AnalysisCheckpoint::AnalysisCheckpoint(fs::path folder, const std::string& source,
                                       const std::string& settings)
    : identity_(identityOf(source, settings)) {
    const auto name = sha256(source).substr(0, 24);
    state_ = folder / (name + ".state");
    tracks_.file = folder / (name + ".tracks");
    looks_.file = folder / (name + ".looks");
}

std::optional<AnalysisProgress> AnalysisCheckpoint::load() {
    std::error_code failed;
    const auto size = fs::file_size(state_, failed);
    if (failed) return std::nullopt;
    try {
        const auto bytes = contentOf(state_, size);
        StateReader from(bytes);
        if (from.take<std::uint32_t>() != kVersion) return std::nullopt;
        std::string identity;
        from.take(identity);
        if (identity != identity_) return std::nullopt;
        AnalysisProgress progress;
        from.take(progress.lastMs);
        from.take(progress.frames);
        auto tracks = tracks_, looks = looks_;
        for (auto* list : {&tracks, &looks}) {
            from.take(list->count);
            from.take(list->bytes);
        }
        from.take(progress.trackerState);
        progress.ended = tracks.read<Track>();
        progress.looks = looks.read<RecordedLook>();
        tracks_ = tracks;
        looks_ = looks;
        return progress;
    } catch (const std::exception& error) {
        log::warning(state_.string() + ": the analysis begins anew: " + error.what());
        return std::nullopt;
    }
}

void AnalysisCheckpoint::save(double lastMs, std::int64_t frames, const std::vector<Track>& newlyEnded,
                              const std::vector<RecordedLook>& newLooks,
                              const std::vector<std::byte>& trackerState) {
    makeFolder(state_.parent_path());
    tracks_.append(newlyEnded);
    looks_.append(newLooks);
    StateWriter to;
    to.put(kVersion);
    to.put(identity_);
    to.put(lastMs);
    to.put(frames);
    for (const auto* list : {&tracks_, &looks_}) {
        to.put(list->count);
        to.put(list->bytes);
    }
    to.put(trackerState);
    writeAtomically(state_, [&](std::ostream& out) {
        out.write(reinterpret_cast<const char*>(to.bytes().data()),
                  static_cast<std::streamsize>(to.bytes().size()));
    });
}

void AnalysisCheckpoint::remove() {
    std::error_code ignored;
    fs::remove(state_, ignored);
    tracks_.remove();
    looks_.remove();
}

}  // namespace lineament
