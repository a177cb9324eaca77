#include "core/store/sqlite_account_book.h"

#include <map>
#include <nlohmann/json.hpp>

#include "core/accounts/sign_in_rule.h"
#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/store/decision_actions.h"
#include "core/store/query.h"
#include "core/store/repositories/audit_trail.h"
#include "core/store/sqlite_store.h"

namespace lineament {
namespace {

using nlohmann::json;

constexpr const char* kSelect =
    "SELECT id, name, role, disabled, created_at, coalesce(signed_in_at, 0) FROM accounts ";

Account accountOf(Row row) {
    Account account;
    account.id = row.id<AccountId>();
    account.name = row.text();
    account.role = roleNamed(row.text()).value_or(Role::kOperator);
    account.disabled = row.flag();
    account.createdAt = row.integer();
    account.signedInAt = row.integer();
    return account;
}

template <class... Values>
std::optional<Account> one(SQLite::Database& database, const char* where, const Values&... values) {
    auto statement = query(database, (std::string(kSelect) + where).c_str(), values...);
    if (!statement.executeStep()) return std::nullopt;
    return accountOf(Row(statement));
}

std::string subjectOfAccount(AccountId id) {
    return subjectOf("account", id.value());
}

bool exist(SQLite::Database& database) {
    return query(database, "SELECT 1 FROM accounts LIMIT 1").executeStep();
}

/// The state of an account as its lines in the trail have it.
std::optional<std::string> stateOf(SQLite::Database& database, std::int64_t id) {
    auto statement =
        query(database, "SELECT name, role, disabled, credential FROM accounts WHERE id = ?", id);
    if (!statement.executeStep()) return std::nullopt;
    Row row(statement);
    json state;
    state["name"] = row.text();
    state["role"] = row.text();
    state["disabled"] = row.flag();
    state["credential_sha256"] = sha256(row.text());
    return state.dump();
}

std::optional<AccountId> accountOfName(SQLite::Database& database, const std::string& name) {
    const auto found = one(database, "WHERE name = ?", name);
    return found ? std::optional(found->id) : std::nullopt;
}

/// Where failures are counted: those of an account, or of a name that nobody has.
struct FailureCount {
    const char* table;
    const char* key;
    std::int64_t of;
};

FailureCount countOf(SQLite::Database& database, const std::string& name) {
    if (const auto account = accountOfName(database, name))
        return {"failed_sign_ins", "account_id", account->value()};
    // Large and small letters are alike, as in names of accounts.
    std::string alike = database.execAndGet("SELECT salt FROM sign_in_salt").getString() + ":";
    for (const char c : name)
        alike += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return {"failed_unknown_sign_ins", "bucket", std::stoll(sha256(alike).substr(0, 4), nullptr, 16)};
}

std::pair<int, UnixMs> failuresOf(SQLite::Database& database, const FailureCount& count) {
    auto statement =
        query(database,
              (std::string("SELECT failures, last_at FROM ") + count.table + " WHERE " + count.key + " = ?")
                  .c_str(),
              count.of);
    if (!statement.executeStep()) return {0, 0};
    Row row(statement);
    const auto failures = static_cast<int>(row.integer());
    return {failures, row.integer()};
}

}  // namespace

bool SqliteAccountBook::any() const {
    return store_.read([](auto& database) { return exist(database); });
}

std::vector<Account> SqliteAccountBook::accounts() const {
    return store_.read([](auto& database) {
        return rows<Account>(query(database, (std::string(kSelect) + "ORDER BY name").c_str()), accountOf);
    });
}

std::optional<Account> SqliteAccountBook::account(AccountId id) const {
    return store_.read([&](auto& database) { return one(database, "WHERE id = ?", id); });
}

std::optional<Account> SqliteAccountBook::accountNamed(const std::string& name) const {
    return store_.read([&](auto& database) { return one(database, "WHERE name = ?", name); });
}

std::optional<Account> SqliteAccountBook::signedIn() const {
    return store_.read([&](auto& database) { return actor(database); });
}

std::optional<Account> SqliteAccountBook::actor(SQLite::Database& database) const {
    if (!store_.account_.valid()) return std::nullopt;
    return one(database, "WHERE id = ?", store_.account_);
}

void SqliteAccountBook::requireAction(SQLite::Database& database, const std::string& action) const {
    if (!exist(database)) return;
    const auto who = actor(database);
    if (!who)
        throw Error(ErrorCode::kNotPermitted, action, "the data store has accounts, and nobody is signed in");
    if (who->disabled)
        throw Error(ErrorCode::kNotPermitted, action, "the account " + who->name + " is disabled");
    if (const auto rule = ruleOf(action); rule.needed) requirePermission(who->role, *rule.needed, action);
}

void SqliteAccountBook::requireAdministrators(SQLite::Database& database) const {
    LINEAMENT_REQUIRE(
        query(database, "SELECT 1 FROM accounts WHERE role = 'administrator' AND disabled = 0").executeStep(),
        "accounts", "no administrator would be left who can sign in");
}

void SqliteAccountBook::logState(SQLite::Database& database, const std::string& action, AccountId id) {
    store_.append(database, action, subjectOfAccount(id), stateOf(database, id.value()).value());
}

AccountId SqliteAccountBook::add(const std::string& name, Role role, const std::string& credential) {
    SqliteStore::requireName(name);
    LINEAMENT_REQUIRE(name.size() <= 100, "account", "its name is longer than 100 characters");
    return store_.write([&](SQLite::Database& database) {
        requireAction(database, "account.add");
        LINEAMENT_REQUIRE(role == Role::kAdministrator || exist(database), "account " + name,
                          "the first account must be an administrator's");
        LINEAMENT_REQUIRE(!one(database, "WHERE name = ?", name), "account " + name,
                          "another account has this name");
        execute(database, "INSERT INTO accounts (name, role, credential, created_at) VALUES (?, ?, ?, ?)",
                name, std::string(lineament::name(role)), credential, store_.options_.clock->now());
        const AccountId id(database.getLastInsertRowid());
        logState(database, "account.add", id);
        return id;
    });
}

template <class Change>
void SqliteAccountBook::change(AccountId id, const std::string& action, Change&& change) {
    store_.write([&](SQLite::Database& database) {
        // Whoever is signed in may do to their own password what needs an administrator for others'.
        const bool own = action == "account.password" && id == store_.account_;
        requireAction(database, own ? "job.begin" : action);
        if (!change(database))
            throw Error(ErrorCode::kNotFound, subjectOfAccount(id), "there is no such account");
        requireAdministrators(database);
        logState(database, action, id);
    });
}

void SqliteAccountBook::setRole(AccountId id, Role role) {
    change(id, "account.role", [&](SQLite::Database& database) {
        return execute(database, "UPDATE accounts SET role = ? WHERE id = ?", std::string(name(role)), id);
    });
}

void SqliteAccountBook::setDisabled(AccountId id, bool disabled) {
    change(id, disabled ? "account.disable" : "account.enable", [&](SQLite::Database& database) {
        return execute(database, "UPDATE accounts SET disabled = ? WHERE id = ?", disabled ? 1 : 0, id);
    });
}

void SqliteAccountBook::setCredential(AccountId id, const std::string& credential) {
    change(id, "account.password", [&](SQLite::Database& database) {
        execute(database, "DELETE FROM failed_sign_ins WHERE account_id = ?", id);
        return execute(database, "UPDATE accounts SET credential = ? WHERE id = ?", credential, id);
    });
}

AccountBook::SignInBasis SqliteAccountBook::signInBasis(const std::string& name) const {
    return store_.read([&](auto& database) {
        SignInBasis basis;
        auto statement = query(database, "SELECT id, credential FROM accounts WHERE name = ?", name);
        if (statement.executeStep()) {
            Row row(statement);
            basis.account = one(database, "WHERE id = ?", row.template id<AccountId>());
            basis.credential = row.text();
        }
        const auto [failures, last] = failuresOf(database, countOf(database, name));
        basis.waitMs = signInWaitMs(failures, last, store_.options_.clock->now());
        return basis;
    });
}

UnixMs SqliteAccountBook::recordSignIn(const std::string& name, bool succeeded) {
    return store_.write([&](SQLite::Database& database) {
        const auto now = store_.options_.clock->now();
        const auto account = accountOfName(database, name);
        LINEAMENT_REQUIRE(account || !succeeded, "sign-in", "it needs an account to succeed");
        const auto count = countOf(database, name);
        const auto [failures, last] = failuresOf(database, count);
        if (const auto wait = signInWaitMs(failures, last, now); wait > 0) return wait;
        if (succeeded) {
            const auto who = one(database, "WHERE id = ?", *account);
            if (who->disabled)
                throw Error(ErrorCode::kNotPermitted, subjectOfAccount(*account), "the account is disabled");
            execute(database, "DELETE FROM failed_sign_ins WHERE account_id = ?", *account);
            execute(database, "UPDATE accounts SET signed_in_at = ? WHERE id = ?", now, *account);
            AuditTrail(database).append(
                now, who->name, "account.sign_in", subjectOfAccount(*account),
                failures > 0 ? "after " + std::to_string(failures) + " failures" : "");
        } else {
            execute(database,
                    (std::string("INSERT INTO ") + count.table + " (" + count.key +
                     ", failures, last_at) VALUES (?1, ?2, ?3) ON CONFLICT (" + count.key +
                     ") DO UPDATE SET failures = ?2, last_at = ?3")
                        .c_str(),
                    count.of, failures + 1, now);
            // Without the name that was typed: it may be a password.
            store_.append(database, "account.sign_in_failed",
                          account ? subjectOfAccount(*account) : std::string("account:unknown"),
                          "failure " + std::to_string(failures + 1) + ", next after " +
                              std::to_string(signInDelayMs(failures + 1) / 1000) + " s");
        }
        return UnixMs{0};
    });
}

void SqliteAccountBook::recordSession(const std::string& action) {
    store_.write([&](SQLite::Database& database) {
        store_.append(database, action, subjectOfAccount(store_.account_), "");
    });
}

std::optional<std::int64_t> SqliteAccountBook::brokenAt(SQLite::Database& database) {
    // The last line about the state of each account.
    auto lines =
        query(database,
              "SELECT max(seq), subject, detail FROM audit WHERE action IN ('account.add', 'account.role', "
              "'account.disable', 'account.enable', 'account.password') GROUP BY subject ORDER BY 1");
    std::map<std::string, std::int64_t> known;
    while (lines.executeStep()) {
        Row row(lines);
        const auto seq = row.integer();
        const auto subject = row.text(), said = row.text();
        known[subject] = seq;
        std::int64_t id = 0;
        for (const char c : subject)
            if (c >= '0' && c <= '9' && id < (std::int64_t{1} << 50)) id = 10 * id + (c - '0');
        if (stateOf(database, id) != said) return seq;
    }
    auto accounts = query(database, "SELECT id FROM accounts");
    while (accounts.executeStep())
        if (!known.count(subjectOfAccount(Row(accounts).id<AccountId>())))
            return database.execAndGet("SELECT coalesce(max(seq), 0) + 1 FROM audit").getInt64();
    return std::nullopt;
}

AccountBook& accountBookOf(Store& store) {
    auto* sqlite = dynamic_cast<SqliteStore*>(&store);
    LINEAMENT_CHECK(sqlite);
    return sqlite->accounts();
}

std::shared_ptr<Store> openStoreAs(const std::filesystem::path& folder, AccountId account,
                                   const Clock& clock) {
    return std::make_shared<SqliteStore>(folder, Store::Options{.clock = &clock}, account);
}

}  // namespace lineament
