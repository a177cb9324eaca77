#include "core/pipelines/cases/export_clip.h"

#include <cmath>
#include <cstdio>
#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/media/video_source.h"
#include "core/media/video_writer.h"

namespace lineament {

std::int64_t exportClip(const std::string& source, double fromMs, double toMs,
                        const std::filesystem::path& target, JobContext& context) {
    LINEAMENT_REQUIRE(toMs > fromMs && fromMs >= 0, "stretch", "it is empty");
    std::error_code ignored;
    LINEAMENT_REQUIRE(!std::filesystem::equivalent(source, target, ignored), target.string(),
                      "a clip must not take the place of its recording");
    const auto video = openVideoSource(source, context.stopToken());
    if (video->info().live)
        throw Error(ErrorCode::kUnsupported, source, "a live source cannot be read again");
    video->seek(fromMs);
    std::optional<VideoWriter> writer;
    std::int64_t frames = 0;
    double firstMs = 0;
    constexpr double kSameFrameMs = 0.5;
    while (auto frame = video->read()) {
        context.checkpoint();
        if (frame->ms > toMs + kSameFrameMs) break;
        if (!writer) {
            VideoWriterOptions options;
            options.quality = 17;  // evidence: hardly any loss
            if (video->info().framesPerSecond > 0) options.framesPerSecond = video->info().framesPerSecond;
            writer.emplace(target, SizePx{frame->bgr.cols, frame->bgr.rows}, options);
            firstMs = frame->ms;
        }
        writer->write(frame->bgr, frame->ms - firstMs);
        ++frames;
        context.report("clip", static_cast<std::int64_t>(frame->ms - firstMs),
                       static_cast<std::int64_t>(toMs - fromMs));
    }
    if (!writer) throw Error(ErrorCode::kUnreadable, source, "there is no frame in this stretch");
    writer->finish();
    return frames;
}

std::int64_t exportCrops(const CaseBook& book, const std::vector<Track>& tracks,
                         const std::filesystem::path& folder, JobContext& context) {
    makeFolder(folder);
    std::int64_t written = 0;
    for (const auto& track : tracks)
        for (std::size_t rank = 0; rank < track.shots.size(); ++rank) {
            context.checkpoint();
            const auto crop = book.shotCrop(track.id, static_cast<int>(rank));
            if (crop.empty()) continue;
            char name[96];
            std::snprintf(name, sizeof name, "track-%lld-look-%zu-%lldms.jpg",
                          static_cast<long long>(track.id.value()), rank + 1,
                          std::llround(track.shots[rank].ms));
            writeAtomically(folder / name, [&](std::ostream& out) {
                out.write(reinterpret_cast<const char*>(crop.data()),
                          static_cast<std::streamsize>(crop.size()));
            });
            ++written;
        }
    return written;
}

}  // namespace lineament
