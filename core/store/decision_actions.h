#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

/// What each kind of decision does to the store, and how it is taken back.
namespace lineament {

inline constexpr const char* kRenameIdentity = "identity.rename";  ///< after: {"name"}
inline constexpr const char* kMergeIdentity = "identity.merge";    ///< after: {"into"}
inline constexpr const char* kRemoveIdentity = "identity.remove";  ///< cannot be taken back
inline constexpr const char* kRemoveSample = "sample.remove";      ///< after: {}
inline constexpr const char* kAssignTrack = "track.assign";        ///< after: {"identity", "state"}
inline constexpr const char* kEnrolIdentity =
    "identity.enrol";                                       ///< after: {"created", "samples", "external_id"}
inline constexpr const char* kRefuseName = "track.refuse";  ///< after: {"identity"}
inline constexpr const char* kHideTrack = "track.hide";     ///< after: {"hidden"}
inline constexpr const char* kGroupTrack = "track.group";   ///< after: {"case", "number"}
inline constexpr const char* kChangeRecord = "identity.record";           ///< after: the whole record
inline constexpr const char* kChangeExternalId = "identity.external_id";  ///< after: {"external_id"}
inline constexpr const char* kMoveSamples = "identity.move_samples";      ///< after: {"samples"}
inline constexpr const char* kSplitIdentity = "identity.split";           ///< after: {"samples"}
inline constexpr const char* kMarkLabel = "label.mark";                   ///< after: {"list", "marks"}
inline constexpr const char* kApplyThreshold = "threshold.apply";         ///< after: {"setting", "value"}
inline constexpr const char* kWithdrawThreshold = "threshold.withdraw";   ///< after: {"setting", "value"}
inline constexpr const char* kCorrectAttendanceDay = "attendance.correct";  ///< after: {"correction"}
inline constexpr const char* kRevokeCorrection = "attendance.revoke";       ///< after: {"correction"}
inline constexpr const char* kReview = "review.";  ///< begins what is made of several steps

/// "identity:12"
std::string subjectOf(const char* what, std::int64_t id);

/// Carries a decision out, for the first time or again. Returns the state before, as revert() needs it.
/// Throws Error(kNotFound) if what it is about is gone.
std::string perform(SQLite::Database& database, const std::string& kind, const std::string& subject,
                    const std::string& after);

/// Restores the state that perform() returned.
void revert(SQLite::Database& database, const std::string& kind, const std::string& subject,
            const std::string& before);

}  // namespace lineament
