#pragma once

#include <SQLiteCpp/Database.h>

#include "core/accounts/permissions.h"
#include "core/store/account_book.h"

namespace lineament {

class SqliteStore;

/// Accounts over SQLite, and what they let the store do.
class SqliteAccountBook final : public AccountBook {
  public:
    explicit SqliteAccountBook(SqliteStore& store) : store_(store) {}

    bool any() const override;
    std::vector<Account> accounts() const override;
    std::optional<Account> account(AccountId id) const override;
    std::optional<Account> accountNamed(const std::string& name) const override;
    std::optional<Account> signedIn() const override;
    AccountId add(const std::string& name, Role role, const std::string& credential) override;
    void setRole(AccountId id, Role role) override;
    void setDisabled(AccountId id, bool disabled) override;
    void setCredential(AccountId id, const std::string& credential) override;
    SignInBasis signInBasis(const std::string& name) const override;
    UnixMs recordSignIn(const std::string& name, bool succeeded) override;
    void recordSession(const std::string& action) override;

    /// Throws Error(kNotPermitted) unless the one signed in may make a change of this action; within its
    /// transaction, so that a role taken away counts at once.
    void requireAction(SQLite::Database& database, const std::string& action) const;
    /// Number of the first line of the trail that an account contradicts; one after the last for an account
    /// that the trail does not know.
    static std::optional<std::int64_t> brokenAt(SQLite::Database& database);

    /// Who is signed in, within a transaction; empty on a store without accounts.
    std::optional<Account> actor(SQLite::Database& database) const;

  private:
    void requireAdministrators(SQLite::Database& database) const;
    void logState(SQLite::Database& database, const std::string& action, AccountId id);
    template <class Change>
    void change(AccountId id, const std::string& action, Change&& change);

    SqliteStore& store_;
};

}  // namespace lineament
