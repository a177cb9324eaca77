#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/domain/person_record.h"
#include "core/store/store.h"

namespace lineament {

/// Where a data store's folder has the templates that the Evaluate desk keeps.
std::filesystem::path evaluationCacheOf(const std::filesystem::path& storeFolder);

/// Deletes a person for good with all that was derived from their photos, also what lies beside the database:
/// the templates that evaluations keep are not marked by person, so that all of them go. Throws
/// Error(kNotFound) and what the store throws.
RemovalReceipt removePerson(Store& store, IdentityId id, const std::string& reason);

/// How often whoever's time is over is deleted without being asked.
struct PurgeSchedule {
    int everyDays = 0;  ///< 0: only when asked, up to 366
    UnixMs lastAt = 0;  ///< of the last purge, by schedule or by hand; 0: never
    bool dueAt(UnixMs now) const {
        constexpr UnixMs kDayMs = 24 * 3600 * 1000;
        return everyDays > 0 && (lastAt == 0 || lastAt > now || now - lastAt >= everyDays * kDayMs);
    }
};
PurgeSchedule purgeSchedule(const Store& store);
/// Audited with the setting. Throws Error(kInvalidArgument) outside of 0 to 366.
void setPurgeSchedule(Store& store, int everyDays);

struct PurgeResult {
    std::vector<RemovalReceipt> receipts;
    int originals = 0;  ///< files of photos that could be kept no longer
};
/// Deletes whoever is due, each in a transaction of its own, and the originals that are; one line of the
/// audit trail says how many and why it ran (`by`: "schedule", "request"). A purge that is broken off goes on
/// with the next one. Throws Cancelled and what the store throws.
PurgeResult purgeDue(Store& store, UnixMs now, const std::string& by, JobContext& context);

}  // namespace lineament
