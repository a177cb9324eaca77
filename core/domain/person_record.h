#pragma once

#include <string>
#include <vector>

#include "core/domain/identity.h"

namespace lineament {

enum class Consent { kUnknown, kGiven, kWithdrawn };

/// What is kept about an enrolled person beside their photos. Times are ms since 1970 UTC; 0: no limit.
struct PersonRecord {
    IdentityId identity;
    std::string notes;
    std::vector<std::string> groups;  ///< in the order given, each once
    UnixMs validFrom = 0, validTo = 0;
    Consent consent = Consent::kUnknown;
    std::string purpose;
    UnixMs keepUntil = 0;       ///< then the person is purged
    UnixMs originalsUntil = 0;  ///< then the original files that were kept are purged

    bool validAt(UnixMs at) const { return at >= validFrom && (validTo == 0 || at < validTo); }
    /// To be purged: the time has come, or the consent was withdrawn.
    bool dueAt(UnixMs at) const {
        return consent == Consent::kWithdrawn || (keepUntil != 0 && keepUntil <= at);
    }
    bool operator==(const PersonRecord&) const = default;
};

/// What a deletion took away: handed out once, kept nowhere with the name.
struct RemovalReceipt {
    IdentityId identity;
    std::string name, externalId;
    UnixMs at = 0;
    std::string actor, reason;
    int samples = 0, templates = 0, originals = 0, looks = 0;  ///< looks: at them in recordings
    std::string auditHash;  ///< of the line of the audit trail that tells of it
};

/// One examination of a pair of faces. `content` is JSON of who examines it: the store does not look inside.
struct Examination {
    std::int64_t id = 0;
    UnixMs begunAt = 0;
    std::string examiner, content;
    std::string conclusion;  ///< empty: not concluded yet
    UnixMs concludedAt = 0;
    UnixMs scoreSeenAt = 0;  ///< 0: never
    std::string secondExaminer, secondConclusion;
    UnixMs secondAt = 0;
};

}  // namespace lineament
