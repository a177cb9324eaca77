#include "core/pipelines/cases/recorded_time.h"

#include <filesystem>

#include "core/base/log.h"
#include "core/media/video_source.h"

namespace lineament {
namespace {

/// What the file says of itself; empty if it is no recording that can be read.
RecordedTime toldByContainer(const std::string& source, const JobContext& context) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(source, ignored)) return {};
    try {
        const auto video = openVideoSource(source, context.stopToken());
        return {video->info().takenAt, video->info().durationMs, {}, false};
    } catch (const Error& error) {
        log::info(std::string("when it was taken is not known: ") + error.what());
        return {};
    }
}

template <class Observation>
std::optional<RecordedMoment> momentOf(const CaseBook& book, const Observation& seen) {
    std::optional<RecordedMoment> moment;
    if (!seen.recording.empty())
        moment = RecordedMoment{seen.recording, seen.recordingMs};
    else if (seen.camera.valid())
        moment = book.recordedMoment(seen.camera, seen.at);
    std::error_code ignored;
    if (moment && !std::filesystem::exists(moment->source, ignored)) return std::nullopt;
    return moment;
}

}  // namespace

void keepRecordedTime(CaseBook& book, const std::string& source, const JobContext& context) {
    const auto time = toldByContainer(source, context);
    if (time.startedAt) book.setRecorded(source, time);
}

void sayRecordedTime(CaseBook& book, const std::string& source, std::optional<UnixMs> startedAt,
                     CameraId camera, const JobContext& context) {
    book.setRecorded(source, {startedAt, toldByContainer(source, context).durationMs, camera, true});
}

std::optional<RecordedMoment> recordedMomentOf(const CaseBook& book, const Alert& alert) {
    return momentOf(book, alert);
}

std::optional<RecordedMoment> recordedMomentOf(const CaseBook& book, const Sighting& sighting) {
    return momentOf(book, sighting);
}

}  // namespace lineament
