#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/accounts/permissions.h"
#include "core/base/job_context.h"
#include "core/store/store.h"

namespace lineament::cli {

/// What a command needs on a store with accounts; commands that open no store are never asked.
struct CommandRule {
    bool known = false;                ///< false: nobody thought of it, and it needs an administrator
    bool signIn = true;                ///< false: it may be run by anybody
    std::optional<Permission> needed;  ///< empty: being signed in is enough
};
/// path: "enrol", "identities rename".
CommandRule commandRule(const std::string& path);

/// The store as the command may use it: as it is if it has no accounts, else opened by the account `name`,
/// whose password is $LINEAMENT_PASSWORD or read from standard input. Throws Error(not permitted: nobody
/// signed in, a wrong password, a role without it; kInvalidArgument: a name for a store without accounts),
/// Cancelled.
std::shared_ptr<Store> signInForCommand(std::shared_ptr<Store> store, const std::string& name,
                                        const std::string& path, const JobContext& job);

}  // namespace lineament::cli
