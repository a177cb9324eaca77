#pragma once

#include <optional>
#include <string>

#include "core/accounts/password.h"
#include "core/accounts/permissions.h"
#include "core/domain/account.h"
#include "core/store/store.h"

namespace lineament {

/// How a sign-in ended.
struct SignInOutcome {
    enum class Kind {
        kDone,
        kWrong,    ///< no such name, another password, or disabled: which, is not told
        kTooEarly  ///< after failures; whether the password was right is not told either
    };
    Kind kind = Kind::kWrong;
    std::optional<Account> account;  ///< of kDone: open the store anew with it (Store::Options::account)
    UnixMs waitMs = 0;  ///< of kTooEarly: until the next sign-in; of kWrong: what it waits now, often 0
};

/// Checks a name and a password and stores how it ended. Takes as long for a name that nobody has.
/// Cost: about 0.1 s and 64 MiB. Throws what the store throws.
SignInOutcome signIn(Store& store, const std::string& name, const std::string& password);

/// An account with a password; the first one must be an administrator's. Throws Error(kInvalidArgument: the
/// name or the password will not do; not permitted).
AccountId addAccount(Store& store, const std::string& name, Role role, const std::string& password,
                     const PasswordCost& cost = {});
/// Of another account needs the permission for accounts, one's own does not.
/// Throws Error(kInvalidArgument, kNotFound, not permitted).
void setPassword(Store& store, AccountId id, const std::string& password, const PasswordCost& cost = {});

/// Throws Error(kNotPermitted) unless the store has no accounts or was opened by somebody who may.
/// For what only reads: changes the store itself refuses.
void requirePermitted(Store& store, Permission permission, const std::string& what);

}  // namespace lineament
