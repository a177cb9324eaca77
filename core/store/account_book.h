#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/account.h"

namespace lineament {

class Store;

/// The part of the store about accounts. As soon as there is one, whoever opened the store without an account
/// can change nothing any more, and each change needs what core/accounts/permissions.h says of it.
/// The state of every account is in the audit trail with a hash of its credential, so that auditBrokenAt()
/// finds what was changed past the program. Thread, errors and audit as Store.
/// Signing in with a password is core/pipelines/accounts/sign_in.h.
class AccountBook {
  public:
    virtual ~AccountBook() = default;

    /// Whether people have to sign in.
    virtual bool any() const = 0;
    /// By name.
    virtual std::vector<Account> accounts() const = 0;
    virtual std::optional<Account> account(AccountId id) const = 0;
    virtual std::optional<Account> accountNamed(const std::string& name) const = 0;
    /// The account that this store was opened with; empty: none. As it is now.
    virtual std::optional<Account> signedIn() const = 0;

    /// credential: as hashPassword() makes it. The first account is made by anybody and must be an
    /// administrator. Throws Error(kInvalidArgument: no name or one that is taken; not permitted).
    virtual AccountId add(const std::string& name, Role role, const std::string& credential) = 0;
    /// Throw Error(kNotFound, not permitted; kInvalidArgument: no administrator would be left who can sign
    /// in).
    virtual void setRole(AccountId id, Role role) = 0;
    virtual void setDisabled(AccountId id, bool disabled) = 0;
    /// Of oneself also without kAccounts. The failures of the account are forgotten.
    virtual void setCredential(AccountId id, const std::string& credential) = 0;

    /// What a sign-in is checked against.
    struct SignInBasis {
        std::optional<Account> account;  ///< empty: nobody has this name
        std::string credential;
        UnixMs waitMs = 0;  ///< above 0: too early after failures
    };
    virtual SignInBasis signInBasis(const std::string& name) const = 0;
    /// Stores how a sign-in by this name ended: a failure makes the next one wait longer, also after a
    /// restart; a success ends that. A name that nobody has waits as one that somebody has does. Returns the
    /// wait, ms, above 0 if meanwhile others failed so often that this one is too early: then nothing is
    /// stored, and a right password does not count either. Throws Error(kInvalidArgument: success without an
    /// account).
    virtual UnixMs recordSignIn(const std::string& name, bool succeeded) = 0;
    /// "account.lock", "account.sign_out" of the account signed in, for the trail alone.
    virtual void recordSession(const std::string& action) = 0;
};

/// The accounts of a store.
AccountBook& accountBookOf(Store& store);
/// Opens the store of a folder for an account: its name is the actor of every change, its role says what may be
/// changed. Throws not permitted if there is no such account or it is disabled, and as Store::open().
std::shared_ptr<Store> openStoreAs(const std::filesystem::path& folder, AccountId account,
                                   const Clock& clock = Clock::system());

}  // namespace lineament
