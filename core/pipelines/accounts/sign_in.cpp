#include "core/pipelines/accounts/sign_in.h"

#include "core/accounts/sign_in_rule.h"
#include "core/base/error.h"
#include "core/store/account_book.h"

namespace lineament {

SignInOutcome signIn(Store& store, const std::string& name, const std::string& password) {
    using enum SignInOutcome::Kind;
    auto& book = accountBookOf(store);
    const auto basis = book.signInBasis(name);
    if (basis.waitMs > 0) return {kTooEarly, std::nullopt, basis.waitMs};
    bool fits = false;
    if (password.size() > kLongestPassword) {
        // Nobody has one like that; hashing megabytes would be a way to keep the machine busy.
    } else if (basis.account) {
        fits = passwordFits(password, basis.credential) && !basis.account->disabled;
    } else {
        (void)hashPassword(password);  // as long as a name that somebody has would take
    }
    if (const auto wait = book.recordSignIn(name, fits); wait > 0) return {kTooEarly, std::nullopt, wait};
    if (!fits) return {kWrong, std::nullopt, book.signInBasis(name).waitMs};
    return {kDone, book.account(basis.account->id), 0};
}

AccountId addAccount(Store& store, const std::string& name, Role role, const std::string& password,
                     const PasswordCost& cost) {
    requirePassword(password, name);
    return accountBookOf(store).add(name, role, hashPassword(password, cost));
}

void setPassword(Store& store, AccountId id, const std::string& password, const PasswordCost& cost) {
    const auto account = accountBookOf(store).account(id);
    if (!account) throw Error(ErrorCode::kNotFound, "account", "there is no such account");
    requirePassword(password, account->name);
    accountBookOf(store).setCredential(id, hashPassword(password, cost));
}

void requirePermitted(Store& store, Permission permission, const std::string& what) {
    auto& book = accountBookOf(store);
    if (!book.any()) return;
    const auto account = book.signedIn();
    if (!account || account->disabled)
        throw Error(ErrorCode::kNotPermitted, what, "the data store has accounts, and nobody is signed in");
    requirePermission(account->role, permission, what);
}

}  // namespace lineament
