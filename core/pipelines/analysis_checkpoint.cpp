#include "core/pipelines/analysis_checkpoint.h"

#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/hash.h"
#include "core/base/log.h"
#include "core/footage/state_bytes.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kVersion = 1;

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

}  // namespace

AnalysisCheckpoint::AnalysisCheckpoint(fs::path folder, const std::string& source,
                                       const std::string& settings)
    : identity_(identityOf(source, settings)) {
    const auto name = sha256(source).substr(0, 24);
    state_ = folder / (name + ".state");
    tracks_ = folder / (name + ".tracks");
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
        const auto ended = from.take<std::uint64_t>(), tracksBytes = from.take<std::uint64_t>();
        from.take(progress.trackerState);
        // What was appended after the state was written belongs to a later moment and is written again.
        const auto tracks = contentOf(tracks_, tracksBytes);
        StateReader list(tracks);
        for (std::uint64_t i = 0; i < ended; ++i)
            list.take(progress.ended.emplace_back());
        if (tracksBytes > 0) fs::resize_file(tracks_, tracksBytes);
        tracksBytes_ = tracksBytes;
        ended_ = ended;
        return progress;
    } catch (const std::exception& error) {
        log::warning(state_.string() + ": the analysis begins anew: " + error.what());
        return std::nullopt;
    }
}

void AnalysisCheckpoint::save(double lastMs, std::int64_t frames, const std::vector<Track>& newlyEnded,
                              const std::vector<std::byte>& trackerState) {
    makeFolder(state_.parent_path());
    if (ended_ == 0 && tracksBytes_ == 0) fs::remove(tracks_);
    if (!newlyEnded.empty()) {
        StateWriter tracks;
        for (const auto& track : newlyEnded)
            tracks.put(track);
        std::ofstream out(tracks_, std::ios::binary | std::ios::app);
        out.write(reinterpret_cast<const char*>(tracks.bytes().data()),
                  static_cast<std::streamsize>(tracks.bytes().size()));
        if (!out.flush())
            throw Error(ErrorCode::kDiskFull, tracks_.string(), "the analysis cannot be written down");
        tracksBytes_ += tracks.bytes().size();
        ended_ += newlyEnded.size();
    }
    StateWriter to;
    to.put(kVersion);
    to.put(identity_);
    to.put(lastMs);
    to.put(frames);
    to.put(ended_);
    to.put(tracksBytes_);
    to.put(trackerState);
    writeAtomically(state_, [&](std::ostream& out) {
        out.write(reinterpret_cast<const char*>(to.bytes().data()),
                  static_cast<std::streamsize>(to.bytes().size()));
    });
}

void AnalysisCheckpoint::remove() {
    std::error_code ignored;
    fs::remove(state_, ignored);
    fs::remove(tracks_, ignored);
    ended_ = tracksBytes_ = 0;
}

}  // namespace lineament
