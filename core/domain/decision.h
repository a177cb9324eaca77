#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/strong_id.h"

namespace lineament {

using DecisionId = StrongId<struct DecisionTag>;

/// One thing a person decided, with what is needed to take it back.
struct Decision {
    DecisionId id;
    UnixMs at = 0;
    std::string actor;    ///< who
    std::string kind;     ///< "identity.rename", "identity.merge", "track.assign" ...
    std::string subject;  ///< "identity:12", "track:7"
    std::string reason;   ///< why, as typed; may be empty
    std::string before;   ///< JSON of the state before
    std::string after;    ///< JSON of the state after
    bool undone = false;
};

/// One line of the audit trail; hash covers the line and the hash before it.
struct AuditEntry {
    std::int64_t seq = 0;
    UnixMs at = 0;
    std::string actor, action, subject, detail, hash;
};

}  // namespace lineament
