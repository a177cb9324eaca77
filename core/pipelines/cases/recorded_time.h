#pragma once

#include <optional>
#include <string>

#include "core/base/job_context.h"
#include "core/domain/watchlist.h"
#include "core/store/case_book.h"

namespace lineament {

/// Keeps what the container of a recording says of when it was taken; its name and the times of its file say
/// nothing. What is no recording, or cannot be read, is left alone. Throws Error(kNotFound: no case has it).
void keepRecordedTime(CaseBook& book, const std::string& source, const JobContext& context);

/// A person says when the recording began and by which camera it was taken. Throws Error(kNotFound: no case
/// has it, there is no such camera; kInvalidArgument).
void sayRecordedTime(CaseBook& book, const std::string& source, std::optional<UnixMs> startedAt,
                     CameraId camera, const JobContext& context);

/// Where what a camera has seen is to be looked at: in the recording that played as the camera, or else in
/// one of a case that the camera took at the time. Empty: in none that is still there.
std::optional<RecordedMoment> recordedMomentOf(const CaseBook& book, const Alert& alert);
std::optional<RecordedMoment> recordedMomentOf(const CaseBook& book, const Sighting& sighting);

}  // namespace lineament
