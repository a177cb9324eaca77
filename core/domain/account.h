#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/strong_id.h"

namespace lineament {

using AccountId = StrongId<struct AccountTag>;

/// What somebody who signs in is there for; what each may do is in core/accounts/permissions.h.
enum class Role {
    kOperator,      ///< watches live sources, answers alerts
    kEnroller,      ///< keeps people, rosters and attendance
    kExaminer,      ///< reviews footage, compares, evaluates
    kAdministrator  ///< everything
};

/// Somebody who signs in. Accounts are never deleted, since the audit trail speaks of them.
struct Account {
    AccountId id;
    std::string name;  ///< unique, whatever the case of its ASCII letters
    Role role = Role::kOperator;
    bool disabled = false;
    UnixMs createdAt = 0;
    UnixMs signedInAt = 0;  ///< the last time; 0: never
};

}  // namespace lineament
